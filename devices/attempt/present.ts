import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Scene } from '#protocol/booth.ts'
import {
  AcuityAnswer,
  DigitsAnswer,
  Direction,
  DirectionAnswer,
  HeightAnswer,
  LimbsAnswer,
  ListenAnswer,
  ToneAnswer,
  ReactionAnswer,
  type Answer,
  type ColourAnswer,
  type HeightStimulus,
  type LimbsStimulus,
} from '#protocol/measurement.ts'
import type { Cell } from '#protocol/station.ts'
import { CELL_OF } from '#measure/limbs.ts'
import type { TrialOf } from '#measure/index.ts'
import type { Key } from '../families/keypad/codec.ts'
import { limbTask, underSensor } from './scene.ts'

/** What the page tells of the trial that stands on its screen. */
export type PageSign = { sign: 'shown' } | { sign: 'answer'; answer: Answer }

/** One trial's place in the booth: what the driver sees, and whatever the driver may answer with. `at`: monotonic ms. */
export type Place = {
  show(scene: Scene): void
  /** A sensor's value for the doctor who looks on: mm of height, millinewtons. */
  live(value: number | null): void
  onKey(take: (key: Key, at: number) => void): () => void
  onPage(take: (sign: PageSign, at: number) => void): () => void
  /** `whole`: a machine has measured by itself, somebody or that nobody is there, and needs no second sample. */
  onDistance(take: (mm: number, at: number, whole: boolean) => void): () => void
  /** By the booth's calibration. */
  onForce(take: (cell: Cell, millinewtons: number, at: number) => void): () => void
  clock(): number
  /** Factor on the waits between stimuli and on how long a pedal is held. */
  pace: number
  /** Factor on the time that a person has to answer. A hurried simulation does not hurry its driver. */
  patience: number
  signal: AbortSignal
}

/** An answer, when its stimulus stood there, when it came, and from what. */
export type Given<An> = Omit<TrialOf<never, An>, 'stimulus'>

/** Waits for what `begin` hands to `done`; stops everything `begin` started, also when the attempt is aborted. */
export const until = <T>(signal: AbortSignal, begin: (done: (value: T) => void, own: (stop: () => void) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    const stops: (() => void)[] = []
    const end = () => {
      signal.removeEventListener('abort', aborted)
      for (const stop of stops.splice(0)) stop()
    }
    const aborted = () => {
      end()
      reject(signal.reason)
    }
    signal.throwIfAborted()
    signal.addEventListener('abort', aborted)
    begin(
      (value) => {
        end()
        resolve(value)
      },
      (stop) => void stops.push(stop),
    )
  })

/** Waits so many ms, or until the attempt is aborted. */
export const pause = (signal: AbortSignal, ms: number): Promise<void> => until(signal, (done, own) => own(after(ms, done)))

const after = (ms: number, then: () => void): (() => void) => {
  const timer = setTimeout(then, ms)
  return () => clearTimeout(timer)
}

const every = (ms: number, then: () => void): (() => void) => {
  const timer = setInterval(then, ms)
  return () => clearInterval(timer)
}

/**
 * Shows a scene and takes one of a few answers, from the keypad or the page; the timer's when none comes. Nobody has seen or heard
 * the stimulus before the page says so: what is pressed until then is no answer, and is counted.
 */
