import { readFileSync } from 'node:fs'
import { chromium } from '../../vitest.config.ts'
import { openStage } from '../media/stage.ts'
import { openBareCall } from './bare-call/bare-call.ts'
import { tell } from './goals/goals.ts'
import { openPair } from './lossy/pair.ts'

// What it costs the media worker to forward a check's pictures and voices: the product's room beside a bare one by mediasoup with the same
// streams, in turns. Two people; recordings would come on top.

const SECONDS = Number(process.argv[2] ?? 20)
const ROUNDS = Number(process.argv[3] ?? 4)
/** The doctor gets camera, overview and voice, the driver camera and voice. */
const CONSUMERS = 5
/** Until all layers are sent, ms. */
const SETTLE_MS = 8000

const pause = (ms: number) => new Promise((over) => setTimeout(over, ms))
const two = (value: number) => Math.round(value * 100) / 100

/** What a process has had of the processors, ms. */
const cpuMs = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const stage = await openStage({ program: chromium })
const bare = await openBareCall()
const sides = {
  product: { page: stage.page, pid: stage.media.workers()[0]?.pid ?? 0 },
  bare: { page: bare.page, pid: bare.worker },
}
type Side = keyof typeof sides
const cost: Record<Side, number> = { product: 0, bare: 0 }
try {
  for (let round = 0; round < ROUNDS; round++) {
    const order: Side[] = round % 2 === 0 ? ['product', 'bare'] : ['bare', 'product']
    for (const side of order) {
      const { page, pid } = sides[side]
      const pair = await openPair(stage.browser, page)
      await pause(SETTLE_MS)
      const before = cpuMs(pid)
      await pause(SECONDS * 1000)
      const took = cpuMs(pid) - before
      cost[side] += took
      process.stderr.write(`${side}: ${took} ms in ${SECONDS} s\n`)
      for (const one of pair) await one.context().close()
    }
  }
} finally {
  await stage.close()
  await bare.close()
}
const seconds = SECONDS * ROUNDS
tell(
  'sfu',
  {
    ratio: two(cost.product / cost.bare),
    cpu_ms_per_consumer_s: two(cost.product / seconds / CONSUMERS),
    bare_cpu_ms_per_consumer_s: two(cost.bare / seconds / CONSUMERS),
    checks_a_core: Math.floor((seconds * 1000) / cost.product),
    seconds,
  },
  { ratio: { most: 1.05 } },
)
