import { places as en } from './en/places.ts'
import type { Both } from './texts.ts'
import { places as zh } from './zh/places.ts'

export const places: Both<typeof zh> = { zh, en }
