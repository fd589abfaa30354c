import { isClear, signalsOf } from '#measure/effort/effort.ts'
import { draws } from '#pictures/draws.ts'
import type { Picture } from '#pictures/picture.ts'
import type { AttemptView, StationView } from '#protocol/check.ts'
import { decides } from '#protocol/measurement.ts'
import type { CalibrationValue } from '#protocol/reading.ts'
import type { Log } from '#protocol/rest.ts'
import { dated } from '#words/dated.ts'
import { fill } from '#words/fill.ts'
import { findingWords } from '#words/finding.ts'
import { text } from '#words/index.ts'
import { flagWords, scoreWords } from '#words/score.ts'
import { signalWords } from '#words/signal.ts'
import { askedWords } from '#words/station-limit.ts'
import { stationName } from '#words/stations.ts'
import { captioned, takenWords } from '#words/stills.ts'

/** A calibration that a measurement stood on. */
export type UsedCalibration = { id: string; device: CalibrationValue['device']; at: string; expiresAt: string }

/** How one station was examined: as doctors see it, the log that its finding stands on, its stills by their digest, and what it was calibrated by. */
export type Examined = {
  view: StationView
  log: Pick<Log, 'setup' | 'trials'> | null
  stills: ReadonlyMap<string, Uint8Array>
  calibrations: readonly UsedCalibration[]
}

/** All that a paper tells of how a report was measured. Both pictures are JPEGs; null: there is none. */
export type Examination = {
  stations: readonly Examined[]
  from: string
  to: string
  taken: Uint8Array | null
  card: Uint8Array | null
}

/** A still of a log: a JPEG, and what it shows. */
export type ShownStill = { jpeg: Uint8Array; caption: string }

/** A station on paper: its name and what it asks, what was found, sentences about how, its log as a picture, and its stills. */
export type Block = {
  name: string
  asked: string
  found: string
  warnings: string[]
  lines: string[]
  picture: Picture | null
  stills: readonly ShownStill[]
}

const words = text.zh.report.measured
const { exam } = text.zh.clinician

const versionOf = ({ setup }: AttemptView): number => ('version' in setup && setup.version) || 1

const attemptLine = (attempt: AttemptView): string =>
  fill(words.attempt, {
    number: attempt.number,
    at: dated(attempt.startedAt),
    by: exam.attemptBy[attempt.by],
    state: exam.attemptState[attempt.state],
    procedure: attempt.setup.procedure,
    version: versionOf(attempt),
  })

const decisionLines = ({ decision, basis }: StationView): string[] => {
  if (!decision) return []
  const { doctor, at, reason, measured } = decision
  const how = basis === 'judged' ? words.judged : measured ? fill(words.was, { finding: findingWords(measured, 'zh') }) : words.wasNone
  return [fill(words.byDoctor, { doctor, at: dated(at), reason: reason ?? words.noReason }), how]
}

const calibrationLine = ({ device, at, expiresAt, id }: UsedCalibration): string =>
  fill(words.calibration, { device: text.zh.terms.devices[device], at: dated(at), until: dated(expiresAt), id: id.slice(0, 8) })

const shownStills = (trials: Log['trials'], stills: Examined['stills']): ShownStill[] =>
  captioned(trials, 'zh').flatMap(({ digest, caption }) => {
    const jpeg = stills.get(digest)
    return jpeg ? [{ jpeg, caption }] : []
  })

/** A station as it stands on paper, in Chinese as the form. */
/** What doctors kept of what they saw. */
const takenStills = ({ taken = [] }: StationView, stills: Examined['stills']): ShownStill[] =>
  taken.flatMap(({ file, ...one }) => {
    const jpeg = stills.get(file)
    return jpeg ? [{ jpeg, caption: takenWords('zh', one) }] : []
  })

export const blockOf = ({ view, log, stills, calibrations }: Examined): Block => {
  const standing = view.attempts.findLast(({ score, setup }) => score !== null && decides(setup))
  const signals = log ? signalsOf(log.setup, log.trials).filter(isClear) : []
  return {
    name: stationName(view.station, 'zh'),
    asked: askedWords(view.station, view.asked, 'zh'),
    found: view.finding ? findingWords(view.finding, 'zh') : words.none,
    warnings: [...(standing?.score ? flagWords(standing.score, 'zh') : []), ...signals.map((signal) => signalWords(signal, 'zh'))],
    lines: [
      ...decisionLines(view),
      ...(standing?.score ? scoreWords(standing.score, 'zh') : []),
      ...view.attempts.map(attemptLine),
      ...calibrations.map(calibrationLine),
    ],
    picture: log && draws[log.setup.procedure](log.setup, log.trials, 'zh'),
    stills: [...(log ? shownStills(log.trials, stills) : []), ...takenStills(view, stills)],
  }
}
