import { expect, test } from 'vitest'
import type { Check } from './check.ts'
import { precedenceOf, turnOf } from './turn.ts'

// 10 o'clock of 25 November 2026 in China.
const NOW = new Date('2026-11-25T02:00:00.000Z')
const TODAY = new Date('2026-11-24T16:00:00.000Z')
const YESTERDAY = '2026-11-24T15:59:59.999Z'
const THIS_MORNING = '2026-11-25T00:30:00.000Z'

type Earlier = Pick<Check, 'queuedAt' | 'phase' | 'report' | 'counter'>
const earlier = (part: Partial<Earlier>): Earlier => ({ queuedAt: null, phase: 'abandoned', report: null, counter: null, ...part })
const reported = (kind: 'fit' | 'refer' | 'unfit' | 'not-measured', concludedAt: string): Earlier['report'] => ({
  number: 'RF20261125-000001',
  code: 'AAAAAAAAAAAAAAAA',
  digest: 'a'.repeat(64),
  signedBy: 'passkey',
  doctor: { id: 'd', name: '医生' },
  outcome: { kind, classes: [], conditions: [], reasons: [], rules: '2022' },
  concludedAt,
  countersigned: null,
  held: null,
  pdf: null,
})
const returned = (at: string): Earlier['counter'] => ({ state: 'returned', by: '柜台', reason: '照片', at })

const why = (birth: string, classes: Check['classes'] = ['C1'], others: Earlier[] = []) =>
  precedenceOf({ birth, classes }, { age: 60, others, today: TODAY, now: NOW })

test('whoever is 60 on the day in China goes first, and who turns 60 tomorrow doesn’t', () => {
  expect(why('1966-11-25')).toEqual(['elderly'])
  expect(why('1966-11-26')).toEqual([])
})

test('whoever asks for C5, the class for disabled people, goes first', () => {
  expect(why('1990-01-01', ['C5'])).toEqual(['disabled'])
  expect(why('1950-01-01', ['C1', 'C5'])).toEqual(['elderly', 'disabled'])
})

test('whoever was here today and has to come again goes first: given back by the counter, sent away, or given up', () => {
  const back = (other: Partial<Earlier>) => why('1990-01-01', ['C1'], [earlier(other)])
  expect(back({ phase: 'returned', report: reported('fit', YESTERDAY), counter: returned(THIS_MORNING) })).toEqual(['returned'])
  expect(back({ phase: 'handed-over', report: reported('refer', THIS_MORNING) })).toEqual(['returned'])
  expect(back({ phase: 'handed-over', report: reported('not-measured', THIS_MORNING) })).toEqual(['returned'])
  expect(back({ queuedAt: THIS_MORNING })).toEqual(['returned'])
})

test('whoever was given back yesterday, was found fit today, or left before the queue, comes like everybody else', () => {
  const back = (other: Partial<Earlier>) => why('1990-01-01', ['C1'], [earlier(other)])
  expect(back({ phase: 'returned', report: reported('fit', YESTERDAY), counter: returned(YESTERDAY) })).toEqual([])
  expect(back({ phase: 'handed-over', report: reported('unfit', YESTERDAY) })).toEqual([])
  expect(back({ phase: 'handed-over', report: reported('fit', THIS_MORNING) })).toEqual([])
  expect(back({ queuedAt: null })).toEqual([])
  expect(back({ queuedAt: YESTERDAY })).toEqual([])
})

const at = (time: string) => `2026-11-25T${time}:00.000Z`
const turn = (time: string, precedence: NonNullable<Check['precedence']> = []) =>
  turnOf({ phase: 'underway', queuedAt: at(time), precedence })

test('who comes first goes first; with precedence, before all who came in the half hour before, and after all who came earlier', () => {
  const came = { plain: turn('02:00'), later: turn('02:10'), old: turn('02:20', ['elderly']), oldest: turn('02:25', ['disabled']) }
  expect(
    Object.entries(came)
      .toSorted(([, a], [, b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
      .map(([who]) => who),
  ).toEqual(['old', 'oldest', 'plain', 'later'])
  // Somebody who has waited 31 minutes is overtaken by nobody who comes now.
  expect((turn('02:00') ?? '') < (turn('02:31', ['elderly', 'disabled', 'returned']) ?? '')).toBe(true)
})

test('whoever left, or sits with a signed report, has no turn', () => {
  expect(turnOf({ phase: 'parked', queuedAt: at('02:00') })).toBeNull()
  expect(turnOf({ phase: 'signed', queuedAt: at('02:00') })).toBeNull()
  expect(turnOf({ phase: 'underway', queuedAt: null })).toBeNull()
})
