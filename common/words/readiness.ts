import { readiness as en } from './en/readiness.ts'
import type { Both } from './texts.ts'
import { readiness as zh } from './zh/readiness.ts'

export const readiness: Both<typeof zh> = { zh, en }
