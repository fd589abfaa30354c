import { type Static, Type } from 'typebox'
import { Exact, Id, Nullable, Words } from './basic.ts'
import { Line } from './line.ts'

/** What a doctor says often: shown and spoken in the driver's own language. */
export const PHRASES = [
  'wait',
  'hello',
  'cannot-hear',
  'speak-up',
  'look-at-camera',
  'come-nearer',
  'sit-back',
  'glasses-on',
  'glasses-off',
  'hat-off',
  'left-hand-up',
  'right-hand-up',
  'both-hands-up',
  'show-palms',
  'stand-up',
  'squat',
  'walk-on-spot',
  'show-feet',
  'turn-head',
  'again',
  'well-done',
] as const
export type Phrase = (typeof PHRASES)[number]

/** The most characters of a sentence that a doctor writes to a driver: so many stand large below the doctor's picture. */
export const SAID_MAX = 80

/** What a doctor says in writing: a phrase, or words in whatever language the doctor writes. */
export const Written = Type.Union([Exact({ phrase: Words(PHRASES) }), Exact({ words: Line(SAID_MAX, 1) })])
export type Written = Static<typeof Written>

/** What stands in a booth below the doctor's picture, until something else is said or it's taken away (null). It is kept nowhere. */
export const Saying = Exact({ check: Id, said: Nullable(Written) })
export type Saying = Static<typeof Saying>
