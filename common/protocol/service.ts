import { type Static, Type } from 'typebox'
import { Exact, Instant, Named, Nullable, Said, Words } from './basic.ts'
import { DeviceKind } from './device.ts'
import { FIELDS, type Field, limits, mnOfKg } from './fields.ts'
import { ColourReadings, ScreenColours } from './procedures/screen-colours.ts'
import { CalibrationValue } from './reading.ts'
import { Refusal } from './refusal.ts'
import { Cell } from './station.ts'
import { AnyStation } from './stations.ts'
import { Trouble } from './trouble.ts'

/** What an installer does at a booth, on its service page or from a terminal: look, watch, calibrate, test. */

const Name = Type.String({ maxLength: 40, pattern: '^[a-z][a-z0-9-]{0,39}$' })

/** A calibration as it stands: when it was made, until when it holds. */
export const Standing = Exact({ at: Instant, expiresAt: Instant, expired: Type.Boolean() })
export type Standing = Static<typeof Standing>

/** A device that the installer wrote down, or one without a serial line: screen, speakers, cameras. */
export const ServiceDevice = Exact({
  name: Name,
  kind: DeviceKind,
  model: Type.String({ maxLength: 60 }),
  state: Words(['alive', 'silent', 'absent'] as const),
  /** What tells the port, or what is plugged into it, from any other; null: not plugged in, or no serial line. */
  port: Nullable(Type.String({ maxLength: 200 })),
  frames: Type.Integer({ minimum: 0 }),
  faults: Type.Integer({ minimum: 0 }),
  /** Why it cannot be had; null: nothing known to be wrong. */
  trouble: Nullable(Trouble),
  /** Null: never calibrated; absent: a device of this kind needs none. */
  calibration: Type.Optional(Nullable(Standing)),
  /** A whole machine that gives heights: it is calibrated by a rod alone. */
  machine: Type.Optional(Type.Literal(true)),
  /** Of a force sensor: the cells of all of them that send values. They have one calibration. */
  cells: Type.Optional(Type.Array(Cell, { maxItems: 6 })),
  /** Of the screen's colours: what the newest calibration says they are. */
  colours: Type.Optional(ScreenColours),
})
export type ServiceDevice = Static<typeof ServiceDevice>

/** A port that no device of the booth is on. */
export const SparePort = Exact({
  path: Type.String({ maxLength: 200 }),
  id: Type.String({ maxLength: 200 }),
  vendorId: Nullable(Type.String({ maxLength: 20 })),
  productId: Nullable(Type.String({ maxLength: 20 })),
  serialNumber: Nullable(Type.String({ maxLength: 200 })),
})
export type SparePort = Static<typeof SparePort>

/** A reading that the server did not take; it lies in the booth's folder. */
const AsideReading = Exact({ station: AnyStation, at: Instant, refusal: Refusal })
type AsideReading = Static<typeof AsideReading>

export const ServiceView = Exact({
  simulated: Type.Boolean(),
  devices: Type.Array(ServiceDevice, { maxItems: 40 }),
  spare: Type.Array(SparePort, { maxItems: 64 }),
  /** The newest first. */
  aside: Type.Array(AsideReading, { maxItems: 20 }),
})
export type ServiceView = Static<typeof ServiceView>

/** What a driver made of a frame, a shape each kind of device. Of a card only whether one lies there. */
export const ReadingOutput = Type.Union([
  Exact({ event: Words(['card', 'unreadable', 'gone'] as const) }),
  Exact({ mm: Type.Number() }),
  Exact({ stature: Nullable(Exact({ mm: Type.Number(), grams: Nullable(Type.Number()) })) }),
  Exact({ presenceMm: Type.Number() }),
  Exact({ weight: Exact({ steady: Type.Boolean(), net: Type.Boolean(), grams: Type.Number() }) }),
  Exact({ key: Type.String({ maxLength: 20 }), deviceMs: Type.Number() }),
  Exact({
    cell: Cell,
    millinewtons: Type.Number(),
    moving: Type.Optional(Type.Literal(true)),
    resting: Type.Optional(Type.Literal(true)),
  }),
  Exact({ door: Words(['open', 'closed'] as const) }),
  Exact({ occupied: Type.Boolean() }),
  Exact({ noiseDb: Type.Number() }),
  Exact({ lux: Type.Number() }),
])
export type ReadingOutput = Static<typeof ReadingOutput>

