import { otherRefusal as enOther, refusalsOfMachines as en } from './en/refusals-of-machines.ts'
import type { Both } from './texts.ts'
import { otherRefusal as zhOther, refusalsOfMachines as zh } from './zh/refusals-of-machines.ts'

export const refusalsOfMachines: Both<typeof zh> = { zh, en }
export const otherRefusal: Both<string> = { zh: zhOther, en: enOther }
