import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Setup, Trial } from '#protocol/measurement.ts'
import type { AcuityStimulus } from '#protocol/procedures/acuity.ts'
import { rehearseEye } from './acuity/rehearse-eye.ts'
import { isMark } from './acuity/watched.ts'
import { nextStimulus, progressOf, replay } from './index.ts'
import { limbTasks } from './limbs/limbs.ts'
import type { Procedure } from './procedure.ts'
import * as procedures from './procedures.ts'
import { draw } from './random.ts'
import { rehearse } from './rehearse.ts'

const SEED = '8c0e7b6a5d4c3b2a1908f7e6d5c4b3a2'
const SCREEN = { pitchMm: 0.1554, pathMm: 2500, mirrors: 1 }

const ACUITY = {
  procedure: 'acuity' as const,
  version: 2 as const,
  method: 'limits' as const,
  eye: 'left' as const,
  limits: [5, 4.9],
  glasses: true,
  screen: SCREEN,
}
const COLOUR = { procedure: 'colour' as const, form: 'digits' as const }
/** As setups were before there were versions, and as they are. */
const HEARING = { procedure: 'hearing' as const, aid: false, levelDb: 40, roveDb: 10 }
const HEARING_2 = { ...HEARING, version: 2 as const, levelDb: 54, noise: { limitDb: 45, microphoneDb: 110 } }
const CEILING = { 500: 80, 1000: 80, 2000: 80, 4000: 75 }
const TONES = {
  procedure: 'tones' as const,
  aid: false,
  transducer: 'loudspeakers' as const,
  ceilingDb: { left: CEILING, right: CEILING },
  noise: { limitDb: 45, microphoneDb: 110 },
}
const HEIGHT = { procedure: 'height' as const, floorMm: 2400, limitsMm: [1550] }
const HEIGHT_2 = { ...HEIGHT, version: 2 as const, tapeMm: 2402 }
const REACTION = { procedure: 'reaction' as const }
const LIMBS = { procedure: 'limbs' as const, station: 'trunk' as const, tasks: limbTasks('trunk') }
const samplesMm = Array.from({ length: 20 }, (_, n) => 700 + (n % 3))

type Log = [setup: Setup, trials: Trial[]]
/** One finished log of each procedure. */
const acuityLog: Log = [ACUITY, rehearseEye(ACUITY, SEED, ({ direction }, n) => (n === 5 ? 'cannot-see' : direction))]
const colourLog: Log = [COLOUR, rehearse(procedures.colour, COLOUR, SEED, ({ figure }, n) => (n === 3 ? 'cannot-see' : figure))]
const hearingLogOf = (setup: typeof HEARING | typeof HEARING_2): Log => [
  setup,
  rehearse(procedures.hearing, setup, SEED, (stimulus) =>
    'listen' in stimulus ? { dbfs: -80 } : stimulus.side === 'silent' ? 'nothing' : stimulus.side,
  ),
]
const hearingLog = hearingLogOf(HEARING)
const tonesLog: Log = [
  TONES,
  rehearse(procedures.tones, TONES, SEED, (stimulus) =>
    'listen' in stimulus ? { dbfs: stimulus.round === 1 ? -40 : -80 } : stimulus.sounds && stimulus.levelDb >= 35 ? 'heard' : 'nothing',
  ),
]
const heightLogOf = (setup: typeof HEIGHT | typeof HEIGHT_2): Log => [
  setup,
  rehearse(procedures.height, setup, SEED, ({ step }) => (step === 'stand' ? { step, samplesMm } : { step })),
]
const heightLog = heightLogOf(HEIGHT)
const limbsLog: Log = [LIMBS, rehearse(procedures.limbs, LIMBS, SEED, () => ({ done: 'done' as const, force: null }))]
const reactionLog: Log = [REACTION, rehearse(procedures.reaction, REACTION, SEED, (_, n) => (n === 6 ? 'too-early' : 'pressed'))]
/** So long that the eyes rest on the way. */
const tiredLog: Log = [
  ACUITY,
  rehearseEye(ACUITY, SEED, ({ level, direction }, n) => (level < 4.9 || n % 3 > 0 ? direction : 'cannot-see')),
]
const LOGS: Log[] = [
  acuityLog,
  colourLog,
  hearingLog,
  hearingLogOf(HEARING_2),
  tonesLog,
  heightLog,
  heightLogOf(HEIGHT_2),
  limbsLog,
  reactionLog,
]

test.each(LOGS)('a finished log of %j replays, and twice to the same score', (setup, trials) => {
  const first = replay(setup, SEED, trials)
  expect(first).toMatchObject({ ok: true, score: { procedure: setup.procedure } })
  expect(replay(setup, SEED, structuredClone(trials))).toEqual(first)
})

/** The same times, but for one trial's. */
const retimed = (trials: readonly Trial[], at: number, by: (trial: Trial) => Partial<Trial>): unknown =>
  trials.map((trial, n) => (n === at ? { ...trial, ...by(trial) } : trial))

