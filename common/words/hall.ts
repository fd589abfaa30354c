import { hall as en } from './en/hall.ts'
import type { Both } from './texts.ts'
import { hall as zh } from './zh/hall.ts'

export const hall: Both<typeof zh> = { zh, en }
