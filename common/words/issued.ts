import { issued as en } from './en/issued.ts'
import type { Both } from './texts.ts'
import { issued as zh } from './zh/issued.ts'

export const issued: Both<typeof zh> = { zh, en }
