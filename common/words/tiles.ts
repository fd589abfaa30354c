import { tiles as en } from './en/tiles.ts'
import type { Both } from './texts.ts'
import { tiles as zh } from './zh/tiles.ts'

export const tiles: Both<typeof zh> = { zh, en }
