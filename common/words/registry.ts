import { registry as en } from './en/registry.ts'
import type { Both } from './texts.ts'
import { registry as zh } from './zh/registry.ts'

export const registry: Both<typeof zh> = { zh, en }
