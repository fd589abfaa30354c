import { afterEach, expect, test } from 'vitest'
import { digestOf } from '#protocol/canonical.ts'
import type { CheckView } from '#protocol/check.ts'
import { refuse } from '#protocol/refusal.ts'
import { hashOf, idOf } from '../test/made-up/ids.ts'
import { me } from '../test/screens/made-up/account.ts'
import { halfway } from '../test/screens/made-up/check.ts'
import { queue, shift } from '../test/screens/made-up/queue.ts'
import { drawnUp, report } from '../test/screens/made-up/report.ts'
import type { StaffLink } from './desk.ts'
import { startWork, type Work } from './work.ts'

/** A line to a server that answers from a table and remembers what it was asked. */
const lineTo = (answers: Record<string, unknown>) => {
  const asked: { name: string; request: unknown }[] = []
  const listeners = new Map<string, (value: never) => void>()
  const watchers = new Set<Parameters<StaffLink['watch']>[0]>()
  let state: 'connecting' | 'connected' = 'connected'
  const link: StaffLink = {
    ask(name, request) {
      asked.push({ name, request })
      const answer = answers[name]
      return Promise.resolve(typeof answer === 'function' ? answer(request) : (answer ?? refuse('not-found')))
    },
    on(name, take) {
      listeners.set(name, take)
      return () => void listeners.delete(name)
    },
    watch(take) {
      watchers.add(take)
      take(state, null)
      return () => void watchers.delete(take)
    },
    close() {},
  }
  const become = (now: typeof state) => {
    state = now
    for (const take of watchers) take(state, null)
  }
  const cut = () => become('connecting')
  const back = () => become('connected')
  return { link, asked, cut, back, push: (name: string, value: unknown) => listeners.get(name)?.(value as never) }
}

let work: Work | null = null
afterEach(() => work?.close())

const claimedWith = async (check: CheckView, answers: Record<string, unknown> = {}) => {
  const line = lineTo({
    'check:claim': check,
    'check:watch': { check },
    'check:signing': { options: null, password: true, seconds: 0, inWriting: false },
    ...answers,
  })
  work = startWork(me, line.link)
  line.push('queue:view', queue)
  const [, entry] = queue.entries
  if (!entry) throw new Error('the made-up queue is empty')
  await work.claim({ ...entry, check: check.id, version: check.version })
  return { ...line, work }
}

test('the digest that the doctor signs is the one of the draft on the screen', async () => {
  const check = await drawnUp()
  const { work, asked } = await claimedWith(check, { 'check:conclude': { ...check, phase: 'concluded', draft: null } })
  await expect.poll(() => work.desk.value.shown?.digest).toBe(await digestOf(report))
  await work.signByPassword('made-up password')
  expect(asked.find(({ name }) => name === 'check:conclude')?.request).toMatchObject({
    digest: check.drawnUp?.digest,
    version: check.version,
  })
})

test('nothing is signed when the report on the screen is not the registered one', async () => {
  const check = await drawnUp()
  const altered = { ...check, draft: { ...report, applicant: { ...report.applicant, name: '李四' } } }
  const { work, asked } = await claimedWith(altered)
  await expect.poll(() => work.desk.value.shown).not.toBeNull()
  await work.signByPassword('made-up password')
  await work.signByPasskey()
  expect(work.desk.value.notice).toEqual({ told: 'refused', refusal: refuse('digest-differs') })
  expect(asked.some(({ name }) => name === 'check:conclude')).toBe(false)
})

test('a passkey is not asked to sign a challenge that is not the digest on the screen', async () => {
  const options = { challenge: 'AAAA', rpId: 'localhost', allowCredentials: [], userVerification: 'required', timeout: 60_000 }
  const { work, asked } = await claimedWith(await drawnUp(), {
    'check:signing': { options, password: false, seconds: 0, inWriting: false },
  })
  await expect.poll(() => work.desk.value.shown && work.desk.value.signing).not.toBeNull()
  await work.signByPasskey()
  expect(work.desk.value.notice).toEqual({ told: 'refused', refusal: refuse('digest-differs') })
  expect(asked.some(({ name }) => name === 'check:conclude')).toBe(false)
})

