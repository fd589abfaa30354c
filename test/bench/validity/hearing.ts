import { forkOf, rulesOn } from '#check/rules/rules.ts'
import { FORK } from '#kit/stimuli/tone.ts'
import { inBareBooth } from '#measure/bare-booth.ts'
import { hearing, PAIRS, pairScores } from '#measure/hearing/hearing.ts'
import { DONE } from '#measure/procedure.ts'
import type { DirectionStimulus, HearingTrial } from '#protocol/procedures/hearing.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { type Chance, chance as chanceFrom, seedOf } from './chance.ts'

// How often the direction test is wrong. Whoever listens here knows nothing of the scorer: listeners hear or guess, and a calculation of
// its own (a walk over the three scores, trial by trial) says exactly what the simulation can only estimate.

/** The setup of a booth with loudspeakers and headphones, and without a microphone, by the rules of today. */
const setupBy = (method: 'directions' | 'headphones') => {
  const every = { 500: 100, 1000: 100, 2000: 100, 4000: 100 }
  const fullScaleDb = { left: every, right: every }
  const value = {
    device: 'speakers' as const,
    transducer: 'loudspeakers' as const,
    fullScaleDb,
    microphoneDb: null,
    headphones: { transducer: 'TDH39' as const, fullScaleDb },
  }
  const speakers = { id: 'sound', at: '2026-11-25T00:00:00.000Z', value }
  const issued = hearing.setUp(inBareBooth('hearing', { speakers }, { method, fork: forkOf(rulesOn('2026-11-30')) }))
  if (isRefusal(issued)) throw new Error('a booth with all that is needed can test hearing')
  return issued.setup
}
const SETUP = setupBy('directions')
const KINDS = ['left', 'right', 'silent'] as const
type Kind = (typeof KINDS)[number]
const SAYS = { left: 'left', right: 'right', silent: 'nothing' } as const
type Said = (typeof SAYS)[Kind]

// ---------------------------------------------------------------- who listens

/**
 * A listener: with what probability an answer names its kind, by what they did before (`memory`, from 0), and what they then
 * remember. Nobody ever says to them whether they were right.
 */
type Listener = { memories: number; hears: (kind: Kind, memory: number) => { right: number; later: number } }

const plain = (right: Record<Kind, number>): Listener => {
  const by = { left: { right: right.left, later: 0 }, right: { right: right.right, later: 0 }, silent: { right: right.silent, later: 0 } }
  return { memories: 1, hears: (kind) => by[kind] }
}
/** Ears that hear a sound and its side with `hits`, and say in silence that there was one with `falseAlarms`. */
const ears = (hits: number, falseAlarms: number): Listener => plain({ left: hits, right: hits, silent: 1 - falseAlarms })
/** Hears each sound, and tells its side by loudness with this probability: one ear alone. */
const oneEared = (accuracy: number): Listener => plain({ left: accuracy, right: accuracy, silent: 1 })
/** Deaf on the left, and names the left in so many of the trials in which nothing was heard. */
const guesses = (left: number): Listener => plain({ left, right: 1, silent: 1 - left })
/** Deaf on the left, knows the design: left and nothing in turn keep the three scores level. */
const alternates: Listener = {
  memories: 2,
  hears: (kind, memory) =>
    kind === 'right' ? { right: 1, later: memory } : { right: (kind === 'left') === (memory === 0) ? 1 : 0, later: 1 - memory },
}
const STRATEGIES: Record<string, Listener> = {
  'always nothing': guesses(0),
  'always that side': guesses(1),
  'a coin': guesses(0.5),
  'nothing twice as often': guesses(1 / 3),
  'knows the design': alternates,
}

// ---------------------------------------------------------------- exactly

type Scores = readonly [leftRight: number, leftSilent: number, rightSilent: number]
const LOW = PAIRS.refer + 1
const SIZE = PAIRS.most - LOW + 1
const placeOf = ([a, b, c]: Scores): number => ((a - LOW) * SIZE + (b - LOW)) * SIZE + (c - LOW)
const scoresAt = (place: number): Scores => [
  Math.floor(place / SIZE ** 2) + LOW,
  (Math.floor(place / SIZE) % SIZE) + LOW,
  (place % SIZE) + LOW,
]
const after = ([a, b, c]: Scores, kind: Kind, right: boolean): Scores => {
  const by = right ? PAIRS.right : PAIRS.wrong
  if (kind === 'left') return [a + by, b + by, c]
  return kind === 'right' ? [a + by, b, c + by] : [a, b + by, c + by]
}
/** Where one pair alone is short of its end, its two kinds are drawn, else all three. */
const drawnAt = ([a, b, c]: Scores): readonly Kind[] => {
  const [la, lb, lc] = [a < PAIRS.heard, b < PAIRS.heard, c < PAIRS.heard]
  if (la && !lb && !lc) return ['left', 'right']
  if (!la && lb && !lc) return ['left', 'silent']
  return !la && !lb && lc ? ['right', 'silent'] : KINDS
}
const passed = (scores: Scores): boolean => Math.min(...scores) >= PAIRS.heard
const referred = (scores: Scores): boolean => Math.min(...scores) <= PAIRS.refer

