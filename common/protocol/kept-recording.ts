import { type Static, Type } from 'typebox'
import { Day, Exact, Id, Instant, Nullable } from './basic.ts'
import { Line } from './line.ts'
import { Part } from './part.ts'
import { ReportNumber } from './report.ts'

// The recordings that are kept, for those who see to them: which, until when, what holds them, and what room they take.

/** Why a recording must not be erased, as where a court or an appeal asks for it, and why that is over. */
export const HoldReason = Exact({ reason: Line(200, 4) })
export type HoldReason = Static<typeof HoldReason>
/** Why a recording must not be erased, who said so and when. */
const RecordingHold = Exact({
  id: Id,
  by: Type.String({ maxLength: 60 }),
  at: Instant,
  reason: Type.String({ maxLength: 200 }),
})
export type RecordingHold = Static<typeof RecordingHold>

/** How many of the holds of one recording are told at once; what lies behind them follows as they are lifted. */
export const HOLDS_MOST = 20
/** A recording that is kept, and nothing of whom it shows. `until`: when it is erased, where nothing holds it. */
export const KeptRecording = Exact({
  check: Id,
  /** Of its report; null: there is none. */
  number: Nullable(ReportNumber),
  site: Type.String({ maxLength: 80 }),
  beganAt: Instant,
  until: Instant,
  holds: Type.Array(RecordingHold, { maxItems: HOLDS_MOST }),
})
export type KeptRecording = Static<typeof KeptRecording>

/** Those of a day in China, or all that are on hold where none is named; at one site, or all; behind the one that was seen last. */
export const KeptAsked = Type.Object({
  day: Type.Optional(Day),
  site: Type.Optional(Id),
  at: Type.Optional(Instant),
  check: Type.Optional(Id),
})
export type KeptAsked = Static<typeof KeptAsked>
/** A page of them, the newest first, and the sites that one can choose. */
export const KEPT_MOST = 100
export const KeptRecordings = Exact({
  ...Part(KeptRecording, KEPT_MOST).properties,
  sites: Type.Array(Exact({ id: Id, name: Type.String({ maxLength: 80 }) }), { maxItems: 10_000 }),
})
export type KeptRecordings = Static<typeof KeptRecordings>

const Bytes = Type.Number({ minimum: 0 })
/**
 * What recordings take of the disk: all that are kept, what is free, below how much free nothing more is recorded, and what an hour of a check takes, by
 * those that are kept (null: none is). `hours`: for how many hours of checks the disk will do.
 */
const RecordingDisk = Exact({ kept: Bytes, free: Bytes, least: Bytes, hour: Nullable(Bytes), hours: Nullable(Bytes) })
export type RecordingDisk = Static<typeof RecordingDisk>
/** Null: nothing here records. */
export const RecordingDiskView = Exact({ disk: Nullable(RecordingDisk) })
export type RecordingDiskView = Static<typeof RecordingDiskView>
