import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signedReport } from '../../../test/signed.ts'
import { openWorld, until, type World } from '../../../test/world.ts'
import type { Deps } from '../../deps.ts'
import type { Delivered } from '../../handover/carrier.ts'
import { CLAIM_MS, claimNext, claimNextTo, holding } from './claims.ts'
import { openDelivering } from './delivering.ts'
import { drawPapers } from './reporting.ts'
import { resumeDurations } from './resuming.ts'

// Two servers on one database share what is to be done: nobody tells them of each other.

vi.setConfig({ testTimeout: 60_000 })

const NEVER = 24 * 3_600_000
const CASE = { destination: 'case', rows: [], hurried: false }
const told = () => {}

let world: World
/** What was sealed and handed over, and by which server. */
let sealed: string[]
let delivered: { server: string; number: string }[]
/** The case answers when this does. */
let answers: Promise<Delivered>
beforeEach(async () => {
  // Its own loops look once at the start, and nobody rings them.
  world = await openWorld({ pace: { papers: NEVER, deliveries: NEVER } })
  world.deps.announce = () => {}
  sealed = []
  delivered = []
  answers = Promise.resolve({ receipt: 'R' })
})
afterEach(async () => {
  vi.useRealTimers()
  await world.close()
})

/** Another server on the same database. */
const beside = (server: string): Deps => ({
  ...world.deps,
  server,
  seal: (drawn) => {
    sealed.push(server)
    return world.deps.seal(drawn)
  },
  destinations: world.deps.destinations.map((one) => ({
    ...one,
    carrier: {
      ...one.carrier,
      deliver(_, { number }) {
        delivered.push({ server, number })
        return answers
      },
    },
  })),
})
const relayOf = (deps: Deps) => openDelivering(deps, { told })
const signed = async (count: number): Promise<string[]> => {
  const numbers: string[] = []
  const doctor = await world.person('dr', 'doctor')
  for (let at = 0; at < count; at++) numbers.push((await signedReport(world, doctor, { serial: 700 + at })).number)
  return numbers
}
const phases = async () => (await world.deps.db.selectFrom('checks').select('phase').execute()).map(({ phase }) => phase)
const numbersOf = (rows: typeof delivered) => rows.map(({ number }) => number).toSorted()

test('each paper is drawn and each report handed over by one of two servers, in their order', async () => {
  const numbers = await signed(5)
  const [one, other] = [beside('one'), beside('other')]
  await Promise.all([drawPapers(one, told), drawPapers(other, told)])
  expect(new Set(await phases())).toEqual(new Set(['reported']))
  expect(sealed).toHaveLength(5)
  expect(new Set(sealed)).toEqual(new Set(['one', 'other']))
  const answer = Promise.withResolvers<Delivered>()
  answers = answer.promise
  const relays = [relayOf(one), relayOf(other)] as const
  await Promise.all(relays.map((relay) => relay.turn()))
  await until(() => delivered.length === 5)
  // Whoever looks once more meanwhile finds nothing.
  await Promise.all(relays.map((relay) => relay.turn()))
  answer.resolve({ receipt: 'R' })
  await Promise.all(relays.map((relay) => relay.close()))
  expect(numbersOf(delivered)).toEqual(numbers.toSorted())
  expect(new Set(await phases())).toEqual(new Set(['handed-over']))
})

test('what a killed server was at is taken over by another once its claims have run out, and not before', async () => {
  const [number] = await signed(1)
  const [killed, other] = [beside('killed'), beside('other')]
  expect(await claimNext(killed, 'draw', [])).toMatchObject({ number })
  world.step(CLAIM_MS - 1)
  await drawPapers(other, told)
  expect(sealed).toEqual([])
  world.step(1)
  await drawPapers(other, told)
  expect(sealed).toEqual(['other'])

  expect(await claimNextTo(killed, CASE)).toMatchObject({ number })
  const relay = relayOf(other)
  await relay.turn()
  expect(delivered).toEqual([])
  world.step(CLAIM_MS)
  await relay.turn()
  await relay.close()
  expect(delivered).toEqual([{ server: 'other', number }])
})

test('a server that starts again goes on at once with what it was at, and leaves to others what is theirs', async () => {
  const numbers = await signed(2)
  const [one, other] = [beside('one'), beside('other')]
  expect(await claimNext(one, 'draw', [])).toMatchObject({ number: numbers[0] })
  expect(await claimNext(other, 'draw', [])).toMatchObject({ number: numbers[1] })
  await resumeDurations(one)
  expect(await claimNext(one, 'draw', [])).toMatchObject({ number: numbers[0] })
  expect(await claimNext(one, 'draw', [])).toBeNull()
})

test('a claim that a clock which went before had reckoned holds no longer than a new one', async () => {
  const numbers = await signed(1)
  const ahead = { ...beside('ahead'), steady: () => new Date(world.deps.steady().getTime() + 3_600_000) }
  expect(await claimNext(ahead, 'draw', [])).toMatchObject({ number: numbers[0] })
  await resumeDurations(beside('other'))
  world.step(CLAIM_MS)
  expect(await claimNext(beside('other'), 'draw', [])).toMatchObject({ number: numbers[0] })
})

test('a claim holds for as long as its work takes, and not a moment longer', async () => {
  const [number] = await signed(1)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const [one, other] = [beside('one'), beside('other')]
  const row = await claimNext(one, 'draw', [])
  if (!row) throw new Error('nothing is due')
  const end = async () => (await world.deps.db.selectFrom('outbox').select('claimed_until').executeTakeFirstOrThrow()).claimed_until
  const work = Promise.withResolvers<void>()
  const held = holding(one, row, () => work.promise)
  for (let round = 0; round < 5; round++) {
    const before = await end()
    world.step(CLAIM_MS / 2)
    await vi.advanceTimersByTimeAsync(CLAIM_MS / 2)
    await until(async () => (await end()) !== before)
  }
  expect(await claimNext(other, 'draw', [])).toBeNull()
  work.resolve()
  await held
  expect(await claimNext(other, 'draw', [])).toMatchObject({ number })
})

test('a server that has lost its claim puts nothing off that is another’s by then', async () => {
  const [number] = await signed(1)
  const [slow, other] = [beside('slow'), beside('other')]
  const [begun, failing] = [Promise.withResolvers<void>(), Promise.withResolvers<Uint8Array>()]
  const seal = () => {
    begun.resolve()
    return failing.promise
  }
  const drawing = drawPapers({ ...slow, seal, log: { ...slow.log, error: () => {} } }, told)
  await begun.promise
  world.step(CLAIM_MS)
  expect(await claimNext(other, 'draw', [])).toMatchObject({ number })
  failing.reject(new Error('late'))
  await drawing
  const row = await world.deps.db.selectFrom('outbox').select(['claimed_by', 'tries', 'fault']).executeTakeFirstOrThrow()
  expect(row).toEqual({ claimed_by: 'other', tries: 0, fault: null })
})
