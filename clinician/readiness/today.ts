import type { Static } from 'typebox'
import { Day, Exact, Words } from '#protocol/basic.ts'
import { fits } from '#protocol/fits.ts'

const Tested = Exact({ day: Day, result: Words(['good', 'bad'] as const) })
type Result = Static<typeof Tested>['result']

/** This machine's own: whoever sits down at another one tests that. */
const KEPT = 'roadfit-self-test'

/** What the self-test of this day came to on this machine; null: there was none. */
export const testedOn = (day: string): Result | null => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null')
    return fits(Tested, kept) && kept.day === day ? kept.result : null
  } catch {
    return null
  }
}

/** Remembers what it came to, for that day. */
export const keepTested = (day: string, result: Result): void => localStorage.setItem(KEPT, JSON.stringify({ day, result }))
