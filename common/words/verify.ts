import { verify as en } from './en/verify.ts'
import type { Both } from './texts.ts'
import { verify as zh } from './zh/verify.ts'

export const verify: Both<typeof zh> = { zh, en }
