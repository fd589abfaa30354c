import { settings as en, starting as enStarting } from './en/settings.ts'
import type { Both } from './texts.ts'
import { settings as zh, starting as zhStarting } from './zh/settings.ts'

export const settings: Both<typeof zh> = { zh, en }
export const starting: Both<typeof zhStarting> = { zh: zhStarting, en: enStarting }
