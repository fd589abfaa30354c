import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openWorld } from '../world.ts'
import { tell } from './goals/goals.ts'

// What one request of a stranger, or of a booth whose agent is not itself, costs everybody: for how long nothing else is answered.
// Prints for each how long its own answer (or the end of its line) took, and the longest time in which the server did nothing else, ms;
// in the end how many times longer than the smallest of its kind the worst of them took.

const world = await openWorld()
const booth = await world.booth('1号')
const ws = world.url.replace('http', 'ws')

/** Sends a packet of socket.io as it stands, and waits for what comes of it. */
const line = async (shake: string, packet: string | null): Promise<() => Promise<void>> => {
  const socket = new WebSocket(`${ws}/agent/socket/?EIO=4&transport=websocket`)
  const heard: ((text: string) => void)[] = []
  const until = (begins: string) => new Promise<void>((resolve) => heard.push((text) => text.startsWith(begins) && resolve()))
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()))
  socket.addEventListener('message', ({ data }) => heard.forEach((hear) => hear(String(data))))
  await Promise.race([until('0'), closed])
  if (packet === null) return () => (socket.send(`40${shake}`), Promise.race([until('4'), closed]).finally(() => socket.close()))
  socket.send(`40${shake}`)
  await Promise.race([until('40'), closed])
  return () => (socket.send(`42${packet}`), Promise.race([until('43'), closed]).finally(() => socket.close()))
}
const post = (path: string, body: string) => async () => () =>
  fetch(world.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(
    () => {},
    () => {},
  )
const nested = (bytes: number) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2)
const id = world.ids()
const roles = JSON.stringify({ login: 'a-person', name: 'x', password: 'long enough', roles: Array(16_000).fill('doctor') })
const live = (trials: unknown[]) => `1["booth:live",${JSON.stringify({ check: id, attempt: id, station: 'height', trials })}]`

const CASES: Record<string, { smallest: string | null; prepare: () => Promise<() => Promise<void>> }> = {
  'smallest body': { smallest: null, prepare: post('/api/people', '{}') },
  'roles: 16,000 × doctor': { smallest: 'smallest body', prepare: post('/api/people', roles) },
  'nested body, 900 kB': { smallest: 'smallest body', prepare: post('/api/session', nested(900_000)) },
  'smallest live': { smallest: null, prepare: async () => line(JSON.stringify(await booth.shake()), live([])) },
  'live: 40,000 × {}': {
    smallest: 'smallest live',
    prepare: async () => line(JSON.stringify(await booth.shake()), live(Array.from({ length: 40_000 }, () => ({})))),
  },
  'nested handshake, 5 MB': { smallest: 'smallest live', prepare: () => line(`{"a":${nested(5_000_000)}}`, null) },
}
const took: Record<string, number> = {}
for (const [name, { smallest, prepare }] of Object.entries(CASES)) {
  const act = await prepare()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const start = performance.now()
  await act()
  took[name] = performance.now() - start
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.disable()
  const said = { name, beside: smallest, ms: Math.round(took[name] * 10) / 10, stalled_ms: Math.round(delay.max / 1e5) / 10 }
  process.stderr.write(`${JSON.stringify(said)}\n`)
}
const times = Object.entries(CASES).flatMap(([name, { smallest }]) =>
  smallest === null ? [] : [(took[name] ?? Number.NaN) / (took[smallest] ?? Number.NaN)],
)
tell('hostile', { worst_times_smallest: Math.round(Math.max(...times) * 10) / 10 }, { worst_times_smallest: { most: 50 } })
await world.close()
