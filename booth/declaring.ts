import { type Static, Type } from 'typebox'
import { Id } from '#protocol/basic.ts'
import { fits } from '#protocol/fits.ts'

/** What a driver has said and written of one check's declaration before it is sent. A health statement: it lives as long as that check's first pages. */
export const Declaring = Type.Object(
  {
    check: Id,
    page: Type.Enum(['identify', 'consent', 'recording', 'declare', 'sign']),
    general: Type.Boolean(),
    health: Type.Boolean(),
    has: Type.Union([Type.Boolean(), Type.Null()]),
    diseases: Type.Array(Type.Integer({ minimum: 1, maximum: 10 }), { maxItems: 10 }),
    lines: Type.Array(Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { maxItems: 4000 }), { maxItems: 200 }),
  },
  { additionalProperties: false },
)
export type Declaring = Static<typeof Declaring>

const KEY = 'roadfit-declaring'

/** Keeps it for a reload of this page. */
export const keepDeclaring = (declaring: Declaring): void => sessionStorage.setItem(KEY, JSON.stringify(declaring))

/** What was kept of this check; null: nothing, or another driver's. */
export const keptDeclaring = (check: string): Declaring | null => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return fits(Declaring, kept) && kept.check === check ? kept : null
  } catch {
    return null
  }
}

/** The declaration is given, or its driver is gone. */
export const forgetDeclaring = (): void => sessionStorage.removeItem(KEY)