/** Probability to pass, and to have ended by each trial. */
const exactly = ({ memories, hears }: Listener): { pass: number; ended: number[] } => {
  let now = Array.from({ length: memories }, () => new Map<number, number>())
  now[0]?.set(placeOf([0, 0, 0]), 1)
  let [pass, gone] = [0, 0]
  const ended = [0]
  for (let trial = 1; trial <= PAIRS.most; trial += 1) {
    const next = now.map(() => new Map<number, number>())
    for (const [memory, places] of now.entries())
      for (const [place, share] of places) {
        const kinds = drawnAt(scoresAt(place))
        for (const kind of kinds) {
          const { right, later } = hears(kind, memory)
          for (const [named, chance] of [
            [true, right],
            [false, 1 - right],
          ] as const) {
            if (chance === 0) continue
            const scores = after(scoresAt(place), kind, named)
            const weight = (share * chance) / kinds.length
            if (passed(scores)) pass += weight
            if (passed(scores) || referred(scores) || trial === PAIRS.most) gone += weight
            else next[later]?.set(placeOf(scores), (next[later].get(placeOf(scores)) ?? 0) + weight)
          }
        }
      }
    ended.push(gone)
    now = next
  }
  return { pass, ended }
}

/**
 * The most that any guessing of a deaf left ear can reach, even if somebody told it after each trial whether it was right: in each
 * state of the scores the better of "left" and "nothing" is taken.
 */
const bound = (): number => {
  let next = new Float64Array(SIZE ** 3)
  for (let trial = PAIRS.most; trial >= 1; trial -= 1) {
    const now = new Float64Array(SIZE ** 3)
    const worth = (scores: Scores): number => {
      if (passed(scores)) return 1
      return referred(scores) || trial === PAIRS.most ? 0 : (next[placeOf(scores)] ?? 0)
    }
    // Before this trial no score is above the count of trials.
    for (let a = LOW; a < trial; a += 1)
      for (let b = LOW; b < trial; b += 1)
        for (let c = LOW; c < trial; c += 1) {
          const scores: Scores = [a, b, c]
          const kinds = drawnAt(scores)
          // What answering so to all that isn't heard is worth, over the kinds that are drawn here.
          const said = (left: boolean) =>
            kinds.reduce((sum, kind) => sum + worth(after(scores, kind, kind === 'right' || (kind === 'left') === left)), 0)
          now[placeOf(scores)] = Math.max(said(true), said(false)) / kinds.length
        }
    next = now
  }
  return next[placeOf([0, 0, 0])] ?? 0
}

// ---------------------------------------------------------------- by the scorer

const nobody = { shownAt: 0, answeredAt: 1, source: 'device' as const }
const trialOf = (side: Kind, answer: Said): HearingTrial => ({ stimulus: { side, gapMs: 2000, levelDb: 40 }, answer, ...nobody })
const trialsOf = (kind: Kind): Record<Said, HearingTrial> => ({
  left: trialOf(kind, 'left'),
  right: trialOf(kind, 'right'),
  nothing: trialOf(kind, 'nothing'),
})
const TRIALS = { left: trialsOf('left'), right: trialsOf('right'), silent: trialsOf('silent') }
const MIRRORED = { left: 'right', right: 'left', silent: 'silent', nothing: 'nothing' } as const

/** What is said to a kind by one whose answer names it, or doesn't. */
const saidTo = (kind: Kind, right: boolean): Said => (right ? SAYS[kind] : kind === 'silent' ? 'left' : 'nothing')

