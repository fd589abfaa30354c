import { Value } from 'typebox/value'
import { drawPlate } from '#measure/colour/plate.ts'
import type { Language } from '#protocol/basic.ts'
import type { BoothView, Stage } from '#protocol/booth.ts'
import type { CheckView } from '#protocol/check.ts'
import { DEVICES } from '#protocol/device.ts'
import type { Setup } from '#protocol/measurement.ts'
import { Scene } from '#protocol/measurement.ts'
import { LIMB_TASKS } from '#protocol/procedures/limbs.ts'
import * as procedures from '#protocol/procedures.ts'
import type { Outcome, Reason } from '#protocol/report.ts'
import { type Finding, STATIONS } from '#protocol/station.ts'
import { type AnyStation, EVERY_STATION, proceduresOf } from '#protocol/stations.ts'

// What an agent would push at each step of a check. Everybody here is made up.

const AT = '2026-11-25T02:00:00.000Z'
const id = (end: number) => `00000000-0000-4000-8000-${String(end).padStart(12, '0')}`
const digest = (digit: string) => digit.repeat(64)
const CHECK = id(1)
export const ATTEMPT = id(7)
const DOCTOR = { id: id(2), name: '陈思远' }

const station = (name: AnyStation, state: CheckView['stations'][number]['state'] = 'waiting', finding: Finding | null = null) => ({
  station: name,
  state,
  attempts: [],
  finding,
  source: finding ? ('measured' as const) : null,
  decision: null,
})

/** A check whose stations are done up to, and without, this one. */
export const checkUpTo = (done: number, part: Partial<CheckView> = {}): CheckView => ({
  id: CHECK,
  version: 3,
  phase: 'underway',
  booth: { id: id(3), name: '一号舱', site: '城东服务大厅' },
  applicant: {
    name: '林晓峰',
    sex: 'male',
    birth: '1964-03-07',
    age: 62,
    number: '110105********002X',
    address: '北京市朝阳区示例路 1 号',
    classes: ['C1', 'D'],
    case: 'G-2026-00317',
    business: 'G',
    cardPhoto: null,
    noCardPhoto: 'not-on-card',
  },
  openedAt: AT,
  declaration: { has: false, diseases: [], at: AT, signature: digest('a') },
  photo: { file: digest('b'), at: AT },
  queue: { since: AT, place: 3 },
  lease: null,
  stations: EVERY_STATION.map((name, at) => station(name, at < done ? 'measured' : 'waiting')),
  missing: STATIONS.slice(done),
  foreseen: [],
  outcome: null,
  notes: [],
  faults: [],
  drawnUp: null,
  draft: null,
  report: null,
  handover: null,
  counter: null,
  ...part,
})

const leased = { lease: { doctor: DOCTOR, until: AT }, queue: { since: AT, place: null } } as const
const report = (paper: 'drawing' | 'held' | 'sealed'): CheckView['report'] => ({
  number: 'RF20261125-000042',
  verifyUrl: 'https://check.example/verify/7KQ3ZP9WXB4M2HTA',
  digest: digest('c'),
  signedBy: 'passkey',
  doctor: DOCTOR.name,
  concludedAt: AT,
  paper,
  held: paper === 'held' ? { code: 'glyph-missing', detail: '' } : null,
  pdf: paper === 'sealed' ? digest('d') : null,
})
const fit: Outcome = {
  kind: 'fit-with-conditions',
  classes: ['C1', 'D'],
  conditions: ['glasses-left', 'glasses-right'],
  reasons: [{ code: 'meets-all', station: null, classes: ['C1', 'D'], found: null, asked: null }],
  rules: '2025-01-01',
}
const notFit: Outcome = {
  kind: 'lower-classes',
  classes: ['C1', 'C2'],
  conditions: [],
  reasons: [
    { code: 'height-below', station: 'height', classes: ['A1', 'B2'], found: 152, asked: 155 },
    { code: 'acuity-below', station: 'acuity-left', classes: ['A1', 'B2'], found: 4.9, asked: 5 },
    { code: 'age-above', station: null, classes: ['A1'], found: 65, asked: 63 },
  ],
  rules: '2025-01-01',
}
const unfit: Outcome = {
  ...notFit,
  kind: 'unfit',
  classes: [],
  reasons: [
    { code: 'colour-blind', station: 'colour', classes: ['C1', 'D'], found: null, asked: null },
    { code: 'acuity-below', station: 'acuity-left', classes: ['C1', 'D'], found: 4.5, asked: 4.9 },
    { code: 'hearing-not-heard', station: 'hearing', classes: ['C1', 'D'], found: 'left', asked: null },
    { code: 'declared-disease', station: null, classes: ['C1', 'D'], found: null, asked: null },
  ],
}
const referred: Outcome = {
  ...notFit,
  kind: 'refer',
  classes: [],
  reasons: [
    { code: 'referred', station: 'colour', classes: ['C1', 'D'], found: '两次结果不一致，请到眼科用假同色图复查', asked: null },
    { code: 'referred', station: 'trunk', classes: ['C1', 'D'], found: null, asked: null },
    { code: 'one-eye-field-unknown', station: 'acuity-left', classes: ['C1'], found: null, asked: 150 },
  ],
}
const concluded = (phase: CheckView['phase'], outcome: Outcome, part: Partial<CheckView> = {}) =>
  checkUpTo(8, { phase, queue: null, outcome, report: report('sealed'), ...part })

