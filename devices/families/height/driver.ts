import type { Driver, Talk, Turn } from '../../line/driver.ts'
import { distanceMm, heightFrames, RANGE_MM, type Unit } from './a02yyuw.ts'
import { BCM_HEIGHT, type BcmReply, bcmFrames, bcmNumber } from './bcm-h10.ts'
import type { HeightReading, PresenceReading, StatureReading, WeightReading } from './readings.ts'
import { standing } from './standing.ts'
import { unstuck } from './stuck.ts'
import { person, readStature, textLines } from './text-line.ts'
import { LUNA_TEN_A_SECOND, lunaFrames, readLuna } from './tf-luna.ts'
import { URM_ASK, URM_RANGE_MM, urmFrames, urmMm } from './urm.ts'
import { US100_ASK, US100_RANGE_MM, us100Frames, us100Mm } from './us-100.ts'
import { readWeight, weighLines } from './weigh-indicator.ts'

/**
 * What a driver's readings are good for. `distance` and `stature` may decide a limit of height; `presence` and `weight` may not,
 * and their readings have another shape, so that a booth's line for height can't be made of them.
 */
export type Measuring<R, M extends 'distance' | 'stature' | 'presence' | 'weight'> = Driver<R> & {
  measures: M
  fitForLimit: M extends 'distance' | 'stature' ? true : false
}

const deaf = () => ({})

const within = (mm: number, { least, most }: { least: number; most: number }): Turn<HeightReading> => {
  if (mm < least) return { fault: 'below-range' }
  if (mm > most) return { fault: 'above-range' }
  return { readings: [{ mm }] }
}

/**
 * The ultrasonic height head A02YYUW, some ten values a second. A value out of the sensor's range is a fault. `unit` is what the
 * module at hand speaks: two kinds are sold with the same frame.
 */
export const heightHead = (unit: Unit = 'mm'): Measuring<HeightReading, 'distance'> => ({
  kind: 'height',
  name: 'A02YYUW',
  measures: 'distance',
  fitForLimit: true,
  baudRate: 9600,
  framer: heightFrames,
  talk: () => unstuck({ hear: (frame) => within(distanceMm(frame, unit), RANGE_MM), tick: deaf }, unit),
  tickMs: null,
  silentAfterMs: 1500,
})

/** The ultrasonic module US-100. Its answers carry no checksum: three are asked for, and their median is one reading. */
export const us100: Measuring<HeightReading, 'distance'> = {
  kind: 'height',
  name: 'US-100',
  measures: 'distance',
  fitForLimit: true,
  baudRate: 9600,
  framer: us100Frames,
  talk: () => unstuck(askThrice()),
  tickMs: 30,
  silentAfterMs: 1500,
}

/** An echo from 4.5 m needs 27 ms; when none came after this the module says nothing, ms. */
const ECHO_WITHIN_MS = 120

function askThrice(): Talk<HeightReading> {
  let askedAt: number | null = null
  let heard: number[] = []
  return {
    hear(frame) {
      if (askedAt === null) return { fault: 'unasked' }
      askedAt = null
      const turn = within(us100Mm(frame), US100_RANGE_MM)
      if (!turn.readings) {
        heard = []
        return turn
      }
      heard.push(us100Mm(frame))
      if (heard.length < 3) return {}
      const [, middle = 0] = heard.toSorted((a, b) => a - b)
      heard = []
      return { readings: [{ mm: middle }] }
    },
    tick(at) {
      if (askedAt !== null && at - askedAt < ECHO_WITHIN_MS) return {}
      const late = askedAt !== null
      if (late) heard = []
      askedAt = at
      return late ? { fault: 'no-answer', send: US100_ASK } : { send: US100_ASK }
    },
  }
}

