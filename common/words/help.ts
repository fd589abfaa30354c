import { help as en } from './en/help.ts'
import type { Both } from './texts.ts'
import { help as zh } from './zh/help.ts'

export const help: Both<typeof zh> = { zh, en }
