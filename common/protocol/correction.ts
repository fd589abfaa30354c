import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from './basic.ts'
import { Line } from './line.ts'

/** What may be put right in a report without another examination. Who somebody is (number, birth, sex) and what was found may never be. */
export const CORRECTABLE = ['name', 'address', 'phone', 'file'] as const
export const Correctable = Words(CORRECTABLE)
export type Correctable = Static<typeof Correctable>

/** How these fields should have read; what is absent stays as it is. */
export const Correction = Exact({
  name: Type.Optional(Line(60, 1)),
  address: Type.Optional(Line(140)),
  phone: Type.Optional(Nullable(Line(20, 1))),
  file: Type.Optional(Nullable(Line(20, 1))),
})
export type Correction = Static<typeof Correction>
