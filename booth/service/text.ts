import { service } from '#words/service.ts'
import { terms } from '#words/terms.ts'
import { together } from '#words/together.ts'

/** What this page says: it loads these subjects alone. */
export const text = together({ service, terms })
