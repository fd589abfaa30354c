import { type Ink, type Shape, WIDTH } from '#pictures/picture.ts'
import { type Fonts, runsOf, widthOf } from './fonts.ts'
import { drawLine, type Page } from './ink.ts'

// The drawings of logs as vectors: the same shapes that a console shows as SVG.

const [DARK, QUIET, GOOD, BAD, EDGE] = ['#0f222c', '#364853', '#0a5231', '#85130f', '#4f6774'] as const
const [RIGHT_EAR, LEFT_EAR] = ['#a3160f', '#123f94'] as const

/** Colours and widths, in a drawing's units. */
type Look = { stroke?: string; fill?: string; width?: number; dashed?: true }
const LOOKS: Readonly<Record<Ink, Look>> = {
  axis: { stroke: '#bccdd5', width: 1 },
  good: { stroke: GOOD, width: 1, dashed: true },
  bad: { stroke: BAD, width: 1, dashed: true },
  path: { stroke: EDGE, width: 1.5 },
  level: { stroke: EDGE, width: 3 },
  right: { fill: GOOD },
  none: { stroke: DARK, width: 1.4 },
  wrong: { stroke: BAD, width: 2 },
  track: { fill: '#dfecf1' },
  high: { fill: GOOD },
  low: { fill: BAD },
  'ear-right': { stroke: RIGHT_EAR, width: 2 },
  'ear-left': { stroke: LEFT_EAR, width: 2 },
  'threshold ear-right': { stroke: RIGHT_EAR, width: 2 },
  'threshold ear-left': { stroke: LEFT_EAR, width: 2 },
  'no-response ear-right': { stroke: RIGHT_EAR, width: 2 },
  'no-response ear-left': { stroke: LEFT_EAR, width: 2 },
  'tried heard ear-right': { fill: RIGHT_EAR },
  'tried heard ear-left': { fill: LEFT_EAR },
  'tried missed ear-right': { stroke: RIGHT_EAR, width: 1 },
  'tried missed ear-left': { stroke: LEFT_EAR, width: 1 },
}

/** The size of a drawing's words, in its units. */
const WORDS = 12

const trace = (page: Page, one: Exclude<Shape, { shape: 'text' }>): boolean => {
  switch (one.shape) {
    case 'line':
      page.moveTo(...one.from).lineTo(...one.to)
      return true
    case 'polyline':
      one.points.forEach(([x, y], n) => (n === 0 ? page.moveTo(x, y) : page.lineTo(x, y)))
      return one.points.length > 1
    case 'circle':
      page.circle(...one.at, one.r)
      return true
    case 'path':
      page.path(one.d)
      return true
    case 'rect':
      page.rect(...one.at, one.w, one.h)
      return true
  }
}

const write = (page: Page, one: Extract<Shape, { shape: 'text' }>, { chain, title }: Fonts) => {
  const runs = runsOf(one.strong ? [title, ...chain] : chain, one.text)
  if ('absent' in runs) return
  const wide = runs.reduce((sum, run) => sum + widthOf(run, WORDS), 0)
  const left = one.at[0] - (one.anchor === 'end' ? wide : one.anchor === 'middle' ? wide / 2 : 0)
  page.fillColor(one.strong ? DARK : QUIET)
  drawLine(page, runs, left, one.at[1] - WORDS * 0.86, WORDS)
}

/** Draws shapes with their left upper corner at a place of the page, `wide` points wide. */
export const drawShapes = (page: Page, shapes: readonly Shape[], [x, y]: readonly [number, number], wide: number, fonts: Fonts): void => {
  page
    .save()
    .translate(x, y)
    .scale(wide / WIDTH)
  for (const one of shapes) {
    if (one.shape === 'text') write(page, one, fonts)
    else {
      const { stroke, fill, width = 1, dashed } = LOOKS[one.ink]
      if (!trace(page, one)) continue
      if (stroke === undefined) page.fill(fill ?? DARK)
      else {
        page.lineWidth(width)
        if (dashed) page.dash(5, { space: 3 })
        page.stroke(stroke)
        if (dashed) page.undash()
      }
    }
  }
  page.restore()
}
