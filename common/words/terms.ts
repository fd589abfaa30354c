import { terms as en } from './en/terms.ts'
import type { Both } from './texts.ts'
import { terms as zh } from './zh/terms.ts'

export const terms: Both<typeof zh> = { zh, en }
