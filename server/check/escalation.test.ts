import { expect, test } from 'vitest'
import { AT, after, begun, chen, id, lin, named, now, UNTIL } from '../../test/begun.ts'
import type { Doctor } from './actors.ts'
import type { Check } from './check.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import { openEscalation } from './escalation.ts'
import type { Event } from './events.ts'

// What may be asked of senior doctors and other departments, and what it comes to.

const asked = after(begun, [{ kind: 'escalated', id: id(80), doctor: named(lin), reason: '拿不准', until: UNTIL }])
const does = (check: Check, command: Command, who: Doctor) => {
  const answer = decide(check, command, who, now)
  return Array.isArray(answer) ? answer.map(({ kind }) => kind) : answer.refused
}
const version = ({ version }: Check) => version

test('only who has the driver passes the case on, and not twice while it is open', () => {
  const escalate = (check: Check) => ({ kind: 'escalate', version: version(check), id: id(81), reason: '拿不准', until: UNTIL }) as const
  expect(does(begun, escalate(begun), lin)).toEqual(['escalated'])
  expect(does(begun, escalate(begun), chen)).toBe('claimed-by-other')
  expect(does(asked, escalate(asked), lin)).toBe('escalated-already')
})

test('nobody joins or takes over what waits for nobody, nor the doctor who has the driver themselves', () => {
  expect(does(begun, { kind: 'join' }, chen)).toBe('not-escalated')
  expect(does(begun, { kind: 'take-over' }, chen)).toBe('not-escalated')
  expect(does(asked, { kind: 'join' }, lin)).toBe('same-doctor')
  expect(does(asked, { kind: 'take-over' }, lin)).toEqual([])
})

test('the first who comes is the first contact, whoever comes after', () => {
  const wang = { id: id(3), name: '王' }
  const joined = after(asked, [
    { kind: 'joined', doctor: named(chen) },
    { kind: 'joined', doctor: wang },
  ])
  expect(openEscalation(joined)?.contact).toEqual({ doctor: named(chen), at: AT })
  expect(joined.lease?.doctor).toEqual(named(lin))
})

test('who takes over has the driver, what was drawn up falls, and the case has ended', () => {
  const drawn = after(asked, [{ kind: 'drawn-up', number: 'RF20261125-000001', code: 'c', digest: 'd'.repeat(64), doctor: lin.id }])
  const taken = after(drawn, [{ kind: 'taken-over', doctor: named(chen), from: lin.id }])
  expect(taken).toMatchObject({ lease: { doctor: named(chen) }, drawnUp: null })
  expect(taken.escalations?.at(-1)).toMatchObject({ contact: { doctor: named(chen) }, ended: { outcome: 'taken-over' } })
  expect(openEscalation(taken)).toBeNull()
})

test('the first doctor drops: the case stays open, nobody joins nobody, and the driver can be taken over', () => {
  const alone = after(asked, [{ kind: 'lease-lapsed', doctor: lin.id }])
  expect(does(alone, { kind: 'join' }, chen)).toBe('not-your-check')
  expect(decide(alone, { kind: 'take-over' }, chen, now)).toEqual([{ kind: 'taken-over', doctor: named(chen), from: null }])
})

test('who came says what to do, in words; who asked takes it back; neither does the other’s', () => {
  const end = (outcome: 'advised' | 'withdrawn', words: string | null) => ({ kind: 'end-escalation', outcome, words }) as const
  expect(does(asked, end('advised', '请复测'), chen)).toEqual(['escalation-ended'])
  expect(does(asked, end('advised', null), chen)).toBe('reason-missing')
  expect(does(asked, end('advised', '请复测'), lin)).toBe('not-your-check')
  expect(does(asked, end('withdrawn', null), lin)).toEqual(['escalation-ended'])
  expect(does(asked, end('withdrawn', null), chen)).toBe('not-your-check')
})

test('another department is asked and answers once; when the check is over nobody waits for either any more', () => {
  const consulted = after(asked, [
    {
      kind: 'consulted',
      id: id(82),
      doctor: named(lin),
      department: '骨科',
      question: '能否踩踏板',
      until: UNTIL,
    },
  ])
  const answer = { kind: 'answer-consultation', version: version(consulted), consultation: id(82), answer: '可以' } as const
  expect(does(consulted, answer, lin)).toEqual(['consultation-answered'])
  const answered = after(consulted, [{ kind: 'consultation-answered', id: id(82), doctor: named(lin), answer: '可以' }])
  expect(does(answered, { ...answer, version: version(answered) }, lin)).toBe('not-found')
  for (const over of [
    { kind: 'abandoned', why: 'driver' },
    { kind: 'parked', why: 'left', doctor: null },
  ] satisfies Event[]) {
    const ended = after(consulted, [over])
    expect(ended.escalations?.at(-1)?.ended).toEqual({ outcome: 'check-ended', doctor: null, words: null, at: AT })
    expect(ended.consultations?.at(-1)?.ended).toEqual({ answer: null, doctor: null, at: AT })
  }
})
