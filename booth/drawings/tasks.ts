import { type SVGTemplateResult, svg, type TemplateResult } from 'lit'
import type { LimbTask } from '#protocol/procedures/limbs.ts'
import { ACTS, arrow, bust, CLOTH, frame, SKIN } from './frame.ts'

/** An open right hand from the palm's side, wrist at 0, fingertips at about −150. */
const openHand = svg`<g>
  <path d="M-26,0 V34 H26 V0" fill=${CLOTH} />
  <path
    d="M-30,4 C-44,-20 -46,-40 -46,-58 L-54,-108 C-56,-120 -40,-124 -36,-112 L-26,-74 L-24,-134 C-24,-148 -6,-148 -6,-134 L-2,-76 L8,-136 C10,-148 28,-146 26,-132 L20,-72 L38,-110 C44,-120 58,-114 54,-102 L40,-50 C48,-52 62,-66 70,-74 C80,-82 90,-70 82,-60 L48,-14 C42,-4 36,2 30,4 Z"
    fill=${SKIN}
  />
  <path d="M-18,-34 q18,14 38,2" stroke-width="4" />
</g>`
/** A right fist from the same side. */
const fist = svg`<g>
  <path d="M-26,0 V34 H26 V0" fill=${CLOTH} />
  <rect x="-48" y="-86" width="96" height="92" rx="30" fill=${SKIN} />
  <path d="M-24,-84 V-44 M0,-86 V-44 M24,-84 V-44" stroke-width="5" />
  <path d="M46,-34 C30,-46 -8,-46 -24,-38 C-36,-32 -30,-16 -18,-16 L16,-18" fill=${SKIN} />
</g>`

/** Both sides of one drawing: the second mirrored. As in a mirror, the driver's left is on the left. */
const both = (hand: SVGTemplateResult) =>
  svg`<g transform="translate(104 210) scale(-1 1)">${hand}</g><g transform="translate(296 210)">${hand}</g>`

/** Two pedals from above, and the foot on one of them. */
const pedals = (side: 'left' | 'right') => {
  const x = side === 'left' ? 118 : 282
  const pedal = (at: number) => svg`<g transform="translate(${at} 96)">
    <rect x="-46" y="-60" width="92" height="128" rx="18" fill=${at === x ? 'var(--wash)' : 'var(--white)'} />
    <path d="M-26,-36 h52 M-26,-12 h52 M-26,12 h52 M-26,36 h52" stroke="var(--edge)" stroke-width="4" />
  </g>`
  return svg`${pedal(118)}${pedal(282)}
    <g transform="translate(${x} 0)">
      <path d="M-28,300 C-36,236 -40,150 -30,108 C-22,76 24,76 32,108 C40,150 34,236 28,300 Z" fill=${CLOTH} />
      <path d="M-18,196 q18,12 38,0 M-20,224 q20,12 42,0" stroke-width="4" />
    </g>
    ${arrow(`M${x},66 V26`, x, 22, -90)}`
}

/** Somebody on a chair, seen from the front; one foot may be lifted. */
const legs = (lifted: 'left' | 'right') => {
  const leg = (x: number, up: boolean) => svg`<g transform="translate(${x} ${up ? -46 : 0})">
    <path d="M-26,150 V232 H26 V150" fill="var(--deep)" />
    <path d="M-32,232 H32 C36,252 34,264 26,266 H-26 C-34,264 -36,252 -32,232 Z" fill=${up ? ACTS : 'var(--white)'} />
  </g>`
  return svg`<path d="M60,276 H340" stroke="var(--edge)" />
    ${leg(150, lifted === 'left')}${leg(250, lifted === 'right')}
    <path d="M104,72 C104,40 296,40 296,72 L290,160 C260,176 232,168 206,150 H194 C168,168 140,176 110,160 Z" fill="var(--deep)" />
    <path d="M112,64 V6 H288 V64 C240,84 160,84 112,64 Z" fill=${CLOTH} />
    ${lifted === 'left' ? arrow('M66,250 V176', 66, 172, -90) : arrow('M334,250 V176', 334, 172, -90)}`
}

const headTurn = (side: 'left' | 'right') =>
  svg`<g transform=${side === 'right' ? 'translate(400 0) scale(-1 1)' : ''}>
    <path d="M112,300 C112,236 140,212 200,212 C260,212 288,236 288,300 Z" fill=${CLOTH} />
    <path d="M176,216 V180 H230 V216 C216,232 190,232 176,216 Z" fill=${SKIN} />
    <path d="M252,120 C252,66 222,42 190,44 C158,46 138,74 140,108 L120,138 C116,146 122,150 134,150 L136,170 C138,190 160,196 186,190 C228,182 252,160 252,120 Z" fill=${SKIN} />
    <path d="M148,76 C160,26 262,20 262,112 C262,150 246,164 232,172 C238,144 236,122 216,112 C208,84 178,92 148,76 Z" fill="var(--deep)" />
    <circle cx="160" cy="116" r="6" fill="var(--deep)" stroke="none" />
    ${arrow('M290,60 C250,-6 130,-6 92,66', 88, 72, 116)}
  </g>`

