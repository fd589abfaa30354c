import type { Texts } from '../index.ts'
import type { report as zh } from '../zh/report.ts'

export const report = {} satisfies Texts<typeof zh>
