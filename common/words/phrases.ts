import { phrases as en } from './en/phrases.ts'
import type { Both } from './texts.ts'
import { phrases as zh } from './zh/phrases.ts'

export const phrases: Both<typeof zh> = { zh, en }
