import { type SVGTemplateResult, svg, type TemplateResult } from 'lit'
import type { Station } from '#protocol/station.ts'
import { ACTS, bust, frame, SKIN } from './frame.ts'

const eye = (side: 'left' | 'right') => svg`<path d="M40,150 Q200,10 360,150 Q200,290 40,150 Z" fill="var(--white)" stroke-width="12" />
  <circle cx="200" cy="150" r="62" fill="var(--deep)" />
  <circle cx=${side === 'left' ? 178 : 222} cy="128" r="18" fill="var(--white)" stroke="none" />
  <path d="M${side === 'left' ? '70,40 L24,84' : '330,40 L376,84'}" stroke=${ACTS} stroke-width="14" />`

const dots = [
  [120, 90, 22],
  [172, 62, 18],
  [226, 64, 22],
  [276, 96, 20],
  [98, 142, 20],
  [148, 122, 18],
  [196, 110, 22],
  [246, 132, 20],
  [298, 152, 22],
  [112, 198, 22],
  [160, 172, 20],
  [206, 160, 18],
  [252, 186, 22],
  [150, 226, 18],
  [196, 212, 22],
  [238, 236, 18],
  [284, 204, 16],
] as const

const icons: Readonly<Record<Station, SVGTemplateResult>> = {
  height: svg`<path d="M130,20 H270 M130,280 H270" stroke-width="14" /><g stroke=${ACTS} stroke-width="14"><path d="M200,46 V254" /><path d="M164,82 L200,46 L236,82 M164,218 L200,254 L236,218" /></g>`,
  'acuity-right': eye('right'),
  'acuity-left': eye('left'),
  colour: svg`<circle cx="200" cy="150" r="134" fill="var(--white)" />${dots.map(
    ([x, y, r], at) =>
      svg`<circle cx=${x} cy=${y} r=${r} stroke="none" fill=${['#5f9e4a', '#d2703a', '#8fb548', '#e0953f'][at % 4] ?? ''} />`,
  )}`,
  hearing: svg`<path d="M138,176 C110,60 290,30 290,140 C290,190 240,196 236,236 C232,276 176,280 164,240" fill=${SKIN} stroke-width="12" />
    <path d="M180,150 C176,96 250,96 246,146 C242,174 214,172 212,200" stroke-width="10" />
    <g stroke=${ACTS} stroke-width="12"><path d="M96,110 q-22,40 0,80 M58,84 q-40,66 0,132" /></g>`,
  'upper-limbs': svg`<g transform="translate(190 236) scale(1.4)"><path
    d="M-30,4 C-44,-20 -46,-40 -46,-58 L-54,-108 C-56,-120 -40,-124 -36,-112 L-26,-74 L-24,-134 C-24,-148 -6,-148 -6,-134 L-2,-76 L8,-136 C10,-148 28,-146 26,-132 L20,-72 L38,-110 C44,-120 58,-114 54,-102 L40,-50 C48,-52 62,-66 70,-74 C80,-82 90,-70 82,-60 L48,-14 C42,-4 36,2 30,4 V30 H-30 Z"
    fill=${SKIN} /></g>`,
  'lower-limbs': svg`<path d="M150,16 H246 L236,180 C236,204 262,214 306,230 C330,240 332,272 312,274 H156 C144,274 138,262 142,240 Z" fill="var(--deep)" /><path d="M120,286 H340" stroke=${ACTS} stroke-width="14" />`,
  trunk: svg`<g transform="translate(200 292) scale(1.4)">${bust(0, 0)}</g>`,
}

/** A station as a small picture. */
export const stationDrawing = (label: string, station: Station): TemplateResult => frame(label, icons[station])
