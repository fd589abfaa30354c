import { svg, type TemplateResult } from 'lit'
import { ACTS, arrow, CLOTH, frame, SKIN } from './frame.ts'

/** Where the head is, from the dashed line of the mark at x = 262: before it, behind it, at it. */
const HEAD = { back: -52, nearer: 34, still: 0 } as const

const TOWARDS = {
  back: arrow('M146,64 H240', 240, 64, 0),
  nearer: arrow('M352,64 H284', 284, 64, 180),
  still: svg`<path d="M316,64 l18,20 l34,-42" stroke="var(--good)" stroke-width="12" />`,
} as const

/** A driver from the side before a screen, and which way to move until the head is at the mark. */
export const moveSeat = (label: string, move: keyof typeof HEAD): TemplateResult =>
  frame(
    label,
    svg`<path d="M36,84 V206" stroke-width="14" />
    <path d="M60,104 h26 M60,104 v82 h26 M60,145 h20" stroke-width="9" />
    <path d="M262,30 V270" stroke=${ACTS} stroke-width="5" stroke-dasharray="12 12" />
    <path d="M352,160 V276 M352,232 H232 M244,232 V276" stroke-width="8" />
    <g transform="translate(${HEAD[move]} 0)">
      <path d="M246,226 C238,186 250,172 272,170 C304,172 312,200 314,226 Z" fill=${CLOTH} />
      <path d="M262,172 v-22 h30 v24 Z" fill=${SKIN} />
      <path d="M236,128 C236,92 250,84 274,84 C300,84 312,104 310,126 C308,152 292,162 272,162 C252,162 242,156 240,146 L228,142 Z" fill=${SKIN} />
      <path d="M238,104 C246,66 324,66 316,134 C300,128 296,106 238,104 Z" fill="var(--deep)" />
      <circle cx="250" cy="122" r="5" fill="var(--deep)" stroke="none" />
      <path d="M252,226 C216,226 196,230 190,240 V276" />
    </g>
    ${TOWARDS[move]}`,
  )
