import { afterEach, expect, it, vi } from 'vitest'
import type { Card } from '#protocol/reading.ts'
import { forceBoard } from '../families/force/driver.ts'
import { simulateForce } from '../families/force/simulator.ts'
import { heightHead } from '../families/height/driver.ts'
import { simulateHeight } from '../families/height/simulator.ts'
import { cardFrame, FIND } from '../families/identity-card/codec.ts'
import { drawnFaceBlock } from '../families/identity-card/drawn-face.ts'
import { identityCard } from '../families/identity-card/driver.ts'
import { simulateReader } from '../families/identity-card/simulator.ts'
import { keypad } from '../families/keypad/driver.ts'
import { simulateKeypad } from '../families/keypad/simulator.ts'
import { openPty } from '../simulate/pty.ts'
import type { Driver, Line, LineState } from './driver.ts'
import { openLine } from './port.ts'
import type { Conditions, Simulator } from './simulator.ts'

/** Real terminals, real serial ports; only the devices are simulated. */
const clock = () => performance.now()
const card: Card = {
  kind: 'resident',
  name: '𠮷野家',
  sex: 'female',
  nation: '01',
  birth: '1880-01-01',
  address: '某市某路1号',
  number: '34052419800101001X',
  authority: '某市公安局',
  validFrom: '2020-01-01',
  validTo: null,
}
const photoBlock = drawnFaceBlock(card)
const at = (path: string) => async () => ({ path, id: path })
const cleared: (() => unknown)[] = []
afterEach(async () => {
  for (const clear of cleared.splice(0).reverse()) await clear()
})

async function booth<R, Hands>(driver: Driver<R>, simulate: (conditions: Conditions) => Simulator<Hands>) {
  const pty = await openPty(driver.kind)
  const simulator = simulate({ wire: pty.wire, random: seeded(7), clock, pace: 4 })
  const line = openLine(driver, at(pty.path), { clock })
  const readings: R[] = []
  const states: LineState[] = []
  line.onReading((reading) => readings.push(reading))
  line.onState((state) => states.push(state))
  cleared.push(pty.close, simulator.stop, line.close)
  return { pty, simulator, line, readings, states }
}

const becomes = (line: Line<unknown>, state: LineState) => vi.waitFor(() => expect(line.state).toBe(state))
const soon = (assertion: () => void) => vi.waitFor(assertion)

it('a card that is laid on is read, once, and taken away', async () => {
  const { simulator, line, readings } = await booth(identityCard, (conditions) => simulateReader({ ...conditions, oneShot: false }))
  await becomes(line, 'alive')
  simulator.lay(card, photoBlock)
  await soon(() => expect(readings).toEqual([{ event: 'card', card, photoBlock }]))
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(readings.length).toBe(1)
  simulator.takeAway()
  await soon(() => expect(readings.slice(1)).toEqual([{ event: 'gone' }]))
  simulator.lay(card, photoBlock)
  await soon(() => expect(readings[2]).toEqual({ event: 'card', card, photoBlock }))
})

it.each([
  ['comes in single bytes', { split: true }],
  ['comes behind garbage', { garbage: Uint8Array.of(0xaa, 0xaa, 0x96, 0x00, 0x13) }],
  ['has a wrong checksum once', { badChecksums: 1 }],
])('a card is read from a reader whose answer %s', async (_, wrong) => {
  const { simulator, line, readings } = await booth(identityCard, simulateReader)
  await becomes(line, 'alive')
  simulator.wrong(wrong)
  simulator.lay(card, photoBlock)
  await soon(() => expect(readings[0]).toEqual({ event: 'card', card, photoBlock }))
})

it('a card that fails to be selected and to be read once is read at the third try', async () => {
  const { simulator, line, readings } = await booth(identityCard, simulateReader)
  simulator.fail('select')
  simulator.fail('read')
  simulator.lay(card, photoBlock)
  await soon(() => expect(readings[0]).toEqual({ event: 'card', card, photoBlock }))
  expect(line.faults).toBe(2)
})

it.each([
  [0x60, 'self-test-failed'],
  [0x66, 'not-authorised'],
  [0x21, 'command-unknown'],
])('a reader that answers every search with fault %i is not alive, and is named so, until it searches', async (code, fault) => {
  let sw3: number = code
  const answering = ({ wire }: Conditions): Simulator<object> => ({
    wrong: () => {},
    stop: wire.onBytes((bytes) => Buffer.from(FIND).equals(bytes) && wire.write(cardFrame([0, 0, sw3]))),
  })
  const { pty, line, states } = await booth(identityCard, answering)
  await becomes(line, 'silent')
  expect(line.trouble).toEqual({ code: 'unable', fields: { path: pty.path, model: 'SDT', fault } })
  expect(line.faults).toBeGreaterThan(3)
  expect(states).toEqual(['silent'])
  sw3 = 0x80
  await becomes(line, 'alive')
  expect(line.trouble).toBeNull()
  sw3 = code
  await becomes(line, 'silent')
})