test.each(LOGS)('the times of a log of %j must run forwards', (setup, trials) => {
  const last = trials.length - 1
  const why = { ok: false, at: last, why: 'time-disordered' }
  expect(
    replay(
      setup,
      SEED,
      retimed(trials, last, ({ shownAt }) => ({ answeredAt: shownAt - 200 })),
    ),
  ).toEqual(why)
  const before = (trials[last - 1]?.answeredAt ?? 0) - 500
  expect(
    replay(
      setup,
      SEED,
      retimed(trials, last, () => ({ shownAt: before, answeredAt: before })),
    ),
  ).toEqual(why)
  expect(
    replay(
      setup,
      SEED,
      retimed(trials, last, () => ({ shownAt: before, answeredAt: before })),
      { hurried: true },
    ),
  ).toEqual(why)
})

test('a log that leaves less time than its procedure waits is refused, unless it was hurried', () => {
  for (const [setup, trials] of [hearingLog, tonesLog, reactionLog, tiredLog]) {
    let now = 0
    const hasty = trials.map((trial) => ({ ...trial, shownAt: now, answeredAt: (now += 700) }))
    expect(replay(setup, SEED, hasty)).toMatchObject({ ok: false, why: 'time-disordered' })
    expect(replay(setup, SEED, hasty, { hurried: true })).toMatchObject({ ok: true })
  }
})

test('samples of a force go forwards, and lie before their answer', () => {
  const setup = { ...LIMBS, tasks: ['palms' as const] }
  const answeredWith = (...force: [number, number][]) => {
    const answer = { done: 'done' as const, force }
    return replay(setup, SEED, [{ stimulus: { task: 'palms' }, answer, shownAt: 0, answeredAt: 5000, source: 'device' }])
  }
  const disordered = { ok: false, at: 0, why: 'time-disordered' }
  expect(answeredWith([0, 0], [40, 9], [4900, 9])).toMatchObject({ ok: true })
  expect(answeredWith([0, 0], [400, 9], [300, 9])).toMatchObject(disordered)
  expect(answeredWith([0, 0], [9000, 9])).toMatchObject(disordered)
})

test.each(LOGS)('a log of %j that stops early is unfinished, one that goes on is overlong', (setup, trials) => {
  expect(replay(setup, SEED, trials.slice(0, -1))).toEqual({ ok: false, at: trials.length - 1, why: 'log-unfinished' })
  expect(replay(setup, SEED, [])).toEqual({ ok: false, at: 0, why: 'log-unfinished' })
  const later = (trials.at(-1)?.answeredAt ?? 0) + 10_000
  const more = { ...trials[0], shownAt: later, answeredAt: later + 5000 }
  expect(replay(setup, SEED, [...trials, more])).toEqual({ ok: false, at: trials.length, why: 'log-overlong' })
})

test('an altered stimulus is refused at its place, whichever field and trial it is', () => {
  const altered: [Log, (stimulus: object) => object][] = [
    [acuityLog, (stimulus) => ({ ...stimulus, strokePx: 6 })],
    [acuityLog, (stimulus) => ({ ...stimulus, level: 4.5 })],
    [colourLog, (stimulus) => ({ ...stimulus, figure: '88' })],
    [hearingLog, (stimulus) => ({ ...stimulus, gapMs: 1499 })],
    [
      tonesLog,
      (stimulus) =>
        'listen' in stimulus ? { ...stimulus, round: 3 } : { ...stimulus, sounds: !('sounds' in stimulus && stimulus.sounds) },
    ],
    [heightLog, (stimulus) => ({ ...stimulus, round: 3 })],
    [limbsLog, (stimulus) => ({ ...stimulus, task: 'palms' })],
    [reactionLog, (stimulus) => ({ ...stimulus, foreMs: 999 })],
  ]
  fc.assert(
    fc.property(fc.constantFrom(...altered), fc.nat(), ([[setup, trials], alter], chosen) => {
      const at = chosen % trials.length
      const log = trials.map((trial, n) => (n === at ? { ...trial, stimulus: alter(trial.stimulus) } : trial))
      expect(replay(setup, SEED, log)).toEqual({ ok: false, at, why: 'stimulus-differs' })
    }),
  )
})

test('a log made from another seed is refused', () => {
  const [setup, trials] = hearingLog
  expect(replay(setup, SEED.replace('8', '9'), trials)).toMatchObject({ ok: false, why: 'stimulus-differs' })
})

test('what is no log of the procedure is malformed, at its first broken trial', () => {
  const [setup, trials] = acuityLog
  const broken = trials.map((trial, n) => (n === 4 ? { ...trial, answer: 'sideways' } : trial))
  expect(replay(setup, SEED, broken)).toEqual({ ok: false, at: 4, why: 'trials-malformed' })
  expect(replay(setup, SEED, colourLog[1])).toEqual({ ok: false, at: 0, why: 'trials-malformed' })
  expect(replay(setup, SEED, null)).toEqual({ ok: false, at: 0, why: 'trials-malformed' })
  expect(
    replay(
      setup,
      SEED,
      Array.from({ length: 901 }, () => trials[0]),
    ),
  ).toEqual({ ok: false, at: 900, why: 'trials-malformed' })
})