const choose = <S extends TSchema>(
  place: Place,
  scene: Scene,
  {
    answers,
    key,
    otherwise,
    waitMs,
  }: {
    answers: S
    /** What a key means; a scene: not an answer yet, but something to see. */
    key: (key: Key) => Static<S> | { scene: Scene } | null
    otherwise: Static<S>
    /** From the moment the stimulus stands there: without a page nobody has seen it, and no time runs. */
    waitMs: number
  },
): Promise<Given<Static<S>>> =>
  until(place.signal, (done, own) => {
    let shownAt: number | null = null
    let early = 0
    let stopTimer = () => {}
    const answered = (answer: Static<S>, stood: number, at: number, source: 'device' | 'touch' | 'timer') =>
      done({ answer, shownAt: Math.min(stood, at), answeredAt: at, source, ...(early > 0 ? { early: Math.min(early, MOST_EARLY) } : {}) })
    own(() => stopTimer())
    own(
      place.onKey((pressed, at) => {
        if (shownAt === null) {
          // "OK" goes on from the words before a test.
          if (pressed !== 'ok') early += 1
          return
        }
        const meant = key(pressed)
        if (meant === null) return
        if (isScene(meant)) return place.show(meant.scene)
        answered(meant, shownAt, at, 'device')
      }),
    )
    own(
      place.onPage((page, at) => {
        if (page.sign === 'answer') {
          if (shownAt === null) early += 1
          else if (Value.Check(answers, page.answer)) answered(page.answer, shownAt, at, 'touch')
          return
        }
        // A page that was loaded again has shown it again: the newest counts.
        shownAt = at
        stopTimer()
        stopTimer = after(waitMs, () => answered(otherwise, at, place.clock(), 'timer'))
      }),
    )
    place.show(scene)
  })

/** More presses before a stimulus than this aren't told apart. */
const MOST_EARLY = 99

const isScene = (meant: unknown): meant is { scene: Scene } => typeof meant === 'object' && meant !== null && 'scene' in meant

/** Which way an E or a ring is open: arrows, or "no" for can't see. */
export const askDirection = (place: Place, scene: Scene): Promise<Given<Static<typeof AcuityAnswer>>> =>
  choose(place, scene, {
    answers: AcuityAnswer,
    key: (key) => (key === 'no' ? 'cannot-see' : Value.Check(Direction, key) ? key : null),
    otherwise: 'cannot-see',
    waitMs: 60_000 * place.patience,
  })

type PlateScene = Extract<Scene, { scene: 'plate' }>

/** What a plate shows: two digits, or where a ring is open. */
export const askPlate = (place: Place, scene: PlateScene): Promise<Given<Static<typeof ColourAnswer>>> =>
  scene.form === 'openings' ? askDirection(place, scene) : askDigits(place, scene)

/** Two digits, taken as soon as the second one comes, or "no" for can't see. */
const askDigits = (place: Place, scene: PlateScene): Promise<Given<Static<typeof DigitsAnswer>>> => {
  let typed = ''
  return choose(place, scene, {
    answers: DigitsAnswer,
    key(key) {
      if (key === 'no') return 'cannot-see'
      if (!/^\d$/.test(key)) return null
      typed += key
      return typed.length === 2 ? typed : { scene: { ...scene, typed } }
    },
    otherwise: 'cannot-see',
    waitMs: 60_000 * place.patience,
  })
}

/** From which side it came: left, right, or "no" for nothing heard. */
export const askSide = (place: Place, scene: Extract<Scene, { scene: 'sound' }>): Promise<Given<Static<typeof DirectionAnswer>>> =>
  choose(place, scene, {
    answers: DirectionAnswer,
    key: (key) => (key === 'no' ? 'nothing' : key === 'left' || key === 'right' ? key : null),
    otherwise: 'nothing',
    // 1.5 s of sound, and four to think.
    waitMs: 5500 * place.patience,
  })

/** Whether a tone was heard: "ok", or "no". */
export const askHeard = (place: Place, scene: Extract<Scene, { scene: 'tone' }>): Promise<Given<Static<typeof ToneAnswer>>> =>
  choose(place, scene, {
    answers: ToneAnswer,
    key: (key) => (key === 'ok' ? 'heard' : key === 'no' ? 'nothing' : null),
    otherwise: 'nothing',
    waitMs: scene.toneMs + 4000 * place.patience,
  })

/** How loud the booth is, as its page hears it. A page that never says so has no microphone. */
export const askForQuiet = (place: Place, scene: Extract<Scene, { scene: 'listen' }>): Promise<Given<Static<typeof ListenAnswer>>> =>
  choose(place, scene, {
    answers: ListenAnswer,
    key: () => null,
    otherwise: { dbfs: null },
    waitMs: scene.listenMs + 20_000 * place.patience,
  })

/** So long after green nobody is waited for any more, ms: well after a lapse. */
const LOOKED_AWAY_MS = 3000

