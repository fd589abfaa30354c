import { proof as en } from './en/proof.ts'
import type { Both } from './texts.ts'
import { proof as zh } from './zh/proof.ts'

export const proof: Both<typeof zh> = { zh, en }
