import {
  type AcuityLogged,
  type AcuityTrial,
  type Optotype,
  type AcuitySetup as Setup,
  acuity as wire,
} from '#protocol/procedures/acuity.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { DONE, procedure, progressByCount, timing } from '../procedure.ts'
import { draw } from '../random.ts'
import { TOO_FAR_OFF } from './distance.ts'
import { linesOf } from './lines.ts'
import { finestLevel, strokePx } from './optics.ts'
import { screenFault } from './screen.ts'
import { gridOf } from './threshold.ts'
import { boundsAt, hasFallen, ruleOf, type Walk, walksOf } from './walk.ts'
import { descent, PRACTISED, practice } from './warm-up.ts'
import { countedOf, isMark, isSettled, shownOf } from './watched.ts'

const DIRECTIONS = ['up', 'right', 'down', 'left'] as const
/** How much larger than the strictest limit's size an optotype is easy, in levels. */
const EASY = 0.25
/** The finest level of the scale. */
const FINEST = 5.3
/** How many trials each way usually takes, for a progress bar. */
const USUAL = { limits: 16, number: 38, lines: 30 } as const
/** How many optotypes the number takes, behind the practice. */
const COUNTED = 36
/**
 * After so many optotypes the eyes rest, ms; and longer before a walk that is begun once more. Within `nearly` of the upper bound, three right answers,
 * what is left takes less time than the rest; it comes when the score falls back.
 */
const REST = { after: 16, ms: 15_000, againMs: 60_000, nearly: 9 } as const

/** Pixels between eyes 63 mm apart, 0.7 m in front of a camera whose focal length is 1000 pixels. */
const SPAN_PX = 90

const strictestOf = (setup: Setup): number => setup.limits[0] ?? 5
/** The finest level that may be shown: of the scale, and of this screen. */
const finestOf = (setup: Setup): number => Math.min(FINEST, Math.floor(finestLevel(setup.screen) * 20) / 20)

/** The parts of what counts of a log: its practice, its descent, and what was measured behind them. Lines are read without a descent. */
export const partsOf = (setup: Setup, trials: readonly AcuityLogged[]) => {
  const { counted } = countedOf(setup, trials)
  const practised = setup.practised ? PRACTISED : practice(strictestOf(setup), counted)
  const warming = counted.slice(0, practised.count)
  const behind = counted.slice(practised.count)
  // A walk begins at the limit, so the descent ends above it: a step in the first version, two and a half now.
  const finest = setup.method === 'limits' ? strictestOf(setup) - (setup.version === undefined ? 0.05 : 0.25) : finestOf(setup)
  const descended = setup.method !== 'limits' ? { count: 0, region: null, due: null } : descent(strictestOf(setup), finest, behind)
  return { practised, warming, descended, descending: behind.slice(0, descended.count), measured: behind.slice(descended.count) }
}

/** What comes next. */
type Due = Pick<Optotype, 'kind' | 'level' | 'restMs'>

/** What comes next: the kind and the level of an optotype, or null at the end. */
const dueOf = (setup: Setup, trials: readonly AcuityLogged[]): Due | null => {
  if (countedOf(setup, trials).distance?.ended) return null
  const { practised, descended, descending, measured } = partsOf(setup, trials)
  if (practised.due !== null) return { kind: 'practice', level: practised.due }
  if (descended.due !== null) return { kind: 'descent', level: descended.due }
  if (setup.method === 'limits') return stepDue(setup, measured)
  const level = levelDue(setup, descending, measured)
  return level === null ? null : { kind: 'trial', level }
}

const levelDue = (setup: Setup, descending: readonly AcuityTrial[], measured: readonly AcuityTrial[]): number | null => {
  if (setup.method === 'lines') return linesOf(strictestOf(setup), finestOf(setup), measured).due
  const counted = [...descending, ...measured]
  return counted.length < COUNTED ? gridOf(setup).mostTelling(counted, finestOf(setup)) : null
}

/** The next step of the walk; before a walk that is begun once more there is a longer rest. */
const stepDue = (setup: Setup, measured: readonly AcuityTrial[]): Due | null => {
  const walk = walksOf(ruleOf(setup), setup.limits, measured).at(-1)
  if (!walk || walk.outcome) return null
  return { kind: 'trial', level: walk.limit, ...(walk.again && walk.trials === 0 ? { restMs: REST.againMs } : {}) }
}

/** Do the eyes rest before the next optotype? The first version knew no rests, in the second they came by the count alone. */
const rests = (setup: Setup, trials: readonly AcuityLogged[]): boolean => {
  const { version, method, limits } = setup
  const shown = shownOf(trials)
  if (version === undefined || shown.length === 0) return false
  if (version === 2) return shown.length % REST.after === 0
  const rested = shown.findLastIndex(({ stimulus }) => stimulus.restMs !== undefined)
  if (shown.length - Math.max(0, rested) < REST.after) return false
  if (method !== 'limits') return true
  const rule = ruleOf(setup)
  const walk = walksOf(rule, limits, partsOf(setup, trials).measured).at(-1)
  return !walk || walk.score < boundsAt(rule, walk.trials).reached - REST.nearly
}

