import { simulator as en } from './en/simulator.ts'
import type { Both } from './texts.ts'
import { simulator as zh } from './zh/simulator.ts'

export const simulator: Both<typeof zh> = { zh, en }
