import { booth } from '#words/booth.ts'
import { call } from '#words/call.ts'
import { conclusion } from '#words/conclusion.ts'
import { procedures } from '#words/procedures.ts'
import { product } from '#words/product.ts'
import { terms } from '#words/terms.ts'
import { together } from '#words/together.ts'

/** What this page says: it loads these subjects alone. */
export const text = together({ booth, call, conclusion, procedures, product, terms })
