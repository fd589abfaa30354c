import { type Here, NEWEST, placesOf, type Waiting, waitsOf } from '#check/wait.ts'
import type { Wait } from '#protocol/turn.ts'
import type { Deps } from '../../deps.ts'
import { newestExaminations } from '../../store/examinations.ts'
import { waitingLine } from '../../store/queue.ts'
import { comingTo, doctorsHere } from '../registry/here.ts'

/** Where a driver stands whom nobody has claimed: the place among those who wait for the same doctors, from 1, about how long they wait, and the booth in which they do. */
export type Turn = { booth: string; place: number; wait: Wait }

/** How it stands with all who wait, by their checks; `next`: how long a driver waits who joins the line at this site now. */
export type Turns = { each: ReadonlyMap<string, Turn>; next: (site: string) => Promise<Wait> }

const isWithoutDoctor = (wait: Wait): boolean => 'untold' in wait && wait.untold === 'no-doctor'

/** How it stands now with all who wait: looked up once for everybody who is told. */
export const turnsNow = async (deps: Deps): Promise<Turns> => {
  const line = await waitingLine(deps.db)
  const newest = await newestExaminations(deps.db, NEWEST)
  const now = deps.steady().getTime()
  const doctors = (await doctorsHere(deps)).map(
    ({ sites, since }): Here => ({ sites, withDriverMs: since && Math.max(0, now - since.getTime()) }),
  )
  const told = async (all: readonly Waiting[]): Promise<Wait[]> => {
    // Whoever has a driver goes on, and nobody takes another.
    if (deps.draining.isOn()) return all.map(() => ({ untold: 'updating' }))
    const waits = waitsOf(all, doctors, newest)
    if (!waits.some(isWithoutDoctor)) return waits
    const coming = await comingTo(deps)
    return waits.map((wait, at) => {
      const next = isWithoutDoctor(wait) ? coming(all[at]?.site ?? '') : null
      return next ? { ...wait, next: next.toISOString() } : wait
    })
  }
  const waits = await told(line)
  const places = placesOf(line, doctors)
  return {
    each: new Map(
      line.flatMap(({ check, booth }, at) => {
        const [place, wait] = [places[at], waits[at]]
        return place && wait ? [[check, { booth, place, wait }]] : []
      }),
    ),
    next: async (site) => (await told([...line, { site }])).at(-1) ?? { untold: 'no-doctor' },
  }
}
