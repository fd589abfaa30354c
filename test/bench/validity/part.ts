import { parentPort } from 'node:worker_threads'
import { acuityParts } from './acuity.ts'
import { colourFigures } from './colour.ts'
import { hearingFigures } from './hearing.ts'

/** The parts of the figures, longest first: each can be worked out beside the others. */
export const PARTS: Readonly<Record<string, (runs: number) => Figures | Promise<Figures>>> = {
  ...acuityParts,
  colour: colourFigures,
  hearing: hearingFigures,
}
export type Figures = Record<string, number>
export type Asked = { part: string; runs: number }

parentPort?.on('message', ({ part, runs }: Asked) => {
  void Promise.resolve(PARTS[part]?.(runs)).then((figures) => parentPort?.postMessage(figures))
})