/** Share of runs that pass by the scorer, for a listener whose deaf ear is the left, or the right. */
const simulated = ({ hears }: Listener, runs: number, deaf: 'left' | 'right', chance: Chance): number => {
  let through = 0
  for (let run = 0; run < runs; run += 1) {
    let memory = 0
    let scores: Scores = [0, 0, 0]
    const trials: HearingTrial[] = []
    while (!passed(scores) && !referred(scores) && trials.length < PAIRS.most) {
      const kinds = drawnAt(scores)
      const kind = kinds[chance.below(kinds.length)] ?? 'silent'
      const { right, later } = hears(kind, memory)
      memory = later
      const named = chance.unit() < right
      scores = after(scores, kind, named)
      const said = saidTo(kind, named)
      trials.push(deaf === 'left' ? TRIALS[kind][said] : TRIALS[MIRRORED[kind]][MIRRORED[said]])
    }
    if (pairScores(SETUP, trials).outcome === 'both-ears') through += 1
  }
  return through / runs
}

/** What somebody says to a sound of a level, dB HL. */
type Person = (sound: DirectionStimulus) => Said
/** How long an answer takes from the moment that a sound may be there, s: to one that was heard, and to none. A guess of ours. */
const ANSWERS_S = { heard: 0.8, nothing: FORK.seconds + 0.5 }
/** Between an answer and the next trial, s. */
const BETWEEN_S = 0.4

/** Whole runs of the procedure, each from a seed of its own and with somebody of its own: share that passes, and of each run its trials and seconds. */
const wholeRuns = (newPerson: () => Person, runs: number, chance: Chance, setup = SETUP) => {
  const lengths: number[] = []
  const seconds: number[] = []
  let through = 0
  for (let run = 0; run < runs; run += 1) {
    const seed = seedOf(chance)
    const says = newPerson()
    const trials: HearingTrial[] = []
    let took = 0
    for (;;) {
      const stimulus = hearing.next(setup, seed, trials)
      if (stimulus === DONE) break
      if (!('side' in stimulus)) throw new Error('a booth without a microphone does not listen')
      const answer = says(stimulus)
      trials.push({ stimulus, answer, ...nobody })
      took += stimulus.gapMs / 1000 + BETWEEN_S + (answer === 'nothing' ? ANSWERS_S.nothing : ANSWERS_S.heard)
    }
    lengths.push(trials.length)
    seconds.push(took)
    if (hearing.score(setup, seed, trials).outcome === 'both-ears') through += 1
  }
  const sorted = (values: number[]) => values.toSorted((a, b) => a - b)
  return { passed: through / runs, trials: sorted(lengths), seconds: sorted(seconds) }
}

/** A listener as a person: of levels they know nothing. */
const asPerson =
  ({ hears }: Listener, chance: Chance): (() => Person) =>
  () => {
    let memory = 0
    return ({ side }) => {
      const { right, later } = hears(side, memory)
      memory = later
      return saidTo(side, chance.unit() < right)
    }
  }

// ---------------------------------------------------------------- by how loud it is

/** How much a threshold wavers from sound to sound, dB (standard deviation), and loudness with it. */
const WAVERS_DB = { threshold: 3, loudness: 1 }

/** Ears that hear from so many dB HL on, each for itself; where nothing was heard one says in so many that there was something. */
const withLoss =
  (lossDb: number, falseAlarms: number, chance: Chance): (() => Person) =>
  () =>
  ({ side, levelDb }) => {
    const heard = side !== 'silent' && levelDb + WAVERS_DB.threshold * chance.normal() > lossDb && chance.unit() < 0.98
    if (heard) return side
    return chance.unit() < falseAlarms ? (chance.unit() < 0.5 ? 'left' : 'right') : 'nothing'
  }

/**
 * Deaf on the left, hears the left loudspeaker with the right ear, softer by the head's shadow, and names the left when a sound is softer than the
 * middle of all that they hear. Nobody could do better by loudness.
 */
const byLoudness =
  (shadowDb: number, chance: Chance): (() => Person) =>
  () =>
  ({ side, levelDb }) => {
    if (side === 'silent') return 'nothing'
    const loud = levelDb - (side === 'left' ? shadowDb : 0) + WAVERS_DB.loudness * chance.normal()
    return loud < SETUP.levelDb - shadowDb / 2 ? 'left' : 'right'
  }

/** The least by which headphones of the supra-aural kind are softer at the other ear, dB. */
const ACROSS_DB = 40
/** How steeply a tone comes out of noise, dB (standard deviation). */
const FROM_NOISE_DB = 2

/**
 * Deaf on the left, by headphones: hears what is left of the left sound at the right ear, if it stands out of the noise there, and takes what is soft
 * for the left. What isn't heard is nothing and the left in turn, which is the best of the five ways to guess.
 */
const acrossTheHead =
  (noiseDb: number, chance: Chance): (() => Person) =>
  () => {
    let last: Said = 'left'
    return ({ side, levelDb }) => {
      if (side === 'right') return 'right'
      if (side === 'left' && levelDb - ACROSS_DB + FROM_NOISE_DB * chance.normal() > noiseDb) return 'left'
      last = last === 'left' ? 'nothing' : 'left'
      return last
    }
  }

