import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Reading } from '#protocol/reading.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { openSpool, WAITS } from './spool.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'roadfit-spool-'))
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const reading = (n: number): Reading => ({
  id: id(n),
  check: id(900),
  station: 'colour',
  attempt: id(100 + n),
  seed: '0'.repeat(32),
  setup: { procedure: 'colour', form: 'digits' },
  calibrations: [],
  trials: [],
  devices: [{ id: 'screen', kind: 'screen', model: 'screen', quality: { frames: 0, faults: 0, longestGapMs: 0 } }],
  monotonic: 1,
  at: '2026-11-25T08:00:00.000Z',
  sequence: n,
  signature: 'abc',
})
const acknowledge = async ({ id }: Reading) => ({ acknowledged: id })

test('a journal torn by a power cut goes on behind its last whole line', () => {
  const data = folder()
  const before = openSpool(data)
  before.journal('a', { trial: 1 })
  before.journal('a', { trial: 2 })
  appendFileSync(join(data, 'journal', 'a.jsonl'), '{"trial":3,"ans')
  const after = openSpool(data)
  expect(after.trials('a')).toEqual([{ trial: 1 }, { trial: 2 }])
  after.journal('a', { trial: 3 })
  expect(openSpool(data).trials('a')).toEqual([{ trial: 1 }, { trial: 2 }, { trial: 3 }])
})

test('a line that is broken in the middle ends the journal there', () => {
  const data = folder()
  const spool = openSpool(data)
  spool.journal('a', { trial: 1 })
  appendFileSync(join(data, 'journal', 'a.jsonl'), '\u0000\u0000\n{"trial":3}\n')
  expect(spool.trials('a')).toEqual([{ trial: 1 }])
})

test('readings go in the order of their numbers, one in flight, and are forgotten when acknowledged', async () => {
  const data = folder()
  const spool = openSpool(data)
  for (const n of [3, 1, 2]) spool.keep(reading(n))
  const sent: number[] = []
  let flying = 0
  const send = async (one: Reading) => {
    expect(++flying).toBe(1)
    await new Promise((later) => setTimeout(later, 5))
    flying--
    sent.push(one.sequence)
    return { acknowledged: one.id }
  }
  await Promise.all([spool.deliver(send), spool.deliver(send)])
  expect(sent).toEqual([1, 2, 3])
  expect(spool.waiting()).toBe(0)
  expect(openSpool(data).waiting()).toBe(0)
})

test('after a lost acknowledgement the same bytes go again, also after a restart', async () => {
  const data = folder()
  const spool = openSpool(data)
  spool.keep(reading(1))
  const seen: string[] = []
  await spool.deliver(async (one) => (seen.push(JSON.stringify(one)), refuse('no-answer')))
  expect(spool.waiting()).toBe(1)
  await openSpool(data).deliver(async (one) => (seen.push(JSON.stringify(one)), acknowledge(one)))
  expect(seen).toEqual([JSON.stringify(reading(1)), JSON.stringify(reading(1))])
})

test('a reading refused for good is moved aside with its refusal and blocks no other', async () => {
  const data = folder()
  const spool = openSpool(data)
  spool.keep(reading(1))
  spool.keep(reading(2))
  const send = async (one: Reading): Promise<{ acknowledged: string } | Refusal> =>
    one.sequence === 1 ? refuse('attempt-unknown') : acknowledge(one)
  expect(await spool.deliver(send)).toEqual([{ reading: reading(1), refusal: refuse('attempt-unknown') }])
  expect(spool.waiting()).toBe(0)
  const [aside] = readdirSync(join(data, 'refused'))
  expect(JSON.parse(readFileSync(join(data, 'refused', aside ?? ''), 'utf8'))).toEqual({
    refusal: refuse('attempt-unknown'),
    reading: reading(1),
  })
})

