import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Searched } from '#protocol/check.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Reader } from '../../server/service/sites/scope.ts'
import { counterView } from '../../server/service/views/lists.ts'
import { searchReports } from '../../server/service/views/searching.ts'
import { tell } from './goals/goals.ts'
import { fillHall, openHall } from './growth/hall.ts'

// Does the counter's desk take longer when many reports were accepted there before? What its first screen is sent, and each way to look for a
// report, among a thousand and among a hundred thousand, in turns. All reports bear the same name, which is the most that a name can find.
const LARGE = Number(process.argv[2] ?? 100_000)
const ROUNDS = Number(process.argv[3] ?? 60)
const SMALL = 1000

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const two = (value: number) => Math.round(value * 100) / 100

const open = async (finished: number) => {
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-desk-'))
  const past = await fillHall(folder, finished)
  return { past, hall: await openHall(folder, past) }
}
const halls = { small: await open(SMALL), large: await open(LARGE) }
type Name = keyof typeof halls

const clerk: Reader = { id: 'clerk', doctor: null, counter: { by: 'squad', sites: null }, administrator: null, auditor: null }
/** What a clerk does, each time with another report of the past. */
const looks = ({ past, hall }: (typeof halls)[Name], round: number): Record<string, () => Promise<number>> => {
  const copy = past.copies[(round * 37) % past.copies.length]
  if (!copy) throw new Error('nothing was filled in')
  const search = (by: Searched) => async () => {
    const page = await searchReports(hall.deps, clerk, { by, behind: null })
    return isRefusal(page) ? 0 : page.entries.length
  }
  const day = copy.concludedAt.slice(0, 10)
  return {
    first_screen: async () => (await counterView(hall.deps, { by: 'squad', sites: null })).entries.length,
    by_name: search({ name: '李四' }),
    by_letters: search({ name: 'ls' }),
    by_number: search({ number: copy.number }),
    by_day_and_state: search({ from: day, to: day, phase: 'accepted' }),
    by_years_and_state: search({ from: '2020-01-01', to: '2030-01-01', phase: 'returned' }),
  }
}

const timed: Record<Name, Record<string, number[]>> = { small: {}, large: {} }
const empty = new Set<string>()
try {
  for (let round = -5; round < ROUNDS; round++)
    for (const name of round % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const))
      for (const [look, act] of Object.entries(looks(halls[name], round + 5))) {
        const began = performance.now()
        const found = await act()
        // What is done for the first time is slow in both.
        if (round >= 0) (timed[name][look] ??= []).push(performance.now() - began)
        if (found === 0 && look !== 'by_years_and_state') empty.add(look)
      }
} finally {
  for (const { hall } of Object.values(halls)) {
    await hall.close()
    await hall.remove()
  }
}
if (empty.size > 0) throw new Error(`nothing was found: ${[...empty].join(', ')}`)

const figures = Object.entries(timed.small).map(([look, times]) => {
  const [small, large] = [median(times), median(timed.large[look] ?? [])]
  return [look, { small_ms: two(small), large_ms: two(large), ratio: two(large / small) }] as const
})
const ratio = two(Math.max(...figures.map(([, { ratio }]) => ratio)))
tell('desk', { small: SMALL, large: LARGE, rounds: ROUNDS, ...Object.fromEntries(figures), ratio }, { ratio: { most: 1.2 } })
process.exit()
