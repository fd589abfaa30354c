import type { Texts } from '../index.ts'
import type { admin as zh } from '../zh/admin.ts'

export const admin = {} satisfies Texts<typeof zh>
