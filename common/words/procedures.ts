import * as en from './en/procedures.ts'
import type { Both } from './texts.ts'
import * as zh from './zh/procedures.ts'

export const procedures: Both<typeof zh> = { zh, en }
