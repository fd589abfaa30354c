import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Setup, Trial } from '#protocol/measurement.ts'
import { nextStimulus, progressOf, replay } from './index.ts'
import { limbTasks } from './limbs/limbs.ts'
import type { Procedure, TrialOf } from './procedure.ts'
import * as procedures from './procedures.ts'
import { rehearse } from './rehearse.ts'

const SEED = '8c0e7b6a5d4c3b2a1908f7e6d5c4b3a2'
const SCREEN = { pitchMm: 0.1554, pathMm: 2500, mirrors: 1 }

const ACUITY = {
  procedure: 'acuity' as const,
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
const acuityLog: Log = [ACUITY, rehearse(procedures.acuity, ACUITY, SEED, ({ direction }, n) => (n === 5 ? 'cannot-see' : direction))]
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

test.each(LOGS)('a log of %j that stops early is unfinished, one that goes on is overlong', (setup, trials) => {
  expect(replay(setup, SEED, trials.slice(0, -1))).toEqual({ ok: false, at: trials.length - 1, why: 'log-unfinished' })
  expect(replay(setup, SEED, [])).toEqual({ ok: false, at: 0, why: 'log-unfinished' })
  expect(replay(setup, SEED, [...trials, trials[0]])).toEqual({ ok: false, at: trials.length, why: 'log-overlong' })
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
      Array.from({ length: 401 }, () => trials[0]),
    ),
  ).toEqual({ ok: false, at: 400, why: 'trials-malformed' })
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

test('a log of any length, with trials in any order, scores without throwing', () => {
  const shuffled = <T, A>(log: readonly TrialOf<T, A>[]) => fc.array(fc.constantFrom(...log), { maxLength: 90 })
  const { acuity, colour, hearing, tones, height, limbs, reaction } = procedures
  const own = <S, T, A, C>(procedure: Procedure<S, T, A, C>, setup: S, answer: (stimulus: T) => A) => {
    const log = rehearse(procedure, setup, SEED, answer)
    return shuffled(log).map((trials) => ({
      score: () => procedure.score(setup, SEED, trials),
      progress: () => procedure.progress(setup, trials),
    }))
  }
  const any = fc.oneof(
    own(acuity, ACUITY, ({ direction }) => (direction === 'up' ? 'cannot-see' : direction)),
    own(colour, COLOUR, ({ figure }) => (figure.startsWith('2') ? 'cannot-see' : figure)),
    own(hearing, HEARING, (stimulus) => ('side' in stimulus && stimulus.side === 'left' ? 'left' : 'nothing')),
    own(tones, TONES, (stimulus) => ('listen' in stimulus ? { dbfs: -80 } : stimulus.levelDb > 40 ? 'heard' : 'nothing')),
    own(height, HEIGHT, ({ step, round }) => (step === 'stand' ? { step, samplesMm: samplesMm.slice(round) } : { step })),
    own(reaction, REACTION, ({ foreMs }) => (foreMs % 3 === 0 ? 'too-early' : 'pressed')),
    own(limbs, LIMBS, () => ({ done: 'cannot' as const, force: [[0, -5] satisfies [number, number]] })),
  )
  fc.assert(
    fc.property(any, ({ score, progress }) => {
      expect(score()).toHaveProperty('procedure')
      expect(progress()).toBeGreaterThanOrEqual(0)
      expect(progress()).toBeLessThanOrEqual(1)
    }),
    { numRuns: 300 },
  )
})
