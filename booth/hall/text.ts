import { hall } from '#words/hall.ts'
import { product } from '#words/product.ts'
import { together } from '#words/together.ts'

/** What this page says: it loads these subjects alone. */
export const text = together({ hall, product })
