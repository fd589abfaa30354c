import { workerData } from 'piscina'
import { drawReport } from './draw.ts'
import type { Draw } from './drawing.ts'
import { findFonts } from './fonts.ts'
import { type DrawLabels, drawLabels } from './label.ts'

// What runs in a thread of `drawing.ts`.

const fonts = findFonts(String(workerData))

const draw: Draw = ({ report, pictures, origin, second, examination }) =>
  drawReport(report, pictures, origin, { fonts, second, examination })

export const labels: DrawLabels = (some) => drawLabels(some, fonts)

export default draw
