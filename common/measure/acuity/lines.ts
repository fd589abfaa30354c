import type { AcuityTrial } from '#protocol/procedures/acuity.ts'
import { COARSEST } from './warm-up.ts'

/** A line as on a printed chart: five optotypes, read when more than half are right. */
const LINE = { shown: 5, read: 3, ease: 0.4 } as const

export type Line = { level: number; right: number; shown: number; read: boolean }

const tenths = (level: number): number => Math.round(level * 10) / 10

/** The line at `level` from the trials that begin with it; `read` is null while it goes on. It ends as soon as it's settled. */
const lineOf = (level: number, trials: readonly AcuityTrial[]): Omit<Line, 'read'> & { read: boolean | null } => {
  let right = 0
  for (let shown = 0; ; shown += 1) {
    if (right >= LINE.read) return { level, right, shown, read: true }
    if (shown - right > LINE.shown - LINE.read) return { level, right, shown, read: false }
    const trial = trials[shown]
    if (!trial) return { level, right, shown, read: null }
    if (trial.answer === trial.stimulus.direction) right += 1
  }
}

/**
 * Line by line as a chart is read (GB/T 11533: the smallest line of which more than half is right), from 0.4 above the strictest
 * limit: finer until a line isn't read; coarser when the first one isn't. `due`: the level of the next optotype, null at the end.
 * `trials` are those behind the practice. For comparison with a chart: with four directions, a line one step below a limit is read
 * far too often by guessing, so it decides nothing.
 */
export const linesOf = (strictest: number, finest: number, trials: readonly AcuityTrial[]): { lines: Line[]; due: number | null } => {
  const lines: Line[] = []
  let level = Math.max(COARSEST, tenths(strictest - LINE.ease))
  for (let from = 0; ; ) {
    const line = lineOf(level, trials.slice(from))
    const first = lines[0]
    if (line.read === null) return { lines: line.shown > 0 ? [...lines, { ...line, read: false }] : lines, due: level }
    lines.push({ ...line, read: line.read })
    from += line.shown
    const coming = (first?.read ?? line.read) ? tenths(level + 0.1) : tenths(level - 0.1)
    // Coming finer it ends with the first that isn't read, coming coarser with the first that is.
    const ended = first !== undefined && line.read !== first.read
    if (ended || coming > finest || coming < COARSEST) return { lines, due: null }
    level = coming
  }
}
