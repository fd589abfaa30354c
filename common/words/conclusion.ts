import { conclusion as en } from './en/conclusion.ts'
import type { Both } from './texts.ts'
import { conclusion as zh } from './zh/conclusion.ts'

export const conclusion: Both<typeof zh> = { zh, en }
