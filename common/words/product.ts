import { product as en } from './en/product.ts'
import type { Both } from './texts.ts'
import { product as zh } from './zh/product.ts'

export const product: Both<typeof zh> = { zh, en }
