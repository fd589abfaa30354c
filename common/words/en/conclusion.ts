import type { Texts } from '../texts.ts'
import type { conclusion as zh } from '../zh/conclusion.ts'
import { elsewhere, reasons } from './reasons.ts'

/** A conclusion in sentences: its reasons, what a doctor decided without or against a measurement, what the driver declared. */
export const conclusion = {
  reasons,
  elsewhere,
  belowAll: 'below the lowest level asked for',
  ears: { left: 'the left ear', right: 'the right ear', both: 'either ear' },
  wholeCheck: 'This check',
  allClasses: 'the class applied for',
  overrides: {
    'not-measured': '{stations}: by the doctor’s decision, not measured: {reason}',
    against: '{stations}: by the doctor’s decision, against the measurement: {reason}',
  },
  noReason: 'no reason given',
  declarationTrue: 'This declaration is true and my own will. If it is not, I bear the legal responsibility.',
} satisfies Texts<typeof zh>
