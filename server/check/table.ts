import type { Phase } from '#protocol/check.ts'
import type { Actor, Command } from './events.ts'

/**
 * Who may give which command from which phase: design's table, as data. Every pair that isn't here is refused.
 * `none` is a check that doesn't exist yet. `holder`: a doctor must hold the lease, or may be any.
 */
export type Move = { by: readonly Actor['kind'][]; from: readonly (Phase | 'none')[]; holder?: true }

const FINISHED = ['refused', 'returned', 'handed-over', 'accepted'] as const

export const TABLE: Record<Command['kind'], Move> = {
  open: { by: ['booth'], from: ['none'] },
  declare: { by: ['booth'], from: ['opened'] },
  photo: { by: ['booth'], from: ['underway'] },
  claim: { by: ['doctor'], from: ['underway'] },
  renew: { by: ['doctor'], from: ['underway'], holder: true },
  release: { by: ['doctor'], from: ['underway'], holder: true },
  lapse: { by: ['system'], from: ['underway'] },
  start: { by: ['booth', 'doctor'], from: ['underway'], holder: true },
  read: { by: ['booth'], from: ['underway'] },
  'device-fault': { by: ['booth'], from: ['underway'] },
  decide: { by: ['doctor'], from: ['underway'], holder: true },
  note: { by: ['doctor'], from: ['underway'], holder: true },
  'draw-up': { by: ['doctor'], from: ['underway'], holder: true },
  // From a finished check only a report that supersedes is concluded, by the doctor who drew it up.
  conclude: { by: ['doctor'], from: ['underway', 'concluded', ...FINISHED] },
  'hold-paper': { by: ['system'], from: ['concluded'] },
  sealed: { by: ['system'], from: ['concluded'] },
  receipt: { by: ['system'], from: ['reported'] },
  'case-refused': { by: ['system'], from: ['reported'] },
  accept: { by: ['counter'], from: ['handed-over'] },
  return: { by: ['counter'], from: ['handed-over'] },
  resend: { by: ['counter'], from: ['refused', 'returned'] },
  // From `concluded` only a report whose paper is held.
  supersede: { by: ['doctor'], from: ['concluded', ...FINISHED] },
  abandon: { by: ['booth', 'system'], from: ['opened', 'underway'] },
}
