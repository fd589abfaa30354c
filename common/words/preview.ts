import { preview as en } from './en/preview.ts'
import type { Both } from './texts.ts'
import { preview as zh } from './zh/preview.ts'

export const preview: Both<typeof zh> = { zh, en }
