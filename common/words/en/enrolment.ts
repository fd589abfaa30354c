import type { Texts } from '../texts.ts'
import type { enrolment as zh } from '../zh/enrolment.ts'

export const enrolment = {
  title: 'Enrol this hall screen',
  intro: 'Type the enrolment code that the administrator got on the administration page.',
  code: 'Enrolment code',
  enter: 'Enrol',
  wrongKind: "This code is a booth's, not a hall screen's. Ask the administrator for a hall screen's code.",
  unsupported: 'This browser cannot keep a device key (Ed25519). Use a recent browser, and open the page over HTTPS or localhost.',
} satisfies Texts<typeof zh>
