import { chromium } from '../../vitest.config.ts'
import { openBrowser } from '../journey/people.ts'
import { openFloor } from './first-frame/floor/floor.ts'
import { median } from './first-frame/median.ts'
import { openProduct } from './first-frame/product.ts'
import { STEPS, type Steps } from './first-frame/steps.ts'
import { tell } from './goals/goals.ts'

// From the doctor's click on claim to the first decoded frame in the console, against two bare mediasoup pages: one that has done in advance
// what the product has (joined, the booth's way stands and is held), and one that does everything after its click. All stand open
// in one browser all the while and take turns.

const RUNS = Number(process.argv[2] ?? 10)
/** What a run has stirred up must not be measured by the next, ms. */
const QUIET_MS = 1500
const quiet = () => new Promise((resolve) => setTimeout(resolve, QUIET_MS))

// As a real camera: a slow one would hide the difference behind the wait for its next picture.
const browser = await openBrowser({ width: 1280, height: 720, rate: 25 }, chromium)
const sides = { product: await openProduct(browser), floor: await openFloor(browser, false), cold: await openFloor(browser, true) }
type Name = keyof typeof sides
const NAMES: readonly Name[] = ['product', 'floor', 'cold']
const times: Record<Name, number[]> = { product: [], floor: [], cold: [] }
const steps: Steps[] = []
try {
  // The first of each warms files, fonts and code up; it isn't counted.
  for (let run = 0; run <= RUNS; run += 1) {
    // Each is first, second and last in turn.
    const order = NAMES.map((_, at) => NAMES[(at + run) % NAMES.length] ?? 'product')
    const said: string[] = []
    for (const side of order) {
      await quiet()
      const ms = await sides[side].claim()
      if (side === 'product' && run > 0) steps.push(await sides.product.steps())
      await quiet()
      await sides[side].release()
      said.push(`${side} ${ms.toFixed(0)} ms`)
      if (run > 0) times[side].push(ms)
    }
    console.log(`${run === 0 ? 'warm-up' : `run ${run}`}: ${said.join(', ')}`)
  }
} finally {
  for (const name of NAMES) await sides[name].close()
  await browser.close()
}
const ms = (name: Name) => median(times[name])
const two = (value: number) => Math.round(value * 100) / 100
tell(
  'first-frame',
  {
    product_ms: Math.round(ms('product')),
    floor_ms: Math.round(ms('floor')),
    cold_ms: Math.round(ms('cold')),
    ratio: two(ms('product') / ms('floor')),
    ratio_cold: two(ms('product') / ms('cold')),
    steps_ms: Object.fromEntries(STEPS.map((step) => [step, Math.round(median(steps.flatMap((one) => one[step] ?? [])))])),
    runs: RUNS,
  },
  { ratio: { most: 1.5 }, ratio_cold: { most: 1 } },
)
