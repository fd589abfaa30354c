import type { Texts } from '../texts.ts'
import type { help as zh } from '../zh/help.ts'

export const help = {
  doctor: { call: 'Call the doctor', called: 'Doctor called; press to cancel', heard: 'The doctor has heard you' },
  staff: { call: 'Call the staff', called: 'Staff called; press to cancel', heard: 'The staff are coming' },
  noLine: 'There is no connection, so nobody hears a call: please ask the staff in the hall',
} satisfies Texts<typeof zh>