/** A walk as a score tells it; one that was left in the middle didn't reach its limit. */
const told = (setup: Setup, walk: Walk) => {
  const { peak: _, again: __, outcome, ...rest } = walk
  return { ...rest, outcome: outcome ?? ('not-reached' as const), ...(hasFallen(ruleOf(setup), walk) ? { fell: true as const } : {}) }
}

/**
 * Visual acuity of one eye: a short practice, a descent that finds the region, then one of three ways. `limits` decides: a
 * sequential walk at the strictest limit of the driver's classes, and at each milder one while none is reached. `number` gives
 * acuity as a number, `lines` reads line by line as on a chart; both only inform. The four directions are drawn freely: a repeat is
 * as likely as any other, otherwise a guess would be one in three.
 *
 * Where the face camera watches how far away the head is, the driver sits at the mark first, and what was shown to a head too near or too
 * far isn't counted: another one is shown instead.
 */
export const acuity = procedure(wire)({
  next(setup, seed, trials) {
    if (setup.distance && trials.length === 0) return { mark: 'eyes' }
    const due = dueOf(setup, trials)
    if (!due) return DONE
    return {
      ...(rests(setup, trials) ? { restMs: REST.ms } : {}),
      ...due,
      direction: DIRECTIONS[draw(seed, 'direction', trials.length).below(4)] ?? 'up',
      strokePx: strokePx(due.level, setup.screen),
    }
  },
  score(setup, _seed, trials) {
    const { practised, descended, descending, measured } = partsOf(setup, trials)
    const { distance } = countedOf(setup, trials)
    const walks = (setup.method === 'limits' ? walksOf(ruleOf(setup), setup.limits, measured) : [])
      .filter((walk) => walk.trials > 0)
      .map((walk) => told(setup, walk))
    const counted = [...descending, ...measured].slice(0, COUNTED)
    return {
      procedure: 'acuity',
      method: setup.method,
      eye: setup.eye,
      glasses: setup.glasses,
      practised: practised.learnt,
      region: descended.region,
      reached: walks.find((walk) => walk.outcome === 'reached')?.limit ?? null,
      borderline: walks.some((walk) => walk.borderline),
      walks,
      threshold: setup.method === 'number' && counted.length > 0 ? { ...gridOf(setup).thresholdOf(counted), trials: counted.length } : null,
      lines: setup.method === 'lines' ? linesOf(strictestOf(setup), finestOf(setup), measured).lines : [],
      ...(distance ? { distance } : {}),
    }
  },
  progress(setup, trials) {
    return dueOf(setup, trials) ? progressByCount(trials.length, USUAL[setup.method]) : 1
  },
  waitsMs: ({ stimulus }) => (isMark(stimulus) ? 0 : (stimulus.restMs ?? 0)),
  setUp({ station, method, glasses, acuityLimits, practisedAcuity, standing: { screen: record } }) {
    if (isRefusal(record)) return record
    const { pitchMm, pathMm, mirrors, cameraMm } = record.value
    const screen = { pitchMm, pathMm, mirrors }
    const fault = screenFault(record.value, acuityLimits)
    if (fault) return fault
    const eye = station === 'acuity-left' ? 'left' : 'right'
    const way = wire.methods.find((one) => one === method) ?? 'limits'
    const distance = cameraMm === undefined ? {} : { distance: { cameraMm, mostOff: TOO_FAR_OFF } }
    const known = practisedAcuity ? { practised: true as const } : {}
    return {
      setup: { procedure: 'acuity', version: 3, method: way, eye, limits: [...acuityLimits], glasses, ...known, screen, ...distance },
      calibrations: [record.id],
    }
  },
  finding: (score, station) => {
    const { reached, glasses, walks } = score
    // A head that wouldn't stay where it belongs, or in the camera's sight: what the eye sees from there, nobody knows.
    if (!isSettled(score)) return null
    // An eye that tired was not measured: a person looks, and has it repeated when it has rested.
    const tired = walks.some(({ limit, fell }) => fell && limit > (reached ?? 0))
    return !tired && (station === 'acuity-left' || station === 'acuity-right') ? { station, reached, glasses } : null
  },
  behind: () => wire.needs,
  choices(setup, trials) {
    const easiest = strictestOf(setup) - EASY
    return {
      among: 4,
      all: countedOf(setup, trials).counted.map((trial) => ({
        right: trial.stimulus.direction,
        given: trial.answer === 'cannot-see' ? null : trial.answer,
        group: trial.stimulus.level <= easiest ? 'easy' : 'near',
        ...timing(trial),
      })),
    }
  },
  healthy: (stimulus) => (isMark(stimulus) ? { spanPx: SPAN_PX } : stimulus.direction),
})
