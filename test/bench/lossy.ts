import type { Page } from 'playwright-core'
import { chromium } from '../../vitest.config.ts'
import { freePort } from '../journey/product.ts'
import { FAIR, openNetwork, type Weather } from '../media/network.ts'
import { openStage } from '../media/stage.ts'
import { openBareCall } from './bare-call/bare-call.ts'
import { tell } from './goals/goals.ts'
import { type Got, gotIn, openPair } from './lossy/pair.ts'

// A booth on a poor line, and what its doctor and its driver see: the product's call and a bare one by mediasoup, over the same line, in turns.

const SECONDS = Number(process.argv[2] ?? 30)
const ROUNDS = Number(process.argv[3] ?? 2)
const WEATHERS: Readonly<Record<string, Partial<Weather>>> = {
  'loss of 3 %': { loss: 0.03 },
  'loss of 10 %': { loss: 0.1 },
  '200 ms there and back': { delayMs: 100 },
  '500 kbit/s': { bitsPerS: 500_000 },
}
const POOR = '127.0.0.2'
/** Before it's measured, in fair weather and then in the poor one, ms: a browser finds out what a line is like. */
const SETTLE_MS = 6000

const pause = (ms: number) => new Promise((over) => setTimeout(over, ms))
const two = (value: number) => Math.round(value * 100) / 100

const [mediaPort, barePort] = [await freePort(), await freePort()]
const lines = {
  product: await openNetwork({ address: POOR, port: mediaPort }, { address: '127.0.0.1', port: mediaPort }, { datagrams: true }),
  bare: await openNetwork({ address: POOR, port: barePort }, { address: '127.0.0.1', port: barePort }, { datagrams: true }),
}
const stage = await openStage({ mediaPort, program: chromium })
const bare = await openBareCall(barePort)
const pages: Record<Side, (me: 'booth' | 'doctor', check: string) => string> = { product: stage.page, bare: bare.page }
type Side = keyof typeof lines

const measured = async (side: Side, weather: Partial<Weather>): Promise<Got> => {
  lines[side].set(FAIR)
  const pair = await openPair(stage.browser, pages[side], POOR)
  try {
    await pause(SETTLE_MS)
    lines[side].set(weather)
    await pause(SETTLE_MS)
    const got = async () => Promise.all(pair.map((page: Page) => gotIn(page)))
    const before = await got()
    await pause(SECONDS * 1000)
    const after = await got()
    const sum = (field: keyof Got) => after.reduce((all, one, at) => all + one[field] - (before[at]?.[field] ?? 0), 0)
    return { frames: sum('frames'), freezes: sum('freezes'), frozenS: sum('frozenS') }
  } finally {
    for (const page of pair) await page.context().close()
  }
}

const sums: Record<Side, Record<string, Got>> = { product: {}, bare: {} }
try {
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, weather] of Object.entries(WEATHERS)) {
      const order: Side[] = round % 2 === 0 ? ['product', 'bare'] : ['bare', 'product']
      for (const side of order) {
        const got = await measured(side, weather)
        const before = sums[side][name] ?? { frames: 0, freezes: 0, frozenS: 0 }
        sums[side][name] = {
          frames: before.frames + got.frames,
          freezes: before.freezes + got.freezes,
          frozenS: before.frozenS + got.frozenS,
        }
        process.stderr.write(`${name}: ${side} ${JSON.stringify(got)}\n`)
      }
    }
} finally {
  await stage.close()
  await bare.close()
  for (const line of Object.values(lines)) await line.close()
}
const frozen = (side: Side) => Object.values(sums[side]).reduce((all, { frozenS }) => all + frozenS, 0)
/** Two pictures, the doctor's and the driver's. */
const shownS = SECONDS * ROUNDS * 2
const each = (side: Side) =>
  Object.fromEntries(
    Object.entries(sums[side]).map(([name, { frames, freezes, frozenS }]) => [
      name,
      { fps: two(frames / shownS), freezes, frozen_s: two(frozenS) },
    ]),
  )
// A tenth of a second of nothing is no freeze: without it a bare call that never froze would make every ratio endless.
tell(
  'lossy',
  {
    freeze_ratio: two((frozen('product') + 0.1) / (frozen('bare') + 0.1)),
    frozen_s: two(frozen('product')),
    bare_frozen_s: two(frozen('bare')),
    seconds: shownS,
    product: each('product'),
    bare: each('bare'),
  },
  { freeze_ratio: { most: 1 } },
)
