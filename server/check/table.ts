import type { Phase } from '#protocol/check.ts'
import type { Actor, Command } from './events.ts'

/**
 * Who may give which command from which phase: design's table, as data. Every pair that isn't here is refused.
 * `none` is a check that doesn't exist yet. `holder`: a doctor must hold the lease, or may be any.
 */
export type Move = { by: readonly Actor['kind'][]; from: readonly (Phase | 'none')[]; holder?: true }

const FINISHED = ['refused', 'returned', 'handed-over', 'accepted'] as const
/** Wherever a report stands that was issued. */
const ISSUED = ['concluded', 'reported', ...FINISHED] as const

export const TABLE: Record<Command['kind'], Move> = {
  open: { by: ['booth'], from: ['none'] },
  // Underway: the driver says something else now, and both stay.
  declare: { by: ['booth'], from: ['opened', 'underway'] },
  photo: { by: ['booth'], from: ['underway'] },
  claim: { by: ['doctor'], from: ['underway'] },
  renew: { by: ['doctor'], from: ['underway'], holder: true },
  release: { by: ['doctor'], from: ['underway'], holder: true },
  lapse: { by: ['system'], from: ['underway'] },
  start: { by: ['booth', 'doctor'], from: ['underway'], holder: true },
  read: { by: ['booth'], from: ['underway'] },
  'device-fault': { by: ['booth'], from: ['underway'] },
  'set-aside': { by: ['booth'], from: ['underway'] },
  decide: { by: ['doctor'], from: ['underway'], holder: true },
  note: { by: ['doctor'], from: ['underway'], holder: true },
  'draw-up': { by: ['doctor'], from: ['underway'], holder: true },
  // From a finished check only a report that supersedes is concluded, by the doctor who drew it up.
  conclude: { by: ['doctor'], from: ['underway', 'concluded', ...FINISHED] },
  countersign: { by: ['doctor'], from: ['signed'] },
  decline: { by: ['doctor'], from: ['signed'] },
  'hold-paper': { by: ['system'], from: ['concluded'] },
  sealed: { by: ['system'], from: ['concluded'] },
  receipt: { by: ['system'], from: ['reported'] },
  'case-refused': { by: ['system'], from: ['reported'] },
  accept: { by: ['counter'], from: ['handed-over'] },
  return: { by: ['counter'], from: ['handed-over'] },
  resend: { by: ['counter'], from: ['refused', 'returned'] },
  // Wherever the house still has something to do by itself.
  hurry: { by: ['counter'], from: ['concluded', 'reported'] },
  // From a concluded one only when its paper is held.
  supersede: { by: ['doctor'], from: ['concluded', ...FINISHED] },
  replace: { by: ['system'], from: ['signed', ...ISSUED] },
  // Nobody wipes what was declared and measured: a booth gives up only what has nothing in it yet, and parks the rest.
  abandon: { by: ['booth', 'system'], from: ['opened', 'underway', 'parked'] },
  park: { by: ['booth', 'doctor', 'system'], from: ['underway'], holder: true },
  // From whatever booth: the card is what a parked check is known by.
  resume: { by: ['booth'], from: ['parked'] },
}
