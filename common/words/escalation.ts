import { escalation as en } from './en/escalation.ts'
import type { Both } from './texts.ts'
import { escalation as zh } from './zh/escalation.ts'

export const escalation: Both<typeof zh> = { zh, en }
