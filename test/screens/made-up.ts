import { digestOf } from '#protocol/canonical.ts'
import type {
  AttemptView,
  AttentionView,
  CheckView,
  CounterView,
  EarlierReport,
  FoundPage,
  HallView,
  History,
  QueueEntry,
  QueueView,
  StationView,
} from '#protocol/check.ts'
import { ERRAND_FAULTS, type NeededErrand } from '#protocol/errand.ts'
import type { HelpView } from '#protocol/help.ts'
import { type Score, type Setup } from '#protocol/measurement.ts'
import type { DeviceState, DeviceUse } from '#protocol/reading.ts'
import type { Report } from '#protocol/report.ts'
import type {
  AccessView,
  AccountEventView,
  CalibrationView,
  Log,
  Machine,
  Me,
  OverrideDay,
  PasskeyView,
  Person,
  SessionView,
} from '#protocol/rest.ts'
import type { Site } from '#protocol/sites.ts'
import { type Finding, STATIONS, type Station } from '#protocol/station.ts'
import { applicant, attemptView, checkView, reportState, stationView } from '../made-up/check.ts'
import { errandOf } from '../made-up/errand.ts'
import { hashOf, idOf } from '../made-up/ids.ts'

// Made-up people in made-up states, for looking at screens and for tests of them.

const at = (minutesAgo: number): string => new Date(Date.now() - minutesAgo * 60_000).toISOString()

export const doctor: Person = {
  id: idOf(1),
  login: 'doctor',
  name: '林医生',
  roles: ['doctor'],
  disabled: false,
  passkeys: 1,
  signature: true,
  sites: null,
}
const strokes: NonNullable<Me['strokes']> = {
  width: 300,
  height: 100,
  lines: [
    [
      [20, 60],
      [60, 20],
      [80, 80],
      [110, 30],
    ],
    [
      [130, 50],
      [180, 40],
      [160, 90],
      [210, 20],
      [260, 70],
    ],
  ],
}
export const me: Me = { person: doctor, demonstration: false, strokes, news: [] }
export const tomorrow = at(-24 * 60)
export const passkeys: PasskeyView[] = [
  { id: 'cGFzc2tleS0x', createdAt: at(90_000), usedAt: at(40), held: false },
  { id: 'cGFzc2tleS0y', createdAt: at(35), usedAt: null, held: true },
]
export const sessions: SessionView[] = [
  {
    id: idOf(70),
    createdAt: at(180),
    seenAt: at(1),
    browser: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36',
    current: true,
  },
  { id: idOf(71), createdAt: at(600), seenAt: at(12), browser: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/142.0.0.0', current: false },
]
export const accountEvents: AccountEventView[] = [
  { id: idOf(72), kind: 'passkey-held', by: '管理员', at: at(35) },
  { id: idOf(73), kind: 'passkey-enrolled', by: '林医生', at: at(35) },
  { id: idOf(74), kind: 'password-reset', by: '管理员', at: at(50) },
]
export const calibrations: CalibrationView[] = [
  { id: idOf(60), value: { device: 'height', floorMm: 2243.5, tapeMm: 2245 }, at: at(90), expiresAt: at(-1350), current: true },
  {
    id: idOf(61),
    value: { device: 'screen', pitchMm: 0.1796, pathMm: 5000, mirrors: 1, luminance: 210, veil: 5 },
    at: at(90_000),
    expiresAt: at(-400_000),
    current: true,
  },
  {
    id: idOf(62),
    value: { device: 'force', cells: [{ cell: 'pedal-left', zeroMn: 1200, factor: 1.02 }] },
    at: at(300_000),
    expiresAt: at(100),
    current: true,
  },
]
export const access: AccessView[] = [
  {
    id: idOf(80),
    at: at(20),
    person: '周医生',
    what: 'report',
    reason: '驾驶人投诉体检结论，复核',
    check: idOf(90),
    site: '东城服务大厅',
    number: 'RF20261125-000017',
  },
  {
    id: idOf(81),
    at: at(21),
    person: '周医生',
    what: 'reason',
    reason: '驾驶人投诉体检结论，复核',
    check: idOf(90),
    site: '东城服务大厅',
    number: 'RF20261125-000017',
  },
]
export const otherDoctor = { id: idOf(2), name: '周医生' }

const queued = (number: number, part: Partial<QueueEntry>): QueueEntry => {
  const done = part.done ?? 0
  return {
    check: idOf(100 + number),
    version: 9,
    name: '张三',
    age: 66,
    classes: ['C1'],
    booth: `${number + 1} 号舱`,
    site: '东城服务大厅',
    since: at(0),
    done,
    missing: 8 - done,
    lease: null,
    ...part,
  }
}
export const queue: QueueView = {
  concludedToday: 37,
  entries: [
    queued(0, { since: at(14), done: 6, lease: { doctor: otherDoctor, until: at(-1) } }),
    queued(1, { name: '𠮷野家', age: 41, classes: ['B2', 'D'], since: at(9), done: 8 }),
    queued(2, { name: '王㛃', age: 70, since: at(5), done: 3 }),
    queued(3, { name: 'ALEXANDRA MARIA CONSTANTINOPOL', age: 29, classes: ['A1', 'A2'], done: 1 }),
  ],
}

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
  colour: { procedure: 'colour', form: 'digits' },
  limbs: { procedure: 'limbs', station: 'lower-limbs', tasks: ['press-right-pedal', 'press-left-pedal'] },
  reaction: { procedure: 'reaction' },
}

