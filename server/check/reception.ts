import { type Refusal, refuse } from '#protocol/refusal.ts'
import { runningAttempts } from './apply.ts'
import type { Check } from './check.ts'

/**
 * A card is laid on in a booth while its driver has a check that is not over. `go-on`: it waits under the card. `move`: nobody
 * examines the driver there and nothing runs, so the check comes along with its place in the queue. `show`: it waits for a second
 * doctor, and this is the booth where it was made. Refused, with the place, while somebody may sit there.
 */
export const reception = (other: Check, booth: string): 'go-on' | 'move' | 'show' | Refusal => {
  const { name, site } = other.booth
  const place = { site: site.name, booth: name }
  if (other.phase === 'parked') return 'go-on'
  if (other.phase === 'signed') return other.booth.id === booth ? 'show' : refuse('second-doctor-awaited', place)
  if (other.lease || runningAttempts(other).length > 0) return refuse('open-elsewhere', place)
  return 'move'
}
