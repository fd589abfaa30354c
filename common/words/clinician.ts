import { clinician as en } from './en/clinician.ts'
import type { Both } from './texts.ts'
import { clinician as zh } from './zh/clinician.ts'

export const clinician: Both<typeof zh> = { zh, en }
