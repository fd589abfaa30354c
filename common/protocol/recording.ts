import { type Static, Type } from 'typebox'
import { Exact, Id, Instant, Nullable, Said, Words } from './basic.ts'
import { Side, Source, Speaker } from './media.ts'
import { AnyStation } from './stations.ts'

/** The version of the words by which the booth asks whether it may record; another sentence is another version. */
export const RECORDING_WORDS = '2'
/** What a driver said when they were asked, by which version of the words. */
export const RecordingAnswer = Exact({ agreed: Type.Boolean(), words: Type.String({ minLength: 1, maxLength: 20, pattern: '^[0-9]+$' }) })
export type RecordingAnswer = Static<typeof RecordingAnswer>

/**
 * Nothing was recorded; it is being recorded; it was; the disk has no room, or ffmpeg failed again and again, so that no more is recorded; what was
 * recorded is erased, or would be if it weren't on hold.
 */
export const RecordingState = Words(['none', 'on', 'kept', 'held', 'disk-short', 'failed', 'erased'] as const)
export type RecordingState = Static<typeof RecordingState>

/** Whether a check is recorded. `answer` null: the driver hasn't said whether they want that. */
export const RecordingNow = Exact({
  answer: Nullable(Exact({ ...RecordingAnswer.properties, at: Instant })),
  state: RecordingState,
  /** For how long what is recorded is kept, days. */
  days: Type.Integer({ minimum: 1 }),
})
export type RecordingNow = Static<typeof RecordingNow>
/** Did the driver take the consent back after something was recorded? Then what became of that is told: it is erased, or on hold. */
export const isTakenBack = ({ answer, state }: RecordingNow): boolean =>
  answer?.agreed === false && (state === 'erased' || state === 'held')

const Ms = Type.Integer({ minimum: 0 })

/** One source of one who speaks from when it began to flow until it stopped: a file of its own. Times are ms since the recording began. */
const RecordingPart = Exact({ id: Id, side: Speaker, source: Source, fromMs: Ms, lengthMs: Ms })
export type RecordingPart = Static<typeof RecordingPart>

/** A moment that one may want to see: a doctor came or went, a side was lost or found, a test, a trial or a decision, the signature. */
const RecordingMark = Exact({
  atMs: Ms,
  what: Words(['doctor-came', 'doctor-went', 'lost', 'found', 'began', 'trial', 'ended', 'decided', 'signed'] as const),
  /** Which side was lost or found. */
  side: Type.Optional(Side),
  station: Type.Optional(AnyStation),
  /** Which trial of its test, from 1. */
  trial: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Who came, went, decided or signed. */
  doctor: Type.Optional(Said),
})
export type RecordingMark = Static<typeof RecordingMark>

/** A recorded check: what there is to play, and where to jump to, the first first. `until`: when it is erased, unless it is `held` then. */
export const Recording = Exact({
  check: Id,
  beganAt: Instant,
  until: Instant,
  held: Type.Boolean(),
  lengthMs: Ms,
  /** More no check comes to: a line would have to break every second for hours. */
  parts: Type.Array(RecordingPart, { maxItems: 10_000 }),
  marks: Type.Array(RecordingMark, { maxItems: 20_000 }),
})
export type Recording = Static<typeof Recording>