/**
 * Presses as soon as the circle is green: "ok" on the keypad, or a touch. Green stands there when the page says so, and whatever
 * comes before that is too early, whatever the page calls it.
 */
export const askToPress = (place: Place, scene: Extract<Scene, { scene: 'circle' }>): Promise<Given<Static<typeof ReactionAnswer>>> =>
  until(place.signal, (done, own) => {
    let shownAt: number | null = null
    let stopTimer = () => {}
    const press = (at: number, source: 'device' | 'touch') =>
      done({ answer: shownAt === null ? 'too-early' : 'pressed', shownAt: Math.min(shownAt ?? at, at), answeredAt: at, source })
    own(() => stopTimer())
    own(place.onKey((key, at) => (key === 'ok' ? press(at, 'device') : undefined)))
    own(
      place.onPage((page, at) => {
        if (page.sign === 'answer') return Value.Check(ReactionAnswer, page.answer) ? press(at, 'touch') : undefined
        // A page that was loaded again has turned it green again: the newest counts.
        shownAt = at
        stopTimer()
        stopTimer = after(LOOKED_AWAY_MS * place.patience, () =>
          done({ answer: 'nothing', shownAt: at, answeredAt: place.clock(), source: 'timer' }),
        )
      }),
    )
    place.show(scene)
  })

/** Somebody stands there when the distance is so much less than to the floor, mm; nobody when it isn't so much less. */
const SOMEBODY_MM = 500
const NOBODY_MM = 300
/** Standing still: so many samples within so many mm. */
const STILL = { samples: 5, spreadMm: 10 }
/** Samples of one round: 2.5 s of a sensor that gives ten a second. */
const SAMPLES = 25
/** Further than this from where the samples began, mm: the person has moved, and it begins again. */
const MOVED_MM = 30

/** A number that changes oftener than this, ms, can't be read. */
const DRAWN_MS = 200

/** The scene under the sensor, drawn now and then as the newest height changes: the doctor's values wait for no drawing. */
const drawUnderSensor = (place: Place, stimulus: Static<typeof HeightStimulus>, own: (stop: () => void) => void) => {
  let drawn: number | null = null
  let newest: number | null = null
  const show = () => {
    drawn = newest
    place.show(underSensor(stimulus, drawn))
  }
  own(every(Math.max(10, DRAWN_MS * place.pace), () => newest !== drawn && show()))
  show()
  return (live: number | null) => {
    newest = live
  }
}

/** One round under the height sensor: samples from the moment the person stands still. */
export const askToStand = (
  place: Place,
  stimulus: Static<typeof HeightStimulus>,
  floorMm: number,
): Promise<Given<Static<typeof HeightAnswer>>> =>
  until(place.signal, (done, own) => {
    const shownAt = place.clock()
    const draw = drawUnderSensor(place, stimulus, own)
    let latest: number[] = []
    let samples: number[] | null = null
    const end = (at: number, source: 'device' | 'timer') =>
      done({ answer: { step: 'stand', samplesMm: samples ?? [] }, shownAt, answeredAt: at, source })
    own(
      place.onDistance((mm, at, whole) => {
        const height = floorMm - mm
        const live = height > SOMEBODY_MM ? Math.round(height) : null
        place.live(live)
        draw(live)
        if (live === null) {
          latest = []
          samples = null
        } else if (whole) {
          samples = [mm]
          end(at, 'device')
        } else if (samples === null) {
          latest = [...latest, mm].slice(-STILL.samples)
          if (latest.length === STILL.samples && spread(latest) <= STILL.spreadMm) samples = []
        } else if (Math.abs(mm - (samples[0] ?? mm)) > MOVED_MM) {
          latest = [mm]
          samples = null
        } else if (samples.push(mm) >= SAMPLES) end(at, 'device')
      }),
    )
    own(after(60_000 * place.patience, () => end(place.clock(), 'timer')))
  })

