import type { Reading } from '#protocol/reading.ts'
import { refuse, type Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { findMachine } from '../store/machines.ts'
import type { Booth } from './booths.ts'

/** How much longer a log may say it took than passed here, ms: two clocks differ by parts in ten thousand over a test of minutes. A proposal. */
export const CLAIM_MS = 5000

/**
 * The time that a log says passed, ms: from its first stimulus to its last answer or sample of force. A clock that began anew in
 * between, as after a restart, adds nothing.
 */
export const claimedMs = (trials: Reading['trials']): number => {
  let before: number | null = null
  let total = 0
  for (const { shownAt, answeredAt, answer } of trials) {
    const force = typeof answer === 'object' && 'force' in answer ? (answer.force ?? []) : []
    const lasted = Math.max(answeredAt, shownAt + Math.max(0, ...force.map(([since]) => since)))
    for (const at of [shownAt, lasted]) {
      total += before === null ? 0 : Math.max(0, at - before)
      before = at
    }
  }
  return total
}

/** A log can't have taken longer than has passed since its attempt was started here. Null: it hasn't. */
export const longerThanPassed = (deps: Deps, startedAt: string, trials: Reading['trials']): Refusal | null => {
  const passed = deps.clock().getTime() - Date.parse(startedAt)
  // A clock that was set back to before the start measures nothing.
  if (passed < 0) return null
  const claimed = claimedMs(trials)
  return claimed <= passed + CLAIM_MS
    ? null
    : refuse('time-impossible', { claimed: Math.ceil(claimed / 1000), passed: Math.floor(passed / 1000) })
}

/** The first device that something signed names and that the booth hasn't declared: by its kind, and its id where it declared ids. Null: none. */
export const undeclared = async (
  deps: Deps,
  booth: Booth,
  uses: readonly Pick<Reading['devices'][number], 'kind' | 'id'>[],
): Promise<Refusal | null> => {
  const declared = (await findMachine(deps.db, booth.id))?.devices ?? []
  const foreign = uses.find(({ kind, id }) => !declared.some((device) => device.kind === kind && (device.ids?.includes(id) ?? true)))
  return foreign ? refuse('device-undeclared', { device: foreign.kind }) : null
}
