import { expect, test } from 'vitest'
import { fits } from '#protocol/fits.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { after, begun, booth, chen, id, lin, now, UNTIL } from '../../test/begun.ts'
import type { Counter, Doctor } from './actors.ts'
import { Check } from './check.ts'
import type { Command, Kind } from './commands.ts'
import { decide, refusedBefore } from './decide.ts'
import { EVENTS_MOST } from './events.ts'
import { TABLE } from './table.ts'

// However often somebody asks, a check grows no longer than anybody needs it.

const clerk: Counter = { kind: 'counter', id: id(3), name: '窗口' }

/** What leads out of a check that is full: whoever has it gives it back, and what was drawn up is signed, taken, returned or withdrawn. */
const WAYS_OUT: readonly Kind[] = [
  'renew',
  'release',
  'park',
  'end-escalation',
  'conclude',
  'countersign',
  'decline',
  'accept',
  'return',
  'withdraw',
]
const kinds = Object.keys(TABLE).filter((kind): kind is Kind => kind in TABLE)
const asked = kinds.flatMap((kind) =>
  [lin, clerk].flatMap((who) => (TABLE[kind].may[who.kind] ?? []).slice(0, 1).map((phase) => ({ kind, who, phase, as: who.kind }))),
)

test.each(asked)('$kind of a $as is refused of a check that is full, or ends something of it', ({ kind, who, phase }) => {
  if (phase === 'none') throw new Error(`${kind} has no check`)
  const said = (version: number) => {
    const refused = refusedBefore({ ...begun, phase, version }, kind, { version }, who)
    return refused && [refused.refused, refused.fields]
  }
  expect(said(EVENTS_MOST - 1)).toBeNull()
  expect(said(EVENTS_MOST)).toEqual(WAYS_OUT.includes(kind) ? null : ['check-full', { most: EVENTS_MOST }])
})

/** What two doctors can do to a driver's check over and over. */
const acts = (check: Check, n: number): [Command, Doctor][] => {
  const { version, consultations = [] } = check
  const words = { version, id: id(10_000 + n), until: UNTIL }
  return [
    [{ kind: 'note', version, text: '再记一次' }, lin],
    [{ kind: 'decide', version, finding: { station: 'trunk', trunk: 'normal' }, reason: null }, lin],
    [{ kind: 'escalate', ...words, reason: '拿不准' }, lin],
    [{ kind: 'join' }, chen],
    [{ kind: 'end-escalation', outcome: 'withdrawn', words: null }, lin],
    [{ kind: 'consult', ...words, department: '骨科', question: '能否踩踏板' }, lin],
    [{ kind: 'answer-consultation', version, consultation: consultations.at(-1)?.id ?? id(0), answer: '可以' }, lin],
    [{ kind: 'release', version }, lin],
    [{ kind: 'claim', version }, lin],
  ]
}

test('two doctors who do all that they can to a check without end are refused in words, and what it has become can still be read', () => {
  let check = begun
  const refused = new Set<string>()
  for (let n = 0; ; n++) {
    const before = check.version
    for (let at = 0; at < acts(check, n).length; at++) {
      const [command, who] = acts(check, n)[at] ?? []
      if (!command || !who) continue
      const answer = decide(check, command, who, now)
      if (isRefusal(answer)) refused.add(answer.refused)
      else check = after(check, answer, who)
    }
    if (check.version === before) break
  }
  // What was open when it was full is still ended.
  expect(check.version).toBeLessThanOrEqual(EVENTS_MOST + 3)
  expect([...refused]).toEqual(expect.arrayContaining(['asked-often', 'check-full']))
  expect(check.escalations).toHaveLength(20)
  expect(check.consultations).toHaveLength(20)
  expect(fits(Check, check)).toBe(true)
})

test('a driver who declares, poses and changes their mind without end is refused in words, a no to the recording always counts, and what was measured still comes in', () => {
  let check = begun
  const refused = new Set<string>()
  const say = (command: Command) => {
    const answer = decide(check, command, booth, now)
    if (isRefusal(answer)) refused.add(answer.refused)
    else check = after(check, answer, booth)
    return answer
  }
  for (let n = 0, before = -1; check.version !== before; n++) {
    before = check.version
    say({ kind: 'declare', has: n % 2 === 0, diseases: n % 2 === 0 ? [2] : [], signature: 'a'.repeat(64), consent: true })
    say({ kind: 'photo', file: id(n).replaceAll('-', '').padEnd(64, '0') })
    say({ kind: 'answer-recording', agreed: n % 2 === 0, words: '2' })
    say({ kind: 'answer-recording', agreed: n % 2 === 1, words: '2' })
  }
  expect(check.version).toBeLessThanOrEqual(EVENTS_MOST + 1)
  expect([...refused]).toEqual(['check-full'])
  expect(check.recording?.agreed).toBe(false)
  expect(fits(Check, check)).toBe(true)
  for (const kind of ['start', 'read', 'device-fault', 'set-aside'] as const)
    expect(refusedBefore(check, kind, { version: null }, booth)).toBeNull()
})

test('a device that comes and goes without end fills no check, and what it stops is still said', () => {
  const fault = { kind: 'device-fault', device: 'height' } as const
  let check = begun
  for (;;) {
    const events = decide(check, fault, booth, now)
    if (isRefusal(events)) throw new Error(events.refused)
    if (events.length === 0) break
    check = after(check, events, booth)
  }
  expect(check.faults.length).toBe(1000)
})
