import { admin as en } from './en/admin.ts'
import type { Both } from './texts.ts'
import { admin as zh } from './zh/admin.ts'

export const admin: Both<typeof zh> = { zh, en }
