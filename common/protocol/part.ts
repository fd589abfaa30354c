import { type TSchema, Type } from 'typebox'
import { Exact } from './basic.ts'

/** As much of a list as is answered at once. `more`: it goes on behind the last of these. */
export const Part = <T extends TSchema>(entry: T, most: number) =>
  Exact({ entries: Type.Array(entry, { maxItems: most }), more: Type.Boolean() })
