import { troubles as en } from './en/troubles.ts'
import type { Both } from './texts.ts'
import { troubles as zh } from './zh/troubles.ts'

export const troubles: Both<typeof zh> = { zh, en }
