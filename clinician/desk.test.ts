import { expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { hashOf, idOf } from '../test/made-up/ids.ts'
import { doctor, me, otherDoctor } from '../test/screens/made-up/account.ts'
import { halfway } from '../test/screens/made-up/check.ts'
import { offered, passedOn, queue } from '../test/screens/made-up/queue.ts'
import { complete, drawnUp, report } from '../test/screens/made-up/report.ts'
import {
  challengeOf,
  digestsAgree,
  emptyDesk,
  heldElsewhere,
  lackingToSign,
  nextInQueue,
  pageOf,
  withClaimed,
  withLive,
  withMoved,
  withOffers,
  withQueue,
  withRefusal,
  withView,
} from './desk.ts'

const claimed = withClaimed(emptyDesk(me), halfway)

test('a newer view takes the place of the old one, an older view or another check changes nothing', () => {
  expect(withView(claimed, { ...halfway, version: 22, missing: [] }).check?.missing).toEqual([])
  expect(withView(claimed, { ...halfway, version: 20 })).toBe(claimed)
  expect(withView(claimed, { ...halfway, id: idOf(999), version: 50 })).toBe(claimed)
})

test('a stale refusal is told as such and leaves the newest view on the desk', () => {
  const newer = withView(claimed, { ...halfway, version: 22 })
  const told = withRefusal(newer, refuse('stale', { version: 22 }))
  expect(told.notice).toEqual({ told: 'stale' })
  expect(told.check?.version).toBe(22)
})

test('a claim that another doctor won says who has the driver, and the queue stays', () => {
  const refusal = refuse('claimed-by-other', { doctor: otherDoctor.name })
  const told = withRefusal(withQueue(emptyDesk(me), queue), refusal)
  expect(told.notice).toEqual({ told: 'refused', refusal })
  expect(pageOf(told)).toBe('queue')
})

test('a lease that ran out clears the desk and says so; one that another took names the doctor', () => {
  const lost = withView(claimed, { ...halfway, version: 22, lease: null })
  expect([lost.check, lost.notice]).toEqual([null, { told: 'lease-lost' }])
  const taken = withView(claimed, { ...halfway, version: 23, lease: { doctor: otherDoctor, until: report.drawnUpAt } })
  expect(taken.notice).toEqual({ told: 'lease-taken', doctor: otherDoctor.name })
  expect(withView(claimed, { ...halfway, version: 24, phase: 'abandoned', lease: null }).notice).toEqual({ told: 'abandoned' })
})

test('the driver whom nobody has is next, and one whom I hold already is found after a reload', () => {
  const desk = withQueue(emptyDesk(me), queue)
  expect(nextInQueue(desk, new Date())?.name).toBe('𠮷野家')
  expect(heldElsewhere(desk)).toBeNull()
  const [first, ...others] = queue.entries
  if (!first) throw new Error('the made-up queue is empty')
  const mine = { ...first, lease: { doctor: { id: doctor.id, name: doctor.name }, until: report.drawnUpAt } }
  expect(heldElsewhere(withQueue(desk, { ...queue, entries: [mine, ...others] }))?.check).toBe(first.check)
})

test('whoever joins the queue is announced, and the first list announces nobody', () => {
  const opened = withQueue(emptyDesk(me), { ...queue, entries: queue.entries.slice(0, 3) })
  expect(opened.arrival).toBeNull()
  expect(withQueue(opened, queue).arrival).toBe(queue.entries[3]?.name)
})

test('the growing log of another check is not shown', () => {
  const live = { check: idOf(999), attempt: idOf(1), station: 'height' as const, trials: [] }
  expect(withLive(claimed, live).live).toBeNull()
  expect(withLive(claimed, { ...live, check: halfway.id }).live?.attempt).toBe(idOf(1))
})

test('the report may be signed when the digest of what is shown is the registered one, and not before or otherwise', async () => {
  const check = await drawnUp()
  const desk = { ...withClaimed(emptyDesk(me), check), reading: true }
  expect(pageOf(desk)).toBe('conclude')
  expect(digestsAgree(desk)).toBeNull()
  const digest = check.drawnUp?.digest ?? ''
  expect(digestsAgree({ ...desk, shown: { number: report.number, digest } })).toBe(true)
  expect(digestsAgree({ ...desk, shown: { number: report.number, digest: hashOf('0') } })).toBe(false)
})

test('a decision after drawing up voids the draft: back to the examination, with a word about it', async () => {
  const check = await drawnUp()
  const reading = { ...withClaimed(emptyDesk(me), check), reading: true }
  const after = withView(reading, { ...complete, version: 32 })
  expect([pageOf(after), after.notice, after.shown]).toEqual(['exam', { told: 'voided' }, null])
})

test('a doctor without handwriting or passkey cannot sign, and a demonstration asks for the handwriting alone', () => {
  const bare = { ...me, person: { ...doctor, passkeys: 0, signature: false } }
  expect(lackingToSign(bare)).toEqual(['signature', 'passkey'])
  expect(lackingToSign({ ...bare, demonstration: true })).toEqual(['signature'])
  expect(lackingToSign(me)).toEqual([])
})

test('the challenge of a report is its digest as base64url', () => {
  // SHA-256 of the empty text, and the same 32 bytes by `openssl dgst -sha256 -binary | basenc --base64url`.
  const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  expect(challengeOf(digest)).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU')
})

test('what moves in the queue goes to where its turn puts it, not behind those who came before it', () => {
  const [first, second, third, last] = queue.entries
  if (!first || !second || !third || !last) throw new Error('the made-up queue is shorter')
  const before = { ...queue, entries: [first, second, last] }
  // Who goes first by age came later than the driver before whom they stand.
  expect(third.since > second.since && third.since < last.since).toBe(true)
  const moved = withMoved(before, { rows: [{ ...third, turn: first.turn, check: idOf(99) }], gone: [last.check], concludedToday: 38 })
  expect(moved.entries.map(({ check }) => check)).toEqual([idOf(99), first.check, second.check])
})

test('an offer that is over while the driver is still one’s own wasn’t taken; one that ends with the driver says nothing more', () => {
  const mine = withClaimed(emptyDesk(me), { ...halfway, lease: { doctor: { id: doctor.id, name: doctor.name }, until: report.drawnUpAt } })
  const made = withOffers(mine, passedOn)
  expect(made.notice).toBeNull()
  expect(withOffers(made, { offered: null, rests: false, made: null }).notice).toEqual({ told: 'not-taken', doctor: otherDoctor.name })
  const gone = withView(made, { ...halfway, version: 30, lease: { doctor: otherDoctor, until: report.drawnUpAt } })
  expect(gone.notice).toEqual({ told: 'lease-taken', doctor: otherDoctor.name })
  expect(withOffers(gone, { offered: null, rests: false, made: null }).notice).toEqual({ told: 'lease-taken', doctor: otherDoctor.name })
  expect(withOffers(emptyDesk(me), offered).offers?.offered?.seconds).toBe(17)
})
