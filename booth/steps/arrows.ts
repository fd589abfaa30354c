import { css, html, type TemplateResult } from 'lit'
import type { Direction } from '#protocol/procedures/acuity.ts'
import { byInput } from '#words/by-input.ts'
import { type Answering, isTouched } from '../answers.ts'
import { arrowsOf } from '../drawings/answers.ts'
import { text } from '../text.ts'
import type { ShownTrial } from '../trial.ts'

const ARROWS: Readonly<Record<Direction, string>> = { up: '↑', left: '←', right: '→', down: '↓' }
const DIRECTIONS: readonly Direction[] = ['up', 'left', 'right', 'down']

/** Four arrows, each an answer; where the screen can't be touched, what they are pressed on. */
export const arrows = ({ inputs, language }: Answering, { answered, answer }: ShownTrial): TemplateResult => {
  const { directions } = text[language].procedures.acuity.booth
  if (!isTouched(inputs)) {
    const how = byInput(text[language].booth.arrows, inputs)
    return html`<div class="pressed">${arrowsOf('', inputs.includes('keypad') ? 'keypad' : 'stick')}<p>${how}</p></div>`
  }
  return html`<div class="arrows">
    ${DIRECTIONS.map(
      (each) => html`<button class=${each} aria-label=${directions[each]} ?disabled=${answered} @click=${() => answer(each)}>
        ${ARROWS[each]}
      </button>`,
    )}
  </div>`
}

export const arrowsLook = css`
  .pressed {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
  }
  .pressed .drawing {
    max-width: 30rem;
  }
  .arrows {
    display: grid;
    grid-template: '. up .' 'left . right' '. down .' / 10rem 10rem 10rem;
    gap: var(--space-1);
  }
  .arrows button {
    min-height: 8rem;
    padding: 0;
    font-size: 5rem;
  }
  .up {
    grid-area: up;
  }
  .left {
    grid-area: left;
  }
  .right {
    grid-area: right;
  }
  .down {
    grid-area: down;
  }
`
