import { exportLinks as en } from './en/export-links.ts'
import type { Both } from './texts.ts'
import { exportLinks as zh } from './zh/export-links.ts'

export const exportLinks: Both<typeof zh> = { zh, en }
