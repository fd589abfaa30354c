import { canonical } from '#protocol/canonical.ts'
import type { DeviceKind } from '#protocol/device.ts'
import type { CalibrationValue } from '#protocol/reading.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { Finding } from '#protocol/station.ts'
import type { AnyStation, Method } from '#protocol/stations.ts'
import type { Still } from '#protocol/still.ts'

/** One stimulus, its answer, and when each was, by the agent's monotonic clock in ms. */
export type TrialOf<Stimulus, Answer> = {
  stimulus: Stimulus
  answer: Answer
  shownAt: number
  answeredAt: number
  source: 'device' | 'cell' | 'touch' | 'timer'
  /** Presses before the stimulus stood there; absent: none. They are no answers. */
  early?: number
  /** The loudest that the booth was during its sound, A-weighted, dB of the microphone's full scale; absent: nobody listened. */
  noise?: number
  /** How far the head was from the mark while it stood there, as a part of the path; null: not seen; absent: nothing watched. */
  away?: number | null
  /** The longest voice in the booth while it stood there, ms; absent: nobody listened. */
  voiceMs?: number
  /** What a camera showed of it; absent: no picture was taken. It weighs nothing. */
  still?: Still
}

export const DONE = 'done'
export type Done = typeof DONE

type Device = CalibrationValue['device']
/** A booth's newest calibration of each device, made at an instant, or why nothing may stand on it. */
export type Standing = { readonly [D in Device]: { id: string; at: string; value: Extract<CalibrationValue, { device: D }> } | Refusal }

/** The softest and the loudest sound that stands for a tuning fork 50 cm from the ear, dB HL. */
export type Fork = { softestDb: number; loudestDb: number }

/** What the server knows when it sets a procedure up: the driver, the booth, and what is asked. */
export type Given = {
  station: AnyStation
  /** Null: the station's first way. */
  method: Method | null
  glasses: boolean
  aid: boolean
  /** Acuity that this eye is asked for, strictest first. */
  acuityLimits: readonly number[]
  /** The driver has practised the test of an eye in this check, and read what was asked. */
  practisedAcuity: boolean
  /** Minimum heights that matter for the driver's classes, mm. */
  heightLimitsMm: readonly number[]
  /** How loud the booth may be before a sound, dB(A). */
  noiseLimitDb: number
  /** How loud the sounds are that stand for the rule's tuning fork, dB HL. */
  fork: Fork
  standing: Standing
}

/** A setup, and the calibrations that it stands on, by id. */
export type SetUp<Setup> = { setup: Setup; calibrations: string[] }

/** One counted choice among `among` answers. `given` null: "can't see". Trials of one `group` are about as hard as each other. */
export type Choice = {
  right: string
  given: string | null
  group: string
  tookMs: number
  early: boolean
  byTimer: boolean
  shownAt: number
  voiceMs: number | null
}
export type Choices = { among: number; all: Choice[] }
/** The part of a choice that every trial tells. */
export const timing = (trial: TrialOf<unknown, unknown>): Pick<Choice, 'tookMs' | 'early' | 'byTimer' | 'shownAt' | 'voiceMs'> => ({
  tookMs: trial.answeredAt - trial.shownAt,
  early: (trial.early ?? 0) > 0,
  byTimer: trial.source === 'timer',
  shownAt: trial.shownAt,
  voiceMs: trial.voiceMs ?? null,
})

/**
 * A measurement is a pure function of its log. The booth runs it; the server, which issued the seed and the setup, replays it
 * (each stimulus must be the one `next` gives) and scores it again.
 */
