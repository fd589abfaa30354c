import type { Texts } from '../texts.ts'
import type { issued as zh } from '../zh/issued.ts'

export const issued = {
  correct: 'Correct a typing fault',
  correctTitle: 'Correct what was mistyped in report {number}',
  correctHelp:
    'Only the following can be corrected, without another examination; results, classes and conclusion stay. After you another doctor has to sign. What you leave empty stays as it is.',
  correctReason: 'Why it is corrected (stands in the remark of the report)',
  withdraw: 'Withdraw this report',
  withdrawTitle: 'Withdraw report {number}',
  reason: 'Reason',
  withdrawWarning:
    'A withdrawn report is no longer valid, and that can’t be undone. It and all records stay, and the traffic police are told. For a new report the driver has to be examined again.',
} satisfies Texts<typeof zh>
