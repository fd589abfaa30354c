import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openWorld } from '../world.ts'

// What one request of a stranger, or of a booth whose agent is not itself, costs everybody: for how long nothing else is answered.
// Prints for each how long its own answer (or the end of its line) took, and the longest time in which the server did nothing else, ms.

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

const CASES: Record<string, () => Promise<() => Promise<void>>> = {
  'smallest body': post('/api/people', '{}'),
  'roles: 16,000 × doctor': post('/api/people', roles),
  'nested body, 900 kB': post('/api/session', nested(900_000)),
  'smallest live': async () => line(JSON.stringify(await booth.shake()), live([])),
  'live: 40,000 × {}': async () => line(JSON.stringify(await booth.shake()), live(Array.from({ length: 40_000 }, () => ({})))),
  'nested handshake, 5 MB': () => line(`{"a":${nested(5_000_000)}}`, null),
}
for (const [name, prepare] of Object.entries(CASES)) {
  const act = await prepare()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const start = performance.now()
  await act()
  const took = performance.now() - start
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.disable()
  process.stdout.write(`${JSON.stringify({ name, ms: Math.round(took * 10) / 10, stalled_ms: Math.round(delay.max / 1e5) / 10 })}\n`)
}
await world.close()
