import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from './basic.ts'

/** How picture and voice can get from a browser to the media: straight, or by a relay (TURN) that is reached so. The best stands first. */
export const PATHS = ['udp', 'tcp', 'relay-udp', 'relay-tcp', 'relay-tls'] as const
export const Path = Words(PATHS)
export type Path = Static<typeof Path>

/** What came of trying one: ms there and back; null: no way through. */
const TriedPath = Exact({ path: Path, ms: Nullable(Type.Integer({ minimum: 0, maximum: 60_000 })) })
export type TriedPath = Static<typeof TriedPath>

/** Each path that there is here, tried. */
export const TriedPaths = Type.Array(TriedPath, { maxItems: PATHS.length })
export type TriedPaths = Static<typeof TriedPaths>

/** The one that a call would take: the first that leads through; null: none does. */
export const pathTaken = (tried: TriedPaths): (TriedPath & { ms: number }) | null =>
  PATHS.flatMap((path) => tried.flatMap(({ path: one, ms }) => (one === path && ms !== null ? [{ path, ms }] : [])))[0] ?? null
