import type { Texts } from '../index.ts'
import type { clinician as zh } from '../zh/clinician.ts'

export const clinician = {} satisfies Texts<typeof zh>