const sitStraight = svg`
  <path d="M262,76 V292 M262,206 H150 M150,206 V292" stroke="var(--edge)" stroke-width="10" />
  <path d="M232,204 H136 C116,204 110,214 110,230 V276 H82 V288 H140 V236 H236 Z" fill="var(--deep)" />
  <path d="M182,106 C220,106 236,128 236,168 V206 H170 V140 C170,120 172,108 182,106 Z" fill=${CLOTH} />
  <path d="M190,108 V90 H212 V108" fill=${SKIN} />
  <path d="M172,62 C172,40 186,26 204,26 C226,26 238,42 236,64 C234,84 220,96 200,96 C182,96 172,86 172,62 Z" fill=${SKIN} />
  <path d="M172,52 C176,14 242,10 240,66 C238,74 234,80 228,84 C226,66 222,56 206,52 Z" fill="var(--deep)" />
  <path d="M190,132 L176,176 L128,184" stroke=${SKIN} stroke-width="20" />
  <path d="M190,132 L176,176 L128,184" stroke-width="4" />
  ${arrow('M310,204 V66', 310, 60, -90)}`

const armsUp = svg`${bust(200, 300)}
  <g>
    <path d="M146,226 C96,206 84,140 96,64 L124,66 C120,132 128,168 168,212 Z" fill=${CLOTH} />
    <path d="M254,226 C304,206 316,140 304,64 L276,66 C280,132 272,168 232,212 Z" fill=${CLOTH} />
    <circle cx="110" cy="44" r="22" fill=${SKIN} />
    <circle cx="290" cy="44" r="22" fill=${SKIN} />
  </g>
  ${arrow('M30,220 C10,160 20,110 46,66', 48, 62, -62)}${arrow('M370,220 C390,160 380,110 354,66', 352, 62, -118)}`

/** A fist around one of two upright grips. */
const grips = (side: 'left' | 'right') => {
  const x = side === 'left' ? 118 : 282
  const grip = (at: number) =>
    svg`<rect x=${at - 20} y="60" width="40" height="190" rx="20" fill=${at === x ? 'var(--wash)' : 'var(--white)'} />`
  return svg`${grip(118)}${grip(282)}
    <g transform="translate(${x} 205) ${side === 'left' ? 'scale(-1 1)' : ''}">${fist}</g>
    ${arrow(`M${x - 84},160 H${x - 58}`, x - 54, 160, 0)}${arrow(`M${x + 84},160 H${x + 58}`, x + 54, 160, 180)}`
}

/** Somebody who stands on two plates, seen from the front, over one foot. */
const weight = (side: 'left' | 'right') => {
  const lean = side === 'left' ? -34 : 34
  const plate = (at: number, loaded: boolean) =>
    svg`<rect x=${at - 54} y="268" width="108" height="20" rx="6" fill=${loaded ? ACTS : 'var(--white)'} />`
  return svg`${plate(140, side === 'left')}${plate(260, side === 'right')}
    <path d="M${168 + lean},176 L122,266 H160 L${196 + lean},190 H${204 + lean} L240,266 H278 L${232 + lean},176 Z" fill="var(--deep)" />
    <path d="M${160 + lean},180 V116 C${160 + lean},96 ${240 + lean},96 ${240 + lean},116 V180 Z" fill=${CLOTH} />
    <circle cx=${200 + lean} cy="66" r="30" fill=${SKIN} />
    ${side === 'left' ? arrow('M60,120 V236', 60, 244, 90) : arrow('M340,120 V236', 340, 244, 90)}`
}

const drawings: Readonly<Record<LimbTask, SVGTemplateResult>> = {
  palms: both(openHand),
  fists: svg`<g transform="translate(-70 -90) scale(1.35)">${both(fist)}</g>`,
  'arms-up': armsUp,
  'press-right-pedal': pedals('right'),
  'press-left-pedal': pedals('left'),
  'lift-left-foot': legs('left'),
  'lift-right-foot': legs('right'),
  'head-left': headTurn('left'),
  'head-right': headTurn('right'),
  'sit-straight': sitStraight,
  'grip-right': grips('right'),
  'grip-left': grips('left'),
  'weight-right': weight('right'),
  'weight-left': weight('left'),
}

/** What the driver should do, as a picture. */
export const taskDrawing = (label: string, task: LimbTask): TemplateResult => frame(label, drawings[task])
