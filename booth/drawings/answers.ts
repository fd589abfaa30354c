import { type SVGTemplateResult, svg, type TemplateResult } from 'lit'
import type { Input } from '#protocol/input.ts'
import { ACTS, frame } from './frame.ts'

/** An arrow's head from the middle to each side, degrees. */
const SIDES = [0, 90, 180, 270] as const

const key = (turn: number, across: number): SVGTemplateResult => svg`<g transform="rotate(${turn} 200 150)">
    <rect x=${200 + across - 38} y="112" width="76" height="76" rx="14" fill="var(--white)" />
    <path d="M${200 + across - 14},150 h28 m-14,-16 l16,16 l-16,16" stroke=${ACTS} stroke-width="9" />
  </g>`

/** The four arrows of a keypad, or a stick and the sides to which it is pushed. */
export const arrowsOf = (label: string, input: Extract<Input, 'keypad' | 'stick'>): TemplateResult =>
  frame(
    label,
    input === 'keypad'
      ? svg`<rect x="56" y="6" width="288" height="288" rx="28" fill="var(--wash)" />${SIDES.map((turn) => key(turn, 92))}`
      : svg`${SIDES.map((turn) => svg`<path transform="rotate(${turn} 200 150)" d="M290,150 h48 m-22,-24 l24,24 l-24,24" stroke=${ACTS} stroke-width="12" />`)}
        <circle cx="200" cy="150" r="76" fill="var(--wash)" />
        <circle cx="200" cy="150" r="40" fill="var(--deep)" />
        <circle cx="188" cy="138" r="10" fill="var(--white)" stroke="none" />`,
  )
