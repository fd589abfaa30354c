import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit'

/** A drawing of 400 × 300 units in the product's colours. `label` is what a screen reader says; without one the words beside it say it all. */
export const frame = (label: string, body: SVGTemplateResult): TemplateResult =>
  html`<svg
    class="drawing"
    viewBox="0 0 400 300"
    role=${label === '' ? 'presentation' : 'img'}
    aria-label=${label === '' ? nothing : label}
    aria-hidden=${label === '' ? 'true' : nothing}
    fill="none"
    stroke="var(--deep)"
    stroke-width="6"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${body}
  </svg>`

/** Fills: skin and clothes of the figures, and the part that acts. */
export const SKIN = '#f6dcc3'
export const CLOTH = '#8fc1c9'
export const ACTS = '#e07b1f'

/** An arrow along a path: its head points where the path ends, `turn` in degrees (0: to the right). */
export const arrow = (path: string, x: number, y: number, turn: number): SVGTemplateResult =>
  svg`<g stroke=${ACTS} stroke-width="10">
    <path d=${path} />
    <path d="M-18,-18 L0,0 L-18,18" transform="translate(${x} ${y}) rotate(${turn})" />
  </g>`

/** A person from the front, standing or sitting at `x`, feet or seat at `y`: head, shoulders and body without arms. */
export const bust = (x: number, y: number): SVGTemplateResult =>
  svg`<g transform="translate(${x} ${y})">
    <path d="M-62,0 C-62,-64 -44,-92 0,-92 C44,-92 62,-64 62,0 Z" fill=${CLOTH} />
    <path d="M-16,-92 v-22 h32 v22 c-8,12 -24,12 -32,0 Z" fill=${SKIN} />
    <ellipse cx="0" cy="-146" rx="40" ry="48" fill=${SKIN} />
    <path d="M-40,-152 C-38,-206 38,-206 40,-152 C24,-172 -14,-176 -40,-152 Z" fill="var(--deep)" />
  </g>`
