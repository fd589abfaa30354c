import { type Static, Type } from 'typebox'
import { Exact, Id, Nullable, Said, Version } from './basic.ts'
import { LicenceClasses } from './station.ts'

/** Doctors to whom a driver can be passed on now. */
export const Colleagues = Exact({ doctors: Type.Array(Exact({ id: Id, name: Said }), { maxItems: 10_000 }) })
export type Colleagues = Static<typeof Colleagues>

/** How long there is still to take the driver, s. */
const Seconds = Type.Integer({ minimum: 0, maximum: 60 })
/**
 * The driver whom a doctor is offered, by a colleague or, `from` null, since it is the driver's turn; the one whom they have offered; null: none. `rests`: they
 * take no drivers for now.
 */
export const OfferView = Exact({
  offered: Nullable(
    Exact({
      check: Id,
      version: Version,
      name: Said,
      age: Type.Integer(),
      classes: LicenceClasses,
      booth: Said,
      site: Said,
      from: Nullable(Said),
      seconds: Seconds,
    }),
  ),
  rests: Type.Boolean(),
  made: Nullable(Exact({ check: Id, to: Said, seconds: Seconds })),
})
export type OfferView = Static<typeof OfferView>
