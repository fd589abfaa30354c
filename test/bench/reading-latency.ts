import { chromium } from '../../vitest.config.ts'
import { openBrowser } from '../journey/people.ts'
import { openStage } from '../media/stage.ts'
import { tell } from './goals/goals.ts'
import { openPair } from './lossy/pair.ts'
import { openFloor } from './reading-latency/floor.ts'
import { openProduct } from './reading-latency/product.ts'
import { now } from './reading-latency/side.ts'

// From a byte on the height sensor's terminal to the value in a doctor's page, beside a bare chain of the same hops (terminal, serial
// port, two sockets, text). Both stand open in one browser and take turns, while a call runs on the same machine.
const SAMPLES = Number(process.argv[2] ?? 300)
/** Samples of one round under the sensor, of two. */
const ROUND = Math.ceil(SAMPLES / 2)
/** Between two samples of different sides, ms; the chance keeps them from falling into step with the screen's pictures. */
const EVERY_MS = 70
const CHANCE_MS = 30
/**
 * Distances to a head, mm, each another and each more than 30 mm from the one before: so the driver never stands still, and the round
 * goes on.
 */
const distanceOf = (sample: number) => 400 + ((sample * 137) % 501)

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))
const one = (value: number) => Math.round(value * 10) / 10
const share = (values: readonly number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN

const browser = await openBrowser({ width: 640, height: 480, rate: 10 }, chromium)
const stage = await openStage({ program: chromium })
await openPair(stage.browser, stage.page)
const sides = { product: await openProduct(browser), floor: await openFloor(browser) }
const written: Record<keyof typeof sides, Map<string, number>> = { product: new Map(), floor: new Map() }
const times: Record<keyof typeof sides, number[]> = { product: [], floor: [] }
try {
  for (let sample = 0; sample < SAMPLES; sample++) {
    if (sample % ROUND === 0) await sides.product.nextRound()
    const mm = distanceOf(sample)
    for (const name of sample % 2 === 0 ? (['product', 'floor'] as const) : (['floor', 'product'] as const)) {
      written[name].set(sides[name].shown(mm), now())
      sides[name].write(mm)
      await sleep(EVERY_MS + Math.random() * CHANCE_MS)
    }
    sides.product.stillStands()
  }
  await sleep(500)
  for (const name of ['product', 'floor'] as const) {
    const seen = await sides[name].seen()
    for (const [text, at] of written[name]) {
      const stood = seen.get(text)
      if (stood !== undefined) times[name].push(stood - at)
    }
  }
} finally {
  await sides.product.close()
  await sides.floor.close()
  await browser.close()
  await stage.close()
}
const [productMs, floorMs] = [share(times.product, 0.5), share(times.floor, 0.5)]
const [product95, floor95] = [share(times.product, 0.95), share(times.floor, 0.95)]
tell(
  'reading-latency',
  {
    p50_ms: one(productMs),
    p95_ms: one(product95),
    floor_p50_ms: one(floorMs),
    floor_p95_ms: one(floor95),
    ratio: Math.round((productMs / floorMs) * 100) / 100,
    ratio_p95: Math.round((product95 / floor95) * 100) / 100,
    samples: times.product.length,
    floor_samples: times.floor.length,
    written: SAMPLES,
    lost: SAMPLES - times.product.length,
  },
  // A floor that loses values measures nothing.
  { p95_ms: { most: 50 }, ratio: { most: 1.3 }, lost: { most: 0 }, floor_samples: { least: SAMPLES * 0.9 } },
)