export const hearingSetup = {
  procedure: 'hearing' as const,
  version: 2 as const,
  aid: false,
  levelDb: 54,
  roveDb: 16,
  noise: { limitDb: 45, microphoneDb: 110 },
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
const heightScore: Score = { procedure: 'height', cm: 172, roundsMm: [1719, 1722, null], nearLimit: false, outcome: 'measured' }
const colourScore: Score = {
  procedure: 'colour',
  form: 'digits',
  demonstrationRead: true,
  protan: { score: 15, plates: 5, outcome: 'accepted' },
  deutan: { score: 4, plates: 24, outcome: 'referred' },
  weak: { protan: { shown: 0, read: 0 }, deutan: { shown: 0, read: 0 }, noted: false },
  tritan: { shown: 0, read: 0 },
  outcome: 'referred',
}
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

const findings: Record<Station, Finding> = {
  height: { station: 'height', cm: 172 },
  'acuity-right': { station: 'acuity-right', reached: 5, glasses: true },
  'acuity-left': { station: 'acuity-left', reached: 4.9, glasses: true },
  colour: { station: 'colour', colour: 'no-red-green-blindness' },
  hearing: { station: 'hearing', left: true, right: true, aid: false },
  'upper-limbs': { station: 'upper-limbs', upper: 'normal', left: '合格', right: '合格' },
  'lower-limbs': { station: 'lower-limbs', lower: 'normal', left: '合格', right: '合格' },
  trunk: { station: 'trunk', trunk: 'normal' },
}

const measured = (station: Station, score: Score): StationView =>
  stationView(station, { state: 'measured', attempts: [attempt(1, score)], finding: findings[station], source: 'measured' })
const decided = (station: Station): StationView =>
  stationView(station, {
    state: 'decided',
    finding: findings[station],
    source: 'doctor',
    decision: { doctor: '林医生', reason: null, at: at(1), measured: null },
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
  queue: { since: at(18), place: null },
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
  notes: [{ doctor: '林医生', text: '左眼第一次没听清说明，重做一次。', at: at(3) }],
  faults: [{ device: 'keypad', at: at(6) }],
})

export const report: Report = {
  form: '2026-1',
  number: 'RF20261125-000042',
  code: '7K3MPX9QHT2WVR4B',
  supersedes: null,
  check: halfway.id,
  case: 'G2026112500017',
  applicant: {
    name: '张三',
    sex: 'male',
    birth: '1960-02-29',
    nationality: '中国',
    document: 'resident-identity-card',
    number: '11010519491231002X',
    address: '北京市东城区某某街道某某胡同十二号院三单元 501 室',
    phone: null,
    file: '110100123456',
    classes: ['C1'],
    photo: hashOf('b'),
  },
  declaration: { has: false, diseases: [], at: at(20), signature: hashOf('a') },
  findings: STATIONS.map((station) => findings[station]),
  evidence: STATIONS.map((station, index) => ({
    station,
    source: index < 5 ? 'measured' : 'doctor',
    reading: index < 5 ? idOf(601 + index) : null,
    digest: index < 5 ? hashOf(String(index)) : null,
    reason: station === 'colour' ? '两图读数有误，复测后可辨' : null,
  })),
  outcome: {
    kind: 'fit-with-conditions',
    classes: ['C1'],
    conditions: ['glasses-left', 'glasses-right'],
    reasons: [{ code: 'meets-all', station: null, classes: ['C1'], found: null, asked: null }],
    rules: '2025-01-01',
  },
  remark: '建议夜间驾驶时佩戴眼镜',
  doctor: { id: doctor.id, name: doctor.name, signature: hashOf('d') },
  institution: '东城区某某社区卫生服务中心',
  hall: '东城服务大厅',
  booth: '1 号舱',
  examinedOn: '2026-11-25',
  validUntil: '2027-05-24',
  drawnUpAt: at(0),
}

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

export const heightLog: Log = {
  devices: [],
  setup: { procedure: 'height', floorMm: 2400, limitsMm: [] },
  trials: [1, 2].map((round) => ({
    stimulus: { step: 'stand' as const, round },
    answer: { step: 'stand' as const, samplesMm: Array.from({ length: 24 }, (_, index) => 678 + ((index * 7) % 4)) },
    shownAt: round * 9000,
    answeredAt: round * 9000 + 5000,
    source: 'device' as const,
  })),
}

/** Two pedals, the left pressed half as hard as the right. */
export const feetLog: Log = {
  devices: [],
  setup: { procedure: 'limbs', station: 'lower-limbs', tasks: ['press-right-pedal', 'press-left-pedal'] },
  trials: (['press-right-pedal', 'press-left-pedal'] as const).map((task, n) => ({
    stimulus: { task },
    answer: {
      done: 'done' as const,
      force: Array.from({ length: 70 }, (_, at): [number, number] => [
        at * 50,
        at < 6 || at > 64 ? 0 : Math.round((320_000 + 20_000 * Math.sin(at / 5)) / (n + 1)),
      ]),
    },
    shownAt: n * 9000,
    answeredAt: n * 9000 + 4000,
    source: 'device' as const,
  })),
}

/** Fourteen times of about 300 ms, a lapse and two presses too early, behind the practice. */
export const reactionLog: Log = {
  devices: [],
  setup: { procedure: 'reaction' },
  trials: Array.from({ length: 20 }, (_, n) => ({
    stimulus: { kind: n < 3 ? ('practice' as const) : ('trial' as const), foreMs: 1500 },
    answer: n === 6 || n === 14 ? ('too-early' as const) : n === 11 ? ('nothing' as const) : ('pressed' as const),
    shownAt: n * 5000,
    answeredAt: n * 5000 + (n === 11 ? 3000 : 240 + ((n * 37) % 16) * 9),
    source: 'device' as const,
  })),
}

/** The same check with nothing missing. */
export const complete: CheckView = {
  ...halfway,
  version: 30,
  declaration: { ...report.declaration },
  stations: STATIONS.map((station, index) => (index < 5 ? measured(station, heightScore) : decided(station))),
  missing: [],
  outcome: report.outcome,
  faults: [],
}

/** Drawn up: the draft, and the digest that the server registered of it. */
export const drawnUp = async (): Promise<CheckView> => ({
  ...complete,
  version: 31,
  drawnUp: { number: report.number, digest: await digestOf(report), at: at(0) },
  draft: report,
})

/** One that was due an hour and a half ago. */
const errand: typeof errandOf = (code, said, part) => errandOf(code, said, { since: at(95), ...part })

const reportOf = (paper: 'drawing' | 'held'): NonNullable<CheckView['report']> =>
  reportState({ number: report.number, doctor: doctor.name, concludedAt: at(12), paper, pdf: null })
/** Signed, sealed and delivered. */
export const concluded = async (): Promise<CheckView> => ({
  ...(await drawnUp()),
  version: 36,
  phase: 'handed-over',
  lease: null,
  queue: null,
  draft: null,
  report: reportState({
    number: report.number,
    verifyUrl: `https://check.example/verify/${report.code}`,
    digest: await digestOf(report),
    doctor: doctor.name,
    concludedAt: at(0),
  }),
  handover: { state: 'delivered', tries: 1, receipt: 'TMRI-0099123', reason: null },
})

/** Signed, but not at its end: by the errand that is due, or why there is none. */
export const unfinished = async () => {
  const made = await concluded()
  const paperless = { ...made, phase: 'concluded', handover: null } as const
  const waits = { ...made, phase: 'reported' } as const
  const waiting = { state: 'waiting', tries: 7, receipt: null, reason: null } as const
  const because = {
    code: 'glyph-missing',
    detail: '\u{20bb7} (U+20BB7)',
    fields: { where: 'name', character: '\u{20bb7} (U+20BB7)' },
  } as const
  return {
    drawing: {
      ...paperless,
      report: reportOf('drawing'),
      errand: errandOf('unknown', '', { kind: 'draw', tries: 0, fault: null, person: false }),
    },
    'not-made': { ...paperless, report: reportOf('drawing'), errand: errand('not-made', 'ENOSPC', { kind: 'draw' }) },
    held: { ...paperless, report: { ...reportOf('held'), held: because } },
    down: { ...waits, handover: { ...waiting, tries: 2 }, errand: errand('down', '503', { tries: 2, person: false, underWay: true }) },
    sent: {
      ...waits,
      handover: { ...waiting, tries: 0 },
      errand: errand('unknown', '', { tries: 0, fault: null, person: false, sent: { since: at(40), reference: 'Q-20261125-0731' } }),
    },
    'key-wrong': { ...waits, handover: waiting, errand: errand('key-wrong', '401') },
    refused: { ...made, phase: 'refused', handover: { ...waiting, state: 'refused', reason: '业务流水号已办结，不能再送' } },
  } satisfies Record<string, CheckView>
}

const entry = (index: number, change: Partial<CounterView['entries'][number]>): CounterView['entries'][number] => ({
  check: idOf(200 + index),
  version: 40,
  number: `RF20261125-00004${index}`,
  name: ['张*', '𠮷**', '王*', 'A*', '赵*'][index] ?? '*',
  document: '110105********002X',
  classes: ['C1'],
  outcome: report.outcome,
  phase: 'handed-over',
  concludedAt: at(10 * index),
  doctor: doctor.name,
  pdf: hashOf('e'),
  held: null,
  receipt: 'TMRI-0099123',
  reason: null,
  ...change,
})
export const counter: CounterView = {
  entries: [
    entry(0, { phase: 'reported', receipt: null }),
    entry(1, {}),
    entry(2, { phase: 'refused', receipt: null, reason: '业务流水号已办结，不能再送' }),
    entry(3, { phase: 'returned', reason: '照片与证件不符，请重新拍照', classes: ['A1', 'A2'] }),
    entry(4, { phase: 'accepted' }),
  ],
  cut: false,
}

/** Of another hall, and found. */
export const closedNumber = 'RF20260102-000012'
/** Who is looked for at the counter: a report of theirs, an older one, and one of another hall. */
export const foundCard = '110105196203050012'
export const found: FoundPage = {
  entries: [
    ...[1, 6].map((index) => entry(index, { phase: index === 1 ? 'handed-over' : 'accepted' })),
    { check: idOf(640), number: closedNumber, concludedAt: at(400_000), closed: '西城服务大厅' },
  ],
  more: true,
}

/** The same once a reason was given. */
export const foundOpen: FoundPage = {
  ...found,
  entries: found.entries.map((one) =>
    'closed' in one ? entry(7, { check: one.check, number: one.number, phase: 'accepted', elsewhere: one.closed }) : one,
  ),
}

/** Reports that are not made, or not handed over. */
export const stuck: CounterView = {
  entries: [
    entry(1, { phase: 'reported', receipt: null, errand: errand('key-wrong', '401') }),
    entry(2, { phase: 'reported', receipt: null, errand: errand('certificate-untrusted', 'DEPTH_ZERO_SELF_SIGNED_CERT') }),
    entry(3, { phase: 'concluded', receipt: null, pdf: null, errand: errand('not-made', 'ENOSPC', { kind: 'draw', tries: 10 }) }),
    entry(4, { phase: 'reported', receipt: null, errand: errand('down', '503', { tries: 2, person: false, underWay: true }) }),
    entry(5, {
      phase: 'reported',
      receipt: null,
      errand: errand('unanswered', '', { tries: 0, sent: { since: at(1500), reference: 'W-20261125-0042' } }),
    }),
    entry(6, {
      phase: 'reported',
      receipt: null,
      errand: {
        kind: 'deliver',
        tries: 0,
        since: at(96),
        fault: null,
        sent: { since: at(95), reference: 'W-20261125-0043' },
        person: false,
        underWay: false,
      },
    }),
    ...counter.entries.slice(0, 2),
  ],
  cut: false,
}

/** Somebody calls the doctor from the booth of the check that lies on the desk, and somebody else calls the staff. */
export const help: HelpView = {
  calls: [
    { id: idOf(690), whom: 'doctor', booth: '1 号舱', site: '东城服务大厅', check: halfway.id, at: at(-1) },
    {
      id: idOf(691),
      whom: 'staff',
      booth: '乌鲁木齐县第二分舱',
      site: '乌鲁木齐县公安局交通警察大队车驾管服务大厅',
      check: null,
      at: at(-3),
    },
  ],
}

export const hall: HallView = {
  site: { name: '东城服务大厅', nameEn: 'East City Service Hall' },
  at: at(0),
  booths: (['free', 'underway', 'waiting', 'examined', 'finished', 'free'] as const).map((state, index) => ({
    name: `${index + 1} 号舱`,
    online: index < 5,
    state,
    calls: false,
  })),
  waiting: 3,
  examined: 1,
  finishedToday: 37,
  handedOverToday: 35,
}

/** The city’s sites: a centre, two squads and some stations. */
const SITE = idOf(700)
export const sites: Site[] = [
  {
    id: idOf(701),
    kind: 'centre',
    name: '示范市车辆管理所',
    nameEn: 'City Vehicle Office',
    code: '999900000400',
    parent: null,
    squad: null,
    closed: false,
  },
  {
    id: idOf(702),
    kind: 'squad',
    name: '城东交警大队',
    nameEn: 'East City Squad',
    code: '999901000400',
    parent: idOf(701),
    squad: null,
    closed: false,
  },
  {
    id: idOf(703),
    kind: 'squad',
    name: '高新区交警大队',
    nameEn: null,
    code: '999902000400',
    parent: idOf(701),
    squad: null,
    closed: false,
  },
  {
    id: SITE,
    kind: 'station',
    name: '东城服务大厅',
    nameEn: 'East City Service Hall',
    code: null,
    parent: idOf(701),
    squad: idOf(702),
    closed: false,
  },
  {
    id: idOf(704),
    kind: 'station',
    name: '高新区交通管理服务大厅二楼体检区',
    nameEn: null,
    code: null,
    parent: idOf(701),
    squad: null,
    closed: false,
  },
  {
    id: idOf(705),
    kind: 'station',
    name: '老城服务站',
    nameEn: 'Old Town Station',
    code: null,
    parent: idOf(701),
    squad: null,
    closed: true,
  },
]

export const people: Person[] = [
  {
    id: idOf(3),
    login: 'admin',
    name: '管理员',
    roles: ['administrator'],
    disabled: false,
    passkeys: 0,
    signature: false,
    sites: [SITE],
  },
  doctor,
  {
    id: idOf(4),
    login: 'counter',
    name: '孙警官',
    roles: ['counter'],
    disabled: false,
    passkeys: 0,
    signature: false,
    sites: [SITE],
  },
  { id: idOf(5), login: 'former', name: '吴医生', roles: ['doctor', 'counter'], disabled: true, passkeys: 2, signature: true, sites: null },
]
export const machines: Machine[] = [
  {
    id: idOf(50),
    kind: 'booth',
    name: '1 号舱',
    site: SITE,
    enrolled: true,
    disabled: false,
    code: null,
    online: true,
    secondAt: at(40),
    simulated: false,
  },
  {
    id: idOf(51),
    kind: 'booth',
    name: '2 号舱',
    site: SITE,
    enrolled: false,
    disabled: false,
    code: { code: 'K7QM-2XPH', until: at(-30) },
    online: false,
    secondAt: null,
    simulated: true,
  },
  {
    id: idOf(52),
    kind: 'hall-screen',
    name: '大屏',
    site: SITE,
    enrolled: false,
    disabled: false,
    code: { code: 'W4RT-9BDC', until: at(-30) },
    online: false,
    secondAt: null,
    simulated: false,
  },
]

/** Hand-overs that need a person: the case knows the key no more, and a paper that can't be made. */
export const neededErrands: NeededErrand[] = [
  {
    check: idOf(71),
    version: 40,
    number: 'RF20261125-000031',
    site: '东城服务大厅',
    personSince: at(190),
    errand: errandOf('key-wrong', '401', { tries: 14, since: at(200) }),
  },
  {
    check: idOf(72),
    version: 38,
    number: 'RF20261125-000034',
    site: '高新区交通管理服务大厅二楼体检区',
    personSince: at(20),
    errand: errandOf('certificate-expired', 'CERT_HAS_EXPIRED', { tries: 3, since: at(25), underWay: true }),
  },
]

/** One for each reason that there is, made and handed over in turn. */
export const everyErrand: NeededErrand[] = ERRAND_FAULTS.map((code, index) => ({
  check: idOf(700 + index),
  version: 40,
  number: `RF20261125-${String(100 + index).padStart(6, '0')}`,
  site: '东城服务大厅',
  personSince: at(90 - index),
  errand: errand(code, code === 'no-case' ? '' : '503', { kind: index % 2 === 0 ? 'deliver' : 'draw', underWay: index % 5 === 0 }),
}))

/** Decisions without a measurement, by doctor and day. */
export const overrides: OverrideDay[] = [
  { day: '2026-11-25', doctor: '林医生', reports: 38, overridden: 2, unmeasured: 2, against: 1, share: 3 / 190 },
  { day: '2026-11-25', doctor: '周医生', reports: 4, overridden: 3, unmeasured: 7, against: 0, share: 0.35 },
  { day: '2026-11-24', doctor: null, reports: 12, overridden: 0, unmeasured: 0, against: 0, share: 0 },
]

const earlier: EarlierReport = {
  number: 'RF20260914-000007',
  phase: 'accepted',
  reason: null,
  inForce: true,
  examinedOn: '2026-09-14',
  validUntil: '2027-03-14',
  outcome: report.outcome,
  doctor: otherDoctor,
}
const looked = { site: '东城服务大厅', diseases: [], findings: report.findings }
/** The reports of two years: one in force, and one that the counter returned. */
export const history: History = {
  reports: [
    { ...earlier, ...looked },
    {
      ...earlier,
      ...looked,
      number: 'RF20250320-000011',
      phase: 'returned',
      reason: '照片与本人不符，请重新拍照',
      inForce: false,
      examinedOn: '2025-03-20',
      diseases: [2],
    },
  ],
}
/** A driver who has a report in force and begins a station for the third time today. */
export const again: CheckView = {
  ...halfway,
  stations: halfway.stations.map((one) => (one.station === 'acuity-left' ? { ...one, triedToday: 4 } : one)),
  before: earlier,
}

const attend = (index: number, change: Partial<AttentionView['entries'][number]>): AttentionView['entries'][number] => ({
  check: idOf(300 + index),
  version: 40,
  what: 'returned',
  number: `RF20261125-00005${index}`,
  name: ['张三', '𠮷野家', '王㛃', 'ALEXANDRA MARIA CONSTANTINOPOL', '赵六'][index] ?? '',
  classes: ['C1'],
  outcome: report.outcome,
  doctor: otherDoctor,
  since: at(30 * index),
  reason: null,
  because: [],
  ...change,
})
/** What waits for a doctor, of each kind. */
export const attention: AttentionView = {
  entries: [
    attend(0, { what: 'countersign', because: ['acuity-left', 'hearing'] }),
    attend(1, { what: 'countersign', doctor: { id: doctor.id, name: doctor.name }, because: ['colour'] }),
    attend(2, { reason: '照片与本人不符，请重新拍照' }),
    attend(3, { what: 'refused', reason: '驾驶人业务信息已变更，请到窗口核实后重新提交' }),
    attend(4, { what: 'held', reason: '\u{20bb7} (U+20BB7)' }),
  ],
}

/** Signed by another doctor, with stations that nothing measured: the draft is to be countersigned. */
export const toCountersign = async (): Promise<CheckView> => {
  const evidence = report.evidence.map((one) =>
    one.station === 'hearing'
      ? {
          ...one,
          source: 'doctor' as const,
          basis: 'not-measured' as const,
          reason: '耳机坏了，用音叉当面查过',
          reading: null,
          digest: null,
        }
      : one,
  )
  const draft: Report = { ...report, doctor: { ...report.doctor, ...otherDoctor }, evidence }
  return {
    ...(await drawnUp()),
    phase: 'signed',
    lease: null,
    drawnUp: null,
    signed: {
      number: draft.number,
      digest: await digestOf(draft),
      doctor: otherDoctor,
      signedBy: 'passkey',
      at: at(4),
      because: ['hearing'],
    },
    draft,
  }
}
/** Returned by the counter. */
export const returned = async (): Promise<CheckView> => ({
  ...(await concluded()),
  phase: 'returned',
  counter: { state: 'returned', by: '孙警官', reason: '照片与本人不符，请重新拍照', at: at(2) },
})
