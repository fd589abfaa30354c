import { recording as en } from './en/recording.ts'
import type { Both } from './texts.ts'
import { recording as zh } from './zh/recording.ts'

export const recording: Both<typeof zh> = { zh, en }
