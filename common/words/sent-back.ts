import { sentBack as en } from './en/sent-back.ts'
import type { Both } from './texts.ts'
import { sentBack as zh } from './zh/sent-back.ts'

export const sentBack: Both<typeof zh> = { zh, en }
