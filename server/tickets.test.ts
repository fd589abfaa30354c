import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openTickets, type Seated } from './tickets.ts'

const DOCTOR: Seated = { side: 'doctor', id: 'lin', session: 'morning', check: 'first' }
const BOOTH: Seated = { side: 'booth', id: 'b1', check: 'first' }
const opened = () => {
  let now = Date.parse('2026-11-25T02:00:00Z')
  return { tickets: openTickets({ random: randomBytes, steady: () => new Date(now) }), step: (ms: number) => (now += ms) }
}

test('a ticket is good for a minute, once, and for what it was asked for', async () => {
  const { tickets, step } = opened()
  const one = await tickets.issue('line', DOCTOR)
  const other = await tickets.issue('agent', BOOTH)
  expect(one.length).toBeLessThanOrEqual(64)
  step(59_999)
  expect(await tickets.use(one)).toEqual(DOCTOR)
  expect(await tickets.use(one)).toBeNull()
  step(1)
  expect(await tickets.use(other)).toBeNull()
  expect(await tickets.use('made up')).toBeNull()
})

test('a line has one ticket: whoever asks again, however often, gives the one before back and takes nobody else’s', async () => {
  const { tickets } = opened()
  const others = await tickets.issue('agent', BOOTH)
  const all: string[] = []
  for (let round = 0; round < 1000; round++) all.push(await tickets.issue('line', DOCTOR))
  const good = []
  for (const one of all) good.push(await tickets.use(one))
  expect(good.filter((one) => one !== null)).toEqual([DOCTOR])
  expect(good.at(-1)).toEqual(DOCTOR)
  expect(await tickets.use(others)).toEqual(BOOTH)
})

test('a ticket ends with the line by which it was asked for, and with no other', async () => {
  const { tickets } = opened()
  const one = await tickets.issue('line', DOCTOR)
  const other = await tickets.issue('agent', BOOTH)
  await tickets.end('line')
  await tickets.end('one that never asked')
  expect(await tickets.use(one)).toBeNull()
  expect(await tickets.use(other)).toEqual(BOOTH)
})
