import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../journey/product.ts'
import type { Asked, Crowd, Round, Told } from './crowd/clients.ts'
import { bareSide, fillHouse, productSide, type Side } from './crowd/house.ts'

// Does a crowd that waits cost everybody else? A hall of many booths and doctors, by the real protocol, beside bare socket.io that says
// the same; nobody, some and many waiting. The two take turns, each in a process of its own.
const BOOTHS = Number(process.argv[2] ?? 1000)
const DOCTORS = Number(process.argv[3] ?? 50)
const MOST = Number(process.argv[4] ?? 200)
const LOAD_MS = Number(process.argv[5] ?? 20) * 1000
const ROUNDS = 50
const WAITING = [0, MOST / 4, MOST]
/** Ends by itself, whatever happens. */
setTimeout(() => (process.stderr.write('it took too long\n'), process.exit(1)), 1_500_000).unref()

const two = (value: number) => Math.round(value * 100) / 100
const middle = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

const [port, barePort] = [await freePort(), await freePort()]
const origin = `http://localhost:${port}`

const folder = await mkdtemp(join(tmpdir(), 'roadfit-crowd-'))
const said = (what: string) => process.stderr.write(`${(performance.now() / 1000).toFixed(0)} s: ${what}\n`)

/** Of a side, ms but where it says otherwise. `cpu`: share of a core. Rounds: the server's work for one of them. */
type Measured = { connect_ms: number; connect_cpu_ms: number; online: number; p99_ms: number; cpu: number; back_ms: number } & Record<
  `${Round}_ms`,
  number
>

const measure = async (side: Side, crowd: Crowd, isBare: boolean, whole: boolean): Promise<Measured> => {
  const clients = fork(join(import.meta.dirname, 'crowd/clients.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ask = async (asked: Asked): Promise<Told> => {
    const told = once(clients, 'message')
    clients.send(asked)
    return (await told)[0] as Told
  }
  const costs = async (asked: Asked): Promise<[cpuMs: number, told: Told]> => {
    const before = side.cpuMs()
    const told = await ask(asked)
    return [side.cpuMs() - before, told]
  }
  await side.start()
  try {
    const url = `http://127.0.0.1:${isBare ? barePort : port}`
    const [connectCpu, connected] = await costs({ ask: 'connect', crowd, origin, url, bare: isBare })
    said(`${isBare ? 'bare' : 'product'}: ${connected.online} came in ${(connected.ms / 1000).toFixed(1)} s`)
    await ask({ ask: 'hold' })
    const [cpu, { values, ms }] = await costs({ ask: 'load', ms: LOAD_MS })
    said(`${isBare ? 'bare' : 'product'}: load of ${(ms / 1000).toFixed(0)} s said`)
    const rounds = async (what: Round) => two((await costs({ ask: 'rounds', count: ROUNDS, what }))[0] / ROUNDS)
    const costing = {
      status_ms: await rounds('status'),
      note_ms: isBare ? 0 : await rounds('note'),
      shift_ms: isBare ? 0 : await rounds('shift'),
    }
    let back = 0
    if (whole) {
      await side.stop()
      await side.start()
      back = (await ask({ ask: 'back' })).ms
    }
    await ask({ ask: 'close' })
    return {
      connect_ms: two(connected.ms),
      connect_cpu_ms: two(connectCpu),
      online: connected.online,
      p99_ms: two(middle(values, 0.99)),
      cpu: two(cpu / ms),
      back_ms: two(back),
      ...costing,
    }
  } finally {
    clients.disconnect()
    await side.stop()
  }
}

const base = join(folder, 'base')
await mkdir(base)
const house = await fillHouse(base, origin, { booths: BOOTHS, doctors: DOCTORS })
said('the house is filled')

/** Both sides with so many waiting. */
const scene = async (waiting: number, at: number): Promise<{ ours: Measured; theirs: Measured }> => {
  const data = join(folder, `${waiting}`)
  await mkdir(data)
  await house.copyTo(data, waiting)
  said(`${waiting} wait`)
  const measured = new Map<boolean, Measured>()
  for (const isBare of at % 2 === 0 ? [true, false] : [false, true])
    measured.set(
      isBare,
      await measure(isBare ? bareSide(barePort, house.keys) : productSide(data, port), house.crowd, isBare, waiting === MOST),
    )
  const [ours, theirs] = [measured.get(false), measured.get(true)]
  if (!ours || !theirs) throw new Error('nothing was measured')
  process.stderr.write(`${JSON.stringify({ waiting, product: ours, bare: theirs, load: loadavg().map(two) })}\n`)
  return { ours, theirs }
}

const scenes = []
for (const [at, waiting] of WAITING.entries()) scenes.push(await scene(waiting, at))
await house.close()
await rm(folder, { recursive: true, force: true })
const [none] = scenes
const most = scenes.at(-1)
if (!none || !most) throw new Error('nothing was measured')
const { ours, theirs } = most
console.log(
  JSON.stringify({
    name: 'crowd',
    booths: BOOTHS,
    doctors: DOCTORS,
    waiting: MOST,
    online: ours.online,
    connect_ratio: two(ours.connect_ms / theirs.connect_ms),
    p99_ms: Math.max(...scenes.map(({ ours }) => ours.p99_ms)),
    cpu_ratio: two(Math.max(...scenes.map(({ ours, theirs }) => ours.cpu / theirs.cpu))),
    p99_bare_ms: Math.max(...scenes.map(({ theirs }) => theirs.p99_ms)),
    round_200_to_0: two(ours.status_ms / none.ours.status_ms),
    note_200_to_0: two(ours.note_ms / none.ours.note_ms),
    shift_200_to_0: two(ours.shift_ms / none.ours.shift_ms),
    reconnect_ratio: two(ours.back_ms / theirs.back_ms),
  }),
)
process.exit(0)
