import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { registry } from '../../devices/families/registry.ts'
import { openPty } from '../../devices/simulate/pty.ts'
import { startProduct } from '../journey/product.ts'
import { tell } from './goals/goals.ts'

// What the agent of a real booth needs when nobody is in it: built to JavaScript, in a process of its own, with a device of every kind on
// a line (the devices are simulated in this process, on real terminals) and connected to a server.
const DEVICES = {
  reader: 'SDT',
  head: 'A02YYUW',
  keypad: 'keypad',
  pedals: 'force-board',
  cabin: 'cabin-board',
  presence: 'TF-Luna',
  scales: 'weigh-indicator',
}
const WARM_UP_MS = 10_000
const SECONDS = Number(process.argv[2] ?? 60)
const MOST = { cpu: 2, rss: 130 }
/** The kernel counts a process's time in hundredths of a second on every Linux that has an agent. */
const TICKS_PER_S = 100

const one = (value: number) => Math.round(value * 10) / 10
const two = (value: number) => Math.round(value * 100) / 100
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** The state of each kind of device that the agent has logged last. */
const statesIn = (log: string): Map<string, string> =>
  new Map(
    log.split('\n').flatMap((line) => {
      const [, device, state] = /"device":"([^"]+)","state":"(\w+)","msg":"device"/.exec(line) ?? []
      return device && state ? [[device, state] as const] : []
    }),
  )

/** Seconds of processor that a process has used, in user and kernel. */
const usedBy = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // Behind the program's name, which may hold anything; fields 14 and 15 of proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S
}
const rssMbOf = (pid: number): number => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const plugged = await Promise.all(
  Object.entries(DEVICES).map(async ([name, model]) => {
    const made = registry[model]
    if (!made) throw new Error(`There is no model ${model}.`)
    const cable = await openPty(name)
    const conditions = { wire: cable.wire, random: Math.random, clock: () => performance.now(), pace: 1, floorMm: 2300 }
    return { name, model, kind: made.kind, cable, settings: made.example, simulator: made.imitate(made.example, conditions).simulator }
  }),
)
const booth = {
  devices: Object.fromEntries(plugged.map(({ name, model, cable, settings }) => [name, { model, port: { path: cable.path }, settings }])),
}
const product = await startProduct({ booth, withCase: false })
try {
  const pid = product.agent.pid ?? 0
  await sleep(WARM_UP_MS)
  const [used, began] = [usedBy(pid), performance.now()]
  await sleep(SECONDS * 1000)
  const cpu = ((usedBy(pid) - used) / ((performance.now() - began) / 1000)) * 100
  const rss = rssMbOf(pid)
  const states = statesIn(readFileSync(join(product.data, 'agent.log'), 'utf8'))
  const alive = plugged.filter(({ kind }) => states.get(kind) === 'alive').map(({ model }) => model)
  if (alive.length < plugged.length) process.stdout.write(`${product.agent.recent()}\n`)
  const figures = { cpu_percent: two(cpu), rss_mb: one(rss), dead: plugged.length - alive.length, devices: alive }
  tell('agent-idle', figures, { cpu_percent: { most: MOST.cpu }, rss_mb: { most: MOST.rss }, dead: { most: 0 } })
} finally {
  await product.close()
  for (const { simulator } of plugged) simulator.stop()
  await Promise.all(plugged.map(({ cable }) => cable.close()))
}
