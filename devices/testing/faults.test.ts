import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import type { OnBench } from '../bench/bench.ts'
import { plugged } from '../bench/plugged.ts'
import { heightHead } from '../families/height/driver.ts'
import { registry } from '../families/registry.ts'
import { openLine } from '../line/port.ts'
import type { ListedPort } from '../line/ports/identity.ts'
import type { Wire, Wrong } from '../line/simulator.ts'
import { openPty } from '../simulate/pty.ts'
import { seeded } from './fuzz.ts'

// Every fault of a cable and of a device, on real terminals and real serial ports; the times that they took are printed.
const clock = () => performance.now()
/** The promises of the product, ms, and twice of that for a machine that is busy with other tests. */
const BACK_MS = 3000
const LOST_MS = 2000
const PATIENCE = 2

/** Speaks by itself or is asked: so that silence can be told. */
const SPEAKING = Object.entries(registry).filter(([, { driver, example }]) => Number.isFinite(driver(example).silentAfterMs))
const NAMES = SPEAKING.map(([name]) => name)
const said = (name: string, what: string, ms: number) => console.log(`${name}: ${what} after ${Math.round(ms)} ms`)

async function plugIn(model: string, onTestFinished: (clear: () => Promise<void>) => void) {
  const made = registry[model]
  if (!made) throw new Error(`no model ${model}`)
  const cable = await openPty('fault')
  let sent = 0
  const wire: Wire = {
    ...cable.wire,
    write(bytes) {
      sent += 1
      cable.wire.write(bytes)
    },
  }
  const { simulator } = made.imitate(made.example, { wire, random: seeded(3), clock, pace: 1, floorMm: 2300 })
  if ('stand' in simulator) simulator.stand(1700)
  const listing = async (): Promise<ListedPort[]> =>
    cable.plugged ? [{ path: cable.path, byId: null, byPath: null, serialNumber: 'A1', vendorId: null, productId: null }] : []
  const device = { name: 'device', model, made, port: { serialNumber: 'A1' }, settings: made.example }
  const [bench] = plugged([device], listing, { clock })
  if (!bench) throw new Error('nothing was plugged in')
  onTestFinished(async () => {
    simulator.stop()
    await bench.line.close()
    await cable.close()
  })
  const readings = count(bench)
  await until(bench, 'alive')
  return { cable, sent: () => sent, line: bench.line, wrong: (what: Wrong) => simulator.wrong(what), readings, bench }
}

/** How many readings have come; of a device that reads only what is laid on it, how many frames. */
const count = ({ kind, line }: OnBench) => {
  let readings = 0
  const add = (some: number) => void (readings += some)
  if (kind === 'identity-card' || kind === 'keypad') line.onFrame(() => add(1))
  else if (kind === 'height') line.onReading(() => add(1))
  else if (kind === 'force') line.onReading(() => add(1))
  else if (kind === 'presence') line.onReading(() => add(1))
  else line.onReading(() => add(1))
  return () => readings
}

const until = async ({ line }: OnBench, state: string, within = 30_000): Promise<number> => {
  const from = clock()
  await vi.waitFor(() => expect(line.state).toBe(state), { timeout: within, interval: 5 })
  return clock() - from
}
const more = async (readings: () => number, than = readings()) => vi.waitFor(() => expect(readings()).toBeGreaterThan(than + 1))

it.concurrent.for(NAMES)('%s: put back under another name it is there again', { timeout: 60_000 }, async (model, { onTestFinished }) => {
  const { cable, bench } = await plugIn(model, onTestFinished)
  const before = cable.path
  await cable.unplug()
  said(model, 'unplugging was stated', await until(bench, 'absent'))
  const from = clock()
  await cable.plug('elsewhere')
  await until(bench, 'alive', BACK_MS * PATIENCE)
  said(model, 'back under another name', clock() - from)
  expect(cable.path).not.toBe(before)
})