/** The simulation must lie within five standard errors of what is exact, or one of the two is wrong. */
const agree = (what: string, share: number, exact: number, runs: number): number => {
  if (Math.abs(share - exact) > 5 * Math.sqrt((exact * (1 - exact)) / runs) + 1 / runs)
    throw new Error(`${what}: ${share} simulated, ${exact} calculated`)
  return share
}

/** Fewer runs show nothing of an error of one in a thousand. */
const RARE = 100_000

/**
 * Figures of the direction test, exact, and each by simulation with the scorer itself beside it. `deaf_ear_pass`: the worst of five
 * strategies, simulated for each ear in at least 100,000 runs, with the bound for any strategy. Normal ears, 95 % hits and 5 % false
 * alarms: `runs` whole runs of the procedure. `hearing_35_pass`: both ears hear from 35 dB HL on. `shadow8_pass`: one ear, which goes by loudness,
 * behind a head's shadow of 8 dB. `headphones_…`: the same by headphones with noise. Throws when simulation and calculation disagree.
 */
export const hearingFigures = (runs: number) => {
  const chance = chanceFrom(20_261_125)
  const rare = Math.max(runs, RARE)
  const deaf = Object.entries(STRATEGIES).map(([name, listener]) => {
    const exact = exactly(listener).pass
    const shares = (['left', 'right'] as const).map((ear) => agree(`${name}, ${ear}`, simulated(listener, rare, ear, chance), exact, rare))
    return { exact, share: (shares[0] ?? 0) / 2 + (shares[1] ?? 0) / 2 }
  })
  const normal = ears(0.95, 0.05)
  const { pass, ended } = exactly(normal)
  const trialsAt = (share: number) => ended.findIndex((each) => each >= share)
  const { passed: through, trials } = wholeRuns(asPerson(normal, chance), runs, chance)
  agree('normal ears', through, pass, runs)
  const within = trials.filter((count) => count <= trialsAt(0.95)).length
  agree('trials', within / runs, ended[trialsAt(0.95)] ?? 0, runs)
  const { seconds } = wholeRuns(withLoss(5, 0.02, chance), runs, chance)
  const headphones = setupBy('headphones')
  const share = (person: () => Person, setup = SETUP) => wholeRuns(person, runs, chance, setup).passed
  return {
    deaf_ear_pass: Math.max(...deaf.map(({ exact }) => exact)),
    deaf_ear_pass_simulated: Math.max(...deaf.map(({ share }) => share)),
    deaf_ear_pass_bound: bound(),
    normal_ear_referred: 1 - pass,
    normal_ear_referred_simulated: 1 - through,
    hearing_trials_p50: trialsAt(0.5),
    hearing_trials_p95: trialsAt(0.95),
    hearing_trials_p95_simulated: trials[Math.ceil(0.95 * runs) - 1] ?? 0,
    hearing_seconds_p50: seconds[Math.ceil(0.5 * runs) - 1] ?? 0,
    hearing_seconds_p95: seconds[Math.ceil(0.95 * runs) - 1] ?? 0,
    hearing_30_pass: share(withLoss(30, 0.02, chance)),
    hearing_35_pass: share(withLoss(35, 0.02, chance)),
    hearing_40_pass: share(withLoss(40, 0.02, chance)),
    hearing_45_pass: share(withLoss(45, 0.02, chance)),
    hearing_60_pass: share(withLoss(60, 0.02, chance)),
    shadow8_pass: share(byLoudness(8, chance)),
    shadow16_pass: share(byLoudness(16, chance)),
    headphones_35_pass: share(withLoss(35, 0.02, chance), headphones),
    headphones_one_ear_pass: wholeRuns(acrossTheHead(headphones.maskDb ?? 0, chance), rare, chance, headphones).passed,
  }
}

/** Exact curves for a plot: the probability to pass against hits (as many false alarms as misses), and against a loudness cue. */
export const hearingCurves = (): Record<'hits' | 'loudness', { at: number; pass: number }[]> => {
  const over = (from: number, to: number, step: number, listener: (at: number) => Listener) =>
    Array.from({ length: Math.round((to - from) / step) + 1 }, (_, n) => from + n * step).map((at) => ({
      at,
      pass: exactly(listener(at)).pass,
    }))
  return { hits: over(0.7, 1, 0.02, (hits) => ears(hits, 1 - hits)), loudness: over(0.5, 1, 0.05, oneEared) }
}
