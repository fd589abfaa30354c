import { ageOn, chinaDay } from '#protocol/days.ts'
import { PRECEDENCES, type Precedence } from '#protocol/turn.ts'
import type { Check } from './check.ts'

/**
 * How much sooner the turn of whoever has precedence comes, ms: as if they had arrived half an hour before. Nobody else is overtaken by those who
 * come later than that, however many they are. The house's choice: no law says by how much.
 */
const HEAD_START_MS = 30 * 60_000

/** What is asked of somebody's other checks. */
type Earlier = Pick<Check, 'queuedAt' | 'phase' | 'report' | 'counter'>

/** What gives somebody precedence, which their own check alone doesn't tell. */
type Beside = {
  /** From which age on somebody is elderly, full years: a setting, see `priorityAge`. */
  age: number
  /** The other checks of the same person. */
  others: readonly Earlier[]
  /** The instant at which today began in China. */
  today: Date
  now: Date
}

/** What comes of a report with which a driver is sent away to come back: with glasses, with a paper, or after a rest. */
const SENT_AWAY: readonly string[] = ['refer', 'unfit', 'not-measured', 'lower-classes']

/** Did somebody come today already, and have to come again: given up or sent away, or did the counter give their report back today? */
const wasHereToday = ({ queuedAt, phase, report, counter }: Earlier, today: string): boolean => {
  if (counter?.state === 'returned' && counter.at >= today) return true
  if (report) return report.concludedAt >= today && SENT_AWAY.includes(report.outcome.kind)
  return phase === 'abandoned' && queuedAt !== null && queuedAt >= today
}

/**
 * Why this driver's turn comes sooner, as it stands when they join the queue; empty: it doesn't. A check that its driver left and went on with on
 * the same day has its old place and needs nothing of it.
 */
export const precedenceOf = ({ birth, classes }: Pick<Check, 'birth' | 'classes'>, { age, others, today, now }: Beside): Precedence[] => {
  const holds: Readonly<Record<Precedence, boolean>> = {
    elderly: ageOn(birth, chinaDay(now)) >= age,
    disabled: classes.includes('C5'),
    returned: others.some((one) => wasHereToday(one, today.toISOString())),
  }
  return PRECEDENCES.filter((one) => holds[one])
}

/**
 * The instant by which those who wait stand in order, earliest first: when they joined the queue, half an hour sooner for whoever has precedence.
 * Of two with the same instant the id decides. It never changes while they wait. Null: not in the queue.
 */
export const turnOf = ({ phase, queuedAt, precedence = [] }: Pick<Check, 'phase' | 'queuedAt' | 'precedence'>): string | null => {
  if (phase !== 'underway' || queuedAt === null) return null
  return precedence.length === 0 ? queuedAt : new Date(Date.parse(queuedAt) - HEAD_START_MS).toISOString()
}
