import { GOALS, TOLD } from './effort/goals.ts'
import { accused, caught } from './effort/rates.ts'
import { tell } from './goals/goals.ts'

// How often the signals of effort are raised: for drivers who do their best, and for those who don't try.

const RUNS = Number(process.argv[2] ?? 4000)
const honest = accused(RUNS)
const bad = caught(RUNS)
for (const [name, share] of Object.entries(honest)) console.log(`does their best, ${name}: ${(100 * share).toFixed(2)} % clear`)
for (const [name, { hinted, clear }] of Object.entries(bad))
  console.log(`does not try, ${name}: ${(100 * hinted).toFixed(1)} % signalled, ${(100 * clear).toFixed(1)} % clear`)
const least = (signal: 'hinted' | 'clear') => Math.min(...TOLD[signal].map((name) => bad[name]?.[signal] ?? Number.NaN))
tell(
  'effort',
  {
    runs: RUNS,
    honest_clear_worst: Math.max(...Object.values(honest)),
    hinted_least: least('hinted'),
    clear_least: least('clear'),
    caught: bad,
  },
  GOALS,
)