export type Procedure<Setup, Stimulus, Answer, Score> = {
  /** The next stimulus, or done: the stopping rule is in here. */
  next(setup: Setup, seed: string, trials: readonly TrialOf<Stimulus, Answer>[]): Stimulus | Done
  /** The result, from the log alone. Scores a log of any length without throwing; `procedure` leaves out what follows the end. */
  score(setup: Setup, seed: string, trials: readonly TrialOf<Stimulus, Answer>[]): Score
  /** 0 to 1: how far along, at a guess, for a progress bar. It never falls, and never tells whether an answer was right. */
  progress(setup: Setup, trials: readonly TrialOf<Stimulus, Answer>[]): number
  /** How long the procedure itself has somebody wait before this trial's stimulus stands there, ms: silence before a sound, a rest. */
  waitsMs(trial: Pick<TrialOf<Stimulus, Answer>, 'stimulus' | 'answer'>): number
  /** When the samples of an answer were taken, ms after its stimulus stood there; left out: an answer has none. */
  samplesMs?(answer: Answer): readonly number[]
}

/** What else of a procedure the server has to know. */
type Around<Setup, Stimulus, Answer, Score> = {
  /** The setup for this driver and this booth; refused where the booth can't measure it. */
  setUp(given: Given): SetUp<Setup> | Refusal
  /**
   * What a score comes to, or null where a person has to look. A station never bars by itself: the doctor sees each finding before
   * the report. Null for a procedure that never settles anything.
   */
  finding: ((score: Score, station: AnyStation) => Finding | null) | null
  /** The devices that a log of this setup can't have come about without: its envelope must name them. */
  behind(setup: Setup): readonly DeviceKind[]
  /** What was chosen in a log, to look at the driver's effort. Null for a test in which nothing is chosen. */
  choices: ((setup: Setup, trials: readonly TrialOf<Stimulus, Answer>[]) => Choices) | null
  /** How somebody of 172 cm answers who sees, hears and moves well: for tests and demonstrations. */
  healthy(stimulus: Stimulus, setup: Setup): Answer
}

/** What a log comes to, or the first trial (from 0) that shows that it isn't a log of this setup and seed. */
export type Replayed<Score> =
  | { ok: true; score: Score }
  | { ok: false; at: number; why: 'trials-malformed' | 'stimulus-differs' | 'log-unfinished' | 'log-overlong' | 'time-disordered' }

/** What a procedure's wire knows of its own values. */
type Wire<Setup, Stimulus, Answer, Score> = {
  name: string
  most: number
  isSetup(of: object): of is Setup & object
  isScore(of: object): of is Score & object
  isStimulus(of: unknown): of is Stimulus
  isTrial(of: unknown): of is TrialOf<Stimulus, Answer>
  isLog(of: unknown): of is TrialOf<Stimulus, Answer>[]
}

/**
 * A procedure as everybody else uses it: each part takes a setup and trials of whatever procedure, and throws a TypeError where they
 * aren't its own.
 */
