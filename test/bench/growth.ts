import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { workerBin } from '../worker-bin.ts'
import { tell } from './goals/goals.ts'
import { fillHall, openHall, type Timed } from './growth/hall.ts'

// Does what happens in a hall take longer when many checks were finished there before? Two halls in one run take turns, one with a
// thousand finished checks and one with a million, both on this disk.
const LARGE = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = Number(process.argv[3] ?? 40)
const SMALL = 1000
const STARTS = 7

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const two = (value: number) => Math.round(value * 100) / 100

/** From the command to the word that it is ready, ms. */
const start = async (folder: string): Promise<number> => {
  const settings = { ROADFIT_PORT: '0', ROADFIT_DEMO: '1', ROADFIT_DATA: folder, ROADFIT_MEDIA_WORKER: workerBin(), ROADFIT_LOG: 'error' }
  const began = performance.now()
  const server = spawn(process.execPath, [resolve(import.meta.dirname, '../../server/main.ts')], {
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const bytes of server.stdout) {
    said += String(bytes)
    if (said.includes('ready ')) break
  }
  const took = performance.now() - began
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  await ended
  if (!said.includes('ready ')) throw new Error('the server does not start')
  return took
}

const open = async (finished: number) => {
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-growth-'))
  return openHall(folder, await fillHall(folder, finished))
}
const halls = { small: await open(SMALL), large: await open(LARGE) }
type Name = keyof typeof halls
const timed: Record<Name, Timed> = { small: {}, large: {} }
let turn = 0
/** Who is first this time: each is so half of the times. */
const order = (): Name[] => (turn++ % 2 === 0 ? ['small', 'large'] : ['large', 'small'])
/** One driver in each hall, and the two take turns step by step: whatever else the machine does meanwhile falls on both. */
const round = async (times: Record<Name, Timed>): Promise<void> => {
  const visits = { small: halls.small.visit(times.small), large: halls.large.visit(times.large) }
  for (let done = false; !done; ) for (const name of order()) done = (await visits[name].next()).done === true
}
try {
  // What is done for the first time is slow in both.
  for (let warm = 0; warm < 3; warm++) await round({ small: {}, large: {} })
  for (let one = 0; one < ROUNDS; one++) await round(timed)
  for (const hall of Object.values(halls)) await hall.close()
  for (let one = 0; one < STARTS; one++) for (const name of order()) (timed[name]['start'] ??= []).push(await start(halls[name].folder))
} finally {
  for (const hall of Object.values(halls)) await hall.remove()
}
const ratios = Object.entries(timed.small).map(([name, times]): [string, number, number] => [
  name,
  median(times),
  median(timed.large[name] ?? []),
])
const ratioOf = ([, small, large]: [string, number, number]) => large / small
const others = ratios.filter(([name]) => name !== 'start')
tell(
  'growth',
  {
    small: SMALL,
    large: LARGE,
    rounds: ROUNDS,
    ...Object.fromEntries(ratios.map((one) => [one[0], { small_ms: two(one[1]), large_ms: two(one[2]), ratio: two(ratioOf(one)) }])),
    max_ratio: two(Math.max(...others.map(ratioOf))),
    start_ratio: two(Math.max(...ratios.filter(([name]) => name === 'start').map(ratioOf))),
  },
  { max_ratio: { most: 1.1 }, start_ratio: { most: 1.5 } },
)
process.exit()
