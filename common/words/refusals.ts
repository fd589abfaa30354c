import { refusals as en } from './en/refusals.ts'
import type { Both } from './texts.ts'
import { refusals as zh } from './zh/refusals.ts'

export const refusals: Both<typeof zh> = { zh, en }
