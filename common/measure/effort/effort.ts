import type { Setup } from '#protocol/measurement.ts'
import { choicesOf } from '../index.ts'
import type { Choice, Choices } from '../procedure.ts'
import { logTries } from './favourite.ts'
import { logKnown, logMean } from './likelihood.ts'

/**
 * What a log says of the driver's effort. A signal is a reason to look at the driver, to explain the test again or to repeat it;
 * it decides nothing, and no score knows of it.
 *
 * How often, in 4000 runs of each made-up driver (`npm run bench -- effort`): of those who do their best, with sight from two steps
 * above the limit to four below, guessing evenly, guessing with a favourite key or saying that they can't see, at most 1.0 % get
 * a clear signal (the worst: one who reads plates of neither axis and guesses every digit; acuity 0.1 %, hearing 0.2 %). Who always
 * answers the same is signalled in 100 % of the eyes (clear 99 to 100 %) and colour tests (100 %), and in 90 % of the hearing tests
 * (0 %). Who guesses everything: 87 to 91 % of the eyes (65 to 74 %), 97 % of the colour tests (93 %), 65 % of the hearing tests
 * (6 %). Who picks wrong directions on purpose: 100 %, all of them clear. Not to be seen in one
 * log: who picks wrong sides in hearing, which ends after four trials, and wrong digits, which is no rarer than guessing. Drivers
 * whose sight ends below the easiest optotype can't be told from guessers.
 */
export type Signal = {
  kind:
    | 'too-fast' //      answered sooner than anybody can choose
    | 'too-early' //     pressed before the stimulus stood there
    | 'same-answer' //   one answer whatever was shown
    | 'guesses' //       right as often as chance, also where it is easy
    | 'avoids' //        right less often than chance: who picks the wrong ones sees the right ones
    | 'withholds' //     says "can't see" and never guesses
    | 'voices' //        somebody spoke in the booth while it was asked
  strength: Strength
  /** How many times more likely these answers are from such a driver than from one who does their best. Null: not a matter of chance. */
  odds: number | null
  /** What was counted, and of how many: answers (of one kind, or right ones), presses, "can't see". */
  count: number
  of: number
  /** The answer that is always the same; null for every other kind. */
  answer: string | null
  /** Of voices: by which answers they were heard, counted from 1, and how long after the first was asked, ms. Absent for every other kind. */
  heard?: readonly { answer: number; afterMs: number }[]
}
type Strength = 'hint' | 'clear' | 'strong'

/** Jeffreys's steps of evidence, as Kass & Raftery (J Am Stat Assoc 1995, 90: 773–795, section 3.2) give them, rounded. */
export const ODDS = { hint: 3, clear: 10, strong: 100 } as const
/** For what is counted and not weighed: so many trials. One may be a slip of the finger. */
export const COUNTS = { hint: 2, clear: 4, strong: 8 } as const

/**
 * A voice that lasts so long, ms, may be a word: of 18 by three voices of two synthesisers ("up", "left", 右, “to the left”), 20 to 30 dB above the noise of the
 * room, the booth heard 16 to 18 for as long, and longer ones all. A key is shorter, a cough isn't. One answer may be one of the driver's own remarks.
 */
const VOICE_MS = 200
const VOICES = { hint: 1, clear: 2, strong: 5 } as const

/**
 * Faster than this, ms, nobody chooses: a single expected light takes some 190 ms to react to (Woodworth & Schlosberg,
 * Experimental Psychology, 1954, chapter 2), and each doubling of the choices adds some 150 (Hick, Q J Exp Psychol 1952, 4: 11–26).
 * The page tells that a stimulus stands there two frames after it was drawn, so the true time is longer than the logged one
 * by up to 50 ms.
 */
export const FASTEST_MS = 200

/** Withheld guesses: at least so many "can't see", and at most so many wrong answers for each of them. */
const WITHHOLDS = { least: 5, wrongEach: 0.1 } as const

/**
 * The signals of a log, strongest first; none for height, limbs and what isn't a log of this setup. From the log alone: a log that
 * grows may be looked at after each trial.
 */
export const signalsOf = (setup: Setup, trials: unknown): Signal[] => {
  const choices = choicesOf(setup, trials)
  if (!choices) return []
  const signals = [
    counted('too-fast', choices, ({ tookMs, byTimer }) => !byTimer && tookMs < FASTEST_MS),
    counted('too-early', choices, ({ early }) => early),
    sameAnswer(choices),
    guesses(choices),
    avoids(choices),
    setup.procedure === 'acuity' ? withholds(choices) : null,
    voices(choices),
  ].filter((signal) => signal !== null)
  return signals.toSorted((a, b) => ORDER.indexOf(b.strength) - ORDER.indexOf(a.strength))
}

const ORDER: readonly Strength[] = ['hint', 'clear', 'strong']

/** Whether a doctor should look before going on: a signal that is clear at least. */
export const isClear = ({ strength }: Signal): boolean => strength !== 'hint'

