import { attended } from '#words/attended.ts'
import { counter } from '#words/counter.ts'
import { errands } from '#words/errands.ts'
import { terms } from '#words/terms.ts'
import { together } from '#words/together.ts'

/** What this page says: it loads these subjects alone. */
export const text = together({ attended, counter, errands, terms })