test('a refused reading that can’t be moved aside goes on waiting', async () => {
  const data = folder()
  const spool = openSpool(data)
  spool.keep(reading(1))
  rmSync(join(data, 'refused'), { recursive: true })
  writeFileSync(join(data, 'refused'), '')
  expect(await spool.deliver(async () => refuse('attempt-closed'))).toEqual([])
  expect(spool.waiting()).toBe(1)
  rmSync(join(data, 'refused'))
  expect(await spool.deliver(async () => refuse('attempt-closed'))).toMatchObject([{ reading: { sequence: 1 } }])
  expect(spool.waiting()).toBe(0)
})

test('what was acknowledged waits no more, though it can’t be removed from the disk', async () => {
  const data = folder()
  const spool = openSpool(data)
  spool.keep(reading(1))
  const file = join(data, 'waiting', `${id(1)}.json`)
  rmSync(file)
  mkdirSync(file)
  expect(await spool.deliver(acknowledge)).toEqual([])
  expect(spool.waiting()).toBe(0)
})

test('a reading of an older version is set aside as it stands, counted at each start, and blocks no other', async () => {
  const data = folder()
  openSpool(data).keep(reading(2))
  // Readings named their devices by their kinds alone once.
  const older = JSON.stringify({ ...reading(1), devices: ['screen'] })
  writeFileSync(join(data, 'waiting', `${id(1)}.json`), older)
  writeFileSync(join(data, 'waiting', `${id(3)}.json`), '{"id":')
  const said: [object, string][] = []
  const open = () => openSpool(data, { warn: (fields, line) => said.push([fields, line]) })
  const spool = open()
  expect(spool.waiting()).toBe(1)
  expect(spool.holds(id(101))).toBe(false)
  const sent: number[] = []
  await spool.deliver(async (one) => (sent.push(one.sequence), acknowledge(one)))
  expect(sent).toEqual([2])
  expect(readFileSync(join(data, 'unknown', `${id(1)}.json`), 'utf8')).toBe(older)
  expect(readdirSync(join(data, 'waiting'))).toEqual([])
  open()
  const told = [{ readings: 2, folder: join(data, 'unknown') }, 'readings that this program does not know lie aside and are not sent']
  expect(said).toEqual([told, told])
  openSpool(folder(), { warn: () => expect.fail('nothing lies aside') })
})

test('an attempt whose reading waits is known to be over, and its journal is gone', () => {
  const data = folder()
  const spool = openSpool(data)
  spool.journal(id(101), { trial: 1 })
  spool.keep(reading(1))
  expect(openSpool(data).holds(id(101))).toBe(true)
  expect(openSpool(data).holds(id(102))).toBe(false)
  expect(spool.trials(id(101))).toEqual([])
})

test('a spool without its folder says that it cannot keep anything', async () => {
  const data = folder()
  const spool = openSpool(data)
  expect(spool.ready()).toBeNull()
  const { rmSync } = await import('node:fs')
  rmSync(data, { recursive: true })
  writeFileSync(data, 'a file where the folder was')
  expect(spool.ready()).toEqual(refuse('spool-failed'))
})

/** What a server says to the first reading for ever; all others it takes. */
const stubborn = (refusal: Refusal, taken: number[]) => async (one: Reading) => {
  if (one.id === id(1)) return refusal
  taken.push(one.sequence)
  return { acknowledged: one.id }
}

test.each(WAITS.filter((code) => code !== 'not-connected'))(
  'a reading refused for ever with %s lets those behind it pass after a few tries, and lies aside in the end, with its refusal',
  async (code) => {
    const data = folder()
    const spool = openSpool(data)
    spool.keep(reading(1))
    spool.keep(reading(2))
    const taken: number[] = []
    const aside: number[] = []
    let behind = 2
    for (let turn = 0; turn < 40 && aside.length === 0; turn++) {
      for (const { reading } of await spool.deliver(stubborn(refuse(code), taken))) aside.push(reading.sequence)
      // Another is measured now and then.
      if (!spool.holdsUp() && aside.length === 0) spool.keep(reading(++behind))
    }
    await spool.deliver(stubborn(refuse(code), taken))
    expect(taken).toEqual(Array.from({ length: behind - 1 }, (_, at) => at + 2))
    expect([aside, spool.waiting()]).toEqual([[1], 0])
    expect(spool.aside()).toEqual([{ reading: reading(1), refusal: refuse(code) }])
    // Whatever stood against it then may be fixed: a new start tries it again.
    const next = openSpool(data)
    expect(next.waiting()).toBe(1)
    await next.deliver(acknowledge)
    expect([next.waiting(), openSpool(data).waiting(), openSpool(data).aside()]).toEqual([0, 0, []])
  },
)

