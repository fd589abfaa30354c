import { type Static, Type } from 'typebox'
import { Base64Url, Day, DocumentNumber, Exact, Id, Instant, Nullable, Words } from './basic.ts'
import { DeviceKind } from './device.ts'
import { FIELDS, limits } from './fields.ts'
import { Line } from './line.ts'
import { Setup, Trials } from './measurement.ts'
import { ScreenColours } from './procedures/screen-colours.ts'
import { SoundRecord } from './procedures/sound.ts'
import { Cell } from './station.ts'
import { AnyStation } from './stations.ts'

export const DeviceState = Exact({
  kind: DeviceKind,
  name: Line(60, 1),
  state: Words(['alive', 'silent', 'absent'] as const),
  simulated: Type.Boolean(),
  /** What tells each device of this kind from any other, as a log names it. Absent: the agent is of an older version. */
  ids: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 12 })),
  /** Frames that were dropped as broken since the agent started. */
  faults: Type.Integer({ minimum: 0 }),
  /** Of a height sensor: the empty floor isn't where it was calibrated, as if the sensor had been moved. Its heights may be wrong. */
  doubt: Type.Optional(Type.Literal('floor')),
})
export type DeviceState = Static<typeof DeviceState>

/** What a cabin's board says of the booth around the driver, the newest of each; null: it has not said so yet. It decides nothing. */
export const Cabin = Exact({
  door: Nullable(Words(['open', 'closed'] as const)),
  occupied: Nullable(Type.Boolean()),
  /** dB(A); `old`: the board is there and has given no sound value for some seconds, as with a broken microphone. */
  noise: Nullable(Exact({ db: Type.Integer({ minimum: 0, maximum: 200 }), quality: Words(['good', 'old'] as const) })),
  lux: Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
})
export type Cabin = Static<typeof Cabin>

/** A device that a signed thing came from, and how it did meanwhile. */
export const DeviceUse = Exact({
  /** What tells this very device from any other: its port's by-id name or serial number; `simulated`; of a screen its kind. */
  id: Type.String({ minLength: 1, maxLength: 200 }),
  kind: DeviceKind,
  model: Type.String({ minLength: 1, maxLength: 60 }),
  quality: Exact({
    /** Good frames, broken ones and faults; the longest time without a good frame, ms. A device that sends none has none. */
    frames: Type.Integer({ minimum: 0 }),
    faults: Type.Integer({ minimum: 0 }),
    longestGapMs: Type.Integer({ minimum: 0 }),
  }),
})
export type DeviceUse = Static<typeof DeviceUse>

/** What a booth signs: the finished log of one attempt. The signature is Ed25519 over the canonical text of all the rest. */
export const Reading = Exact({
  id: Id,
  check: Id,
  station: AnyStation,
  attempt: Id,
  seed: Type.String({ maxLength: 32, pattern: '^[0-9a-f]{32}$' }),
  setup: Setup,
  calibrations: Type.Array(Id, { maxItems: 8 }),
  trials: Trials,
  devices: Type.Array(DeviceUse, { maxItems: 12 }),
  /** Monotonic clock of the agent at the end, ms, and the wall clock. */
  monotonic: Type.Number({ minimum: 0 }),
  at: Instant,
  /** The booth's own count of signed things: always growing. */
  sequence: Type.Integer({ minimum: 1 }),
  signature: Base64Url(100),
})
export type Reading = Static<typeof Reading>

/**
 * An identity card, as the reader gave it: of a resident, of a resident from Hong Kong, Macao or Taiwan (its type J), or a
 * foreigner's permanent residence card (type I, with a nationality, without an ethnic group and an address).
 */
export const Card = Exact({
  kind: Words(['resident', 'hmt-resident', 'foreigner'] as const),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  sex: Words(['male', 'female', 'unknown'] as const),
  nation: Type.String({ maxLength: 4 }),
  birth: Day,
  address: Type.String({ maxLength: 140 }),
  number: DocumentNumber,
  /** Three letters of ISO 3166, on a foreigner's card alone. */
  nationality: Type.Optional(Type.String({ maxLength: 3, pattern: '^[A-Z]{3}$' })),
  authority: Type.String({ maxLength: 60 }),
  validFrom: Day,
  /** Null: 长期, without end. */
  validTo: Nullable(Day),
})
export type Card = Static<typeof Card>