const onStage = (name: AnyStation, index: number, scene: Scene, progress = 0.4): Stage => ({
  attempt: ATTEMPT,
  station: name,
  index,
  progress,
  scene,
})
const plate = (form: 'digits' | 'openings', stimulus: Parameters<typeof drawPlate>[0]): Scene => ({
  scene: 'plate',
  demonstration: stimulus.kind === 'demonstration',
  form,
  ...drawPlate(stimulus),
})

const view = (part: Partial<BoothView> = {}): BoothView => ({
  version: 1,
  language: 'zh',
  booth: { name: '一号舱', site: '城东服务大厅' },
  simulated: true,
  printer: true,
  madeUpCamera: false,
  link: 'connected',
  devices: DEVICES.map((kind) => ({ kind, name: kind, state: 'alive', simulated: true, faults: 0 })),
  card: 'read',
  unsent: 0,
  refusal: null,
  check: null,
  stage: null,
  ...part,
})
const broken = (kind: (typeof DEVICES)[number]) =>
  view().devices.map((device) => (device.kind === kind ? { ...device, state: 'absent' as const } : device))
const opened = checkUpTo(0, { phase: 'opened', declaration: null, photo: null, queue: null })
const e = (practice: boolean): Scene => ({ scene: 'optotype', practice, direction: 'right', strokePx: 14, inverted: false, eye: 'right' })
const sound = (first: boolean): Scene => ({ scene: 'sound', first, headphones: false, side: 'left', gapMs: 600, gain: 0.1 })
const tone = (first: boolean, headphones = false): Scene => ({
  scene: 'tone',
  first,
  headphones,
  ear: 'right',
  pitch: 1000,
  gapMs: 300,
  toneMs: 400,
  gain: 0.01,
})
const listen = (round: number): Scene => ({ scene: 'listen', round, listenMs: 2000 })
const circle = (foreMs: number, practice = false): Scene => ({ scene: 'circle', practice, foreMs })

const FORESEEN: Reason[] = [{ code: 'declared-disease', station: null, classes: ['A1', 'C1'], found: null, asked: null }]
/** So many stations done, the last of which fell short without what is asked for. */
const offering = (done: number, untried: 'glasses' | 'aid'): CheckView => {
  const check = checkUpTo(done)
  return { ...check, stations: check.stations.map((one, at) => (at === done - 1 ? { ...one, untried } : one)) }
}
const EYE = { method: 'limits' as const, eye: 'right' as const, limits: [5], screen: { pitchMm: 0.16, pathMm: 5000, mirrors: 1 } }
const HEARING = { levelDb: 40, roveDb: 12, noise: { limitDb: 45, microphoneDb: null } } as const
/** A station that a doctor has ordered. */
const ordered = (name: AnyStation, setup: Setup): CheckView['stations'] =>
  EVERY_STATION.map((each) => {
    const plain = station(each, each === name ? 'running' : 'waiting')
    const attempt = { id: ATTEMPT, number: 1, by: 'doctor', startedAt: AT, setup, state: 'running', reading: null, score: null } as const
    return each === name ? { ...plain, attempts: [attempt] } : plain
  })

/** The examples that the scenes give of themselves. */
const examples = EVERY_STATION.flatMap((station) =>
  proceduresOf(station).flatMap((name) =>
    procedures[name].scenes.flatMap(({ examples = [] }: { examples?: object[] }) =>
      examples.flatMap((scene, at) =>
        Value.Check(Scene, scene)
          ? [[`${name}-${at + 1}`, view({ check: checkUpTo(3, leased), stage: onStage(station, 1, scene) })] as const]
          : [],
      ),
    ),
  ),
)

