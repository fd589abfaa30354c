import { type Static, Type } from 'typebox'
import { Day, Exact, Id, Instant, Language, Nullable, Said, Strokes, Version, Words } from './basic.ts'
import { CheckView } from './check.ts'
import { DEVICES, DeviceKind } from './device.ts'
import { Helper, HelpHere } from './help.ts'
import { INPUTS, Input } from './input.ts'
import { Line } from './line.ts'
import { Answer, Scene } from './measurement.ts'
import { MobileNumber } from './notice.ts'
import { PictureSpot } from './pointing.ts'
import { EyesHint } from './procedures/acuity.ts'
import { DeviceState } from './reading.ts'
import { RecordingAnswer } from './recording.ts'
import { Refusal } from './refusal.ts'
import { Disease } from './report.ts'
import { Written } from './saying.ts'
import { LicenceClasses, Side, STATIONS, Station } from './station.ts'
import { AnyStation, Method } from './stations.ts'
import { Turn } from './turn.ts'

export const Stage = Exact({
  attempt: Id,
  station: AnyStation,
  /** Counts trials from 0; an answer names the trial that it answers. */
  index: Type.Integer({ minimum: 0 }),
  /** 0 to 1: how far this station is, at a guess. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  scene: Scene,
})
export type Stage = Static<typeof Stage>

/** One of several cases that a driver has open. */
const CaseToChoose = Exact({ number: Said, business: Said, classes: Said })

/** The booth in one value: the page is a function of it. */
export const BoothView = Exact({
  version: Version,
  language: Language,
  booth: Exact({ name: Said, site: Said }),
  simulated: Type.Boolean(),
  /** A report can be printed here. */
  printer: Type.Boolean(),
  /** What the driver can answer with now: words and drawings name no other. */
  inputs: Type.Array(Input, { maxItems: INPUTS.length }),
  /** Simulated only: the page should lend a made-up camera and microphone when the machine has none. */
  madeUpCamera: Type.Boolean(),
  link: Words(['connecting', 'connected', 'refused', 'not-enrolled'] as const),
  devices: Type.Array(DeviceState, { maxItems: 20 }),
  /** The reader: nothing, being read, read, or read and still lying there although the check is over. */
  card: Words(['none', 'reading', 'read', 'unreadable', 'take-away'] as const),
  /** Readings that wait to be acknowledged. */
  unsent: Type.Integer({ minimum: 0 }),
  refusal: Nullable(Exact({ refusal: Refusal, at: Instant })),
  /**
   * "Are you still there?" is on the screen, and so many seconds are left to answer; `again`: nobody has answered the first time. Absent:
   * nobody is asked.
   */
  stillThere: Type.Optional(Exact({ seconds: Type.Integer({ minimum: 0 }), again: Type.Boolean() })),
  /** What the doctor says in writing. Absent: nothing. */
  said: Type.Optional(Written),
  /** Where the driver stands in the queue, and about how long they wait. Absent: they wait for no doctor, or nobody has said yet. */
  turn: Type.Optional(Turn),
  /** The doctor points there in the driver's own picture. Absent: nowhere now. */
  pointed: Type.Optional(PictureSpot),
  /** Whom this booth has called. Absent: nobody. */
  help: Type.Optional(HelpHere),
  /**
   * What the driver who has just left is told: nothing was kept since they didn't agree, or since the card was another's; all is kept
   * for the day. Absent: nothing, or it has been read.
   */
  parting: Type.Optional(Words(['declined', 'not-me', 'kept'] as const)),
  /**
   * A card lies there and the driver is asked before anything is done with it: another's card over a result that is still shown, the card
   * of somebody with a report in force (`institution`: who made it, where another did), or which of several cases this is for. Absent:
   * nothing is asked.
   */
  cardAsks: Type.Optional(
    Type.Union([
      Exact({ asks: Type.Literal('next') }),
      Exact({ asks: Type.Literal('anew'), on: Day, validTo: Day, institution: Type.Optional(Said) }),
      Exact({ asks: Type.Literal('which'), cases: Type.Array(CaseToChoose, { maxItems: 20 }) }),
    ]),
  ),
  check: Nullable(CheckView),
  stage: Nullable(Stage),
  /** The stations that the driver may begin now while no doctor is with them. Absent: nobody knows, and the page tries. */
  alone: Type.Optional(Type.Array(Station, { maxItems: STATIONS.length })),
})
export type BoothView = Static<typeof BoothView>

/** The stage by itself, told where nothing else has moved: under a sensor that is many times a second. */
export const StageMoved = Exact({ version: Version, stage: Nullable(Stage) })
export type StageMoved = Static<typeof StageMoved>

const besideStage = ({ version: _, stage: __, ...rest }: BoothView) => Object.values(rest)
/** Has nothing but the stage moved from one view of an agent to its next? */
export const onlyStageMoved = (before: BoothView, now: BoothView): boolean => {
  const values = besideStage(now)
  return besideStage(before).every((value, at) => Object.is(value, values[at]))
}

/** Something the driver touched. */
export const Touch = Type.Union([
  Exact({ touch: Type.Literal('language'), language: Language }),
  Exact({
    touch: Type.Literal('declare'),
    consent: Type.Literal(true),
    has: Type.Boolean(),
    diseases: Type.Array(Disease, { maxItems: 10 }),
    strokes: Strokes,
  }),
  /** `byItself`: the page goes on to the next station, and nobody has touched it. */
  Exact({
    touch: Type.Literal('start'),
    station: Station,
    glasses: Type.Boolean(),
    aid: Type.Boolean(),
    method: Type.Optional(Method),
    byItself: Type.Optional(Type.Boolean()),
  }),
  Exact({ touch: Type.Literal('answer'), attempt: Id, index: Type.Integer({ minimum: 0 }), answer: Answer }),
  /** The stimulus of this trial stands on the screen, or its sound begins. Before that nothing is an answer. */
  Exact({ touch: Type.Literal('shown'), attempt: Id, index: Type.Integer({ minimum: 0 }) }),
  /** How loud the booth is while the sound of this trial stands there, without that sound: A-weighted, dB of the microphone's full scale. */
  Exact({
    touch: Type.Literal('noise'),
    attempt: Id,
    index: Type.Integer({ minimum: 0 }),
    dbfs: Type.Number({ minimum: -300, maximum: 20 }),
  }),
  /**
   * Pixels between the driver's eyes in one picture of the face camera while this trial stands there; null: none were found. `blind`: nothing
   * here can look for any.
   */
  Exact({
    touch: Type.Literal('eyes'),
    attempt: Id,
    index: Type.Integer({ minimum: 0 }),
    spanPx: Nullable(Type.Number({ minimum: 1, maximum: 10_000 })),
    blind: Type.Optional(Type.Literal(true)),
    hint: Type.Optional(EyesHint),
  }),
  /** For how long somebody has been speaking in the booth now, ms; 0: nobody is. */
  Exact({
    touch: Type.Literal('voice'),
    attempt: Id,
    index: Type.Integer({ minimum: 0 }),
    ms: Type.Integer({ minimum: 0, maximum: 600_000 }),
  }),
  /** `why`: before consent, why nothing came of it. */
  Exact({ touch: Type.Literal('leave'), why: Type.Optional(Words(['declined', 'not-me'] as const)) }),
  /** Whether the driver wants to be told by text message, on which number; null: on the one that the traffic police have. */
  Exact({ touch: Type.Literal('notices'), wanted: Type.Boolean(), phone: Nullable(MobileNumber) }),
  /** Whether the driver wants the check to be recorded. What is recorded already is erased by a no. */
  Exact({ touch: Type.Literal('recording'), ...RecordingAnswer.properties }),
  /** The answer to what a card asks; `case`: the number of the one that was chosen. */
  Exact({ touch: Type.Literal('card'), begin: Type.Boolean(), case: Type.Optional(Line(40, 1)) }),
  /** The answer to "are you still there?". */
  Exact({ touch: Type.Literal('still-here') }),
  /** Calls for a person, or says that nobody is needed any more. */
  Exact({ touch: Type.Literal('help'), whom: Helper, wanted: Type.Boolean() }),
  Exact({ touch: Type.Literal('seen-refusal') }),
])
export type Touch = Static<typeof Touch>

/** The keys of a keypad. */
export const Key = Words(['up', 'right', 'down', 'left', 'no', 'ok', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const)
export type Key = Static<typeof Key>

/** What lies on, stands under and presses the simulated devices. */
export const SimulatorView = Exact({
  drivers: Type.Array(Exact({ id: Said, name: Said, classes: LicenceClasses, note: Said }), { maxItems: 200 }),
  card: Nullable(Said),
  /** Height of the person under the sensor, mm, or null: nobody. */
  standing: Nullable(Type.Integer()),
  pressing: Exact({ left: Type.Integer(), right: Type.Integer() }),
  unplugged: Type.Array(DeviceKind, { maxItems: DEVICES.length }),
  madeUpCamera: Type.Boolean(),
})
export type SimulatorView = Static<typeof SimulatorView>

export const Hand = Type.Union([
  Exact({ hand: Type.Literal('card'), driver: Nullable(Line(60)) }),
  Exact({ hand: Type.Literal('stand'), heightMm: Nullable(Type.Integer({ minimum: 500, maximum: 2300 })) }),
  Exact({
    hand: Type.Literal('key'),
    key: Key,
  }),
  /** Millinewtons on a pedal, held until another number comes. */
  Exact({ hand: Type.Literal('pedal'), side: Side, millinewtons: Type.Integer({ minimum: 0, maximum: 2_000_000 }) }),
  Exact({ hand: Type.Literal('plug'), device: DeviceKind, in: Type.Boolean() }),
  /** Somebody sits in the cabin, or nobody: what its board says, where the booth has one. */
  Exact({ hand: Type.Literal('sit'), occupied: Type.Boolean() }),
  Exact({ hand: Type.Literal('camera'), madeUp: Type.Boolean() }),
])
export type Hand = Static<typeof Hand>
