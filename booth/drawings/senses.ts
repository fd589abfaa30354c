import { nothing, svg, type TemplateResult } from 'lit'
import type { Side } from '#protocol/station.ts'
import { bust, CLOTH, frame, SKIN } from './frame.ts'

/** A palm that covers one eye, as the driver would see it in a mirror: their left is on the left. `word` stands beside it. */
export const coverEye = (label: string, side: Side, word: string): TemplateResult => {
  const hand = svg`<g>
    <path d="M176,176 C150,230 120,252 92,300 L46,300 C70,240 118,214 136,160 Z" fill=${CLOTH} />
    <path d="M134,170 C116,150 124,104 134,92 C138,84 148,86 149,94 C152,80 166,80 168,92 C172,82 186,84 186,96 C192,88 202,94 201,104 L198,146 C196,176 156,196 134,170 Z" fill=${SKIN} />
    <path d="M149,96 V128 M168,94 V126 M186,98 V130" stroke-width="4" />
  </g>`
  const mirrored = side === 'right' ? 'translate(400 0) scale(-1 1)' : ''
  return frame(
    label,
    svg`<path d="M96,300 C104,262 150,256 200,256 C250,256 296,262 304,300" fill=${CLOTH} />
    <path d="M176,228 V262 C186,276 214,276 224,262 V228" fill=${SKIN} />
    <ellipse cx="200" cy="144" rx="86" ry="104" fill=${SKIN} />
    <path d="M114,134 C112,14 288,14 286,134 C262,84 166,70 114,134 Z" fill="var(--deep)" />
    <path d="M178,206 Q200,218 222,206" />
    <path d="M200,140 L192,174 H206" stroke-width="5" />
    <g transform=${mirrored}>
      <path d="M222,136 Q240,116 260,136 Q240,152 222,136 Z" fill="var(--white)" stroke-width="5" />
      <circle cx="241" cy="134" r="8" fill="var(--deep)" stroke="none" />
      <path d="M218,112 Q240,98 264,112" stroke-width="6" />
      ${hand}
    </g>
    <text x=${side === 'left' ? 44 : 356} y="70" text-anchor="middle" font-size="52" font-weight="700" fill="var(--deep)" stroke="none">${word}</text>`,
  )
}

const waves = (x: number, turn: number) =>
  svg`<g stroke="#e07b1f" stroke-width="7" transform="translate(${x} 150) scale(${turn} 1)"><path d="M0,-18 q12,18 0,36 M18,-34 q24,34 0,68" /></g>`
const speaker = (x: number) => svg`<g>
  <rect x=${x} y="92" width="66" height="124" rx="12" fill="var(--wash)" />
  <circle cx=${x + 33} cy="176" r="20" fill="var(--deep)" />
  <circle cx=${x + 33} cy="120" r="11" fill="var(--deep)" />
</g>`

/** Between two loudspeakers, head still; `side`: one alone sounds. */
export const listen = (label: string, side?: Side): TemplateResult =>
  frame(
    label,
    svg`${speaker(12)}${speaker(322)}${side === 'right' ? '' : waves(92, 1)}${side === 'left' ? '' : waves(308, -1)}${bust(200, 290)}
    <g fill="var(--deep)" stroke="none"><circle cx="186" cy="146" r="5" /><circle cx="214" cy="146" r="5" /></g>
    <path d="M188,168 q12,8 24,0" stroke-width="4" />
    <path d="M160,140 q-14,8 0,24 M240,140 q14,8 0,24" fill=${SKIN} stroke-width="5" />`,
  )

/** Headphones on the ears, red on the right: as in a mirror, the driver's right is on the right. */
export const headphones = (label: string): TemplateResult =>
  frame(
    label,
    svg`${bust(200, 290)}
    <g fill="var(--deep)" stroke="none"><circle cx="186" cy="146" r="5" /><circle cx="214" cy="146" r="5" /></g>
    <path d="M188,168 q12,8 24,0" stroke-width="4" />
    <path d="M152,140 C148,66 252,66 248,140" stroke-width="10" />
    <rect x="138" y="130" width="26" height="44" rx="12" fill="#123f94" />
    <rect x="236" y="130" width="26" height="44" rx="12" fill="#a3160f" />`,
  )

/** A finger on the lips, and a microphone that listens. */
export const quiet = (label: string): TemplateResult =>
  frame(
    label,
    svg`${bust(170, 290)}
    <g fill="var(--deep)" stroke="none"><circle cx="156" cy="146" r="5" /><circle cx="184" cy="146" r="5" /></g>
    <path d="M162,172 h16" stroke-width="4" />
    <path d="M161,262 V168 q9,-14 18,0 V262" fill=${SKIN} stroke-width="5" />
    <path d="M140,262 q0,-40 21,-42 h18 q24,4 24,42 Z" fill=${SKIN} stroke-width="5" />
    <rect x="304" y="96" width="44" height="84" rx="22" fill="var(--wash)" />
    <path d="M288,142 v10 q0,44 38,44 q38,0 38,-44 v-10 M326,196 V236 M300,236 h52" />
    <g stroke="#e07b1f" stroke-width="6"><path d="M262,120 q-12,20 0,40 M242,106 q-22,34 0,68" /></g>`,
  )

/** A grey circle, then a green one with a finger on it, or with a finger on a key. */
export const turnGreen = (label: string, byKey: boolean): TemplateResult =>
  frame(
    label,
    svg`<circle cx="96" cy="130" r="72" fill="var(--quiet)" />
    <path d="M186,130 H222 M208,114 L224,130 L208,146" stroke="#e07b1f" stroke-width="8" />
    <circle cx="310" cy=${byKey ? 92 : 130} r="72" fill="#35d06f" />
    ${byKey ? svg`<rect x="262" y="186" width="96" height="58" rx="14" fill="var(--wash)" />` : nothing}
    <path transform=${byKey ? 'translate(0 64)' : ''} d="M300,150 C300,136 320,136 320,150 V196 C334,190 352,196 354,214 C356,240 346,262 330,280 H292 C280,262 270,244 266,226 C264,212 280,208 288,220 L300,232 Z" fill=${SKIN} />`,
  )

/** The outline into which a head belongs, over the camera's picture: 300 × 400 units. */
export const headOutline = svg`<g fill="none" stroke="var(--white)" stroke-width="4" stroke-dasharray="12 10">
  <ellipse cx="150" cy="160" rx="76" ry="98" />
  <path d="M12,400 C16,318 70,290 118,278 M288,400 C284,318 230,290 182,278" />
</g>`
