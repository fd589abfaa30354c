import { toDriver as en } from './en/to-driver.ts'
import type { Both } from './texts.ts'
import { toDriver as zh } from './zh/to-driver.ts'

export const toDriver: Both<typeof zh> = { zh, en }
