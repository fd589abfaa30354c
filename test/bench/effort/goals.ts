import type { Goals } from '../goals/goals.ts'

/** Drivers who don't try and whom the signals are there to tell, by what has to be raised for them. */
export const TOLD = {
  hinted: [
    'acuity C1 constant',
    'acuity A1 constant',
    'colour constant',
    'hearing constant',
    'acuity C1 guesser',
    'acuity A1 guesser',
    'acuity C1 avoider',
    'acuity A1 avoider',
  ],
  clear: ['acuity C1 constant', 'acuity A1 constant', 'colour constant', 'colour guesser'],
} as const

/** The house's own: whoever does their best is hardly ever accused, and four of five who don't try are told. */
export const GOALS = {
  honest_clear_worst: { most: 0.02 },
  hinted_least: { least: 0.8 },
  clear_least: { least: 0.8 },
} satisfies Goals
