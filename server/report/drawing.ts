import { Piscina } from 'piscina'
import type { Refusal } from '#protocol/refusal.ts'
import type { Countersignature, Report } from '#protocol/report.ts'
import type { Pictures } from './draw.ts'
import type { Examination } from './examination.ts'
import type { DrawLabels, Label } from './label.ts'

/** All that goes onto a paper. `origin` is where its QR code leads; `second` the signature of the doctor who countersigned. */
export type Paper = { report: Report; pictures: Pictures; origin: string; second: Countersignature | null; examination: Examination | null }

/** Draws a paper, or says why it can't be drawn. */
export type Draw = (paper: Paper) => Promise<Uint8Array | Refusal>

/** Threads that draw, at most, and how long one that has nothing to draw keeps its fonts, ms. */
const THREADS = { most: 2, idleMs: 300_000 }

/**
 * Draws in threads of their own: a paper takes a tenth of a second, in which sockets and leases would wait. The first begins at once, since it
 * takes a second to read the fonts. `folder`: of the fonts that whoever runs the server added.
 */
export const openDrawing = (folder: string): { draw: Draw; drawLabels: DrawLabels; close(): Promise<void> } => {
  const threads = new Piscina<Paper | readonly Label[], Uint8Array | Refusal>({
    filename: new URL('./drawing-thread.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: THREADS.most,
    idleTimeout: THREADS.idleMs,
    workerData: folder,
  })
  return {
    draw: (paper) => threads.run(paper),
    drawLabels: (some) => threads.run(some, { name: 'labels' }),
    close: () => threads.destroy(),
  }
}
