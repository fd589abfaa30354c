import { call as en } from './en/call.ts'
import type { Both } from './texts.ts'
import { call as zh } from './zh/call.ts'

export const call: Both<typeof zh> = { zh, en }
