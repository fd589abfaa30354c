import { attended as en } from './en/attended.ts'
import type { Both } from './texts.ts'
import { attended as zh } from './zh/attended.ts'

export const attended: Both<typeof zh> = { zh, en }
