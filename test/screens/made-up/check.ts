import { colour } from '#measure/colour/colour.ts'
import type { AttemptView, CheckView, StationView } from '#protocol/check.ts'
import { type Score, type Setup } from '#protocol/measurement.ts'
import type { DeviceState, DeviceUse } from '#protocol/reading.ts'
import { type Finding, type Station } from '#protocol/station.ts'
import { applicant, attemptView, checkView, stationView } from '../../made-up/check.ts'
import { hashOf, idOf } from '../../made-up/ids.ts'
import { doctor } from './account.ts'
import { at } from './at.ts'
import { COLOUR_SEED, colourSetup, colourTrials, hearingSetup } from './log.ts'

// A check in its states before the report, as doctors see it.

const SETUPS: Partial<Record<Score['procedure'], Setup>> = {
  height: { procedure: 'height', floorMm: 2400, limitsMm: [] },
  acuity: {
    procedure: 'acuity',
    method: 'limits',
    eye: 'right',
    limits: [5, 4.9],
    glasses: true,
    screen: { pitchMm: 0.1554, pathMm: 5000, mirrors: 0 },
  },
  colour: colourSetup,
  limbs: { procedure: 'limbs', station: 'lower-limbs', tasks: ['press-right-pedal', 'press-left-pedal'] },
  reaction: { procedure: 'reaction' },
}

const attempt = (number: number, score: Score | null, state: AttemptView['state'] = 'read'): AttemptView =>
  attemptView((score && SETUPS[score.procedure]) ?? hearingSetup, {
    id: idOf(500 + number),
    number,
    by: number === 1 ? 'booth' : 'doctor',
    startedAt: at(8 - number),
    state,
    reading: state === 'read' ? idOf(600 + number) : null,
    score,
  })

const acuityScore = (eye: 'left' | 'right', reached: number | null, borderline = reached === null): Score => ({
  procedure: 'acuity',
  method: 'limits',
  eye,
  glasses: true,
  practised: true,
  region: reached === 5 ? 4.8 : 4.6,
  threshold: null,
  lines: [],
  reached,
  borderline,
  walks: [
    { limit: 5, score: reached === 5 ? 27 : -21, trials: 14, outcome: reached === 5 ? 'reached' : 'not-reached', borderline: false },
    ...(reached === 5
      ? []
      : [{ limit: 4.9, score: 3, trials: 40, outcome: reached === null ? 'not-reached' : 'reached', borderline: true } as const]),
  ],
})

export const heightScore: Score = { procedure: 'height', cm: 172, roundsMm: [1719, 1722, null], nearLimit: false, outcome: 'measured' }

const colourScore: Score = colour.score(colourSetup, COLOUR_SEED, colourTrials)

const reactionScore: Score = {
  procedure: 'reaction',
  medianMs: 312,
  madMs: 41,
  counted: 14,
  lapses: 1,
  anticipations: 2,
  relative: true,
}

const limbsScore: Score = {
  procedure: 'limbs',
  station: 'lower-limbs',
  tasks: [
    { task: 'press-right-pedal', done: 'done', peakN: 212.4, heldMs: 3100 },
    { task: 'press-left-pedal', done: 'timed-out', peakN: 41, heldMs: 0 },
  ],
  symmetry: 41 / 212.4,
  hint: 'look-closely',
}

export const findings: Record<Station, Finding> = {
  height: { station: 'height', cm: 172 },
  'acuity-right': { station: 'acuity-right', reached: 5, glasses: true },
  'acuity-left': { station: 'acuity-left', reached: 4.9, glasses: true },
  colour: { station: 'colour', colour: 'no-red-green-blindness' },
  hearing: { station: 'hearing', left: true, right: true, aid: false },
  'upper-limbs': { station: 'upper-limbs', upper: 'normal', left: '合格', right: '合格' },
  'lower-limbs': { station: 'lower-limbs', lower: 'normal', left: '合格', right: '合格' },
  trunk: { station: 'trunk', trunk: 'normal' },
}

export const measured = (station: Station, score: Score): StationView =>
  stationView(station, { state: 'measured', attempts: [attempt(1, score)], finding: findings[station], source: 'measured' })

export const decided = (station: Station): StationView =>
  stationView(station, {
    state: 'decided',
    finding: findings[station],
    source: 'doctor',
    decision: { doctor: '林静', reason: null, at: at(1), measured: null },
  })