test('a stale command is told, the newest view is fetched, and the command is not sent again', async () => {
  const newest = { ...halfway, version: 25 }
  let check = halfway
  const { work, asked } = await claimedWith(halfway, {
    'check:note': () => {
      check = newest
      return refuse('stale', { version: 25 })
    },
    'check:watch': () => ({ check }),
  })
  expect(await work.note('made-up')).toBe(false)
  expect(work.desk.value.notice).toEqual({ told: 'stale' })
  expect(work.desk.value.check?.version).toBe(25)
  expect(asked.filter(({ name }) => name === 'check:note')).toHaveLength(1)
})

test('a command that found no line is sent again under the same id', async () => {
  let tries = 0
  const { work, asked } = await claimedWith(halfway, {
    'check:note': () => (++tries === 1 ? refuse('no-answer') : { ...halfway, version: 22 }),
  })
  expect(await work.note('made-up')).toBe(true)
  const notes = asked.filter(({ name }) => name === 'check:note').map(({ request }) => request)
  expect(notes).toHaveLength(2)
  expect(notes[0]).toEqual(notes[1])
  expect(work.desk.value.notice).toBeNull()
})

test('a driver whom another doctor got stays in the queue, and the console says who has him', async () => {
  const line = lineTo({ 'check:claim': refuse('claimed-by-other', { doctor: '周医生' }) })
  work = startWork(me, line.link)
  line.push('queue:view', queue)
  const [, entry] = queue.entries
  if (!entry) throw new Error('the made-up queue is empty')
  await work.claim(entry)
  expect(work.desk.value.check).toBeNull()
  expect(work.desk.value.notice).toEqual({ told: 'refused', refusal: refuse('claimed-by-other', { doctor: '周医生' }) })
})

test('a claimed driver is back on the desk after the page was loaded again', async () => {
  const [first, ...others] = queue.entries
  if (!first) throw new Error('the made-up queue is empty')
  const line = lineTo({ 'check:watch': { check: halfway } })
  work = startWork(me, line.link)
  line.push('queue:view', { ...queue, entries: [{ ...first, lease: halfway.lease }, ...others] })
  await expect.poll(() => work?.desk.value.check?.id).toBe(halfway.id)
})

test('a driver is kept as soon as the line is back, and not only at the next time for it', async () => {
  const check = { ...halfway, phase: 'underway' as const }
  const { asked, cut, back } = await claimedWith(check, { 'check:renew': check })
  const renewals = () => asked.filter(({ name }) => name === 'check:renew').map(({ request }) => request)
  cut()
  expect(renewals()).toEqual([])
  back()
  expect(renewals()).toEqual([{ check: check.id }])
})

test('a digest that is registered again is compared again', async () => {
  const check = await drawnUp()
  const { work, push } = await claimedWith(check)
  await expect.poll(() => work.desk.value.shown).not.toBeNull()
  push('check:view', {
    ...check,
    version: check.version + 1,
    drawnUp: { number: report.number, digest: hashOf('9'), at: report.drawnUpAt },
  })
  await expect.poll(() => work.desk.value.shown?.digest).toBe(await digestOf(report))
  await work.signByPassword('made-up password')
  expect(work.desk.value.notice).toEqual({ told: 'refused', refusal: refuse('digest-differs') })
})

test('a doctor who releases a driver, or says that nobody is there, reads that, and not that the driver was lost', async () => {
  const released = await claimedWith(halfway, { 'check:release': { ...halfway, version: halfway.version + 1, lease: null } })
  await released.work.release()
  expect(released.work.desk.value).toMatchObject({ check: null, notice: { told: 'released' } })
  released.work.close()
  const parked = await claimedWith(halfway, { 'check:release': { ...halfway, version: halfway.version + 1, phase: 'parked', lease: null } })
  await parked.work.release()
  expect(parked.work.desk.value).toMatchObject({ check: null, notice: { told: 'parked' } })
})

test('what is only read is asked for when the line is back: neither the shift nor a history shows a line that was cut', async () => {
  const line = lineTo({ 'shift:see': shift, 'check:history': { reports: [], more: false } })
  work = startWork(me, line.link)
  line.cut()
  const read = Promise.all([work.shift(), work.history(idOf(1))])
  await Promise.resolve()
  expect(line.asked.map(({ name }) => name)).not.toContain('shift:see')
  line.back()
  expect(await read).toEqual([shift, { reports: [], more: false }])
})
