import type { DeviceKind } from '#protocol/device.ts'
import type { Answer, Score, Setup, Stimulus } from '#protocol/measurement.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { type Finding, STATIONS, type Station } from '#protocol/station.ts'
import { type AnyStation, isOfForm, type ProcedureName, procedureFor, proceduresOf } from '#protocol/stations.ts'
import type { Choices, Done, Given, Replayed, SetUp } from './procedure.ts'
import * as all from './procedures.ts'

// Chooses the procedure by its setup. A procedure that the wire knows and this room doesn't is a type error here.
const procedures: { readonly [N in ProcedureName]: (typeof all)[N] } = all
const of = ({ procedure }: { procedure: ProcedureName }) => procedures[procedure]

/** The setup of a station for this driver and booth, with the calibrations that it stands on; refused where the booth can't measure it, or not in this way. */
export const setUp = (given: Given): SetUp<Setup> | Refusal => {
  const name = procedureFor(given.station, given.method)
  return name === null ? refuse('malformed', { message: 'start', where: '/method' }) : procedures[name].setUp(given)
}

/** What to show after these trials, or done. Throws when the trials are of another procedure. */
export const nextStimulus = (setup: Setup, seed: string, trials: unknown): Stimulus | Done => of(setup).nextOf(setup, seed, trials)

/** 0 to 1: how far along these trials are, at a guess. Throws when the trials are of another procedure. */
export const progressOf = (setup: Setup, trials: unknown): number => of(setup).progressOf(setup, trials)

/**
 * Replays a log: every stimulus must be the one that the procedure gives from the setup and the seed, the log must go on until the
 * procedure is done, and no further, and its times must go forwards and leave room for the procedure's own waits. `hurried`: made by
 * a simulation that doesn't wait. The score is worked out again from the log.
 */
export const replay = (setup: Setup, seed: string, trials: unknown, how: { hurried?: boolean } = {}): Replayed<Score> =>
  of(setup).replay(setup, seed, trials, how)

/** The devices that a log of this setup can't have come about without: its envelope must name them. */
export const devicesBehind = (setup: Setup): readonly DeviceKind[] => of(setup).behindOf(setup)

/** What was chosen in a log; null for a test in which nothing is chosen, and for what isn't a log of this setup. */
export const choicesOf = (setup: Setup, trials: unknown): Choices | null => of(setup).choicesOf(setup, trials)

/**
 * What a score comes to, or null where a person has to look: a referred walk, a height that wouldn't settle, limbs and trunk.
 * A station never bars by itself: the doctor sees each finding before the report.
 */
export const findingOf = (station: AnyStation, score: Score): Finding | null => of(score).findingOf(score, station)

/** How somebody answers who sees, hears and moves well: for tests and demonstrations. */
export const healthyAnswer = (setup: Setup, stimulus: Stimulus): Answer => of(setup).healthyOf(setup, stimulus)

/** Does this station's finding come from a measurement? */
export const isMeasured = (station: AnyStation): boolean =>
  isOfForm(station) && proceduresOf(station).some((name) => procedures[name].finding !== null)

/** Stations whose finding comes from a measurement: a doctor who writes something else there says why. */
export const MEASURED: readonly Station[] = STATIONS.filter(isMeasured)
