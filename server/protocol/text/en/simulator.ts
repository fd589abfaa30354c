import type { Texts } from '../index.ts'
import type { simulator as zh } from '../zh/simulator.ts'

export const simulator = {} satisfies Texts<typeof zh>
