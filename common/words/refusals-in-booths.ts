import { refusalsInBooths as en } from './en/refusals-in-booths.ts'
import type { Both } from './texts.ts'
import { refusalsInBooths as zh } from './zh/refusals-in-booths.ts'

export const refusalsInBooths: Both<typeof zh> = { zh, en }