/** DFRobot's ultrasonic URM, asked ten times a second. `unit`: some models say cm. */
export const urm = (unit: Unit = 'mm'): Measuring<HeightReading, 'distance'> => ({
  kind: 'height',
  name: 'DFRobot URM',
  measures: 'distance',
  fitForLimit: true,
  baudRate: 19_200,
  framer: urmFrames,
  talk: () => unstuck({ hear: (frame) => within(urmMm(frame, unit), URM_RANGE_MM), tick: () => ({ send: URM_ASK }) }, unit),
  tickMs: 100,
  silentAfterMs: 1500,
})

/** TF-Luna and TFmini by Benewake, 20 cm to 8 m, ±6 cm: says whether somebody is there. Put at ten values a second when opened. */
export const tfLuna = (unit: Unit = 'cm'): Measuring<PresenceReading, 'presence'> => ({
  kind: 'presence',
  name: 'TF-Luna',
  measures: 'presence',
  fitForLimit: false,
  baudRate: 115_200,
  framer: lunaFrames,
  talk() {
    let slowed = false
    return {
      hear(frame) {
        const value = readLuna(frame, unit)
        if (typeof value === 'string') return { fault: value }
        if (value.mm < 200) return { fault: 'below-range' }
        if (value.mm > 8000) return { fault: 'above-range' }
        return { readings: [{ presenceMm: value.mm }] }
      },
      tick() {
        if (slowed) return {}
        slowed = true
        return { send: LUNA_TEN_A_SECOND }
      },
    }
  },
  tickMs: 500,
  unhurried: true,
  silentAfterMs: 1500,
})

/** How often a machine that has to be asked is asked, and how long it may be silent, ms. */
const ASK_MS = 500
const ANSWERS_WITHIN_MS = 1600

/**
 * The module BCM-H10, asked for a height twice a second. `reply`: the device and function under which its height comes, from the
 * sheet of the module at hand. Every other answer is a fault.
 */
export const bcmH10 = (reply: BcmReply): Measuring<StatureReading, 'stature'> => ({
  kind: 'height',
  name: 'BCM-H10',
  measures: 'stature',
  fitForLimit: true,
  baudRate: 9600,
  framer: bcmFrames,
  talk: () =>
    standing(BCM_HEIGHT, (frame) => {
      const mm = bcmNumber(frame, reply)
      return mm === null ? 'other-answer' : person({ mm, grams: null })
    }),
  tickMs: ASK_MS,
  silentAfterMs: ANSWERS_WITHIN_MS,
})

/**
 * A machine whose heights are lines of text. Without `ask` it sends one after it has measured and is silent else: nothing says that it
 * is still there. With `ask`, what makes it answer, it is asked twice a second.
 */
export const heightText = (pattern: RegExp, ask?: string): Measuring<StatureReading, 'stature'> => {
  const read = (frame: Uint8Array) => readStature(frame, pattern)
  const told = (frame: Uint8Array): Turn<StatureReading> => {
    const stature = read(frame)
    return typeof stature === 'string' ? { fault: stature } : { readings: [{ stature }] }
  }
  return {
    kind: 'height',
    name: 'height line',
    measures: 'stature',
    fitForLimit: true,
    baudRate: 9600,
    framer: textLines,
    talk: () => (ask === undefined ? { hear: told, tick: deaf } : standing(new TextEncoder().encode(ask), read)),
    tickMs: ask === undefined ? 1000 : ASK_MS,
    silentAfterMs: ask === undefined ? Infinity : ANSWERS_WITHIN_MS,
  }
}

/** An industrial weigh indicator under the booth's plate. */
export const weighIndicator: Measuring<WeightReading, 'weight'> = {
  kind: 'weight',
  name: 'weigh indicator',
  measures: 'weight',
  fitForLimit: false,
  baudRate: 9600,
  framer: weighLines,
  talk: () => ({
    hear(frame) {
      const weight = readWeight(frame)
      return typeof weight === 'string' ? { fault: weight } : { readings: [{ weight }] }
    },
    tick: deaf,
  }),
  tickMs: null,
  unhurried: true,
  silentAfterMs: 1600,
}
