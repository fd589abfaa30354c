import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { tell } from './goals/goals.ts'
import { GOALS } from './validity/goals.ts'
import { type Figures, PARTS } from './validity/parts.ts'

// How often the measurements err, with made-up drivers who share no code with the scorers: the worst over all their kinds.
// `npm run bench -- validity 1000` is quick and rough; without a number each figure stands on 10,000 runs of each kind or more.
const runs = Number(process.argv[2] ?? 10_000)
const start = performance.now()
const seconds = () => Math.round((performance.now() - start) / 1000)
const waiting = Object.keys(PARTS)
const figures: Figures = {}

/** Works out one part after another, each in its own process. */
const work = async () => {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const child = fork(join(import.meta.dirname, 'validity/part.ts'), [part, String(runs)])
    const ended = once(child, 'exit')
    const [found]: Figures[] = await Promise.race([once(child, 'message'), ended.then(() => [{}])])
    Object.assign(figures, found)
    process.stderr.write(`${part}: ${JSON.stringify(found)} after ${seconds()} s\n`)
    await ended
  }
}
await Promise.all(Array.from({ length: Math.min(waiting.length, availableParallelism()) }, work))

const rounded = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(4))]))
tell('validity', { runs, ...rounded, seconds: seconds() }, GOALS)
