import type { Static } from 'typebox'
import { Words } from './basic.ts'

/** What a driver answers with: a keypad, a stick with two buttons, the screen where it can be touched, or a pen on a pad where it can't. */
export const INPUTS = ['keypad', 'stick', 'touch', 'pen'] as const
export const Input = Words(INPUTS)
export type Input = Static<typeof Input>
