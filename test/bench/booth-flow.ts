import { openWorld } from '../world.ts'
import { type Stations, type Way, walk } from './booth-flow/flow.ts'
import { chanceOf, PEOPLE } from './booth-flow/people.ts'
import { tell } from './goals/goals.ts'

// How long a driver needs from the card to the wait for the doctor, and how often they touch the screen: people of three ages, with the times that
// people.ts states, through the pages and the procedures as they are. Minutes; the middle of all drivers of an age, and one in twenty.
const RUNS = Number(process.argv[2] ?? 400)
const GOALS = { p50_30: { most: 4.5 }, p50_60: { most: 6 }, p50_75: { most: 8 }, touches: { most: 45 } }
const start = performance.now()

/** The setups as the server issues them now, in a booth that is calibrated. */
const issued = async (): Promise<Stations> => {
  const world = await openWorld()
  const booth = await world.booth()
  await booth.calibrate()
  const check = await booth.queued()
  const stations: [Stations[number][0], Stations[number][1]][] = []
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) {
    const { setup } = await booth.measure(check, station)
    stations.push([station, setup])
  }
  await world.close()
  return stations
}

const of = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? Number.NaN
const minutes = ({ parts }: Way): number => Object.values(parts).reduce((sum, seconds) => sum + seconds, 0) / 60

const stations = await issued()
const figures: Record<string, number> = {}
for (const [age, person] of Object.entries(PEOPLE)) {
  const ways = Array.from({ length: RUNS }, (_, run) => walk(person, stations, chanceOf(Number(age) * 100_000 + run)))
  figures[`p50_${age}`] = of(ways.map(minutes), 0.5)
  figures[`p95_${age}`] = of(ways.map(minutes), 0.95)
  figures.touches = Math.max(
    figures.touches ?? 0,
    of(
      ways.map(({ touches }) => touches),
      0.5,
    ),
  )
  figures.with_answers = Math.max(
    figures.with_answers ?? 0,
    of(
      ways.map(({ touches, answers }) => touches + answers),
      0.5,
    ),
  )
  const parts = Object.keys(ways[0]?.parts ?? {}).map((part) => [
    part,
    Math.round(
      of(
        ways.map((way) => way.parts[part] ?? 0),
        0.5,
      ),
    ),
  ])
  process.stderr.write(`${age}: ${JSON.stringify(Object.fromEntries(parts))} s\n`)
}
const rounded = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(3))]))
tell('booth-flow', { runs: RUNS, ...rounded, seconds: Math.round((performance.now() - start) / 1000) }, GOALS)
