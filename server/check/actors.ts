import { type Static, Type } from 'typebox'
import { Exact, Id, Nullable, Words } from '#protocol/basic.ts'

/** Which part of the house acts by itself: leases run out, days end, papers are made, handed over, come into force, drivers move on, picture and voice break. */
const PARTS = ['leases', 'deadlines', 'papers', 'deliveries', 'conclusions', 'receptions', 'media'] as const

/** Who acts. Fixed at the handshake, never read from a message. */
export type Actor =
  | { kind: 'booth'; id: string; name: string; site: { id: string; name: string } }
  | { kind: 'doctor'; id: string; name: string }
  | { kind: 'counter'; id: string; name: string }
  | { kind: 'system'; id: (typeof PARTS)[number] }

export type Of<K extends Actor['kind']> = Extract<Actor, { kind: K }>
export type Booth = Of<'booth'>
export type Doctor = Of<'doctor'>
export type Counter = Of<'counter'>

/** Who acted, as an event keeps it: the kind and which of them. Null: events of format 1 that don't tell. */
export const Acted = Type.Union([
  Exact({ kind: Words(['booth', 'doctor', 'counter'] as const), id: Nullable(Id) }),
  Exact({ kind: Type.Literal('system'), id: Nullable(Words(PARTS)) }),
])
export type Acted = Static<typeof Acted>

/** What an event keeps of whoever acts. */
export const actedBy = (actor: Actor): Acted =>
  actor.kind === 'system' ? { kind: actor.kind, id: actor.id } : { kind: actor.kind, id: actor.id }
