import { expect, test } from 'vitest'
import type { Attempt } from '#protocol/measurement.ts'
import { refuse } from '#protocol/refusal.ts'
import { recordedAfter } from './apply.ts'
import type { Check } from './check.ts'
import type { Event } from './events.ts'
import { reception } from './reception.ts'

const AT = '2026-11-25T02:00:00.000Z'
const HERE = { id: 'booth-1', name: '一号检测间', site: { id: 's', name: '东城大厅' } }
const THERE = { id: 'booth-2', name: '二号检测间', site: { id: 's', name: '西城大厅' } }
const doctor = { id: 'doctor-1', name: '林知远' }

/** A driver's check in the booth `HERE` after these events. */
const after = (...events: readonly Event[]): Check => {
  const opening: Event = {
    kind: 'opened',
    booth: HERE,
    applicant: 'someone',
    birth: '1962-03-05',
    classes: ['C1'],
    case: null,
    business: null,
    squad: null,
    cardPhoto: null,
    rules: '172-2025-01-01',
  }
  const leases = { kind: 'system', id: 'leases' } as const
  const { state: check } = recordedAfter(null, [opening, ...events], { id: 'check-1', at: AT, actor: leases, command: null })
  if (!check) throw new Error('there is no check')
  return check
}
const declared: Event = { kind: 'declared', declaration: { has: false, diseases: [], at: AT, signature: 'a'.repeat(64) } }
const photographed: Event = { kind: 'photographed', file: 'f'.repeat(64) }
const attempt: Attempt = {
  id: 'attempt-1',
  check: 'check-1',
  station: 'colour',
  number: 1,
  seed: '0'.repeat(32),
  setup: { procedure: 'colour', form: 'digits' },
  calibrations: [],
}
const started: Event = { kind: 'started', attempt, by: 'booth' }
const claimed: Event = { kind: 'claimed', doctor }
const signed: Event = {
  kind: 'signed',
  number: 'RF20261125-000001',
  code: 'ABCDEFGHJKMNPQRS',
  digest: 'd'.repeat(64),
  doctor,
  signedBy: 'passkey',
  outcome: { kind: 'fit', classes: ['C1'], conditions: [], reasons: [], rules: '172-2025-01-01' },
  because: ['height'],
}
const parked: Event = { kind: 'parked', why: 'left', doctor: null }
const elsewhere = refuse('open-elsewhere', { site: HERE.site.name, booth: HERE.name })
const awaited = refuse('second-doctor-awaited', { site: HERE.site.name, booth: HERE.name })

const CASES: { name: string; check: Check; here: ReturnType<typeof reception>; there: ReturnType<typeof reception> }[] = [
  { name: 'that has just been opened comes along', check: after(), here: 'move', there: 'move' },
  { name: 'that is declared comes along', check: after(declared), here: 'move', there: 'move' },
  { name: 'that waits in the queue comes along', check: after(declared, photographed), here: 'move', there: 'move' },
  {
    name: 'with a running station stays where its driver may sit',
    check: after(declared, photographed, started),
    here: elsewhere,
    there: elsewhere,
  },
  { name: 'that a doctor has stays there', check: after(declared, photographed, claimed), here: elsewhere, there: elsewhere },
  {
    name: 'whose doctor’s line was lost comes along',
    check: after(declared, photographed, claimed, { kind: 'lease-lapsed', doctor: doctor.id }),
    here: 'move',
    there: 'move',
  },
  {
    name: 'whose station a fault has ended comes along',
    check: after(declared, photographed, started, { kind: 'device-failed', device: 'computer', attempt: attempt.id }),
    here: 'move',
    there: 'move',
  },
  { name: 'that is parked goes on in any booth', check: after(declared, photographed, parked), here: 'go-on', there: 'go-on' },
  {
    name: 'that was parked in the middle of a station goes on in any booth',
    check: after(declared, photographed, claimed, started, parked),
    here: 'go-on',
    there: 'go-on',
  },
  {
    name: 'that waits for a second doctor is shown where it was made, and refused elsewhere with the place',
    check: after(declared, photographed, claimed, signed),
    here: 'show',
    there: awaited,
  },
  {
    name: 'that was moved is where it went, not where it began',
    check: after(declared, photographed, parked, { kind: 'resumed', booth: THERE }, claimed),
    here: refuse('open-elsewhere', { site: THERE.site.name, booth: THERE.name }),
    there: refuse('open-elsewhere', { site: THERE.site.name, booth: THERE.name }),
  },
  {
    name: 'that waits for a second doctor after a move is shown in the booth that it moved to',
    check: after(declared, photographed, parked, { kind: 'resumed', booth: THERE }, claimed, signed),
    here: refuse('second-doctor-awaited', { site: THERE.site.name, booth: THERE.name }),
    there: 'show',
  },
]

test.each(CASES)('a card over a check $name', ({ check, here, there }) => {
  expect(reception(check, HERE.id)).toEqual(here)
  expect(reception(check, THERE.id)).toEqual(there)
})
