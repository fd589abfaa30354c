import { openBrowser } from '../journey/people.ts'
import { openFloor } from './first-frame/floor/floor.ts'
import { median } from './first-frame/median.ts'
import { openProduct } from './first-frame/product.ts'
import { tell } from './goals/goals.ts'

// From the doctor's click on claim to the first decoded frame in the console, against a bare mediasoup page that does the same
// work after its click. Both stand open in one browser all the while and take turns, each as often first as second.

const RUNS = Number(process.argv[2] ?? 10)
/** What a run has stirred up must not be measured by the next, ms. */
const QUIET_MS = 1500
const quiet = () => new Promise((resolve) => setTimeout(resolve, QUIET_MS))

// As a real camera: a slow one would hide the difference behind the wait for its next picture.
const browser = await openBrowser({ width: 1280, height: 720, rate: 25 })
const sides = { product: await openProduct(browser), floor: await openFloor(browser) }
const times: Record<keyof typeof sides, number[]> = { product: [], floor: [] }
try {
  // The first of each warms files, fonts and code up; it isn't counted.
  for (let run = 0; run <= RUNS; run += 1) {
    const order: (keyof typeof sides)[] = run % 2 === 0 ? ['product', 'floor'] : ['floor', 'product']
    const said: string[] = []
    for (const side of order) {
      await quiet()
      const ms = await sides[side].claim()
      await quiet()
      await sides[side].release()
      said.push(`${side} ${ms.toFixed(0)} ms`)
      if (run > 0) times[side].push(ms)
    }
    console.log(`${run === 0 ? 'warm-up' : `run ${run}`}: ${said.join(', ')}`)
  }
} finally {
  await sides.product.close()
  await sides.floor.close()
  await browser.close()
}
const [productMs, floorMs] = [median(times.product), median(times.floor)]
tell(
  'first-frame',
  {
    product_ms: Math.round(productMs),
    floor_ms: Math.round(floorMs),
    ratio: Math.round((productMs / floorMs) * 100) / 100,
    runs: RUNS,
  },
  { ratio: { most: 1.25 } },
)