it.concurrent.for(NAMES)('%s: says nothing any more, and is stated as lost', { timeout: 60_000 }, async (model, { onTestFinished }) => {
  const { cable, wrong, bench, line } = await plugIn(model, onTestFinished)
  wrong({ silent: true })
  said(model, 'silence was stated', await until(bench, 'silent', LOST_MS * PATIENCE))
  expect(line.trouble).toMatchObject({ code: 'quiet', fields: { path: cable.path } })
  wrong({ silent: false })
  await until(bench, 'alive')
})

it.concurrent.for(NAMES)(
  '%s: at another speed than its own port nothing of it is a reading',
  { timeout: 60_000 },
  async (model, { onTestFinished }) => {
    const { cable, sent, wrong, bench, line, readings } = await plugIn(model, onTestFinished)
    const heard = (await cable.speed()) ?? 0
    expect(heard).toBe(registry[model]?.driver(registry[model]?.example).baudRate)
    const before = sent()
    wrong({ speeds: { sent: heard === 9600 ? 19_200 : 9600, heard } })
    await until(bench, 'silent', LOST_MS * PATIENCE)
    // On a busy machine many frames may have been under way; none of those that came after them is read.
    expect(readings()).toBeLessThanOrEqual(before)
    said(model, `wrong speed: ${line.faults} faults, ${line.trouble?.code}, counted`, 0)
    wrong({ speeds: null })
    await until(bench, 'alive')
  },
)

it.concurrent.for(NAMES)(
  '%s: halves, pairs and garbage do no harm, and a bad checksum is counted',
  { timeout: 60_000 },
  async (model, { onTestFinished }) => {
    const { wrong, line, readings } = await plugIn(model, onTestFinished)
    wrong({ split: true })
    await more(readings)
    wrong({ split: false, together: 3 })
    await more(readings)
    wrong({ garbage: Uint8Array.of(0x59, 0xaa, 0x0a, 0xff, 0x0a, 0x13) })
    await more(readings)
    const faults = line.faults
    const checked = registry[model]?.checked
    wrong({ badChecksums: 3 })
    if (checked) await vi.waitFor(() => expect(line.faults).toBeGreaterThanOrEqual(faults + 3))
    await more(readings)
  },
)

it.concurrent.for(NAMES)(
  '%s: a flood of bytes is swallowed, and the device is heard behind it',
  { timeout: 60_000 },
  async (model, { onTestFinished }) => {
    const { cable, wrong, bench, line, readings } = await plugIn(model, onTestFinished)
    const random = seeded(11)
    const before = line.faults
    const read = readings()
    wrong({ silent: true })
    // Two megabytes: three minutes of a line at 115200 baud.
    for (let chunk = 0; chunk < 32; chunk++) {
      cable.wire.write(Uint8Array.from({ length: 65_536 }, () => Math.floor(random() * 256)))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    if (registry[model]?.checked) expect(line.faults).toBeGreaterThan(before)
    wrong({ silent: false })
    await until(bench, 'alive')
    await more(readings)
    expect(readings()).toBeGreaterThan(read)
  },
)

it('a port that another program holds is named with the program, and opened when that lets go', async ({ onTestFinished }) => {
  const cable = await openPty('held')
  // A program that opens the port as a serial terminal does, and locks it.
  const holder = spawn('flock', ['-n', cable.path, 'sleep', '60'])
  onTestFinished(() => void holder.kill())
  await vi.waitFor(() => expect(existsSync(`/proc/${holder.pid}/fd/3`)).toBe(true))
  const line = openLine(heightHead(), async () => ({ path: cable.path, id: 'held' }), { clock })
  onTestFinished(async () => {
    await line.close()
    await cable.close()
  })
  const named = { program: expect.stringMatching(/^(flock|sleep)$/), pid: expect.any(Number) }
  const held = { code: 'held', fields: { path: cable.path, holders: expect.arrayContaining([named]) } }
  await vi.waitFor(() => expect(line.trouble).toEqual(held))
  expect(line.state).toBe('absent')
})
