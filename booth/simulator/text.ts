import { booth } from '#words/booth.ts'
import { simulator } from '#words/simulator.ts'
import { terms } from '#words/terms.ts'
import { together } from '#words/together.ts'

/** What this page says: it loads these subjects alone. */
export const text = together({ booth, simulator, terms })
