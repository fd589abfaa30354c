import { refusedPage as en } from './en/refused-page.ts'
import type { Both } from './texts.ts'
import { refusedPage as zh } from './zh/refused-page.ts'

export const refusedPage: Both<typeof zh> = { zh, en }
