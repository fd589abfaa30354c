import { booth as en } from './en/booth.ts'
import type { Both } from './texts.ts'
import { booth as zh } from './zh/booth.ts'

export const booth: Both<typeof zh> = { zh, en }
