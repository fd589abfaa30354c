import { errands as en } from './en/errands.ts'
import type { Both } from './texts.ts'
import { errands as zh } from './zh/errands.ts'

export const errands: Both<typeof zh> = { zh, en }
