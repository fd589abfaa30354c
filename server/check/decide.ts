import type { Refusal } from '#protocol/refusal.ts'
import type { Actor } from './actors.ts'
import type { Check } from './check.ts'
import type { Commands, Kind } from './commands.ts'
import type { Answer } from './deciding/row.ts'
import { TABLE } from './table.ts'

/**
 * The events that a command causes, or why it is refused. Pure: the same question has the same answer. An empty list: allowed,
 * and nothing changes (a renewal of the lease, a claim by its holder). `steady`: now by the clock that nobody sets, by which leases run.
 */
export const decide = <K extends Kind>(
  check: Check | null,
  command: { kind: K } & Commands[K],
  actor: Actor,
  now: Date,
  steady = now,
): Answer => TABLE[command.kind].decide(check, command, actor, { now, steady })

/**
 * Why a command is refused before anybody makes what it needs: who asks, from where, and on which version. Null: it may be asked. The
 * same is asked once more when it is decided.
 */
export const refusedBefore = (check: Check | null, kind: Kind, asked: { version?: number | null }, actor: Actor): Refusal | null =>
  TABLE[kind].refuses(check, asked, actor)
