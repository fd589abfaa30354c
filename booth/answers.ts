import { html, nothing, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Input } from '#protocol/input.ts'
import { text } from './text.ts'

/** By what an answer is given: what the booth has, and in which language it is named. */
export type Answering = { inputs: readonly Input[]; language: Language }

/** Whether the booth has keys beside its screen: a keypad, or a stick with two. */
export const hasKeys = (inputs: readonly Input[]): boolean => inputs.includes('keypad') || inputs.includes('stick')
/** Whether what stands on the screen can be touched. */
export const isTouched = (inputs: readonly Input[]): boolean => inputs.includes('touch')

/** The key that does the same, as it looks: nothing in a booth without keys. */
export const keyCap = ({ inputs, language }: Answering, key: 'ok' | 'no'): TemplateResult | typeof nothing =>
  hasKeys(inputs) ? html`<kbd aria-hidden="true">${text[language].booth.keys[key]}</kbd>` : nothing

/** One answer while a test runs. */
export type AnswerKey = {
  words: string
  /** What stands before the words: the key that gives this answer, or a sign of its own. */
  sign: TemplateResult | typeof nothing
  /** It can't be given now. */
  dead?: boolean
  kind?: string
  give: () => void
}

/** An answer as a button to be touched; where nothing on the screen can be, as what its key means. */
export const answerKey = ({ inputs }: Answering, { words, sign, dead = false, kind = '', give }: AnswerKey): TemplateResult =>
  isTouched(inputs)
    ? html`<button class=${kind} ?disabled=${dead} @click=${give}>${sign}${words}</button>`
    : html`<p class="meaning ${kind} ${dead ? 'dead' : ''}" data-unread>${sign}<span>${words}</span></p>`
