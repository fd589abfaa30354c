import type { Texts } from '../index.ts'
import type { counter as zh } from '../zh/counter.ts'

export const counter = {} satisfies Texts<typeof zh>