it('a device that is unplugged is absent, and alive and reading when it is put back', async () => {
  const { pty, line, readings, states } = await booth(heightHead(), simulateHeight)
  await becomes(line, 'alive')
  await pty.unplug()
  await becomes(line, 'absent')
  expect(line.trouble?.code).toMatch(/^(unplugged|not-there)$/)
  expect(await line.send(Uint8Array.of(0))).toBe(false)
  const before = readings.length
  await pty.plug()
  await becomes(line, 'alive')
  await soon(() => expect(readings.length).toBeGreaterThan(before + 3))
  expect(line.trouble).toBeNull()
  expect(states).toEqual(['alive', 'absent', 'alive'])
})

it('a port that hangs up each time it is opened, before its device has said anything, is tried less and less often', async () => {
  const pty = await openPty('height')
  /** When it was tried, ms. */
  const tries: number[] = []
  const find = async () => {
    tries.push(performance.now())
    await pty.plug()
    setTimeout(() => void pty.unplug(), 20)
    return { path: pty.path, id: 'flapping' }
  }
  const line = openLine(heightHead(), find, { clock })
  cleared.push(pty.close, line.close)
  await soon(() => expect(tries.length).toBeGreaterThan(5))
  // After 0.1, 0.2, 0.4, 0.8 s and then each second; a busy machine only makes it longer. A timer may ring a millisecond early.
  const [first = Number.NaN, ...others] = tries
  for (const [at, after] of [100, 300, 700, 1500, 2500].entries()) expect(others[at]).toBeGreaterThanOrEqual(first + after - 10)
})

it('a device that is switched on after the booth is found', async () => {
  const pty = await openPty('height')
  await pty.unplug()
  const line = openLine(heightHead(), at(pty.path), { clock })
  cleared.push(pty.close, line.close)
  await soon(() => expect(line.trouble).toEqual({ code: 'not-there', fields: { path: pty.path } }))
  await pty.plug()
  const simulator = simulateHeight({ wire: pty.wire, random: seeded(1), clock, pace: 4 })
  cleared.push(simulator.stop)
  await becomes(line, 'alive')
})

it('the log has what is wrong once as a code with its fields, and as a sentence', async () => {
  const pty = await openPty('height')
  await pty.unplug()
  const warned: [object, string][] = []
  const log = { info() {}, warn: (...line: [object, string]) => void warned.push(line) }
  const line = openLine(heightHead(), at(pty.path), { clock, log })
  cleared.push(pty.close, line.close)
  await soon(() => expect(warned).toHaveLength(1))
  // Tried again and again from now on.
  await new Promise((resolve) => setTimeout(resolve, 500))
  const trouble = { code: 'not-there', fields: { path: pty.path } }
  expect(warned).toEqual([[{ device: 'height', trouble }, `There is no device at ${pty.path}. Check its cable and its power.`]])
})

it('a device that stops speaking is silent though its port is open, and alive when it speaks again', async () => {
  const { simulator, line } = await booth(heightHead(), simulateHeight)
  await becomes(line, 'alive')
  simulator.wrong({ silent: true })
  await becomes(line, 'silent')
  simulator.wrong({ silent: false })
  await becomes(line, 'alive')
})

it('a device that sends only broken frames is not alive, and none is a reading', async () => {
  const { pty, simulator, line, readings } = await booth(heightHead(), simulateHeight)
  await becomes(line, 'alive')
  simulator.wrong({ badChecksums: 1000 })
  const before = readings.length
  await becomes(line, 'silent')
  expect(readings.length).toBeLessThanOrEqual(before + 1)
  expect(line.faults).toBeGreaterThan(3)
  const { name: model, baudRate: baud } = heightHead()
  expect(line.trouble).toEqual({ code: 'unreadable', fields: { path: pty.path, model, baud } })
})

it('a port that is opened again because its device stays silent goes on saying why, and its log says it once', async () => {
  const pty = await openPty('height')
  const warned: object[] = []
  const log = { info() {}, warn: (line: object) => void warned.push(line) }
  let ahead = 0
  const opened: number[] = []
  const find = async () => (opened.push(clock()), at(pty.path)())
  const line = openLine(heightHead(), find, { clock: () => clock() + ahead, log })
  cleared.push(pty.close, line.close)
  await becomes(line, 'silent')
  const trouble = { code: 'quiet', fields: { path: pty.path } }
  ahead = 15_000
  await soon(() => expect(opened).toHaveLength(2))
  // Until it is silent for long again, and is said to be.
  for (const end = clock() + 2500; clock() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([line.state, line.trouble]).toEqual(['silent', trouble])
  }
  expect(warned).toEqual([{ device: 'height', trouble }])
})

it('what was said before the line was opened is not taken for news', async () => {
  const pty = await openPty('keypad')
  const simulator = simulateKeypad({ wire: pty.wire, random: seeded(1), clock, pace: 4 })
  for (let times = 0; times < 2000; times++) simulator.press('ok')
  const line = openLine(keypad, at(pty.path), { clock })
  const keys: string[] = []
  line.onReading(({ key }) => keys.push(key))
  cleared.push(pty.close, simulator.stop, line.close)
  await becomes(line, 'alive')
  simulator.press('3', true)
  await soon(() => expect(keys).toContain('3'))
  expect(keys).toEqual(['3'])
})

