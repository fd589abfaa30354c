import { chinaDay } from '#protocol/days.ts'
import { PROVISION_DAYS } from '#protocol/provision.ts'
import { refuse } from '#protocol/refusal.ts'
import type { Counter, Of } from '../actors.ts'
import type { Check } from '../check.ts'
import type { Commands } from '../commands.ts'
import { named } from './lease.ts'
import type { Answer, Now } from './row.ts'

// A report is accepted although a paper is missing (容缺受理), until a day by which it has to come.

/** The calendar day in China so many days after an instant. */
const dayAfter = (now: Date, days: number): string => chinaDay(new Date(now.getTime() + days * 86_400_000))

/** Today counts: a driver may fetch the paper from the car. Said again it takes the place of what was noted before. */
export const acceptProvisionally = (
  _: Check,
  { missing, note, until }: Commands['accept-provisionally'],
  counter: Counter,
  { now }: Now,
): Answer => {
  const [least, most] = [chinaDay(now), dayAfter(now, PROVISION_DAYS)]
  if (until < least || until > most) return refuse('deadline-wrong', { least, most })
  return [{ kind: 'provisional', by: named(counter), missing: [...missing], note, until }]
}

/** The day has passed: it may come through the whole of the last day in China. */
export const lapseProvision = (check: Check, _: Commands['lapse-provision'], __: Of<'system'>, { now }: Now): Answer =>
  check.provision && check.provision.until < chinaDay(now) ? [{ kind: 'provision-lapsed' }] : []
