import { effort as en } from './en/effort.ts'
import type { Both } from './texts.ts'
import { effort as zh } from './zh/effort.ts'

export const effort: Both<typeof zh> = { zh, en }
