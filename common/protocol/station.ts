import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from './basic.ts'
import { Line } from './line.ts'

/** The stations that the form asks for, in the order in which a booth offers them. The rules and the report know these alone. */
export const STATIONS = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing', 'upper-limbs', 'lower-limbs', 'trunk'] as const
export const Station = Words(STATIONS)
export type Station = Static<typeof Station>

export const CLASSES = ['A1', 'A2', 'A3', 'B1', 'B2', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'D', 'E', 'F', 'M', 'N', 'P'] as const
export const LicenceClass = Words(CLASSES)
export type LicenceClass = Static<typeof LicenceClass>
export const LicenceClasses = Type.Array(LicenceClass, { maxItems: CLASSES.length })

export const Side = Words(['left', 'right'] as const)
export type Side = Static<typeof Side>

/** Visual acuity on the 5-grade scale of GB/T 11533: 5 − log10(stroke in arc minutes). */
export const Acuity = Type.Number({ minimum: 3.5, maximum: 5.5 })

/** What a station comes to: from its score, or from a doctor. The rules see these alone. */
export const Finding = Type.Union([
  Exact({ station: Type.Literal('height'), cm: Type.Integer({ minimum: 50, maximum: 260 }) }),
  Exact({
    station: Words(['acuity-left', 'acuity-right'] as const),
    /** The strictest limit reached, or null: below every limit tested. */
    reached: Nullable(Acuity),
    glasses: Type.Boolean(),
  }),
  Exact({ station: Type.Literal('colour'), colour: Words(['no-red-green-blindness', 'red-green-blind'] as const) }),
  Exact({ station: Type.Literal('hearing'), left: Type.Boolean(), right: Type.Boolean(), aid: Type.Boolean() }),
  Exact({
    station: Type.Literal('upper-limbs'),
    /** `relaxed`: an end joint missing, or three complete fingers on the left hand, both palms complete. */
    upper: Words(['normal', 'relaxed', 'abnormal'] as const),
    left: Line(60),
    right: Line(60),
  }),
  Exact({
    station: Type.Literal('lower-limbs'),
    /** `left-leg`: the left leg alone is missing or without function. */
    lower: Words(['normal', 'left-leg', 'abnormal'] as const),
    left: Line(60),
    right: Line(60),
  }),
  Exact({ station: Type.Literal('trunk'), trunk: Words(['normal', 'disorder'] as const) }),
  /** Cannot be settled at a distance: come in person, or a hospital. */
  Exact({ station: Station, refer: Words(['in-person', 'hospital'] as const), words: Line(200) }),
])
export type Finding = Static<typeof Finding>

/** Every class but the large ones asks each eye for it (order 162, article 14(1)2): below it an eye is impaired, whatever class was asked for. */
const IMPAIRED_BELOW = 4.9

/**
 * Is one eye impaired, and only one (单眼视力障碍)? It follows the eyes, not the class. Null: that can't be said while an eye is to be
 * examined elsewhere.
 */
export const isOneEyed = (findings: readonly Finding[]): boolean | null => {
  const eyes = findings.flatMap((finding) => ('reached' in finding ? [finding.reached === null || finding.reached < IMPAIRED_BELOW] : []))
  return eyes.length < 2 ? null : eyes.filter(Boolean).length === 1
}

/** Where a booth can feel a force: under a foot on a pedal, in a hand on a grip, under a foot on the standing plate. */
export const CELLS = ['pedal-left', 'pedal-right', 'grip-left', 'grip-right', 'plate-left', 'plate-right'] as const
export const Cell = Words(CELLS)
export type Cell = Static<typeof Cell>
