import { type Static, Type } from 'typebox'
import { Day, Exact, Id, Instant, Nullable, Said, Version } from './basic.ts'
import { Part } from './part.ts'

// When doctors mean to be here. Days and times are China's.

/** A time of day, `13:30`. */
const TimeOfDay = Type.String({ maxLength: 5, pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })
/** From when to when on one day; the end is after the beginning. */
export const Hours = Exact({ from: TimeOfDay, until: TimeOfDay })
export type Hours = Static<typeof Hours>
/** The hours of a day, one after another; none: not here. */
const DayHours = Type.Array(Hours, { maxItems: 6 })

/** A doctor's hours: of each weekday, Monday first, and days on which they are others than the week's. */
export const Rota = Exact({
  week: Type.Array(DayHours, { minItems: 7, maxItems: 7 }),
  exceptions: Type.Array(Exact({ on: Day, hours: DayHours }), { maxItems: 366 }),
})
export type Rota = Static<typeof Rota>

/** A doctor's hours as they stand, or stood: how often they were written, by whom and when; version 0: never. */
export const RotaEntry = Exact({ doctor: Id, name: Said, version: Version, by: Nullable(Said), at: Nullable(Instant), rota: Rota })
export type RotaEntry = Static<typeof RotaEntry>
/** `GET /api/rota`: every doctor's. */
export const RotaView = Exact({ doctors: Type.Array(RotaEntry, { maxItems: 10_000 }) })
export type RotaView = Static<typeof RotaView>

/** A change names the version that it was decided on: of two administrators at once one is told. */
export const RotaChange = Exact({ version: Version, rota: Rota })

/** What a doctor's hours were, each time that somebody wrote them, the newest first. */
export const ROTA_HISTORY_MOST = 200
export const RotaHistory = Part(RotaEntry, ROTA_HISTORY_MOST)
export type RotaHistory = Static<typeof RotaHistory>
