import { inspect as en } from './en/inspect.ts'
import type { Both } from './texts.ts'
import { inspect as zh } from './zh/inspect.ts'

export const inspect: Both<typeof zh> = { zh, en }
