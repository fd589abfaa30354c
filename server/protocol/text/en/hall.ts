import type { Texts } from '../index.ts'
import type { hall as zh } from '../zh/hall.ts'

export const hall = {} satisfies Texts<typeof zh>
