import { isClear, type Signal } from '#measure/effort/effort.ts'
import { acuityDriver, type Bad, chanceFrom, colourDriver, hearingDriver } from './drivers.ts'

type Driver = (chance: () => number) => Signal[]

const UNSEEN = ['guesses', 'says-so'] as const
const EYES = ['guesses', 'has-favourite', 'says-so'] as const
const LICENCES = { C1: [4.9], A1: [5, 4.9] } as const

/** Drivers who do their best: with good and bad eyes and ears, guessing when told to, or saying that they can't see. */
const HONEST: Readonly<Record<string, Driver>> = Object.fromEntries([
  ...Object.entries(LICENCES).flatMap(([licence, limits]) =>
    [0.2, 0.1, 0, -0.1, -0.2, -0.3, -0.4].flatMap((sees) =>
      EYES.map((unseen) => [`acuity ${licence} ${sees} ${unseen}`, acuityDriver([...limits], { sees, unseen })] as const),
    ),
  ),
  ...UNSEEN.flatMap((unseen) => [
    [`colour normal ${unseen}`, colourDriver({ protan: 0.98, deutan: 0.98, unseen })] as const,
    [`colour weak ${unseen}`, colourDriver({ protan: 0.8, deutan: 0.9, unseen })] as const,
    [`colour protanope ${unseen}`, colourDriver({ protan: 0.05, deutan: 0.5, unseen })] as const,
    [`colour neither ${unseen}`, colourDriver({ protan: 0.05, deutan: 0.05, unseen })] as const,
    [`hearing normal ${unseen}`, hearingDriver({ left: 0.98, right: 0.98, unseen })] as const,
    [`hearing dull ${unseen}`, hearingDriver({ left: 0.8, right: 0.8, unseen })] as const,
    [`hearing one ear ${unseen}`, hearingDriver({ left: 0.02, right: 0.98, unseen })] as const,
  ]),
  ['hearing deaf says-so', hearingDriver({ left: 0, right: 0, unseen: 'says-so' })] as const,
])

/** The signal that each driver who doesn't try should get. */
const WANTED: Readonly<Record<Bad, Signal['kind']>> = { guesser: 'guesses', constant: 'same-answer', avoider: 'avoids' }
const DISHONEST: readonly { name: string; bad: Bad; driver: Driver }[] = (['guesser', 'constant', 'avoider'] as const).flatMap((bad) => [
  { name: `acuity C1 ${bad}`, bad, driver: acuityDriver([4.9], bad) },
  { name: `acuity A1 ${bad}`, bad, driver: acuityDriver([5, 4.9], bad) },
  { name: `colour ${bad}`, bad, driver: colourDriver(bad) },
  { name: `hearing ${bad}`, bad, driver: hearingDriver(bad) },
])

const shareOf = (runs: number, driver: Driver, is: (signals: Signal[]) => boolean): number => {
  let count = 0
  for (let run = 0; run < runs; run += 1) if (is(driver(chanceFrom(run + 1)))) count += 1
  return count / runs
}

/** How often each driver who does their best gets a signal of strength "clear" or more. */
export const accused = (runs: number): Record<string, number> =>
  Object.fromEntries(Object.entries(HONEST).map(([name, driver]) => [name, shareOf(runs, driver, (signals) => signals.some(isClear))]))

/** How often each driver who doesn't try gets the signal that says so: at all, and clearly. */
export const caught = (runs: number): Record<string, { hinted: number; clear: number }> =>
  Object.fromEntries(
    DISHONEST.map(({ name, bad, driver }) => {
      const his = (signals: Signal[]) => signals.filter(({ kind }) => kind === WANTED[bad])
      return [
        name,
        {
          hinted: shareOf(runs, driver, (signals) => his(signals).length > 0),
          clear: shareOf(runs, driver, (signals) => his(signals).some(isClear)),
        },
      ]
    }),
  )