test.each(['clock-wrong', 'internal', 'no-answer'] as const)(
  'a single reading that is refused for ever with %s lies aside, too',
  async (code) => {
    const spool = openSpool(folder())
    spool.keep(reading(1))
    let turns = 0
    while (spool.waiting() > 0 && turns < 400) {
      await spool.deliver(async () => refuse(code))
      turns++
    }
    expect(spool.waiting()).toBe(0)
    // One clock is asked at once; a server that fails is given longer than it takes to be started again.
    expect(turns).toBe(code === 'clock-wrong' ? 5 : 300)
  },
)

test.each(['not-connected', 'records-busy', 'too-many-tries', 'not-signed-in', 'unknown-message'] as const)(
  'what says nothing of a reading moves none aside, however long it lasts: %s',
  async (code) => {
    const spool = openSpool(folder())
    for (const n of [1, 2, 3]) spool.keep(reading(n))
    for (let turn = 0; turn < 200; turn++) expect(await spool.deliver(async () => refuse(code))).toEqual([])
    expect(spool.waiting()).toBe(3)
    const sent: number[] = []
    await spool.deliver(async (one) => (sent.push(one.sequence), acknowledge(one)))
    expect(sent).toEqual([1, 2, 3])
  },
)

/** A reading of which one trial names this picture. */
const pictured = (n: number, digest: string): Reading => {
  const trial = {
    stimulus: { task: 'palms' as const },
    answer: { done: 'done' as const, force: null },
    shownAt: 1,
    answeredAt: 2,
    source: 'touch' as const,
    still: { camera: 'overview' as const, digest },
  }
  return { ...reading(n), station: 'upper-limbs', setup: { procedure: 'limbs', station: 'upper-limbs', tasks: ['palms'] }, trials: [trial] }
}
const JPEG = new Uint8Array([0xff, 0xd8, 7])
/** By `printf '\xff\xd8\x07' | sha256sum`. */
const DIGEST = '2df7ea3d5f5274742d4285d0d19ca5b019e7e358196e2e3857786c24ca430e5d'

test('pictures of a reading lie beside it over a new start, go with it, and are gone when it is acknowledged', async () => {
  const data = folder()
  const before = openSpool(data)
  expect(before.still(id(101), JPEG)).toBe(DIGEST)
  before.still(id(777), JPEG)
  before.keep(pictured(1, DIGEST))
  const after = openSpool(data)
  expect(after.stillsOf(pictured(1, DIGEST))).toEqual(['/9gH'])
  // The other attempt was given up meanwhile.
  after.forgetOthers(null)
  expect(readdirSync(join(data, 'stills'))).toEqual([`${id(101)}.${DIGEST}.jpg`])
  await after.deliver(acknowledge)
  expect(readdirSync(join(data, 'stills'))).toEqual([])
})

test('pictures of what is refused for good are thrown away, of what the next start tries again they are kept', async () => {
  const left = async (refusal: Refusal) => {
    const data = folder()
    const spool = openSpool(data)
    spool.still(id(101), JPEG)
    spool.keep(pictured(1, DIGEST))
    for (let tries = 0; tries < 10; tries++) await spool.deliver(async () => refusal)
    expect(spool.aside()).toHaveLength(1)
    openSpool(data).forgetOthers(null)
    return readdirSync(join(data, 'stills'))
  }
  expect(await left(refuse('attempt-closed'))).toEqual([])
  expect(await left(refuse('clock-wrong'))).toHaveLength(1)
})

test('an attempt that ended without a reading leaves no picture', () => {
  const data = folder()
  const spool = openSpool(data)
  spool.still(id(101), JPEG)
  spool.forget(id(101))
  expect(readdirSync(join(data, 'stills'))).toEqual([])
})