const strengthAt = (steps: Record<Strength, number>, value: number): Strength | null =>
  ORDER.findLast((strength) => value >= steps[strength]) ?? null

const counted = (kind: 'too-fast' | 'too-early', { all }: Choices, is: (choice: Choice) => boolean): Signal | null => {
  const count = all.filter(is).length
  const strength = strengthAt(COUNTS, count)
  return strength && { kind, strength, odds: null, count, of: all.length, answer: null }
}

const weighed = (logOdds: number, rest: Omit<Signal, 'strength' | 'odds'>): Signal | null => {
  const odds = Math.exp(logOdds)
  const strength = strengthAt(ODDS, odds)
  return strength && { ...rest, strength, odds }
}

const isRight = ({ right, given }: Choice) => given === right
const answeredOf = ({ all }: Choices) => all.filter(({ given }) => given !== null)

/** ln likelihood of who does their best: in each group right by a chance that nobody knows, from guessing to always. */
const logBest = (choices: Choices): number => {
  let log = 0
  for (const group of Map.groupBy(answeredOf(choices), ({ group }) => group).values()) {
    const right = group.filter(isRight).length
    log += logMean(right, group.length - right, [1 / choices.among, 1])
  }
  return log
}

/**
 * "Guesses": every answer by chance, the easy ones too, against one who sees each kind by some unknown chance. "Can't see" is no
 * guess and isn't counted. One who sees the easy ones and guesses at the limit, as drivers are told to, is no guesser.
 */
const guesses = (choices: Choices): Signal | null => {
  const answered = answeredOf(choices)
  const count = answered.filter(isRight).length
  const log = logKnown(count, answered.length - count, 1 / choices.among) - logBest(choices)
  return weighed(log, { kind: 'guesses', count, of: answered.length, answer: null })
}

/**
 * "Avoids": right by less than chance against guessing. Only where chance is frequent enough to be missed: of two digits one in 36
 * is guessed, and none right means nothing.
 */
const avoids = (choices: Choices): Signal | null => {
  if (choices.among > 4) return null
  const answered = answeredOf(choices)
  const count = answered.filter(isRight).length
  const chance = 1 / choices.among
  const log = logMean(count, answered.length - count, [0, chance]) - logKnown(count, answered.length - count, chance)
  return weighed(log, { kind: 'avoids', count, of: answered.length, answer: null })
}

/**
 * "Same answer": one answer by an unknown chance from even to always, whatever is shown; against one who tries and likes that answer
 * where nothing is to be seen, and against even guessing: the odds are the smaller of the two. "Nothing heard" all the time isn't
 * a signal: the deaf say so.
 */
const sameAnswer = (choices: Choices): Signal | null => {
  const answered = choices.all.flatMap(({ right, given, group }) => (given === null ? [] : [{ right, given, group }]))
  const { among } = choices
  if (new Set(answered.map(({ right }) => right)).size < 2) return null
  const { answer, count } = [...Map.groupBy(answered, ({ given }) => given)]
    .map(([answer, all]) => ({ answer, count: all.length }))
    .reduce((a, b) => (b.count > a.count ? b : a))
  if (answer === 'nothing') return null
  const others = answered.length - count
  const same = logMean(count, others, [1 / among, 1]) - others * Math.log(among - 1)
  // Which answer it would be nobody knew in advance: one of all that there are.
  const overEven = same - Math.log(among) + answered.length * Math.log(among)
  const rest = { kind: 'same-answer' as const, count, of: answered.length, answer }
  return overEven < Math.log(ODDS.hint) ? null : weighed(Math.min(overEven, same - logTries(answered, answer, among)), rest)
}

/** "Withholds": no accusation. Who says "can't see" for whatever is hard fails more often than one who guesses as well as they can. */
const withholds = ({ all }: Choices): Signal | null => {
  const count = all.filter(({ given }) => given === null).length
  const wrong = all.filter((choice) => choice.given !== null && !isRight(choice)).length
  if (count < WITHHOLDS.least || wrong > count * WITHHOLDS.wrongEach) return null
  return { kind: 'withholds', strength: 'hint', odds: null, count, of: all.length, answer: null }
}

/** "Voices": somebody spoke while it was asked, and may have told what to answer. Where nobody listened there is nothing to say. */
const voices = ({ all }: Choices): Signal | null => {
  const listened = all.filter(({ voiceMs }) => voiceMs !== null)
  const began = all[0]?.shownAt ?? 0
  const heard = all.flatMap(({ voiceMs, shownAt }, at) =>
    (voiceMs ?? 0) >= VOICE_MS ? [{ answer: at + 1, afterMs: shownAt - began }] : [],
  )
  const strength = strengthAt(VOICES, heard.length)
  return strength && { kind: 'voices', strength, odds: null, count: heard.length, of: listened.length, answer: null, heard }
}
