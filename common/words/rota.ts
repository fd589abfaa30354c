import { rota as en } from './en/rota.ts'
import type { Both } from './texts.ts'
import { rota as zh } from './zh/rota.ts'

export const rota: Both<typeof zh> = { zh, en }
