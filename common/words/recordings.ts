import { recordings as en } from './en/recordings.ts'
import type { Both } from './texts.ts'
import { recordings as zh } from './zh/recordings.ts'

export const recordings: Both<typeof zh> = { zh, en }
