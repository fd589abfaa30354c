import { expect, test } from 'vitest'
import type { SentBackEntry } from '#protocol/sent-back.ts'
import { sentBack } from '../../test/screens/made-up/queue.ts'
import { withMoved, withOlder } from './sent-back-list.ts'

const [first, second, third] = sentBack.entries as [SentBackEntry, SentBackEntry, SentBackEntry]
const list = { entries: [first, second], more: true }

test('what moves takes the place of itself, and what is new comes where it belongs', () => {
  const accepted: SentBackEntry = { ...second, now: { number: 'RF20261121-000201', phase: 'accepted' } }
  expect(withMoved(list, [accepted])).toEqual({ entries: [first, accepted], more: true })
  const newest = { ...third, endedAt: '2099-01-01T00:00:00.000Z' }
  expect(withMoved(list, [newest]).entries).toEqual([newest, first, second])
  expect(withMoved({ entries: [], more: false }, [second, first]).entries).toEqual([first, second])
})

test('what is older than all that was fetched comes with its page alone, since others may lie between', () => {
  expect(withMoved(list, [third])).toEqual(list)
  expect(withMoved({ ...list, more: false }, [third])).toEqual({ entries: [first, second, third], more: false })
})

test('an older page follows behind, and nothing stands twice that moved while it was asked for', () => {
  expect(withOlder(list, { entries: [third], more: false })).toEqual({ entries: [first, second, third], more: false })
  expect(withOlder(list, { entries: [second, third], more: true })).toEqual({ entries: [first, second, third], more: true })
})
