import { TONES } from '#measure/hearing/tones.ts'
import type { Language } from '#protocol/basic.ts'
import { SYMMETRY } from '#measure/limbs.ts'
import { type Score } from '#protocol/measurement.ts'
import { mnOfKg } from '#protocol/fields.ts'
import { isOfForm, type AnyStation, type Finding } from '#protocol/station.ts'
import { fill, text } from '#words/index.ts'

/** Acuity with one decimal, as a chart writes it. */
export const acuity = (level: number): string => level.toFixed(1)

/** What was found, in a line. */
export const findingWords = (finding: Finding, language: Language): string => {
  const words = text[language].clinician.value
  const join = (...parts: (string | false)[]) => parts.filter(Boolean).join(language === 'zh' ? '，' : ', ')
  if ('refer' in finding) return `${words.refer[finding.refer]}${language === 'zh' ? '：' : ': '}${finding.words}`
  if ('cm' in finding) return fill(words.cm, { cm: finding.cm })
  if ('reached' in finding) {
    const level = finding.reached === null ? words.notReached : fill(words.reached, { level: acuity(finding.reached) })
    return join(level, finding.glasses ? words.corrected : words.naked)
  }
  if ('colour' in finding) return words.colour[finding.colour]
  if ('aid' in finding) {
    const ear = (heard: boolean) => (heard ? words.heard : words.unheard)
    return join(fill(words.ears, { left: ear(finding.left), right: ear(finding.right) }), finding.aid && words.withAid)
  }
  if ('upper' in finding)
    return finding.upper === 'normal' ? words.upper.normal : join(words.upper[finding.upper], fill(words.sides, finding))
  if ('lower' in finding)
    return finding.lower === 'normal' ? words.lower.normal : join(words.lower[finding.lower], fill(words.sides, finding))
  return words.trunk[finding.trunk]
}

const ambientWords = (db: number | null, language: Language): string => {
  const words = text[language].clinician.score
  return db === null ? words.ambientUnknown : fill(words.ambient, { db: db.toFixed(0) })
}

const tonesWords = (score: Extract<Score, { procedure: 'tones' }>, language: Language): string[] => {
  const words = text[language].clinician.score
  const levels = (thresholds: (typeof score.ears.left)['thresholds']) =>
    thresholds
      .map(({ state, levelDb }) =>
        levelDb === null
          ? '–'
          : state === 'no-response'
            ? fill(words.noResponse, { db: levelDb })
            : levelDb === TONES.floor
              ? fill(words.atFloor, { db: levelDb })
              : levelDb,
      )
      .join(' / ')
  const averages = (['right', 'left'] as const).flatMap((ear) => {
    const { averageDb } = score.ears[ear]
    return averageDb === null ? [] : [fill(words.earAverage, { ear: words.ears[ear], db: averageDb.toFixed(0) })]
  })
  return [
    ...(score.faults.length === 0 ? [words.tonesValid] : score.faults.map((fault) => words.toneFaults[fault])),
    ...(score.trials === 0
      ? []
      : [
          ...(['right', 'left'] as const).map((ear) =>
            fill(words.ear, { ear: words.ears[ear], thresholds: levels(score.ears[ear].thresholds) }),
          ),
          ...averages,
          ...(averages.length > 0 ? [words.averageNote] : []),
          fill(words.silences, { silences: score.silences, count: score.falsePositives }),
          words.transducers[score.transducer],
        ]),
    ambientWords(score.ambientDb, language),
  ]
}

const acuityWords = (score: Extract<Score, { procedure: 'acuity' }>, language: Language): string[] => {
  const words = text[language].clinician.score
  const region = score.region === null ? words.regionNone : fill(words.region, { level: acuity(score.region) })
  return [
    ...(score.practised ? [] : [words.unpractised]),
    ...(score.method === 'limits' ? [region] : []),
    ...score.walks.map(
      ({ limit, score, trials, outcome, borderline }) =>
        fill(words.walk, { limit: acuity(limit), score, trials, outcome: words.walkOutcome[outcome] }) +
        (borderline ? ` · ${words.borderline}` : ''),
    ),
    ...score.lines.map(({ level, read, ...counts }) =>
      fill(words.line, { level: acuity(level), read: words.lineRead[read ? 'yes' : 'no'], ...counts }),
    ),
    ...(score.threshold
      ? [
          fill(words.number, {
            level: score.threshold.level.toFixed(2),
            low: score.threshold.low.toFixed(2),
            high: score.threshold.high.toFixed(2),
            trials: score.threshold.trials,
          }),
        ]
      : []),
  ]
}

