import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../journey/product.ts'
import type { Asked, Round, Told } from './crowd/clients.ts'
import { bareSide, fillHouse, productSide, type Side } from './crowd/house.ts'
import { tell } from './goals/goals.ts'

// Does a crowd that waits cost everybody else? A hall of many booths and doctors, by the real protocol, beside bare socket.io that says
// the same; nobody, some and many waiting. The two take turns, each in a process of its own.
const BOOTHS = Number(process.argv[2] ?? 1000)
const DOCTORS = Number(process.argv[3] ?? 50)
const MOST = Number(process.argv[4] ?? 200)
const LOAD_MS = Number(process.argv[5] ?? 20) * 1000
const ROUNDS = 50
const WAITING = [0, MOST / 4, MOST]
/** How often a crowd comes in beside the longest line, and again after a restart: one arrival of bare socket.io takes 1.4 s, the next 2.8. */
const ARRIVALS = 5
/** Ends by itself, whatever happens. */
setTimeout(() => (process.stderr.write('it took too long\n'), process.exit(1)), 1_500_000).unref()

const two = (value: number) => Math.round(value * 100) / 100
const middle = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

const [port, barePort] = [await freePort(), await freePort()]
const origin = `http://localhost:${port}`

const folder = await mkdtemp(join(tmpdir(), 'roadfit-crowd-'))
const said = (what: string) => process.stderr.write(`${(performance.now() / 1000).toFixed(0)} s: ${what}\n`)

type Costs = (asked: Asked) => Promise<[cpuMs: number, told: Told]>

