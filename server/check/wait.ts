import { WAITS, type Wait } from '#protocol/turn.ts'

// How long drivers will wait, worked out from what was measured: who waits in which order, which doctors are here, and how long examinations
// took lately. Nothing is promised by it: a doctor may take somebody else, or go home.

/** So many of the newest examinations say how long one takes; of fewer than this nobody can tell. */
export const NEWEST = 50
const FEWEST = 5

/** Somebody who waits: at which site. */
export type Waiting = { site: string }
/** A doctor who is here: where they may examine, and for how long they have been with a driver, ms; null: with nobody. */
export type Here = { sites: ReadonlySet<string>; withDriverMs: number | null }

/**
 * How long an examination takes, ms: the mean of the newest ones without their shortest and their longest tenth, so that one of an hour says nothing, and many one
 * after another add up to what they take. Null: too few were measured.
 */
export const examinationMs = (newest: readonly number[]): number | null => {
  if (newest.length < FEWEST) return null
  const tenth = Math.ceil(newest.length / 10)
  const middle = newest.toSorted((a, b) => a - b).slice(tenth, -tenth)
  return middle.reduce((sum, one) => sum + one, 0) / middle.length
}

/** An examination that has lasted longer than one takes goes on for so large a part of one: many do, and nobody knows for how long. */
const OVERDUE = 1 / 4

/**
 * How long everybody will wait, ms, in the order of `line`; null: nobody who is here may examine them. It is played through: whichever doctor is free
 * next takes the first in the line whom they may examine, and is with them for as long as an examination takes.
 */
export const waitsMs = (line: readonly Waiting[], doctors: readonly Here[], takes: number): (number | null)[] => {
  const waits: (number | null)[] = line.map(() => null)
  const free = doctors.map(({ sites, withDriverMs }) => ({
    sites,
    at: withDriverMs === null ? 0 : Math.max(takes - withDriverMs, takes * OVERDUE),
  }))
  let waiting = line.map((one, place) => ({ ...one, place }))
  while (waiting.length > 0 && free.length > 0) {
    const next = free.reduce((first, one) => (one.at < first.at ? one : first))
    const one = waiting.find(({ site }) => next.sites.has(site))
    if (one) {
      waits[one.place] = next.at
      waiting = waiting.filter((each) => each !== one)
      next.at += takes
    } else free.splice(free.indexOf(next), 1)
  }
  return waits
}

/**
 * Everybody's place, from 1, in the order of `line`: those count who go before them and whom a doctor may take who may take them too. So it counts whom
 * `waitsMs` has them wait for, and nobody at a site whose doctors never come to theirs. Of those at one's own site all count, whether a doctor is here or not.
 */
export const placesOf = (line: readonly Waiting[], doctors: readonly Here[]): number[] => {
  const together = new Map<string, Set<string>>()
  const sitesBeside = (site: string) => {
    const known = together.get(site) ?? new Set([site, ...doctors.flatMap(({ sites }) => (sites.has(site) ? [...sites] : []))])
    together.set(site, known)
    return known
  }
  const before = new Map<string, number>()
  return line.map(({ site }) => {
    const ahead = [...sitesBeside(site)].reduce((sum, one) => sum + (before.get(one) ?? 0), 0)
    before.set(site, (before.get(site) ?? 0) + 1)
    return ahead + 1
  })
}

const MINUTE = 60_000

/** In steps that grow with the wait, rounded up: nobody is told more than is known, nor that it will be sooner than it's likely to be. */
const inSteps = (ms: number): number => {
  const minutes = ms / MINUTE
  const step = minutes <= 30 ? 5 : minutes <= 60 ? 10 : 30
  return Math.min(Math.max(Math.ceil(minutes / step) * step, WAITS.least), WAITS.most)
}

/** What everybody in the line is told, in its order. `newest`: how long the newest examinations took, ms. */
export const waitsOf = (line: readonly Waiting[], doctors: readonly Here[], newest: readonly number[]): Wait[] => {
  const takes = examinationMs(newest)
  // Whom nobody may examine is told so, whether anything was measured or not.
  return waitsMs(line, doctors, takes ?? 0).map((ms) =>
    ms === null ? { untold: 'no-doctor' } : takes === null ? { untold: 'unmeasured' } : { minutes: inSteps(ms) },
  )
}
