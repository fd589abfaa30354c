import type { Language } from '#protocol/basic.ts'
import type { LineQuality, Says, Side } from '#protocol/media.ts'
import { call } from '#words/call.ts'
import { fill } from '#words/fill.ts'
import type { CallView } from './call.ts'
import { gradeOf } from './line-quality.ts'

const THINGS = ['microphone', 'camera', 'overview', 'sound'] as const satisfies readonly (keyof Says)[]

/** A call in sentences for whoever looks at it: why no picture of the other moves, and what is switched off, missing or changed on either side. */
export const callWords = (language: Language, me: Side, view: CallView): { picture: string; said: string[] } => {
  const words = call[language].reads[me]
  if (view.state === 'taken') return { picture: words.taken, said: [] }
  const sentences = (says: Says | null, of: typeof words.they | typeof words.mine) =>
    says === null
      ? []
      : THINGS.flatMap((thing) => (says[thing] === 'on' ? [] : [of[thing][says[thing]]])).filter((sentence) => sentence !== '')
  // A refusal says more than that no picture comes.
  const stuck = view.state === 'failed' || view.stuck === null ? '' : words.stuck[view.stuck]
  const picture = view.noWay ? words.noWay : stuck
  return { picture, said: [...sentences(view.says, words.mine), ...sentences(view.theySay, words.they)] }
}

/** From this round trip on people begin to speak at the same time, ms (ITU-T G.114: 150 ms one way are borne well). */
const LATE_MS = 300

/**
 * How the lines of both do: `figures`, a sentence each; `worse`, that of the worse; `brief`, the same in few words; `grade` of it (null: neither
 * is known); and what is being done about them.
 */
export const lineWords = (language: Language, me: Side, { line, theirLine }: CallView) => {
  const { line: words, reads } = call[language]
  const { lossy, late, smaller } = reads[me].line
  const { mine, they } = words.whose[me]
  const sides = [
    { whose: mine, one: line, smaller: smaller.mine },
    { whose: they, one: theirLine, smaller: smaller.they },
  ].flatMap(({ one, ...side }) => (one ? [{ ...side, one }] : []))
  const says = (sentence: string, { whose, one }: { whose: string; one: LineQuality }) => {
    const { score, roundTripMs: ms, lostIn, lostOut } = one
    return fill(sentence, { whose, grade: words.grades[gradeOf(score)], score: score.toFixed(1), ms, lostIn, lostOut })
  }
  const [worst] = sides.toSorted((a, b) => a.one.score - b.one.score)
  const grade = worst ? gradeOf(worst.one.score) : null
  const isDoubtful = grade !== null && grade !== 'good'
  return {
    grade,
    figures: sides.map((side) => says(words.says, side)),
    worse: worst ? says(words.says, worst) : '',
    brief: worst ? says(words.brief, worst) : '',
    done: [
      ...sides.flatMap(({ one, smaller }) => (one.smaller ? [smaller[one.smaller]] : [])),
      ...(isDoubtful && sides.some(({ one }) => one.lostIn + one.lostOut > 0) ? [lossy] : []),
      ...(isDoubtful && sides.some(({ one }) => one.roundTripMs >= LATE_MS) ? [late] : []),
    ],
  }
}
