import { door as en } from './en/door.ts'
import type { Both } from './texts.ts'
import { door as zh } from './zh/door.ts'

export const door: Both<typeof zh> = { zh, en }
