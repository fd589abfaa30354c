import { refusalsOfScreens as en, otherRefusal as enOther } from './en/refusals-of-screens.ts'
import type { Both } from './texts.ts'
import { refusalsOfScreens as zh, otherRefusal as zhOther } from './zh/refusals-of-screens.ts'

export const refusalsOfScreens: Both<typeof zh> = { zh, en }
export const otherRefusal: Both<string> = { zh: zhOther, en: enOther }
