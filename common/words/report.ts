import { report as en } from './en/report.ts'
import type { Both } from './texts.ts'
import { report as zh } from './zh/report.ts'

export const report: Both<typeof zh> = { zh, en }
