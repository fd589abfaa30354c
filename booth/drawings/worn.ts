import { svg, type TemplateResult } from 'lit'
import type { Worn } from '../step.ts'
import { ACTS, CLOTH, frame, SKIN } from './frame.ts'

/** A head from the front with what is to be put on or taken off; an arrow says which. */
export const wornDrawing = (label: string, worn: Worn): TemplateResult => {
  const off = worn === 'glasses-off' || worn === 'aid-out'
  const glasses = svg`<g fill="none" stroke-width="9" stroke=${off ? ACTS : 'var(--deep)'}>
    <circle cx="166" cy="140" r="30" /><circle cx="234" cy="140" r="30" />
    <path d="M196,136 Q200,130 204,136 M136,132 L116,124 M264,132 L284,124" />
  </g>`
  const aid = svg`<g stroke-width="7">
    <path d="M112,108 q-34,6 -26,50 q4,18 18,18" fill="none" stroke="var(--deep)" />
    <rect x="84" y="104" width="22" height="44" rx="11" fill="var(--deep)" stroke="none" />
  </g>`
  const arrow = off
    ? svg`<path d="M334,190 V84 M334,84 l-22,26 M334,84 l22,26" stroke="var(--warn)" stroke-width="12" fill="none" />`
    : svg`<path d="M334,84 V190 M334,190 l-22,-26 M334,190 l22,-26" stroke="var(--good)" stroke-width="12" fill="none" />`
  const lifted = off ? 'translate(0 -84)' : ''
  return frame(
    label,
    svg`<path d="M96,300 C104,262 150,256 200,256 C250,256 296,262 304,300" fill=${CLOTH} />
    <path d="M176,228 V262 C186,276 214,276 224,262 V228" fill=${SKIN} />
    <path d="M114,134 q-16,2 -14,26 q4,22 18,20 M286,134 q16,2 14,26 q-4,22 -18,20" fill=${SKIN} />
    <ellipse cx="200" cy="144" rx="86" ry="104" fill=${SKIN} />
    <path d="M114,112 C112,14 288,14 286,112 C262,70 166,56 114,112 Z" fill="var(--deep)" />
    <path d="M178,206 Q200,218 222,206 M200,146 L192,178 H206" stroke-width="5" fill="none" />
    <g fill="var(--deep)" stroke="none"><circle cx="166" cy="140" r="8" /><circle cx="234" cy="140" r="8" /></g>
    <g transform=${lifted}>${worn.startsWith('glasses') ? glasses : aid}</g>${arrow}`,
  )
}
