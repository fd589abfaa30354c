import { caseFields as en } from './en/case-fields.ts'
import type { Both } from './texts.ts'
import { caseFields as zh } from './zh/case-fields.ts'

export const caseFields: Both<typeof zh> = { zh, en }