/** Why no photo came from a card: it bears none, it couldn't be made a picture of, or the booth has nothing to make one with. */
export const NO_PHOTO = ['not-on-card', 'unreadable', 'no-decoder'] as const
export type NoPhoto = (typeof NO_PHOTO)[number]

/** A card laid on the reader, signed by the booth like a reading. */
export const CardReading = Exact({
  id: Id,
  card: Card,
  /** The photo as PNG, base64; null: none came, and why, which older agents don't say. */
  photo: Nullable(Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$', maxLength: 400_000 })),
  noPhoto: Type.Optional(Words(NO_PHOTO)),
  /** The driver was told of the report in force and wants another check all the same. */
  anew: Type.Optional(Type.Literal(true)),
  /** The number of the case that the driver chose of several. */
  case: Type.Optional(Line(40, 1)),
  /** The reader. */
  device: DeviceUse,
  monotonic: Type.Number({ minimum: 0 }),
  at: Instant,
  sequence: Type.Integer({ minimum: 1 }),
  signature: Base64Url(100),
})
export type CardReading = Static<typeof CardReading>

/** What a booth measured of itself or its installer entered; the server gives it an id and issues it with attempts. */
export const CalibrationValue = Type.Union([
  Exact({
    device: Type.Literal('height'),
    /** Sensor to the empty floor; of a whole machine, 2500 and what must be added to its heights. */
    floorMm: Type.Number({ minimum: 500, maximum: 4500 }),
    /** The installer's tape, which a tare may not be far from; absent: not taken. */
    tapeMm: Type.Optional(Type.Number(limits(FIELDS.tapeMm))),
    /** A whole machine that gives one height at a time. */
    machine: Type.Optional(Type.Literal(true)),
  }),
  Exact({
    device: Type.Literal('screen'),
    // Wider than an installer may type today: what was recorded before stays readable, and the station refuses it in words.
    pitchMm: Type.Number({ minimum: 0.01, maximum: 1 }),
    pathMm: Type.Number({ minimum: 300, maximum: 10_000 }),
    mirrors: Type.Integer(limits(FIELDS.mirrors)),
    /** From the face camera's lens to the driver's eyes at the mark, mm; absent: not measured, and nothing watches where the head is. */
    cameraMm: Type.Optional(Type.Number(limits(FIELDS.cameraMm))),
    /** Of a white field as the driver sees it, cd/m²; absent: not measured. */
    luminance: Type.Optional(Type.Number(limits(FIELDS.luminance))),
    /** Of a black field as the driver sees it, with the booth's light on, cd/m²; absent: not measured. */
    veil: Type.Optional(Type.Number(limits(FIELDS.veil))),
  }),
  Exact({ device: Type.Literal('screen-colours'), ...ScreenColours.properties }),
  Exact({ device: Type.Literal('speakers'), ...SoundRecord.properties }),
  Exact({
    device: Type.Literal('force'),
    /** What a cell gives without load, mN, and by what its value above that is multiplied to give the reference's. */
    cells: Type.Array(
      Exact({
        cell: Cell,
        zeroMn: Type.Number({ minimum: -10_000_000, maximum: 10_000_000 }),
        factor: Type.Number({ minimum: 0.01, maximum: 100 }),
      }),
      { minItems: 1, maxItems: 6 },
    ),
  }),
  Exact({
    device: Type.Literal('cameras'),
    /** Where four marks on the wall behind the driver lie in each camera's picture, in thousandths of its width and height. */
    marks: Type.Array(
      Exact({
        camera: Words(['face', 'overview'] as const),
        points: Type.Array(Type.Tuple([Type.Integer({ minimum: 0, maximum: 1000 }), Type.Integer({ minimum: 0, maximum: 1000 })]), {
          minItems: 4,
          maxItems: 4,
        }),
      }),
      { minItems: 1, maxItems: 2 },
    ),
  }),
])
export type CalibrationValue = Static<typeof CalibrationValue>

export const CalibrationReading = Exact({
  id: Id,
  value: CalibrationValue,
  /** When it was made, and from when on nothing may stand on it. */
  at: Instant,
  expiresAt: Instant,
  sequence: Type.Integer({ minimum: 1 }),
  signature: Base64Url(100),
})
export type CalibrationReading = Static<typeof CalibrationReading>
