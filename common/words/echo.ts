import { echo as en } from './en/echo.ts'
import type { Both } from './texts.ts'
import { echo as zh } from './zh/echo.ts'

export const echo: Both<typeof zh> = { zh, en }