test.each(LOGS)('the next stimulus of %j comes from the trials so far, and progress grows to 1', (setup, trials) => {
  for (const [at, trial] of trials.entries()) {
    expect(nextStimulus(setup, SEED, trials.slice(0, at))).toEqual(trial.stimulus)
    expect(progressOf(setup, trials.slice(0, at))).toBeLessThan(progressOf(setup, trials.slice(0, at + 1)))
  }
  expect(nextStimulus(setup, SEED, trials)).toBe('done')
  expect(progressOf(setup, trials)).toBe(1)
  expect(() => nextStimulus(setup, SEED, [{}])).toThrow(TypeError)
})

/** A procedure with a log of its own, whatever its types: made-up drivers answer by chance, `luck` from 0 to 1. */
const own = <S extends Setup, T, A, C>(procedure: Procedure<S, T, A, C>, setup: S, answer: (stimulus: T, luck: number) => A) => {
  const run = (seed: string) => rehearse(procedure, setup, seed, (stimulus, n) => answer(stimulus, draw(seed, 'catch', 1000 + n).unit()))
  const log = run(SEED)
  return {
    name: setup.procedure,
    /** Trials of its log in any order. */
    shuffled: fc.array(fc.constantFrom(...log), { maxLength: 90 }).map((trials) => ({
      score: () => procedure.score(setup, SEED, trials),
      progress: () => procedure.progress(setup, trials),
    })),
    scoresBehind: [log, log.toReversed(), log.slice(-1)].map((more) => procedure.score(setup, SEED, [...log, ...more])),
    score: procedure.score(setup, SEED, log),
    /** How far along it says it is, from before the first trial to the end. */
    progressIn: (seed: string) => {
      const trials = run(seed)
      return Array.from({ length: trials.length + 1 }, (_, count) => procedure.progress(setup, trials.slice(0, count)))
    },
  }
}
const swayed = (luck: number) => ({
  step: 'stand' as const,
  samplesMm: samplesMm.map((mm, n) => mm + Math.round(luck * 30) + (luck > 0.8 ? n : 0)),
})
const sight =
  (misses: number, guesses = 0) =>
  (stimulus: AcuityStimulus, luck: number) =>
    isMark(stimulus)
      ? { spanPx: 90 }
      : luck < misses
        ? ('cannot-see' as const)
        : luck < misses + guesses
          ? ('up' as const)
          : stimulus.direction
const OWN = [
  own(procedures.acuity, ACUITY, sight(0.2, 0.2)),
  own(procedures.acuity, { ...ACUITY, method: 'number' }, sight(0.2)),
  own(procedures.acuity, { ...ACUITY, method: 'lines' }, sight(0.3)),
  own(procedures.acuity, { ...ACUITY, distance: { cameraMm: 700, mostOff: 0.03 } }, sight(0.2, 0.2)),
  own(procedures.colour, COLOUR, ({ figure }, luck) => (luck < 0.2 ? 'cannot-see' : figure)),
  own(procedures.colour, { procedure: 'colour', form: 'openings' }, ({ figure }, luck) => (luck < 0.3 ? 'cannot-see' : figure)),
  own(procedures.hearing, HEARING, (stimulus, luck) =>
    'listen' in stimulus ? { dbfs: luck < 0.5 ? -40 : -80 } : luck < 0.1 || stimulus.side === 'silent' ? 'nothing' : stimulus.side,
  ),
  own(procedures.tones, TONES, (stimulus, luck) =>
    'listen' in stimulus ? { dbfs: -80 } : stimulus.levelDb + 20 * luck > 40 && stimulus.sounds ? 'heard' : 'nothing',
  ),
  own(procedures.height, HEIGHT, ({ step }, luck) => (step === 'stand' ? swayed(luck) : { step })),
  own(procedures.reaction, REACTION, (_, luck) => (luck < 0.3 ? 'too-early' : luck < 0.4 ? 'nothing' : 'pressed')),
  own(procedures.limbs, LIMBS, (_, luck) => ({
    done: luck < 0.5 ? ('cannot' as const) : ('done' as const),
    force: [[0, -5] satisfies [number, number]],
  })),
]

test('a log of any length, with trials in any order, scores without throwing', () => {
  fc.assert(
    fc.property(fc.oneof(...OWN.map(({ shuffled }) => shuffled)), ({ score, progress }) => {
      expect(score()).toHaveProperty('procedure')
      expect(progress()).toBeGreaterThanOrEqual(0)
      expect(progress()).toBeLessThanOrEqual(1)
    }),
    { numRuns: 300 },
  )
})

test.each(OWN)('what stands behind the end of a log of $name counts for nothing', ({ score, scoresBehind }) => {
  for (const behind of scoresBehind) expect(behind).toEqual(score)
})

test.each(OWN)('progress of $name never falls, whatever is answered, and is 1 at the end alone', ({ progressIn }) => {
  for (let run = 0; run < 40; run += 1) {
    const far = progressIn(run.toString(16).padStart(32, '7'))
    expect(far).toEqual(far.toSorted((a, b) => a - b))
    expect(far.filter((each) => each === 1)).toHaveLength(1)
  }
})
