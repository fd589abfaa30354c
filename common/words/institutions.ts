import { institutions as en } from './en/institutions.ts'
import type { Both } from './texts.ts'
import { institutions as zh } from './zh/institutions.ts'

export const institutions: Both<typeof zh> = { zh, en }
