import { css, html, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Direction } from '#protocol/procedures/acuity.ts'
import { text } from '../text.ts'
import type { ShownTrial } from '../trial.ts'

const ARROWS: Readonly<Record<Direction, string>> = { up: '↑', left: '←', right: '→', down: '↓' }
const DIRECTIONS: readonly Direction[] = ['up', 'left', 'right', 'down']

/** Four arrows, each an answer. */
export const arrows = (language: Language, { answered, answer }: ShownTrial): TemplateResult => {
  const { directions } = text[language].procedures.acuity.booth
  return html`<div class="arrows">
    ${DIRECTIONS.map(
      (each) => html`<button class=${each} aria-label=${directions[each]} ?disabled=${answered} @click=${() => answer(each)}>
        ${ARROWS[each]}
      </button>`,
    )}
  </div>`
}

export const arrowsLook = css`
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
