import { apply } from '#check/apply.ts'
import { decide } from '#check/decide.ts'
import type { Actor, Check, Command, Recorded } from '#check/events.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { append, loadCheck, type OutboxRow } from '../store/checks.ts'
import type { Tx } from '../store/open.ts'
import { lineOf, movedBetween } from './lines.ts'

export type Run = {
  /** The command's id: a repeat is known by it and changes nothing. */
  id?: string | null
  /** Rows to write in the same transaction; false calls everything off. */
  also?: (tx: Tx, after: Check) => Promise<boolean>
}

/**
 * Carries a command out: load, decide, append, announce. Every change of a check goes through here. When somebody else was
 * first the command is decided once more on what they left. Gives the check afterwards.
 */
export const run = async (
  deps: Deps,
  id: string,
  command: Command,
  actor: Actor,
  { id: commandId = null, also }: Run = {},
): Promise<Check | Refusal> => {
  for (let round = 0; round < 2; round++) {
    const check = await loadCheck(deps.db, id)
    if (check && commandId && check.commands.includes(commandId)) return check
    const now = deps.clock()
    const events = decide(check, command, actor, now)
    if (isRefusal(events)) return events
    if (events.length === 0) return check ?? refuse('check-unknown')
    const recorded = events.map(
      (event, index): Recorded => ({
        check: id,
        sequence: (check?.version ?? 0) + index + 1,
        at: now.toISOString(),
        actor: actor.kind,
        command: commandId,
        event,
      }),
    )
    const after = recorded.reduce<Check | null>((state, one) => apply(state, one), check)
    if (!after) throw new Error('events made no check')
    const line = lineOf(after)
    const written = { recorded, state: after, line, outbox: outboxOf(after, recorded), at: now.toISOString() }
    if (await append(deps.db, written, also && ((tx) => also(tx, after)))) {
      deps.announce({ kind: 'check', check: id, moved: movedBetween(check && lineOf(check), line) })
      // The store knows when the lease ends; the events don't.
      return (await loadCheck(deps.db, id)) ?? after
    }
  }
  return refuse('stale', { version: (await loadCheck(deps.db, id))?.version ?? 0 })
}

/** Work that events cause elsewhere: a paper to draw, a report to deliver. */
const outboxOf = (after: Check, recorded: readonly Recorded[]): OutboxRow[] =>
  recorded.flatMap(({ check, sequence, event }) => {
    const row = (kind: OutboxRow['kind'], number: string): OutboxRow[] => [{ id: `${check}:${sequence}:${kind}`, kind, check, number }]
    if (event.kind === 'concluded') return row('draw', event.number)
    if ((event.kind === 'sealed' || event.kind === 'resent') && after.report) return row('deliver', after.report.number)
    return []
  })
