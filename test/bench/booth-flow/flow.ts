import { randomBytes } from 'node:crypto'
import { FORK } from '#kit/stimuli/tone.ts'
import { isListening } from '#measure/hearing/noise.ts'
import { healthyAnswer, nextStimulus } from '#measure/index.ts'
import { DONE } from '#measure/procedure.ts'
import type { Answer, Setup, Stimulus, Trial } from '#protocol/measurement.ts'
import type { Station } from '#protocol/station.ts'
import { text } from '#words/index.ts'
import { PAUSES } from '../../../booth/pauses.ts'
import { BETWEEN_MS } from '../../../devices/attempt/ask/asking.ts'
import { listening } from '../../../devices/attempt/ask/sound.ts'
import { isSeen, type Person, took } from './people.ts'

/** What one way through the booth took: seconds of each part, touches that answer a test, and all others. */
export type Way = { parts: Record<string, number>; answers: number; touches: number }

/** The setups of the stations that a driver does alone, in the order of the booth. */
export type Stations = readonly (readonly [Station, Setup])[]

const { booth, procedures, terms } = text.zh
/** Everything that a page's words say: what somebody reads who reads all of it. */
const charactersIn = (...words: readonly string[]): number => words.join('').replaceAll(/[\s，。、；：？！（）“”{}a-z]/g, '').length

/** Until the server has answered what was sent, s. */
const SERVER_S = 0.3
/** Covering an eye with the hand or the cover beside the seat, s of a young man. */
const COVER_S = 3
/** From one place to another two steps away and standing still there, s of a young man. */
const STEP_S = 4
/** Samples of one round under the sensor, s: twenty-five and five before them, ten a second. */
const SAMPLES_S = 3
/** The photo's countdown, s. */
const COUNTDOWN_S = 3
/** The second digit of a plate, of the time of any touch. */
const SECOND = 0.5
/** How much of what is read on a page seen twice is read again. */
const AGAIN = 0.2

/**
 * One driver's way from the card to the wait for the doctor, through the pages as they are: what there is to read and to touch on each, the
 * pauses that the booth makes, and the tests themselves, run by the product's own procedures.
 */
export const walk = (person: Person, stations: Stations, chance: () => number): Way => {
  const way: Way = { parts: {}, answers: 0, touches: 0 }
  let part = 'before'
  const pass = (seconds: number) => (way.parts[part] = (way.parts[part] ?? 0) + seconds)
  const act = (median: number) => pass(took(median, chance))
  const read = (...words: readonly string[]) => pass(charactersIn(...words) / person.characters)
  const skim = (...words: readonly string[]) => pass((charactersIn(...words) / person.characters) * person.skims)
  const touch = (share = 1) => {
    way.touches += 1
    act(person.touch * share)
  }

  // From the card to the photo.
  pass(SERVER_S)
  const { identify, consent, declare, sign, photo, hub } = booth
  read(
    identify.title,
    identify.name,
    identify.number,
    identify.classes,
    identify.case,
    '张三',
    '999901196203051234',
    identify.right,
    identify.wrong,
  )
  touch()
  skim(consent.title, consent.general, consent.health, consent.necessity, consent.choice, consent.agreeGeneral, consent.agreeHealth)
  touch()
  touch()
  read(declare.title, declare.text)
  skim(...Object.values(terms.diseases))
  touch()
  read(sign.title.touch)
  skim(text.zh.conclusion.declarationTrue)
  act(person.sign)
  touch()
  pass(SERVER_S)
  read(photo.title, photo.text)
  skim(photo.hint)
  touch()
  pass(COUNTDOWN_S + PAUSES.photo + SERVER_S)

  for (const [at, [station, setup]] of stations.entries()) {
    part = station
    const again = stations[at - 1]?.[1].procedure === setup.procedure ? AGAIN : 1
    const asks =
      station === 'hearing'
        ? [hub.aidTitle, hub.aidText]
        : setup.procedure === 'acuity' && again === 1
          ? [hub.glassesTitle, hub.glassesText]
          : null
    if (asks) {
      read(...asks)
      touch()
    } else pass(PAUSES.hub)
    pass(SERVER_S)
    if (setup.procedure === 'acuity') {
      const words = procedures.acuity.booth
      pass((charactersIn(words.cover.left, words.coverText.touch) / person.characters) * again)
      act(COVER_S * person.body)
      touch()
    }
    if (setup.procedure === 'height') read(procedures.height.booth.stand, procedures.height.booth.standText)
    if (setup.procedure === 'hearing') {
      read(booth.listen.title, booth.listen.text, procedures.hearing.booth.title, procedures.hearing.booth.text.touch)
      touch()
    }
    test(person, setup, { pass, act, touch, answer: () => (way.answers += 1), chance })
  }
  return way
}

type Doing = {
  pass: (seconds: number) => void
  act: (median: number) => void
  touch: (share?: number) => void
  answer: () => void
  chance: () => number
}

/** One test, from its first stimulus to its last answer. */
const test = (person: Person, setup: Setup, doing: Doing): void => {
  const seed = randomBytesBy(doing.chance)
  const trials: Trial[] = []
  for (;;) {
    const stimulus = nextStimulus(setup, seed, trials)
    if (stimulus === DONE) return
    const answer = answered(person, setup, stimulus, doing)
    const shownAt = trials.length * 1000
    // Which stimulus goes with which answer is the procedure's: the union can't say it.
    trials.push({ stimulus, answer, shownAt, answeredAt: shownAt + 700, source: 'touch' } as Trial)
    doing.pass(BETWEEN_MS / 1000)
  }
}

/** What somebody answers to a stimulus; the time that it takes passes. */
const answered = (person: Person, setup: Setup, stimulus: Stimulus, { pass, act, touch, answer, chance }: Doing): Answer => {
  const right = healthyAnswer(setup, stimulus)
  if ('step' in stimulus) {
    act(STEP_S * person.body)
    if (stimulus.step === 'stand') pass(SAMPLES_S)
    return right
  }
  if (isListening(stimulus)) {
    pass(listening(stimulus, 1).listenMs / 1000)
    return right
  }
  if ('restMs' in stimulus) pass((stimulus.restMs ?? 0) / 1000)
  if ('gapMs' in stimulus) {
    pass(stimulus.gapMs / 1000)
    // Silence is told by its end.
    if ('side' in stimulus && stimulus.side === 'silent') pass(FORK.seconds)
  }
  answer()
  act('level' in stimulus ? person.answer : person.clear)
  if ('level' in stimulus && setup.procedure === 'acuity') {
    const threshold = (setup.limits[0] ?? 5) + person.better * 0.1
    return isSeen(stimulus.level, threshold, chance) ? right : 'cannot-see'
  }
  // The finger is on the pad, and which digit comes second is known.
  if ('figure' in stimulus && typeof right === 'string' && right.length === 2) touch(SECOND)
  return chance() < 0.98 ? right : wrongly(stimulus, right)
}

const wrongly = (stimulus: Stimulus, right: Answer): Answer =>
  'figure' in stimulus ? 'cannot-see' : 'side' in stimulus ? (right === 'left' ? 'right' : 'left') : right

const randomBytesBy = (chance: () => number): string =>
  Array.from(randomBytes(16), () =>
    Math.floor(chance() * 256)
      .toString(16)
      .padStart(2, '0'),
  ).join('')
