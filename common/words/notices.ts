import { notices as en } from './en/notices.ts'
import type { Both } from './texts.ts'
import { notices as zh } from './zh/notices.ts'

export const notices: Both<typeof zh> = { zh, en }