/** What a measurement came to, line by line. */
export const scoreWords = (score: Score, language: Language): string[] => {
  const words = text[language].clinician.score
  switch (score.procedure) {
    case 'acuity':
      return acuityWords(score, language)
    case 'colour':
      return [
        ...(score.form === 'openings' ? [words.openings] : []),
        ...(['protan', 'deutan'] as const).map((axis) =>
          fill(words.axis, { ...score[axis], axis: words.axes[axis], outcome: words.axisOutcome[score[axis].outcome] }),
        ),
        ...faintWords(score, language),
        ...(score.demonstrationRead ? [] : [words.demonstrationUnread]),
      ]
    case 'hearing':
      return [
        words.hearing[score.outcome],
        fill(words.pairs, { ...score.pairs, trials: score.trials }),
        ...(score.ambientDb === undefined ? [] : [ambientWords(score.ambientDb, language)]),
      ]
    case 'tones':
      return tonesWords(score, language)
    case 'height':
      return [
        words.height[score.outcome] + (score.nearLimit ? ` · ${words.nearLimit}` : ''),
        fill(words.rounds, { rounds: score.roundsMm.map((mm) => (mm === null ? '–' : String(Math.round(mm)))).join(' / ') }),
      ]
    case 'limbs':
      return [
        ...score.tasks.map(({ task, done, peakN, heldMs }) =>
          fill(peakN === null ? words.task : words.taskForce, {
            task: words.tasks[task],
            done: words.taskDone[done],
            peak: Math.round(peakN ?? 0),
            kilograms: (((peakN ?? 0) * 1000) / mnOfKg(1)).toFixed(1),
            held: ((heldMs ?? 0) / 1000).toFixed(1),
          }),
        ),
        ...(score.symmetry === null
          ? []
          : [
              fill(score.symmetry < SYMMETRY ? words.symmetryLow : words.symmetry, {
                share: Math.floor(score.symmetry * 100),
                least: SYMMETRY * 100,
              }),
            ]),
        words.hint[score.hint],
      ]
    case 'reaction':
      return [
        score.medianMs === null
          ? words.reactionNone
          : fill(words.reaction, { median: Math.round(score.medianMs), mad: Math.round(score.madMs ?? 0), counted: score.counted }),
        fill(words.reactionOthers, { lapses: score.lapses, anticipations: score.anticipations }),
        words.reactionRelative,
      ]
  }
}

/** What a doctor should see of a score without opening it, as a few words each. */
export const flagWords = (score: Score, language: Language): string[] => {
  const words = text[language].clinician.score
  switch (score.procedure) {
    case 'height':
      return score.nearLimit ? [words.nearLimit] : []
    case 'acuity':
      return score.borderline ? [words.borderline] : []
    case 'limbs':
      return score.hint === 'look-closely' ? [words.hint['look-closely']] : []
    default:
      return []
  }
}

/** What was read of the plates that only tell more; nothing where none were shown. */
const faintWords = ({ weak, tritan }: Extract<Score, { procedure: 'colour' }>, language: Language): string[] => {
  const words = text[language].clinician.score
  if (weak.protan.shown + weak.deutan.shown + tritan.shown === 0) return []
  const counts = {
    protanRead: weak.protan.read,
    protanShown: weak.protan.shown,
    deutanRead: weak.deutan.read,
    deutanShown: weak.deutan.shown,
    tritanRead: tritan.read,
    tritanShown: tritan.shown,
  }
  return [fill(words.faint, counts), ...(weak.noted ? [words.weak] : [])]
}

/** A sensor's value in the unit of its station; nothing where nothing is to be measured. */
export const liveWords = (station: AnyStation, value: number | null, language: Language): string => {
  const words = text[language].clinician.exam
  if (value === null) return ''
  return station === 'height' ? fill(words.liveMm, { value: Math.round(value) }) : fill(words.liveN, { value: (value / 1000).toFixed(0) })
}

/** What a station asks at least, in its own unit; empty where no number is asked. */
export const askedWords = (station: AnyStation, asked: number | undefined, language: Language): string => {
  const words = text[language].clinician
  if (!isOfForm(station)) return words.exam.informationOnly
  if (asked === undefined) return station === 'height' ? words.exam.askedNone : ''
  const limit = station === 'height' ? fill(words.value.cm, { cm: asked }) : acuity(asked)
  return fill(words.exam.asked, { asked: `≥ ${limit}` })
}

const CHINA = 'Asia/Shanghai'
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, hour: '2-digit', minute: '2-digit' })
const dayAndClock = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, dateStyle: 'short', timeStyle: 'short' })
/** Time of day in China, `14:05`. */
export const timeOf = (instant: string): string => clock.format(new Date(instant))
/** Day and time in China, `2026-11-25 14:05`. */
export const dateTimeOf = (instant: string): string => dayAndClock.format(new Date(instant))