/** A check half way: measured, running, referred and untouched stations, a device that failed, a note. */
export const halfway = checkView({
  id: idOf(100),
  version: 21,
  booth: { id: idOf(50), name: '1 号舱', site: '东城服务大厅' },
  applicant: {
    ...applicant,
    birth: '1960-02-29',
    age: 66,
    number: '11010519491231002X',
    address: '北京市东城区某某街道某某胡同十二号院三单元 501 室',
    case: 'G2026112500017',
    business: 'G',
  },
  openedAt: at(22),
  declaration: { has: true, diseases: [4], at: at(20), signature: hashOf('a') },
  photo: { file: hashOf('b'), at: at(18) },
  queue: { since: at(18) },
  lease: { doctor: { id: doctor.id, name: doctor.name }, until: at(-1) },
  stations: [
    measured('height', heightScore),
    { ...measured('acuity-right', acuityScore('right', 5)), asked: 4.9 },
    {
      ...measured('acuity-left', acuityScore('left', 4.9)),
      asked: 4.9,
      attempts: [attempt(1, acuityScore('left', null)), attempt(2, acuityScore('left', 4.9))],
    },
    stationView('colour', { state: 'measured', attempts: [attempt(1, colourScore)] }),
    stationView('hearing', { state: 'running', attempts: [attempt(3, null, 'running')] }),
    decided('upper-limbs'),
    stationView('lower-limbs', { state: 'measured', attempts: [attempt(1, limbsScore)] }),
    stationView('trunk'),
    stationView('reaction'),
  ],
  missing: ['colour', 'hearing', 'lower-limbs', 'trunk'],
  foreseen: [],
  outcome: {
    kind: 'not-measured',
    classes: [],
    conditions: ['glasses-left', 'glasses-right'],
    reasons: [
      { code: 'declared-disease', station: null, classes: ['C1'], found: '眩晕', asked: null },
      { code: 'not-measured', station: 'colour', classes: ['C1'], found: null, asked: null },
    ],
    rules: '2025-01-01',
  },
  notes: [{ doctor: '林静', text: '左眼第一次没听清说明，重做一次。', at: at(3) }],
  faults: [{ device: 'keypad', at: at(6) }],
})

/** What a doctor should look at stands on the line: a height near its limit, a borderline eye, a weak foot, a lost log; and a reaction time. */
export const flagged: CheckView = {
  ...halfway,
  version: 22,
  applicant: { ...halfway.applicant, noCardPhoto: 'unreadable' },
  stations: halfway.stations.map((view) => {
    if (view.station === 'height')
      return {
        ...measured('height', {
          procedure: 'height',
          cm: 156,
          roundsMm: [1554, 1561],
          nearLimit: true,
          floor: { mm: 2381, tareMm: 2400, from: 'driver', differs: true },
          outcome: 'measured',
        }),
        asked: 155,
        finding: { station: 'height', cm: 156 },
      }
    if (view.station === 'acuity-left') return { ...view, attempts: [attempt(1, acuityScore('left', 4.9, true))] }
    if (view.station === 'hearing')
      return stationView('hearing', { attempts: [{ ...attempt(1, null, 'void'), aside: { refused: 'time-disordered', fields: {} } }] })
    if (view.station === 'reaction') return { ...view, state: 'measured', attempts: [attempt(9, reactionScore)] }
    return view
  }),
}

/** A height head whose cable isn't quite in. */
export const unsteadyHead: DeviceUse = {
  id: 'usb-1a86_USB_Serial-if00-port0',
  kind: 'height',
  model: 'A02YYUW',
  quality: { frames: 91, faults: 14, longestGapMs: 2300 },
}

/** A booth whose force cells are unplugged, and whose keypad says nothing. */
export const lostDevices: DeviceState[] = (['alive', 'silent', 'absent'] as const).map((state, n) => ({
  kind: (['height', 'keypad', 'force'] as const)[n] ?? 'height',
  name: 'a device',
  state,
  simulated: false,
  faults: 0,
}))

/** A cabin whose door stands open while it is loud outside, and the same one as it should be. */
export const cabins = {
  disturbed: { door: 'open', occupied: true, noise: { db: 57, quality: 'good' }, lux: 540, noiseLimitDb: 45 },
  calm: { door: 'closed', occupied: true, noise: { db: 38, quality: 'good' }, lux: 320, noiseLimitDb: 45 },
} satisfies Record<string, CheckView['booth']['cabin']>
