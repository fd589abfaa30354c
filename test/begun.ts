import type { Actor, Doctor } from '#check/actors.ts'
import { apply } from '#check/apply.ts'
import type { Check } from '#check/check.ts'
import { type Event, FORMAT } from '#check/events.ts'

// A check that a doctor has just claimed, by the events that led there and nothing else: for tests of the heart alone.

export const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const AT = '2026-11-25T02:00:00.000Z'
/** Ten minutes later: by when what is asked of somebody is due. */
export const UNTIL = '2026-11-25T02:10:00.000Z'
export const now = new Date(AT)

/** Lin has the driver, Chen doesn't. */
export const lin: Doctor = { kind: 'doctor', id: id(1), name: '林' }
export const chen: Doctor = { kind: 'doctor', id: id(2), name: '陈' }
export const named = ({ id, name }: Doctor) => ({ id, name })
export const booth = { kind: 'booth', id: id(50), name: '1号', site: { id: id(60), name: '大厅' } } as const

/** What becomes of a check by these events. */
export const after = (check: Check | null, events: readonly Event[], actor: Actor = lin): Check => {
  const state = events.reduce<Check | null>(
    (was, event) => apply(was, { format: FORMAT, check: id(9), sequence: (was?.version ?? 0) + 1, at: AT, actor, command: null, event }),
    check,
  )
  if (!state) throw new Error('no check')
  return state
}

export const begun = after(null, [
  {
    kind: 'opened',
    booth: { id: booth.id, name: booth.name, site: booth.site },
    applicant: id(70),
    birth: '1960-01-01',
    classes: ['C1'],
    case: null,
    business: null,
    squad: null,
    cardPhoto: null,
    rules: '2026-1',
  },
  { kind: 'declared', declaration: { has: false, diseases: [], at: AT, signature: 'a'.repeat(64) } },
  { kind: 'photographed', file: 'b'.repeat(64) },
  { kind: 'claimed', doctor: named(lin) },
])