it('what waits for the beat when somebody begins to listen is not for them, what comes after it is', async () => {
  const pty = await openPty('height')
  // The clock stands on a beat: the next one is always a whole beat away.
  let now = 1000
  const line = openLine(heightHead('mm'), at(pty.path), { clock: () => now })
  cleared.push(pty.close, line.close)
  await soon(() => expect(line.port).not.toBeNull())
  now += 200
  /** A frame of the A02YYUW: FF, distance in two bytes, sum. */
  const say = (mm: number) => pty.wire.write(Uint8Array.of(0xff, mm >> 8, mm & 0xff, (0xff + (mm >> 8) + (mm & 0xff)) & 0xff))
  say(600)
  await soon(() => expect(line.frames).toBe(1))
  /** Begins to listen when bytes are there that nobody has read, and gives what is said from then on. */
  const listen = async (): Promise<number[]> => {
    const before = line.frames
    say(700)
    await new Promise((arrived) => setTimeout(arrived, 20))
    // On a busy machine they may come later, or the beat before us.
    if (line.frames === before) {
      const readings: number[] = []
      const stop = line.onReading(({ mm }) => readings.push(mm))
      if (line.frames > before) return readings
      stop()
      await soon(() => expect(line.frames).toBeGreaterThan(before))
    }
    return listen()
  }
  const readings = await listen()
  expect(readings).toEqual([])
  say(800)
  await soon(() => expect(readings).toEqual([800]))
})

it('a second line on one port says that the port is held, and gets it when the first is closed', async () => {
  const { pty, line } = await booth(heightHead(), simulateHeight)
  await becomes(line, 'alive')
  const second = openLine(heightHead(), at(pty.path), { clock })
  cleared.push(second.close)
  await soon(() => expect(second.trouble).toEqual({ code: 'held-here', fields: { path: pty.path } }))
  expect([second.state, line.state]).toEqual(['absent', 'alive'])
  await line.close()
  await becomes(second, 'alive')
})

it('somebody who steps under the height head shortens the distance by his height', async () => {
  const { simulator, readings } = await booth(heightHead(), simulateHeight)
  await soon(() => expect(readings.length).toBeGreaterThan(5))
  expect(readings.every(({ mm }) => Math.abs(mm - 2300) <= 2)).toBe(true)
  simulator.stand(1750)
  await soon(() => expect(Math.abs((readings.at(-1)?.mm ?? 0) - 550)).toBeLessThanOrEqual(2))
  simulator.wrong({ stuck: true, together: 2 })
  const before = readings.length
  await soon(() => expect(readings.length).toBeGreaterThan(before + 4))
  expect(new Set(readings.slice(-3).map(({ mm }) => mm)).size).toBe(1)
})

it('a pedal that is pressed shows the force, the other none; a stuck cell gives no readings', async () => {
  const { simulator, line, readings } = await booth(forceBoard, simulateForce)
  const last = (cell: string) => readings.findLast((reading) => reading.cell === cell)?.millinewtons ?? Number.NaN
  await becomes(line, 'alive')
  simulator.press('pedal-right', 250_000)
  await soon(() => expect(Math.abs(last('pedal-right') - 250_000)).toBeLessThan(500))
  await soon(() => expect(Math.abs(last('pedal-left'))).toBeLessThan(500))
  simulator.wrong({ stuck: true })
  const faults = line.faults
  await soon(() => expect(line.faults).toBe(faults + 2))
  const before = readings.length
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect([readings.length - before, line.state]).toEqual([0, 'alive'])
})

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The whole computer, as far as this program can see. */
const standStill = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

it.each([
  ['that is asked', identityCard, simulateReader],
  ['that is asked once it has been quiet', keypad, simulateKeypad],
  ['that speaks by itself', heightHead(), simulateHeight],
] as const)('a device %s is not taken for silent because the computer stood still', async (_, driver: Driver<unknown>, simulate) => {
  const { line, states } = await booth(driver, (conditions) => simulate({ ...conditions, floorMm: 2300 }))
  await becomes(line, 'alive')
  standStill(driver.silentAfterMs * 1.2)
  const { frames } = line
  await soon(() => expect(line.frames).toBeGreaterThan(frames + 1))
  expect(states).toEqual(['alive'])
})

it('a reader that has answered while the computer stood still is known to see its card, and when it is taken away', async () => {
  const { simulator, line, readings } = await booth(identityCard, simulateReader)
  await becomes(line, 'alive')
  simulator.lay(card, photoBlock)
  await new Promise<void>((read) => line.onReading(({ event }) => event === 'card' && read()))
  standStill(2500)
  const stop = line.onFrame(() => {
    simulator.takeAway()
    stop()
  })
  await soon(() => expect(readings.slice(1)).toEqual([{ event: 'gone' }]))
})
