import { service as en } from './en/service.ts'
import type { Both } from './texts.ts'
import { service as zh } from './zh/service.ts'

export const service: Both<typeof zh> = { zh, en }