/** Every step, by name. */
export const boothViews: Readonly<Record<string, BoothView>> = {
  ...Object.fromEntries(examples),
  welcome: view({ card: 'none' }),
  reading: view({ card: 'reading' }),
  unreadable: view({ card: 'unreadable' }),
  'no-reader': view({ card: 'none', devices: broken('identity-card') }),
  'link-down': view({ card: 'none', link: 'connecting' }),
  'not-enrolled': view({ card: 'none', link: 'not-enrolled' }),
  'take-card': view({ card: 'take-away' }),
  'parting-declined': view({ card: 'take-away', parting: 'declined' }),
  'parting-not-me': view({ card: 'take-away', parting: 'not-me' }),
  'parting-kept': view({ card: 'none', parting: 'kept' }),
  'still-there': view({ check: checkUpTo(3), stillThere: { seconds: 42 } }),
  'still-there-midway': view({ check: checkUpTo(1, leased), stage: onStage('acuity-right', 4, e(false)), stillThere: { seconds: 9 } }),
  'card-next': view({ card: 'read', check: concluded('reported', fit), cardAsks: { asks: 'next' } }),
  'card-anew': view({ card: 'read', cardAsks: { asks: 'anew', on: '2026-11-20', validTo: '2027-05-20' } }),
  'hub-resumed': view({ check: checkUpTo(3, { resumedAt: AT }) }),
  identify: view({ check: opened }),
  'identify-photo': view({
    check: { ...opened, applicant: { ...opened.applicant, name: '阿卜杜拉·阿卜杜热西提', cardPhoto: digest('e'), case: null } },
  }),
  photo: view({ check: checkUpTo(0, { photo: null, queue: null }) }),
  hub: view({ check: checkUpTo(3) }),
  'hub-first': view({ check: checkUpTo(0, { queue: { since: AT, place: null } }) }),
  'hub-doctor': view({
    check: checkUpTo(7, {
      ...leased,
      stations: EVERY_STATION.map((name, at) => station(name, at < 7 ? 'measured' : at === 7 ? 'running' : 'waiting')),
    }),
  }),
  'hub-glasses': view({ check: offering(2, 'glasses') }),
  'hub-aid': view({ check: offering(5, 'aid') }),
  'hub-doctor-first': view({ check: checkUpTo(0, { foreseen: FORESEEN, queue: { since: AT, place: 3 } }) }),
  'hub-foreseen': view({ check: checkUpTo(0, { ...leased, foreseen: FORESEEN }) }),
  'worn-glasses': view({
    check: checkUpTo(1, { ...leased, stations: ordered('acuity-right', { procedure: 'acuity', ...EYE, glasses: true }) }),
    stage: onStage('acuity-right', 0, e(true), 0),
  }),
  'worn-aid': view({
    check: checkUpTo(4, { ...leased, stations: ordered('hearing', { procedure: 'hearing', aid: true, ...HEARING }) }),
    stage: onStage('hearing', 0, listen(1), 0),
  }),
  'hub-wait': view({ check: checkUpTo(8) }),
  'hub-drawn-up': view({ check: checkUpTo(8, { ...leased, drawnUp: { number: 'RF20261125-000042', digest: digest('c'), at: AT } }) }),
  'height-stand': view({ check: checkUpTo(0), stage: onStage('height', 0, { scene: 'height', step: 'stand', round: 1, live: 1723 }) }),
  'height-off': view({ check: checkUpTo(0), stage: onStage('height', 1, { scene: 'height', step: 'step-off', round: 1, live: null }) }),
  'acuity-cover': view({ check: checkUpTo(1), stage: onStage('acuity-right', 0, e(true), 0) }),
  acuity: view({ check: checkUpTo(1, leased), stage: onStage('acuity-right', 4, e(false)) }),
  'colour-demonstration': view({
    check: checkUpTo(3),
    stage: onStage('colour', 0, plate('digits', { kind: 'demonstration', plate: 7, figure: '69' }), 0),
  }),
  colour: view({ check: checkUpTo(3), stage: onStage('colour', 2, plate('digits', { kind: 'protan', plate: 7, figure: '47' })) }),
  'colour-faint': view({
    check: checkUpTo(3),
    stage: onStage('colour', 12, plate('digits', { kind: 'weak-deutan', plate: 8, figure: '32' })),
  }),
  'openings-demonstration': view({
    check: checkUpTo(3, leased),
    stage: onStage('colour', 0, plate('openings', { kind: 'demonstration', plate: 9, figure: 'left' }), 0),
  }),
  openings: view({
    check: checkUpTo(3, leased),
    stage: onStage('colour', 3, plate('openings', { kind: 'deutan', plate: 10, figure: 'right' })),
  }),
  'hearing-ready': view({ check: checkUpTo(4), stage: onStage('hearing', 1, sound(true), 0.05) }),
  hearing: view({ check: checkUpTo(4, leased), stage: onStage('hearing', 3, sound(false)) }),
  listen: view({ check: checkUpTo(4), stage: onStage('hearing', 0, listen(1), 0) }),
  'listen-loud': view({ check: checkUpTo(4, leased), stage: onStage('hearing', 1, listen(2), 0.03) }),
  'tones-ready': view({ check: checkUpTo(4, leased), stage: onStage('hearing', 1, tone(true), 0.02) }),
  'tones-headphones': view({ check: checkUpTo(4, leased), stage: onStage('hearing', 1, tone(true, true), 0.02) }),
  tones: view({ check: checkUpTo(4, leased), stage: onStage('hearing', 12, tone(false)) }),
  ...Object.fromEntries(
    LIMB_TASKS.map((task, at) => [
      `task-${task}`,
      view({
        check: checkUpTo(5, leased),
        stage: onStage(
          'upper-limbs',
          at,
          { scene: 'task', task, newtons: /pedal|grip|weight/.test(task) ? 182 : null, secondsLeft: 21 },
          at / LIMB_TASKS.length,
        ),
      }),
    ]),
  ),
  'reaction-ready': view({ check: checkUpTo(8, leased), stage: onStage('reaction', 0, circle(1500, true), 0) }),
  'reaction-practice': view({ check: checkUpTo(8, leased), stage: onStage('reaction', 1, circle(60_000, true), 0.05) }),
  reaction: view({ check: checkUpTo(8, leased), stage: onStage('reaction', 7, circle(0)) }),
  'reaction-grey': view({ check: checkUpTo(8, leased), stage: onStage('reaction', 8, circle(60_000)) }),
  // Behind the one above, whose circle was still grey.
  'reaction-early': view({ check: checkUpTo(8, leased), stage: onStage('reaction', 9, circle(60_000)) }),
  'result-drawing': view({ check: concluded('concluded', fit, { report: report('drawing') }) }),
  'result-fit': view({
    check: concluded('handed-over', fit, { handover: { state: 'delivered', tries: 1, receipt: 'R-1', reason: null } }),
  }),
  'result-unprinted': view({
    printer: false,
    check: concluded('handed-over', fit, { handover: { state: 'delivered', tries: 1, receipt: 'R-1', reason: null } }),
  }),
  'result-lower': view({
    check: concluded('reported', notFit, { handover: { state: 'waiting', tries: 1, receipt: null, reason: null } }),
  }),
  'result-unfit': view({
    check: concluded('handed-over', unfit, { handover: { state: 'refused', tries: 1, receipt: null, reason: null } }),
  }),
  'result-refer': view({
    check: concluded('handed-over', referred, { handover: { state: 'delivered', tries: 1, receipt: 'R-1', reason: null } }),
  }),
  'result-awaiting': view({ check: concluded('signed', fit, { report: null }) }),
  'result-held': view({ check: concluded('concluded', fit, { report: report('held') }) }),
  abandoned: view({ check: checkUpTo(2, { phase: 'abandoned', queue: null }) }),
  'link-down-midway': view({ check: checkUpTo(3), link: 'connecting', unsent: 2, devices: broken('height') }),
  refusal: view({ check: checkUpTo(3), refusal: { refusal: { refused: 'station-running', fields: { station: 'height' } }, at: AT } }),
}

