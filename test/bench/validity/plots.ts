import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as echarts from 'echarts'
import { acuityCurves } from './acuity.ts'
import { colourCurves } from './colour.ts'
import { hearingCurves } from './hearing.ts'

// The operating curves of docs/measurements.md: `npm run bench -- curves` writes them into docs/pictures, or into a folder named.

type Point = readonly [x: number, y: number]
type Axis = { name: string; min?: number; max?: number; log?: boolean }

/** One picture: lines over a number, each named, with the goals as dashed lines. */
const plot = (x: Axis, y: Axis, lines: Record<string, readonly Point[]>, goals: readonly number[] = []): string => {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 760, height: 420 })
  const axis = ({ name, min, max, log }: Axis) => ({
    type: log ? ('log' as const) : ('value' as const),
    name,
    nameLocation: 'middle' as const,
    nameGap: 34,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    nameTextStyle: { fontSize: 14, color: '#222' },
    axisLabel: { fontSize: 13, color: '#222' },
  })
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    color: ['#0a5a8a', '#b3420b', '#3c7a2c', '#6a3d9a'],
    grid: { left: 84, right: 30, top: 48, bottom: 60 },
    legend: { top: 8, itemGap: 48, textStyle: { fontSize: 14, color: '#222' } },
    xAxis: axis(x),
    yAxis: { ...axis(y), nameGap: 56 },
    series: Object.entries(lines).map(([name, data], n) => ({
      name,
      type: 'line',
      data: data.map(([at, value]) => [at, y.log ? Math.max(value, y.min ?? 1e-6) : value]),
      symbolSize: 5,
      lineStyle: { width: 2.5 },
      ...(n === 0
        ? {
            markLine: {
              symbol: 'none',
              silent: true,
              lineStyle: { type: 'dashed', color: '#888' },
              data: goals.map((yAxis) => ({ yAxis })),
            },
          }
        : {}),
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

const named = (lines: readonly (readonly Point[])[], names: readonly string[]): Record<string, readonly Point[]> =>
  Object.fromEntries(names.map((name, n) => [name, lines[n] ?? []]))

/** Writes every plot into a folder; gives their names. */
export const writePlots = (folder: string, runs: number): string[] => {
  const share = { min: 0, max: 1 }
  const eyes = acuityCurves(runs)
  const ears = hearingCurves()
  const colours = colourCurves()
  const pairs = (points: readonly { at: number; pass: number }[]): Point[] => points.map(({ at, pass }) => [at, pass])
  const plots: Record<string, string> = {
    'curve-acuity': plot(
      { name: 'acuity of the eye less the limit (log10)', min: -0.4, max: 0.4 },
      { name: 'share that passes', ...share },
      { 'sequential walk (decides)': eyes.walk, 'line method': eyes.lines, 'two of three right': eyes.three },
    ),
    'curve-acuity-trials': plot(
      { name: 'acuity of the eye less the limit (log10)', min: -0.4, max: 0.4 },
      { name: 'optotypes shown, half of the runs need fewer', min: 0 },
      { 'practice, descent and walk': eyes.trials },
    ),
    'curve-hearing': plot(
      { name: 'share of trials answered rightly (as many false alarms as misses)', min: 0.7, max: 1 },
      { name: 'share that passes', ...share },
      { 'both ears': pairs(ears.hits) },
    ),
    'curve-hearing-one-ear': plot(
      { name: 'share of sides that a one-eared listener tells by loudness', min: 0.5, max: 1 },
      { name: 'share that passes', min: 1e-4, max: 1, log: true },
      { 'one ear': pairs(ears.loudness) },
      [0.001],
    ),
    'curve-colour': plot(
      { name: 'share of strong plates that are read', ...share },
      { name: 'share of axes that is accepted', ...share },
      { digits: colours.accepted.digits, openings: colours.accepted.openings },
    ),
    'curve-colour-deutan-lines': plot(
      { name: 'too much green beside red for this eye on this screen, as a share', min: -0.35, max: 0.35 },
      { name: 'share of plates that the best reader finds', ...share },
      named(colours.lines.deutan, ['more green', 'middle line', 'less green']),
      [0.14],
    ),
    'curve-colour-protan-lines': plot(
      { name: 'too much green beside red for this eye on this screen, as a share', min: -0.4, max: 0.8 },
      { name: 'share of plates that the best reader finds', ...share },
      named(colours.lines.protan, ['middle line', 'less green']),
      [0.14],
    ),
    'curve-colour-anomalous': plot(
      { name: 'nanometres between the peaks of L and M (22: a normal eye; 0: a dichromat)', min: 0, max: 22 },
      { name: 'share that passes', ...share },
      {
        'protan, keen': colours.anomalous.keen.protan,
        'deutan, keen': colours.anomalous.keen.deutan,
        'protan, usual': colours.anomalous.usual.protan,
        'deutan, usual': colours.anomalous.usual.deutan,
      },
    ),
  }
  for (const [name, svg] of Object.entries(plots)) writeFileSync(join(folder, `${name}.svg`), svg)
  return Object.keys(plots)
}
