import { counter as en } from './en/counter.ts'
import type { Both } from './texts.ts'
import { counter as zh } from './zh/counter.ts'

export const counter: Both<typeof zh> = { zh, en }
