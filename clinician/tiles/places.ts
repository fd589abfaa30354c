import { WATCHED_MOST } from '#protocol/watching.ts'

/** Who stands where, by their checks; null: nobody does. */
export type Places = readonly (string | null)[]

export const NO_PLACES: Places = Array<null>(WATCHED_MOST).fill(null)

/**
 * Who stands where from now on: whoever is still alone stays where they stand, and free places go to those of the queue who stand nowhere yet, in
 * its order. `alone`: those who may be watched, in the order of the queue.
 */
export const placesAfter = (before: Places, alone: readonly string[]): Places => {
  const stay = before.map((check) => (check !== null && alone.includes(check) ? check : null))
  const next = alone.filter((check) => !stay.includes(check))
  return stay.map((check) => check ?? next.shift() ?? null)
}
