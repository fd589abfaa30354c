import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import type { Pointing } from '#protocol/pointing.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Saying } from '#protocol/saying.ts'
import type { Announcement } from '../../announcement.ts'
import type { Deps } from '../../deps.ts'

type Told = { done: true } | Refusal

/** Tells a driver something for the doctor who has them. */
const tell = (deps: Pick<Deps, 'announce'>, doctor: Doctor, what: Announcement, found: Check | null): Told => {
  if (!found) return refuse('check-unknown')
  if (found.lease?.doctor.id !== doctor.id) return refuse('not-your-check')
  deps.announce(what)
  return { done: true }
}

/** Has the driver read and hear what the doctor who has them says. It is kept nowhere, and written into no log. */
export const say = (deps: Pick<Deps, 'announce'>, doctor: Doctor, saying: Saying, found: Check | null): Told =>
  tell(deps, doctor, { kind: 'saying', saying }, found)

/** Shows the driver a place in their own picture, at which the doctor who has them points. It is kept nowhere. */
export const point = (deps: Pick<Deps, 'announce'>, doctor: Doctor, pointing: Pointing, found: Check | null): Told =>
  tell(deps, doctor, { kind: 'pointing', pointing }, found)
