import { exports as en } from './en/exports.ts'
import type { Both } from './texts.ts'
import { exports as zh } from './zh/exports.ts'

export const exports: Both<typeof zh> = { zh, en }
