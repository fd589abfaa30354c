import { enrolment as en } from './en/enrolment.ts'
import type { Both } from './texts.ts'
import { enrolment as zh } from './zh/enrolment.ts'

export const enrolment: Both<typeof zh> = { zh, en }
