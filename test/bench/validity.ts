import { availableParallelism } from 'node:os'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { GOALS } from './validity/goals.ts'
import { PARTS, type Asked, type Figures } from './validity/part.ts'

// How often the measurements err, with made-up drivers who share no code with the scorers: the worst over all their kinds.
// `npm run bench -- validity 1000` is quick and rough; without a number each figure stands on 10,000 runs of each kind or more.
const runs = Number(process.argv[2] ?? 10_000)
const start = performance.now()
const waiting = Object.keys(PARTS)
const figures: Figures = {}

const work = async () => {
  const worker = new Worker(new URL('./validity/part.ts', import.meta.url))
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    worker.postMessage({ part, runs } satisfies Asked)
    const [found]: Figures[] = await once(worker, 'message')
    Object.assign(figures, found)
    process.stderr.write(`${part}: ${JSON.stringify(found)} after ${((performance.now() - start) / 1000).toFixed(0)} s\n`)
  }
  await worker.terminate()
}
await Promise.all(Array.from({ length: Math.min(waiting.length, availableParallelism()) }, work))

const missed = Object.entries(GOALS).flatMap(([name, most]) => ((figures[name] ?? Number.POSITIVE_INFINITY) <= most ? [] : [name]))
const rounded = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(4))]))
process.stdout.write(
  `${JSON.stringify({ name: 'validity', runs, ...rounded, missed, seconds: Math.round((performance.now() - start) / 1000) })}\n`,
)
