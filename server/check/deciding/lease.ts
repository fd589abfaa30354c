import { refuse } from '#protocol/refusal.ts'
import type { Actor, Doctor } from '../actors.ts'
import type { Check } from '../check.ts'
import type { Commands } from '../commands.ts'
import type { Event, Named } from '../events.ts'
import type { Answer, Now } from './row.ts'

// A doctor takes a check, holds it, and gives it back.

/** A person as an event names them. */
export const named = ({ id, name }: Named): Named => ({ id, name })

export const claim = (check: Check, { from }: Commands['claim'], doctor: Doctor, { steady }: Now): Answer => {
  if (!check.queuedAt) return refuse('photo-missing')
  const { lease, kept } = check
  if (lease?.doctor.id === doctor.id) return []
  if (lease && lease.doctor.id === from)
    return [
      { kind: 'released', doctor: from },
      { kind: 'claimed', doctor: named(doctor) },
    ]
  if (!lease && kept && kept.doctor.id !== doctor.id && Date.parse(kept.until) > steady.getTime())
    return refuse('kept-for-other', { doctor: kept.doctor.name })
  if (lease && Date.parse(lease.until) > steady.getTime()) return refuse('claimed-by-other', { doctor: lease.doctor.name })
  const lapsed: Event[] = lease ? [{ kind: 'lease-lapsed', doctor: lease.doctor.id }] : []
  return [...lapsed, { kind: 'claimed', doctor: named(doctor) }]
}

/** How long a driver whom a doctor lets wait is kept for that doctor, ms: time for glasses from the car, or for a rest. */
const KEPT_MS = 10 * 60_000

/** The driver goes back to the old place, and for a while nobody else takes them. */
export const keep = (_: Check, __: Commands['keep'], doctor: Doctor, { steady }: Now): Answer => [
  { kind: 'kept', doctor: named(doctor), until: new Date(steady.getTime() + KEPT_MS).toISOString() },
]

/** No event: the store moves the lease's end. */
export const renew = (): Answer => []

export const release = (_: Check, { absent = false }: Commands['release'], { id }: Doctor): Answer => [
  absent ? { kind: 'parked', why: 'not-there', doctor: id } : { kind: 'released', doctor: id },
]

/** What has run out: a doctor's hold on the driver, or the time for which the driver is kept. */
export const lapse = ({ lease, kept }: Check, _: Commands['lapse'], __: Actor, { steady }: Now): Answer => {
  const isOver = ({ until }: { until: string }) => Date.parse(until) <= steady.getTime()
  const lapsed: Event[] = lease && isOver(lease) ? [{ kind: 'lease-lapsed', doctor: lease.doctor.id }] : []
  return kept && isOver(kept) ? [...lapsed, { kind: 'keeping-ended' }] : lapsed
}

/** Changes nothing: whoever asks later why picture and voice stood still finds it on record. */
export const breakCall = (): Answer => [{ kind: 'call-broken' }]