/** The same in another language. */
export const inLanguage = (each: BoothView, language: Language): BoothView => ({ ...each, language })

/** What only a touch leads to, by the element's own state. */
const touched: Readonly<Record<string, { view: string; element: string; state: Record<string, unknown> }>> = {
  consent: { view: 'identify', element: 'rf-declare', state: { page: 'consent', general: true } },
  declare: { view: 'identify', element: 'rf-declare', state: { page: 'declare' } },
  'declare-has': { view: 'identify', element: 'rf-declare', state: { page: 'declare', has: true, diseases: [4, 9] } },
  sign: { view: 'identify', element: 'rf-declare', state: { page: 'sign' } },
  glasses: { view: 'hub-first', element: 'rf-hub', state: { asking: 'acuity-right' } },
  'hearing-aid': { view: 'hub', element: 'rf-hub', state: { asking: 'hearing' } },
  leaving: { view: 'hub', element: 'rf-booth', state: { leaving: true } },
  'leaving-first': { view: 'identify', element: 'rf-booth', state: { leaving: true } },
}

/** Every step, and what a touch makes of it. */
export const boothPages = [
  ...Object.entries(boothViews).map(([name, view]) => ({ name, view, touch: null })),
  ...Object.entries(touched).flatMap(([name, touch]) => {
    const view = boothViews[touch.view]
    return view ? [{ name, view, touch }] : []
  }),
]
