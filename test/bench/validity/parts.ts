import { acuityParts } from './acuity.ts'
import { colourFigures } from './colour.ts'
import { hearingFigures } from './hearing.ts'
import { heightFigures } from './height.ts'
import { leanFigures } from './lean.ts'

export type Figures = Record<string, number>

/** The parts of the figures, longest first: each can be worked out beside the others. */
export const PARTS: Readonly<Record<string, (runs: number) => Figures>> = {
  ...acuityParts,
  lean: (runs) => leanFigures(Math.ceil(runs / 10)),
  colour: colourFigures,
  hearing: hearingFigures,
  height: heightFigures,
}
