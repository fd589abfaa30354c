import { provision as en } from './en/provision.ts'
import type { Both } from './texts.ts'
import { provision as zh } from './zh/provision.ts'

export const provision: Both<typeof zh> = { zh, en }
