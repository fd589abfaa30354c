import type { Texts } from '../index.ts'
import type { booth as zh } from '../zh/booth.ts'

export const booth = {} satisfies Texts<typeof zh>
