import { canonical } from '#protocol/canonical.ts'
import { sha256 } from './sha256.ts'
import type { Tables } from './tables.ts'

type EventRow = Omit<Tables['check_events'], 'previous' | 'hash'>

/** An event's hash: over the hash of the one before, and the event's canonical text. */
export const chained = (previous: string, recorded: unknown): string => sha256(previous + canonical(recorded))

/** What a program chained of a row, whatever its format. */
export const chainedValue = ({ check_id: check, sequence, at, format, actor, actor_id, command }: EventRow, event: unknown): unknown =>
  // The first format said neither which it was, nor who of a kind acted.
  format === 1 && actor_id === null
    ? { check, sequence, at, actor, command, event }
    : { format, check, sequence, at, actor: { kind: actor, id: actor_id }, command, event }

/** The hash that a row bears which nobody altered. */
export const hashOfRow = (previous: string, row: EventRow, event: unknown): string => chained(previous, chainedValue(row, event))