/** Until nobody stands under the sensor, as the sensor sees it or the driver says. */
export const askToStepOff = (
  place: Place,
  stimulus: Static<typeof HeightStimulus>,
  floorMm: number,
): Promise<Given<Static<typeof HeightAnswer>>> =>
  until(place.signal, (done, own) => {
    const shownAt = place.clock()
    const end = (at: number, source: 'device' | 'touch' | 'timer') =>
      done({ answer: { step: 'step-off' }, shownAt, answeredAt: at, source })
    const draw = drawUnderSensor(place, stimulus, own)
    let gone = 0
    own(
      place.onDistance((mm, at, whole) => {
        const height = floorMm - mm
        draw(height > SOMEBODY_MM ? Math.round(height) : null)
        gone = height < NOBODY_MM ? gone + 1 : 0
        if (gone >= (whole ? 1 : STILL.samples)) end(at, 'device')
      }),
    )
    own(place.onKey((key, at) => (key === 'ok' ? end(at, 'device') : undefined)))
    own(
      place.onPage((page, at) => {
        if (page.sign === 'answer' && Value.Check(HeightAnswer, page.answer) && page.answer.step === 'step-off') end(at, 'touch')
      }),
    )
    own(after(60_000 * place.patience, () => end(place.clock(), 'timer')))
  })

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)

/** A cell is pressed when the cell feels this much, and the task is done when it was held so long. */
const PRESSED_MN = 50_000
const HELD_MS = 3000
const TASK_MS = 30_000
/** A cell that feels less than this when a task begins, and the same twice, is unloaded: what it shows is drift, mN. A foot that is just coming down moves on. */
const UNLOADED_MN = 10_000
const SAME_MN = 2_000
/** Between two kept samples, of which each is the hardest press until the next: at most 600 in a whole task. */
const SAMPLE_MS = TASK_MS / 600

/**
 * A task for arms, legs or trunk. One with a cell ends by itself when the force was held; any ends by the driver's word or the
 * clock. What a page says of the force is not listened to.
 */
export const askForTask = (place: Place, stimulus: Static<typeof LimbsStimulus>): Promise<Given<Static<typeof LimbsAnswer>>> =>
  until(place.signal, (done, own) => {
    const shownAt = place.clock()
    const cell = CELL_OF[stimulus.task] ?? null
    const force: [number, number][] = []
    let now = 0
    let heldSince: number | null = null
    /** The task's first sample, and what the cell gave without load, which the second one tells. */
    let first: number | null = null
    let zero: number | null = null
    const secondsLeft = () => Math.max(0, Math.ceil((TASK_MS * place.patience - (place.clock() - shownAt)) / (1000 * place.patience)))
    const show = () => place.show(limbTask(stimulus, cell === null ? null : Math.round(now / 100) / 10, secondsLeft()))
    const end = (how: Static<typeof LimbsAnswer>['done'], at: number, source: 'device' | 'cell' | 'touch' | 'timer') =>
      done({ answer: { done: how, force: cell === null ? null : force }, shownAt, answeredAt: at, source })
    own(
      place.onForce((felt, value, at) => {
        if (felt !== cell) return
        if (first === null) first = value
        else zero ??= Math.abs(first) < UNLOADED_MN && Math.abs(value - first) < SAME_MN ? first : 0
        const millinewtons = value - (zero ?? 0)
        now = millinewtons
        place.live(now)
        const since = Math.max(0, Math.round(at - shownAt))
        const kept = force.at(-1)
        if (!kept || since >= kept[0] + SAMPLE_MS * place.pace) force.push([since, Math.round(millinewtons)])
        else kept[1] = Math.max(kept[1], Math.round(millinewtons))
        heldSince = millinewtons > PRESSED_MN ? (heldSince ?? at) : null
        if (heldSince !== null && at - heldSince >= HELD_MS * place.pace) end('done', at, 'cell')
      }),
    )
    own(place.onKey((key, at) => (key === 'ok' ? end('done', at, 'device') : key === 'no' ? end('cannot', at, 'device') : undefined)))
    own(
      place.onPage((page, at) => {
        if (page.sign === 'answer' && Value.Check(LimbsAnswer, page.answer)) end(page.answer.done, at, 'touch')
      }),
    )
    own(after(TASK_MS * place.patience, () => end('timed-out', place.clock(), 'timer')))
    own(every(Math.max(10, DRAWN_MS * place.pace), show))
    show()
  })
