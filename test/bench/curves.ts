import { join } from 'node:path'
import { tell } from './goals/goals.ts'
import { writePlots } from './validity/plots.ts'

// Draws the operating curves of the measurements for docs/measurements.md, with 10,000 runs at each point.
const folder = process.argv[2] ?? join(import.meta.dirname, '../../docs/pictures')
const start = performance.now()
const plots = writePlots(folder, 10_000)
tell('curves', { plots: plots.length, seconds: Math.round((performance.now() - start) / 1000) }, { plots: { least: 1 } })