export const procedure =
  <Setup, Stimulus, Answer, Score>(wire: Wire<Setup, Stimulus, Answer, Score>) =>
  (parts: Procedure<Setup, Stimulus, Answer, Score> & Around<Setup, Stimulus, Answer, Score>) => {
    const own = (setup: object): Setup => {
      if (!wire.isSetup(setup)) throw new TypeError(`this is not a setup of the procedure ${wire.name}`)
      return setup
    }
    const log = (trials: unknown): TrialOf<Stimulus, Answer>[] => {
      if (!wire.isLog(trials)) throw new TypeError(`these are not trials of the procedure ${wire.name}`)
      return trials
    }
    /** A log up to its procedure's end: once that is reached, nothing behind it counts. */
    const ended = (setup: Setup, seed: string, trials: readonly TrialOf<Stimulus, Answer>[]) => {
      const isDone = (count: number) => parts.next(setup, seed, trials.slice(0, count)) === DONE
      if (trials.length === 0 || !isDone(trials.length - 1)) return trials
      return trials.slice(
        0,
        trials.findIndex((_, count) => isDone(count)),
      )
    }
    const score = (setup: Setup, seed: string, trials: readonly TrialOf<Stimulus, Answer>[]): Score =>
      parts.score(setup, seed, ended(setup, seed, trials))
    return {
      ...parts,
      wire,
      score,
      /** A log with the setup that it was made under; null when the trials aren't this procedure's. */
      logOf: (setup: object, trials: unknown) => (wire.isSetup(setup) && wire.isLog(trials) ? { setup, trials } : null),
      nextOf: (setup: object, seed: string, trials: unknown): Stimulus | Done => parts.next(own(setup), seed, log(trials)),
      progressOf: (setup: object, trials: unknown): number => parts.progress(own(setup), log(trials)),
      behindOf: (setup: object): readonly DeviceKind[] => parts.behind(own(setup)),
      findingOf: (score: object, station: AnyStation): Finding | null =>
        parts.finding && wire.isScore(score) ? parts.finding(score, station) : null,
      choicesOf: (setup: object, trials: unknown): Choices | null =>
        parts.choices && wire.isSetup(setup) && wire.isLog(trials) ? parts.choices(setup, trials) : null,
      healthyOf(setup: object, stimulus: unknown): Answer {
        if (!wire.isStimulus(stimulus)) throw new TypeError(`this is not a stimulus of the procedure ${wire.name}`)
        return parts.healthy(stimulus, own(setup))
      },
      replay(setup: object, seed: string, trials: unknown, { hurried = false }: { hurried?: boolean } = {}): Replayed<Score> {
        const mine = own(setup)
        if (!wire.isLog(trials)) return { ok: false, at: firstMalformed(wire, trials), why: 'trials-malformed' }
        const disordered = firstDisordered(trials, { ...parts, ...(hurried ? { waitsMs: () => 0 } : {}) })
        if (disordered >= 0) return { ok: false, at: disordered, why: 'time-disordered' }
        for (let at = 0; at <= trials.length; at += 1) {
          const due = parts.next(mine, seed, trials.slice(0, at))
          const trial = trials[at]
          if (due === DONE && trial) return { ok: false, at, why: 'log-overlong' }
          if (due !== DONE && !trial) return { ok: false, at, why: 'log-unfinished' }
          if (due !== DONE && trial && canonical(due) !== canonical(trial.stimulus)) return { ok: false, at, why: 'stimulus-differs' }
        }
        return { ok: true, score: score(mine, seed, trials) }
      },
    }
  }

/** How far two times of a log may stand in the wrong order, ms: a device's are those of its bytes, a page's those of its message. */
const DISORDER_MS = 100

/**
 * The first trial whose times don't follow those before: answered before it was shown, shown before the last answer and the wait that
 * the procedure ordered, or with samples that go back or lie behind the answer. −1: none; an agent keeps a log's times going
 * forwards, also over a restart of its machine.
 */
const firstDisordered = <Stimulus, Answer>(
  trials: readonly TrialOf<Stimulus, Answer>[],
  { waitsMs, samplesMs = () => [] }: Pick<Procedure<unknown, Stimulus, Answer, unknown>, 'waitsMs' | 'samplesMs'>,
): number =>
  trials.findIndex((trial, index) => {
    const { shownAt, answeredAt, answer } = trial
    const before = trials[index - 1]
    const samples = samplesMs(answer)
    return (
      shownAt < (before ? before.answeredAt + waitsMs(trial) : 0) - DISORDER_MS ||
      answeredAt < shownAt - DISORDER_MS ||
      samples.some((at, place) => at < (samples[place - 1] ?? 0) || shownAt + at > answeredAt + DISORDER_MS)
    )
  })

/** The first trial that doesn't fit the procedure, or where the log grows too long. 0 for what is no log at all. */
const firstMalformed = (wire: { most: number; isTrial(of: unknown): boolean }, trials: unknown): number => {
  if (!Array.isArray(trials)) return 0
  const at = trials.findIndex((trial: unknown) => !wire.isTrial(trial))
  return at < 0 ? wire.most : at
}

/**
 * Progress of a sequential test by the count of its trials alone: up to 0.8 at the usual length, then ever slower towards 1.
 * A bar that moved by right and wrong would tell the driver which was which.
 */
export const progressByCount = (trials: number, usual: number): number =>
  trials <= usual ? (0.8 * trials) / usual : 1 - (0.2 * usual) / trials
