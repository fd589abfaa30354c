import type { Static, TSchema } from 'typebox'
import { fitsCompiled } from '#protocol/compiled.ts'
import { refuse } from '#protocol/refusal.ts'
import { whereWrong } from '#protocol/where-wrong.ts'
import type { Tables } from './tables.ts'

/** Where a JSON is stored: a column of a row that is known by its key, or a file by its digest. */
export type Spot = { table: keyof Tables | 'files'; row: string; column: string }

/** The JSON of a text; null: it is none. The parser's own words would repeat what stands there. */
export const jsonIn = (text: string): { value: unknown } | null => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

/** A stored text as its schema has it; `lift` first tells what older programs stored as today's would. Throws `record-unreadable`. */
export const stored = <S extends TSchema>(schema: S, text: string, spot: Spot, lift = asItIs): Static<S> => {
  const json = jsonIn(text)
  if (!json) throw unreadable(spot, '/')
  return readable(schema, lift(json.value), spot)
}
const asItIs = (value: unknown): unknown => value

/** The same of what was parsed already. */
export const readable = <S extends TSchema>(schema: S, value: unknown, spot: Spot): Static<S> => {
  if (fitsCompiled(schema, value)) return value
  throw unreadable(spot, whereWrong(schema, value))
}

/**
 * What is stored can't be read: somebody altered it on the disk, or a program wrote what its schema doesn't have. The typed no says where,
 * as a JSON pointer, and never what stands there.
 */
export const unreadable = ({ table, row, column }: Spot, place: string): Error =>
  new Error(`${table} ${row} can't be read: ${column} ${place}`, { cause: refuse('record-unreadable', { table, row, column, place }) })

/** A value that can be read again. Throws, so that nothing is stored, where it couldn't be: that would be a bug. */
export const storable = <S extends TSchema>(schema: S, value: Static<S>, { table, row, column }: Spot): Static<S> => {
  if (fitsCompiled(schema, value)) return value
  throw new Error(`${table} ${row} could not be read again: ${column} ${whereWrong(schema, value)}`)
}
