import { Type } from 'typebox'
import { Words } from './basic.ts'
import type { DeviceKind } from './device.ts'
import * as procedures from './procedures.ts'
import { STATIONS, type Station } from './station.ts'

type Procedures = typeof procedures
/** The name that a procedure's setup carries. */
export type ProcedureName = keyof Procedures

type Row = {
  /** How it may be measured; the first is taken when nobody asks for another. */
  procedures: readonly [ProcedureName, ...ProcedureName[]]
  /** What it can't be done without, beside what its procedures need. */
  also?: readonly DeviceKind[]
}

/** How each station of the form is measured. */
const OF_FORM = {
  height: { procedures: ['height'] },
  'acuity-right': { procedures: ['acuity'] },
  'acuity-left': { procedures: ['acuity'] },
  colour: { procedures: ['colour'] },
  hearing: { procedures: ['hearing', 'tones'] },
  'upper-limbs': { procedures: ['limbs'] },
  'lower-limbs': { procedures: ['limbs'], also: ['force'] },
  trunk: { procedures: ['limbs'] },
} as const satisfies Record<Station, Row>

type OfForm = (typeof OF_FORM)[Station]['procedures'][number]
/** A procedure that measures nothing the form asks for is a station of its own, under its own name: a doctor may have it done for information. */
type Alone = Exclude<ProcedureName, OfForm>

const measuring: ReadonlySet<ProcedureName> = new Set(Object.values(OF_FORM).flatMap((row: Row) => row.procedures))
/** Whether a procedure measures something that the form asks for. */
export const measuresForm = (procedure: ProcedureName): procedure is OfForm => measuring.has(procedure)

const names = Object.values(procedures).map(({ name }) => name)
const ALONE = names.filter((name) => !measuresForm(name))

/** Every station that can be run, those of the form in the order in which a booth offers them. */
export const EVERY_STATION: readonly AnyStation[] = [...STATIONS, ...ALONE]
export type AnyStation = Station | Alone
export const AnyStation = Type.Unsafe<AnyStation>(Words([...EVERY_STATION]))

/** One value for each station. */
export const eachStation = <T>(make: (station: AnyStation) => T): Record<AnyStation, T> => {
  const all: Partial<Record<AnyStation, T>> = {}
  for (const station of EVERY_STATION) all[station] = make(station)
  // The list above has every station: its type is made of the same two parts.
  return all as Record<AnyStation, T>
}

/** Does the form ask for this station? Of the others nothing is ever missing, found or decided. */
export const isOfForm = (station: AnyStation): station is Station => STATIONS.some((one) => one === station)

const rowOf = (station: AnyStation): Row => (isOfForm(station) ? OF_FORM[station] : { procedures: [station] })

/**
 * What a station can't be done without. The keypad isn't here: whatever it answers can be touched on the screen too. The booth begins
 * nothing without it, and the server stops what runs when it fails.
 */
export const needsOf = (station: AnyStation): DeviceKind[] => {
  const { procedures: by, also = [] } = rowOf(station)
  return [...new Set([...by.flatMap((name) => procedures[name].needs), ...also])]
}

/** The ways to measure a station that has more than one: acuity at the `limits` of the classes, as a `number`, or in `lines` as on a chart… */
export type Method = Procedures[ProcedureName]['methods'][number]
const METHODS: readonly Method[] = Object.values(procedures).flatMap(({ methods }): readonly Method[] => methods)
export const Method = Type.Unsafe<Method>(Words([...METHODS]))

/** How a station may be measured; the first is taken when nobody asks for another. Empty: in one way alone. */
export const methodsOf = (station: AnyStation): readonly Method[] =>
  rowOf(station).procedures.flatMap((name): readonly Method[] => procedures[name].methods)

const INFORMING = new Set(Object.values(procedures).flatMap(({ informing }): readonly Method[] => informing))
/** Whether a way to measure only tells a doctor more: what it comes to is never a finding. */
export const informs = (method: Method): boolean => INFORMING.has(method)

/** The procedures that measure a station, the one that is taken first. */
export const proceduresOf = (station: AnyStation): readonly ProcedureName[] => rowOf(station).procedures

/** The procedure that measures a station in this way, or in its first; null: the station knows no such way. */
export const procedureFor = (station: AnyStation, method: Method | null): ProcedureName | null => {
  const { procedures: by } = rowOf(station)
  return method === null ? by[0] : (by.find((name) => procedures[name].methods.some((one: Method) => one === method)) ?? null)
}
