import { otherRefusal as enOther, refusalsOfScreens as en } from './en/refusals-of-screens.ts'
import type { Both } from './texts.ts'
import { otherRefusal as zhOther, refusalsOfScreens as zh } from './zh/refusals-of-screens.ts'

export const refusalsOfScreens: Both<typeof zh> = { zh, en }
export const otherRefusal: Both<string> = { zh: zhOther, en: enOther }
