import { account as en } from './en/account.ts'
import type { Both } from './texts.ts'
import { account as zh } from './zh/account.ts'

export const account: Both<typeof zh> = { zh, en }
