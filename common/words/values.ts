import { values as en } from './en/values.ts'
import type { Both } from './texts.ts'
import { values as zh } from './zh/values.ts'

export const values: Both<typeof zh> = { zh, en }
