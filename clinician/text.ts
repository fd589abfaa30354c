import { attended } from '#words/attended.ts'
import { call } from '#words/call.ts'
import { clinician } from '#words/clinician.ts'
import { conclusion } from '#words/conclusion.ts'
import { effort } from '#words/effort.ts'
import { procedures } from '#words/procedures.ts'
import { terms } from '#words/terms.ts'
import { together } from '#words/together.ts'

/** What this page says: it loads these subjects alone. */
export const text = together({ attended, call, clinician, conclusion, effort, procedures, terms })
