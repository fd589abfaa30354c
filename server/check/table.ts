import type { Kind } from './commands.ts'
import {
  accept,
  caseRefused,
  giveBack,
  holdPaper,
  hurry,
  receipt,
  renewPaper,
  replace,
  resend,
  sealed,
  withdraw,
  withdrawalReceipt,
  withdrawalRefused,
} from './deciding/after-signing.ts'
import { answerConsultation, consult, endEscalation, escalate, join, takeOver } from './deciding/escalating.ts'
import { decideStation, note, picture } from './deciding/findings.ts'
import { breakCall, claim, keep, lapse, release, renew } from './deciding/lease.ts'
import { deviceFault, read, setAside, start } from './deciding/measuring.ts'
import { acceptProvisionally, lapseProvision } from './deciding/provisions.ts'
import { first, type Row, row } from './deciding/row.ts'
import { conclude, correct, countersign, decline, drawUp, supersede } from './deciding/signing.ts'
import { abandon, answerRecording, declare, open, park, photo, resume } from './deciding/visit.ts'

const UNDERWAY = ['underway'] as const
const FINISHED = ['refused', 'returned', 'handed-over', 'accepted', 'provisional', 'lapsed'] as const
/** Where the counter may still say what becomes of a report. */
const AT_COUNTER = ['handed-over', 'provisional', 'lapsed'] as const
/** Wherever a report stands that was issued. */
const ISSUED = ['concluded', 'reported', ...FINISHED] as const

/**
 * Each command of a check is one row: who may give it, each from which phases, whether a doctor must hold the lease, and what comes of it.
 * Every pair that isn't here is refused, and nobody below asks again who it is. `none` is a check that doesn't exist yet.
 */
export const TABLE: { [K in Kind]: Row<K> } = {
  open: first({ may: { booth: ['none'] }, decide: open }),
  // Underway: the driver says something else now, and both stay.
  declare: row({ may: { booth: ['opened', 'underway'] }, said: true, decide: declare }),
  photo: row({ may: { booth: UNDERWAY }, said: true, decide: photo }),
  // For as long as the driver sits there: a no always counts.
  'answer-recording': row({ may: { booth: ['opened', 'underway', 'signed', ...ISSUED] }, decide: answerRecording }),
  // It stands whatever the driver did in the meantime: whoever is late hears who has the check.
  claim: row({ may: { doctor: UNDERWAY }, anyVersion: true, decide: claim }),
  renew: row({ may: { doctor: UNDERWAY }, holder: true, ends: true, decide: renew }),
  release: row({ may: { doctor: UNDERWAY }, holder: true, ends: true, decide: release }),
  keep: row({ may: { doctor: UNDERWAY }, holder: true, decide: keep }),
  lapse: row({ may: { system: UNDERWAY }, decide: lapse }),
  'break-call': row({ may: { system: UNDERWAY }, decide: breakCall }),
  escalate: row({ may: { doctor: UNDERWAY }, holder: true, decide: escalate }),
  // Whoever comes does so whatever the first doctor did in the meantime.
  join: row({ may: { doctor: UNDERWAY }, anyVersion: true, decide: join }),
  'take-over': row({ may: { doctor: UNDERWAY }, anyVersion: true, decide: takeOver }),
  'end-escalation': row({ may: { doctor: UNDERWAY }, anyVersion: true, ends: true, decide: endEscalation }),
  consult: row({ may: { doctor: UNDERWAY }, holder: true, decide: consult }),
  'answer-consultation': row({ may: { doctor: UNDERWAY }, holder: true, decide: answerConsultation }),
  start: row({ may: { booth: UNDERWAY, doctor: UNDERWAY }, holder: true, decide: start }),
  read: row({ may: { booth: UNDERWAY }, decide: read }),
  'device-fault': row({ may: { booth: UNDERWAY }, decide: deviceFault }),
  'set-aside': row({ may: { booth: UNDERWAY }, decide: setAside }),
  decide: row({ may: { doctor: UNDERWAY }, holder: true, decide: decideStation }),
  // What was seen stands whatever has been measured since.
  picture: row({ may: { doctor: UNDERWAY }, holder: true, decide: picture }),
  note: row({ may: { doctor: UNDERWAY }, holder: true, decide: note }),
  'draw-up': row({ may: { doctor: UNDERWAY }, holder: true, decide: drawUp }),
  // From a finished check only a report that supersedes is concluded, by the doctor who drew it up.
  conclude: row({ may: { doctor: ['underway', 'concluded', ...FINISHED] }, ends: true, decide: conclude }),
  countersign: row({ may: { doctor: ['signed'] }, ends: true, decide: countersign }),
  decline: row({ may: { doctor: ['signed'] }, ends: true, decide: decline }),
  'hold-paper': row({ may: { system: ['concluded'] }, decide: holdPaper }),
  sealed: row({ may: { system: ['concluded'] }, decide: sealed }),
  // A paper is renewed wherever its report stands, or stood.
  'renew-paper': row({ may: { system: ['signed', ...ISSUED, 'superseded', 'withdrawn'] }, decide: renewPaper }),
  // What was under way when the report was withdrawn is answered still.
  receipt: row({ may: { system: ['reported', 'withdrawn'] }, decide: receipt }),
  'case-refused': row({ may: { system: ['reported', 'withdrawn'] }, decide: caseRefused }),
  // Accepted after a paper was missing: it has come, if late.
  accept: row({ may: { counter: AT_COUNTER }, ends: true, decide: accept }),
  return: row({ may: { counter: AT_COUNTER }, ends: true, decide: giveBack }),
  'accept-provisionally': row({ may: { counter: AT_COUNTER }, decide: acceptProvisionally }),
  'lapse-provision': row({ may: { system: ['provisional'] }, decide: lapseProvision }),
  resend: row({ may: { counter: ['refused', 'returned'] }, decide: resend }),
  // Wherever the house still has something to do by itself.
  hurry: row({ may: { counter: [...ISSUED, 'withdrawn'] }, decide: hurry }),
  // From a concluded one only when its paper is held.
  supersede: row({ may: { doctor: ['concluded', ...FINISHED] }, decide: supersede }),
  correct: row({ may: { doctor: ['concluded', ...FINISHED] }, decide: correct }),
  replace: row({ may: { system: ['signed', ...ISSUED] }, decide: replace }),
  // Its institution takes it back, or the counter doesn't accept that institution's any more.
  withdraw: row({ may: { doctor: ISSUED, counter: ISSUED }, ends: true, decide: withdraw }),
  'withdrawal-receipt': row({ may: { system: ['withdrawn'] }, decide: withdrawalReceipt }),
  'withdrawal-refused': row({ may: { system: ['withdrawn'] }, decide: withdrawalRefused }),
  // Nobody wipes what was declared and measured: a booth gives up only what has nothing in it yet, and parks the rest.
  abandon: row({ may: { booth: ['opened'], system: ['opened', 'underway', 'parked'] }, decide: abandon }),
  park: row({ may: { booth: UNDERWAY, doctor: UNDERWAY, system: UNDERWAY }, holder: true, ends: true, decide: park }),
  // From whatever booth: the card is what a parked check is known by.
  resume: row({ may: { booth: ['parked'] }, anyBooth: true, decide: resume }),
}
