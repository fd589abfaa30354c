import { svg, type TemplateResult } from 'lit'
import { arrow, CLOTH, frame, SKIN } from './frame.ts'

const card = svg`<g>
  <rect x="-92" y="-58" width="184" height="116" rx="14" fill="var(--white)" />
  <path d="M-70,-26 h76 M-70,0 h60 M-70,26 h76" stroke="var(--edge)" stroke-width="7" />
  <rect x="28" y="-34" width="46" height="60" rx="6" fill="var(--wash)" stroke-width="4" />
  <circle cx="51" cy="-12" r="11" fill=${SKIN} stroke-width="4" />
  <path d="M34,24 c0,-26 34,-26 34,0" fill=${CLOTH} stroke-width="4" />
</g>`

const reader = svg`<g>
  <path d="M70,206 L330,206 L362,272 Q364,284 350,284 L50,284 Q36,284 38,272 Z" fill="var(--wash)" />
  <path d="M112,224 L288,224 L304,262 L96,262 Z" fill="var(--white)" stroke-width="4" stroke-dasharray="2 12" />
</g>`

/** A card on its way down to the reader. */
export const layCard = (label: string): TemplateResult =>
  frame(label, svg`${reader}<g transform="translate(200 74) rotate(-4)">${card}</g>${arrow('M200,150 L200,196', 200, 198, 90)}`)

/** A card that lies on the reader, being read. */
export const readCard = (label: string): TemplateResult =>
  frame(
    label,
    svg`${reader}<g transform="translate(200 214) scale(1 .62)">${card}</g>
    <g stroke="var(--focus)" stroke-width="8"><path d="M164,130 q36,-34 72,0" /><path d="M140,102 q60,-56 120,0" /><path d="M116,74 q84,-78 168,0" /></g>`,
  )

/** A card on its way up from the reader. */
export const takeCard = (label: string): TemplateResult =>
  frame(label, svg`${reader}<g transform="translate(200 144) rotate(4)">${card}</g>${arrow('M330,180 L330,96', 330, 92, -90)}`)