/** A frame that came in, and what its driver made of it. Never a card's contents: of a reading that holds personal data only its kind. */
export const DeviceOutput = Exact({
  name: Name,
  /** Monotonic, ms. */
  at: Type.Number(),
  /** Hexadecimal, or the text of a line; a card's record only as its length. */
  frame: Type.String({ maxLength: 4000 }),
  readings: Type.Array(ReadingOutput, { maxItems: 20 }),
  fault: Nullable(Type.String({ maxLength: 80 })),
})
export type DeviceOutput = Static<typeof DeviceOutput>

/** Steady samples of a device: their median and how far they lie apart, in the device's unit (mm, or mN). */
export const Measured = Exact({ median: Type.Number(), spread: Type.Number({ minimum: 0 }), samples: Type.Integer({ minimum: 1 }) })
export type Measured = Static<typeof Measured>

/** A row of the morning test. */
export const TestRow = Exact({
  row: Words(['device', 'calibration', 'floor', 'disk', 'server', 'clock'] as const),
  /** The device, where the row is about one. */
  name: Nullable(Name),
  kind: Nullable(DeviceKind),
  result: Words(['good', 'warn', 'bad'] as const),
  /** What was found, by code; its sentence is in text/. */
  found: Words([
    'answers',
    'unheard',
    'silent',
    'absent',
    'noisy',
    'calibrated',
    'expires-soon',
    'expired',
    'never-calibrated',
    'not-for-eyes',
    'too-weak',
    'floor-as-taped',
    'not-the-floor',
    'unsteady',
    'writable',
    'not-writable',
    'connected',
    'not-connected',
    'clock-right',
    'clock-wrong',
  ] as const),
  /** Numbers and words that the sentence names. */
  fields: Named(Type.Union([Said, Type.Number()]), 20),
  /** Why a device that is silent or absent cannot be had; null: not known, or another row. */
  trouble: Nullable(Trouble),
})
export type TestRow = Static<typeof TestRow>
export const SelfTest = Exact({
  at: Instant,
  result: Words(['good', 'warn', 'bad'] as const),
  rows: Type.Array(TestRow, { maxItems: 200 }),
})
export type SelfTest = Static<typeof SelfTest>

const LOAD_MN = { minimum: mnOfKg(FIELDS.loadKg.minimum), maximum: mnOfKg(FIELDS.loadKg.maximum) }

/** The same length, measured again. */
const twice = (field: Field) => Type.Tuple([Type.Number(limits(field)), Type.Number(limits(field))])

/** What an installer entered or had measured, by device; the calibration is worked out of it. */
export const CalibrationWork = Type.Union([
  Exact({
    device: Type.Literal('height'),
    /** Sensor above the empty floor by tape, and a rod of known length stood under it, mm. */
    tapeMm: Type.Number(limits(FIELDS.tapeMm)),
    emptyMm: Type.Number({ minimum: 0, maximum: 10_000 }),
    rodMm: Type.Number(limits(FIELDS.rodMm)),
    underRodMm: Type.Number({ minimum: 0, maximum: 10_000 }),
  }),
  Exact({
    /** A whole machine that gives heights: a rod of known length stood in it, and what it said of that, mm. */
    device: Type.Literal('height-machine'),
    rodMm: Type.Number(limits(FIELDS.rodMm)),
    saidMm: Type.Number({ minimum: 0, maximum: 10_000 }),
  }),
  Exact({
    device: Type.Literal('force'),
    /** Each cell without load and with a load of known weight, mN. */
    cells: Type.Array(Exact({ cell: Cell, emptyMn: Type.Number(), loadMn: Type.Number(LOAD_MN), loadedMn: Type.Number() }), {
      minItems: 1,
      maxItems: 6,
    }),
  }),
  Exact({ device: Type.Literal('screen-colours'), readings: ColourReadings }),
  Exact({
    device: Type.Literal('screen'),
    /** Pixels and the light's path, each measured twice. */
    pitchMm: twice(FIELDS.pitchMm),
    pathMm: twice(FIELDS.pathMm),
    mirrors: Type.Integer(limits(FIELDS.mirrors)),
    cameraMm: Type.Optional(Type.Number(limits(FIELDS.cameraMm))),
    luminance: Type.Optional(Type.Number(limits(FIELDS.luminance))),
    veil: Type.Optional(Type.Number(limits(FIELDS.veil))),
  }),
  Exact({ device: Type.Literal('record'), value: CalibrationValue }),
])
export type CalibrationWork = Static<typeof CalibrationWork>

/** What a probe of a spare port found: the model that answers, surely (by checksums) or perhaps. */
export const Probed = Exact({ model: Nullable(Said), sure: Type.Boolean() })
export type Probed = Static<typeof Probed>
