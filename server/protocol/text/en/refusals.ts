import type { Texts } from '../index.ts'
import type { refusals as zh } from '../zh/refusals.ts'

export const refusals = {} satisfies Texts<typeof zh>
