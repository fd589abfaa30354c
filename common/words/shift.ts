import { shift as en } from './en/shift.ts'
import type { Both } from './texts.ts'
import { shift as zh } from './zh/shift.ts'

export const shift: Both<typeof zh> = { zh, en }