/** Starts a side and clients for it, in processes of their own, and ends both. */
const within = async <T>(side: Side, isBare: boolean, act: (costs: Costs, arrive: () => ReturnType<Costs>) => Promise<T>): Promise<T> => {
  const clients = fork(join(import.meta.dirname, 'crowd/clients.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const costs: Costs = async (asked) => {
    const before = side.cpuMs()
    const told = once(clients, 'message')
    clients.send(asked)
    const [answer] = await told
    return [side.cpuMs() - before, answer as Told]
  }
  const url = `http://127.0.0.1:${isBare ? barePort : port}`
  await side.start()
  try {
    return await act(costs, () => costs({ ask: 'connect', crowd: house.crowd, origin, url, bare: isBare }))
  } finally {
    clients.disconnect()
    await side.stop()
  }
}

/** What a hall's work costs a side: ms but where it says otherwise. `cpu`: share of a core. Rounds: the server's work for one of them. */
type Work = { p99_ms: number; cpu: number } & Record<`${Round}_ms`, number>

const work = (side: Side, isBare: boolean): Promise<Work> =>
  within(side, isBare, async (costs, arrive) => {
    await arrive()
    await costs({ ask: 'hold' })
    const [cpu, { values, ms }] = await costs({ ask: 'load', ms: LOAD_MS })
    said(`${isBare ? 'bare' : 'product'}: load of ${(ms / 1000).toFixed(0)} s said`)
    const rounds = async (what: Round) => two((await costs({ ask: 'rounds', count: ROUNDS, what }))[0] / ROUNDS)
    const costing = {
      status_ms: await rounds('status'),
      note_ms: isBare ? 0 : await rounds('note'),
      shift_ms: isBare ? 0 : await rounds('shift'),
    }
    await costs({ ask: 'close' })
    return { p99_ms: two(middle(values, 0.99)), cpu: two(cpu / ms), ...costing }
  })

/** A crowd comes in, and once more after a restart: ms until all are there, the server's work for it, and how many were. */
type Arrival = { in_ms: number; in_cpu_ms: number; back_ms: number; back_cpu_ms: number; online: number }

const arrival = (side: Side, isBare: boolean): Promise<Arrival> =>
  within(side, isBare, async (costs, arrive) => {
    const [inCpu, came] = await arrive()
    await side.stop()
    await side.start()
    const [backCpu, back] = await costs({ ask: 'back' })
    await costs({ ask: 'close' })
    said(
      `${isBare ? 'bare' : 'product'}: ${came.online} in after ${(came.ms / 1000).toFixed(1)} s, back after ${(back.ms / 1000).toFixed(1)} s`,
    )
    return { in_ms: two(came.ms), in_cpu_ms: inCpu, back_ms: two(back.ms), back_cpu_ms: backCpu, online: came.online }
  })

const base = join(folder, 'base')
await mkdir(base)
const house = await fillHouse(base, origin, { booths: BOOTHS, doctors: DOCTORS })
said('the house is filled')

/** Both sides of a hall with so many waiting, taking turns: each as often first as second. */
const inTurn = async <T>(
  data: string,
  times: number,
  act: (side: Side, isBare: boolean) => Promise<T>,
): Promise<{ ours: T[]; theirs: T[] }> => {
  const sides = { ours: new Array<T>(), theirs: new Array<T>() }
  for (let turn = 0; turn < times; turn++)
    for (const isBare of turn % 2 === 0 ? [true, false] : [false, true])
      sides[isBare ? 'theirs' : 'ours'].push(await act(isBare ? bareSide(barePort, house.keys) : productSide(data, port), isBare))
  return sides
}
const filled = async (waiting: number, named = `${waiting}`): Promise<string> => {
  const data = join(folder, named)
  await mkdir(data)
  await house.copyTo(data, waiting)
  said(`${waiting} wait`)
  return data
}

const scenes: { ours: Work; theirs: Work }[] = []
for (const waiting of WAITING) {
  const {
    ours: [ours],
    theirs: [theirs],
  } = await inTurn(await filled(waiting), 1, work)
  if (!ours || !theirs) throw new Error('nothing was measured')
  process.stderr.write(`${JSON.stringify({ waiting, product: ours, bare: theirs, load: loadavg().map(two) })}\n`)
  scenes.push({ ours, theirs })
}
const arrivals = await inTurn(await filled(MOST, 'arrivals'), ARRIVALS, arrival)
process.stderr.write(`${JSON.stringify({ arrivals, load: loadavg().map(two) })}\n`)
await house.close()
await rm(folder, { recursive: true, force: true })
const [none] = scenes
const most = scenes.at(-1)
if (!none || !most) throw new Error('nothing was measured')
const { ours } = most
/** The middle of a side's arrivals. */
const ofArrivals = (side: keyof typeof arrivals, what: keyof Arrival) =>
  middle(
    arrivals[side].map((one) => one[what]),
    0.5,
  )
const ratio = (what: keyof Arrival) => two(ofArrivals('ours', what) / ofArrivals('theirs', what))
const GOALS = {
  connect_ratio: { most: 1.5 },
  reconnect_ratio: { most: 2 },
  p99_ms: { most: 100 },
  cpu_ratio: { most: 2 },
  round_200_to_0: { most: 2 },
}
tell(
  'crowd',
  {
    booths: BOOTHS,
    doctors: DOCTORS,
    waiting: MOST,
    online: Math.min(...arrivals.ours.map(({ online }) => online)),
    connect_ratio: ratio('in_ms'),
    p99_ms: Math.max(...scenes.map(({ ours }) => ours.p99_ms)),
    cpu_ratio: two(Math.max(...scenes.map(({ ours, theirs }) => ours.cpu / theirs.cpu))),
    p99_bare_ms: Math.max(...scenes.map(({ theirs }) => theirs.p99_ms)),
    round_200_to_0: two(ours.status_ms / none.ours.status_ms),
    note_200_to_0: two(ours.note_ms / none.ours.note_ms),
    shift_200_to_0: two(ours.shift_ms / none.ours.shift_ms),
    reconnect_ratio: ratio('back_ms'),
    connect_cpu_ratio: ratio('in_cpu_ms'),
    connect_ms: ofArrivals('ours', 'in_ms'),
    connect_bare_ms: ofArrivals('theirs', 'in_ms'),
  },
  GOALS,
)
process.exit()
