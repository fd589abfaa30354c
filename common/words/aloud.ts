import { aloud as en } from './en/aloud.ts'
import type { Both } from './texts.ts'
import { aloud as zh } from './zh/aloud.ts'

export const aloud: Both<typeof zh> = { zh, en }
