import { svg, type TemplateResult } from 'lit'
import { arrow, CLOTH, frame, SKIN } from './frame.ts'

/** A whole person from the side of the page, standing; the feet are at 0, the top of the head at −196. */
const standing = svg`<g stroke-width="5">
  <path d="M-22,-86 L-22,-6 h-12 v6 h26 v-70 h16 v70 h26 v-6 h-12 L22,-86 Z" fill="var(--deep)" />
  <path d="M-26,-146 C-44,-140 -48,-110 -46,-78 h14 L-24,-112 V-80 H24 V-112 L32,-78 h14 C48,-110 44,-140 26,-146 Z" fill=${CLOTH} />
  <path d="M-9,-146 v-12 h18 v12 Z" fill=${SKIN} />
  <ellipse cx="0" cy="-170" rx="21" ry="25" fill=${SKIN} />
  <path d="M-21,-172 C-20,-204 20,-204 21,-172 C10,-184 -8,-186 -21,-172 Z" fill="var(--deep)" />
</g>`

const stand = svg`<g>
  <path d="M92,286 V26 H236" stroke-width="10" />
  <rect x="196" y="18" width="48" height="22" rx="8" fill="var(--deep)" />
  <rect x="150" y="280" width="140" height="12" rx="6" fill="var(--wash)" />
  <g stroke-width="3"><path d="M92,246 h18 M92,206 h18 M92,166 h18 M92,126 h18 M92,86 h18" /></g>
</g>`

/** A person under the sensor, who is being measured. */
export const standUnder = (label: string): TemplateResult =>
  frame(
    label,
    svg`${stand}<g transform="translate(220 280)">${standing}</g>
    <path d="M208,46 L196,80 M232,46 L244,80" stroke=${'#e07b1f'} stroke-width="4" stroke-dasharray="3 9" />
    <g stroke="#e07b1f" stroke-width="6"><path d="M316,84 V278" /><path d="M302,98 L316,84 L330,98 M302,264 L316,278 L330,264" /></g>`,
  )

/** A person who steps off the spot. */
export const stepOff = (label: string): TemplateResult =>
  frame(label, svg`${stand}<g transform="translate(334 286)">${standing}</g>${arrow('M212,170 H262', 266, 170, 0)}`)
