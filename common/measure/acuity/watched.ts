import type { AcuityLogged, AcuityScore, AcuitySetup, AcuityTrial, EyesHint, MarkStimulus } from '#protocol/procedures/acuity.ts'
import { goodSamples, median } from '../samples.ts'
import { awayFromMark, type Mark } from './distance.ts'

/** What the face camera saw in one picture: pixels between the eyes; null: no eyes. */
export type Seen = number | null

/** The mark is taken from so many pictures in a row: 2.4 s of five a second. */
const PICTURES = 12
/** At the mark nobody moves by more than this part of the distance to the camera. */
const STILL = 0.02
/** So many pictures in a row without eyes are no blink of the camera: the head was out of its sight, or turned away. */
const LOST = 3
/**
 * An optotype that the head was too near to or too far from isn't counted, at most so often; with one more the test ends. Who leans in
 * whenever nothing is seen is rid of as many misses.
 */
const MOST_UNCOUNTED = 6
/** As often the head may be out of the camera's sight: who leans in so far that its picture is lost is no better off. */
const MOST_UNSEEN = MOST_UNCOUNTED
/** A head that was off is right again within this part of what is allowed: at the edge it would be off again at once. */
const WELL_WITHIN = 2 / 3

export const isMark = (stimulus: object): stimulus is MarkStimulus => 'mark' in stimulus

const isOptotype = (trial: AcuityLogged): trial is AcuityTrial => 'kind' in trial.stimulus && typeof trial.answer === 'string'

/** The trials of a log that showed an optotype, counted or not. */
export const shownOf = (trials: readonly AcuityLogged[]): AcuityTrial[] => trials.filter(isOptotype)

/** Pixels between the eyes at the mark, from the newest pictures: their median, once enough of them agree. Null: not yet. */
export const spanAtMark = (seen: readonly Seen[]): number | null => {
  const newest = seen.slice(-PICTURES).filter((span) => span !== null)
  if (newest.length < PICTURES) return null
  const sorted = goodSamples(newest)
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)]
  return sorted.length >= PICTURES * 0.75 && most - least <= 2 * STILL * median(sorted) ? median(sorted) : null
}

/** What more than half of the newest pictures show; null where they don't agree. */
export const mostOf = (hints: readonly EyesHint[]): EyesHint => {
  const newest = hints.slice(-PICTURES)
  const most = <T>(of: (hint: EyesHint) => T | null): T | null => {
    const said = newest.map(of)
    return said.find((one) => one !== null && said.filter((each) => each === one).length * 2 > newest.length) ?? null
  }
  return { covered: most(({ covered }) => covered), by: most(({ by }) => by) }
}

/** The mark of this driver in this log; null: nothing watches, or the eyes weren't found at it. */
export const markOf = ({ distance, screen }: Pick<AcuitySetup, 'distance' | 'screen'>, trials: readonly AcuityLogged[]): Mark | null => {
  const [first] = trials
  if (!distance || !first || !isMark(first.stimulus) || typeof first.answer !== 'object') return null
  const { spanPx } = first.answer
  return spanPx === null ? null : { spanPx, cameraMm: distance.cameraMm, pathMm: screen.pathMm }
}

/**
 * How far the head was from the mark while an optotype stood there, where it was furthest, as a part of the path, from what was seen in
 * each picture meanwhile. Null: not seen, or lost on the way: whoever leans out of the camera's sight isn't at the mark for that.
 */
export const awayWhile = (seen: readonly Seen[], mark: Mark): number | null => {
  const isLost = seen.some((_, at) => at + LOST <= seen.length && seen.slice(at, at + LOST).every((span) => span === null))
  if (isLost) return null
  const away = awayFromMark(
    seen.filter((span) => span !== null),
    mark,
  )
  return away === null ? null : Math.max(-1, Math.min(10, Math.round(away * 1e4) / 1e4))
}

/** Which way the driver has to move to sit at the mark again, by the newest pictures; `still`: they do; null: nobody can tell. */
export const moveTo = (seen: readonly Seen[], mark: Mark, mostOff: number): 'back' | 'nearer' | 'still' | null => {
  const away = awayWhile(seen.slice(-LOST), mark)
  if (away === null) return null
  if (Math.abs(away) <= mostOff * WELL_WITHIN) return 'still'
  return away < 0 ? 'back' : 'nearer'
}

/** Was the head too near or too far while this optotype stood there? What was answered tells nothing of the eye at its distance then. */
export const isOff = ({ distance }: Pick<AcuitySetup, 'distance'>, { away }: Pick<AcuityLogged, 'away'>): boolean =>
  distance !== undefined && typeof away === 'number' && Math.abs(away) > distance.mostOff

/** What counts of a log. */
type Counted = {
  /** Trials of optotypes at which the head was where it belongs, as far as anybody watched. */
  counted: AcuityTrial[]
  /** What a score says of it; null: nothing watches. */
  distance: NonNullable<AcuityScore['distance']> | null
}

/** What counts of a log, up to where the head had been off too often. */
export const countedOf = (setup: Pick<AcuitySetup, 'distance' | 'screen'>, trials: readonly AcuityLogged[]): Counted => {
  const shown = shownOf(trials)
  if (!setup.distance) return { counted: shown, distance: null }
  const found = markOf(setup, trials) !== null
  const off = shown.flatMap((trial, at) => (isOff(setup, trial) ? [at] : []))
  const end = off[MOST_UNCOUNTED]
  const looked = shown.slice(0, end === undefined ? shown.length : end + 1)
  const counted = looked.filter((trial) => !isOff(setup, trial))
  return {
    counted,
    distance: {
      found,
      uncounted: looked.length - counted.length,
      unseen: found ? counted.filter(({ away }) => typeof away !== 'number').length : 0,
      ...(end === undefined ? {} : { ended: true }),
    },
  }
}

/** Does what the camera saw let a score stand by itself? If not, a person has to look. */
export const isSettled = ({ distance }: Pick<AcuityScore, 'distance'>): boolean =>
  distance === undefined || (!distance.ended && distance.unseen <= MOST_UNSEEN)
