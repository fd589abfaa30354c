import { Value } from 'typebox/value'
import { drawPlate } from '#measure/colour/plate.ts'
import type { Language } from '#protocol/basic.ts'
import type { BoothView, Stage } from '#protocol/booth.ts'
import type { CheckView, StationView } from '#protocol/check.ts'
import { DEVICES } from '#protocol/device.ts'
import type { Setup } from '#protocol/measurement.ts'
import { Scene } from '#protocol/measurement.ts'
import { LIMB_TASKS } from '#protocol/procedures/limbs.ts'
import * as procedures from '#protocol/procedures.ts'
import type { RecordingNow } from '#protocol/recording.ts'
import { refuse } from '#protocol/refusal.ts'
import type { Outcome, Reason } from '#protocol/report.ts'
import { STATIONS } from '#protocol/station.ts'
import { type AnyStation, EVERY_STATION, proceduresOf } from '#protocol/stations.ts'
import type { Wait } from '#protocol/turn.ts'
import { boothView } from '../made-up/booth.ts'
import { AT, applicant, attemptView, checkView, reportState, stationView } from '../made-up/check.ts'
import { hashOf, idOf } from '../made-up/ids.ts'

// What an agent would push at each step of a check. Everybody here is made up.

export const ATTEMPT = idOf(7)
const DOCTOR = { id: idOf(2), name: '陈思远' }

/** A check whose stations are done up to, and without, this one. */
export const checkUpTo = (done: number, part: Partial<CheckView> = {}): CheckView =>
  checkView({
    applicant: {
      ...applicant,
      name: '林晓峰',
      birth: '1964-03-07',
      age: 62,
      classes: ['C1', 'D'],
      case: 'G-2026-00317',
      business: 'G',
      noCardPhoto: 'not-on-card',
    },
    declaration: { has: false, diseases: [], at: AT, signature: hashOf('a') },
    photo: { file: hashOf('b'), at: AT },
    queue: { since: AT },
    stations: EVERY_STATION.map((name, at) => stationView(name, { state: at < done ? 'measured' : 'waiting' })),
    missing: STATIONS.slice(done),
    ...part,
  })

/** Third in the queue. */
const third = (wait: Wait = { minutes: 25 }) => ({ turn: { place: 3, wait } })
const leased = { lease: { doctor: DOCTOR, until: AT } } as const
const recorded = (state: RecordingNow['state']): RecordingNow => ({ answer: { agreed: true, words: '1', at: AT }, state, days: 30 })
const drawing = reportState({ paper: 'drawing', pdf: null })
const held = reportState({ paper: 'held', held: { code: 'glyph-missing', detail: '' }, pdf: null })
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
  checkUpTo(8, { phase, queue: null, outcome, report: reportState(), ...part })

/** What was found of a driver, and of one who falls short. */
const VALUES: Partial<Record<AnyStation, Partial<StationView>>> = {
  height: { asked: 155, finding: { station: 'height', cm: 172 } },
  'acuity-right': { asked: 5, finding: { station: 'acuity-right', reached: 5, glasses: true } },
  'acuity-left': { asked: 5, finding: { station: 'acuity-left', reached: 5, glasses: true } },
  colour: { finding: { station: 'colour', colour: 'no-red-green-blindness' } },
  hearing: { finding: { station: 'hearing', left: true, right: true, aid: true } },
  'upper-limbs': { finding: { station: 'upper-limbs', upper: 'normal', left: '', right: '' } },
  'lower-limbs': { finding: { station: 'lower-limbs', lower: 'normal', left: '', right: '' } },
  trunk: { finding: { station: 'trunk', trunk: 'normal' } },
}
const BELOW: Partial<Record<AnyStation, Partial<StationView>>> = {
  height: { finding: { station: 'height', cm: 152 } },
  'acuity-right': { finding: { station: 'acuity-right', reached: 4.9, glasses: false } },
  'acuity-left': { finding: { station: 'acuity-left', reached: null, glasses: false } },
  trunk: { finding: { station: 'trunk', refer: 'hospital', words: '复查' } },
}

const onStage = (name: AnyStation, index: number, scene: Scene, progress = 0.4): Stage => ({
  attempt: ATTEMPT,
  station: name,
  index,
  progress,
  scene,
})
const plate = (form: 'digits' | 'openings', stimulus: Parameters<typeof drawPlate>[0]): Extract<Scene, { scene: 'plate' }> => ({
  scene: 'plate',
  demonstration: stimulus.kind === 'demonstration',
  form,
  ...drawPlate(stimulus),
})

const broken = (kind: (typeof DEVICES)[number]) =>
  boothView().devices.map((device) => (device.kind === kind ? { ...device, state: 'absent' as const } : device))
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
  EVERY_STATION.map((each) =>
    each === name ? stationView(each, { state: 'running', attempts: [attemptView(setup, { by: 'doctor' })] }) : stationView(each),
  )

/** The examples that the scenes give of themselves. */
const examples = EVERY_STATION.flatMap((station) =>
  proceduresOf(station).flatMap((name) =>
    procedures[name].scenes.flatMap(({ examples = [] }: { examples?: object[] }) =>
      examples.flatMap((scene, at) =>
        Value.Check(Scene, scene)
          ? [[`${name}-${at + 1}`, boothView({ check: checkUpTo(3, leased), stage: onStage(station, 1, scene) })] as const]
          : [],
      ),
    ),
  ),
)

/** Every step of a booth with a keypad and a screen that can be touched, by name. */
const steps: Readonly<Record<string, BoothView>> = {
  ...Object.fromEntries(examples),
  welcome: boothView({ card: 'none' }),
  reading: boothView({ card: 'reading' }),
  unreadable: boothView({ card: 'unreadable' }),
  'no-reader': boothView({ card: 'none', devices: broken('identity-card') }),
  'link-down': boothView({ card: 'none', link: 'connecting' }),
  'not-enrolled': boothView({ card: 'none', link: 'not-enrolled' }),
  'take-card': boothView({ card: 'take-away' }),
  'parting-declined': boothView({ card: 'take-away', parting: 'declined' }),
  'parting-not-me': boothView({ card: 'take-away', parting: 'not-me' }),
  'parting-kept': boothView({ card: 'none', parting: 'kept' }),
  'still-there': boothView({ check: checkUpTo(3), stillThere: { seconds: 102, again: false } }),
  'still-there-midway': boothView({
    check: checkUpTo(1, leased),
    stage: onStage('acuity-right', 4, e(false)),
    stillThere: { seconds: 9, again: true },
  }),
  'help-called': boothView({ check: checkUpTo(3), help: { doctor: 'called', staff: 'called' } }),
  'help-heard': boothView({
    check: checkUpTo(1, leased),
    stage: onStage('acuity-right', 4, e(false)),
    help: { doctor: 'heard', staff: 'heard' },
  }),
  'help-no-line': boothView({ card: 'none', link: 'connecting', help: { staff: 'called' } }),
  'card-next': boothView({ card: 'read', check: concluded('reported', fit), cardAsks: { asks: 'next' } }),
  'card-anew': boothView({ card: 'read', cardAsks: { asks: 'anew', on: '2026-11-20', validTo: '2027-05-20' } }),
  'card-elsewhere': boothView({
    card: 'read',
    cardAsks: { asks: 'anew', on: '2026-09-01', validTo: '2027-03-01', institution: '示范市第一健康体检中心（演示）' },
  }),
  'card-which': boothView({
    card: 'read',
    cardAsks: {
      asks: 'which',
      cases: [
        { number: 'SL2026-000111', business: 'G', classes: 'C1' },
        { number: 'SL2026-000112', business: 'B', classes: 'D' },
        { number: 'SL2026-000116', business: 'R', classes: 'A1 A2 C2' },
      ],
    },
  }),
  'card-licence-stopped': boothView({
    card: 'take-away',
    refusal: { at: AT, refusal: refuse('licence-stopped', { states: ['D', 'U'], counter: '示范大队' }) },
  }),
  'card-case-stopped': boothView({
    card: 'take-away',
    refusal: { at: AT, refusal: refuse('case-stopped', { reason: ['有逾期未处理的交通事故', '档案信息正在核对'], counter: '示范大队' }) },
  }),
  'card-special': boothView({ card: 'take-away', refusal: { at: AT, refusal: refuse('special-institution', { counter: '示范大队' }) } }),
  'card-school-bus': boothView({ card: 'take-away', refusal: { at: AT, refusal: refuse('school-bus', { counter: '湖滨大队' }) } }),
  'card-unreachable': boothView({ card: 'read', refusal: { at: AT, refusal: refuse('case-unreachable') } }),
  'hub-resumed': boothView({ check: checkUpTo(3, { resumedAt: AT }) }),
  identify: boothView({ check: opened }),
  'identify-recording': boothView({ check: { ...opened, recording: { answer: null, state: 'none', days: 30 } } }),
  'identify-licence': boothView({
    check: {
      ...opened,
      applicant: { ...opened.applicant, licence: { states: 'HM', certificate: null, schoolBus: true } },
    },
  }),
  'identify-photo': boothView({
    check: { ...opened, applicant: { ...opened.applicant, name: '阿卜杜拉·阿卜杜热西提', cardPhoto: hashOf('e'), case: null } },
  }),
  photo: boothView({ check: checkUpTo(0, { photo: null, queue: null }) }),
  hub: boothView({ check: checkUpTo(3), ...third() }),
  'hub-watched': boothView({ check: checkUpTo(3, { watchers: ['林晓', '阿卜杜拉·阿卜杜热西提'] }), ...third() }),
  'hub-senior': boothView({ check: checkUpTo(5, { ...leased, senior: '欧阳建国' }) }),
  'hub-recorded': boothView({ check: checkUpTo(3, { ...leased, recording: recorded('on') }) }),
  'hub-erased': boothView({
    check: checkUpTo(3, { ...leased, recording: { ...recorded('erased'), answer: { agreed: false, words: '1', at: AT } } }),
  }),
  'hub-held': boothView({
    check: checkUpTo(3, { ...leased, recording: { ...recorded('held'), answer: { agreed: false, words: '2', at: AT } } }),
  }),
  'hub-disk-short': boothView({ check: checkUpTo(3, { ...leased, recording: recorded('disk-short') }) }),
  'hub-first': boothView({ check: checkUpTo(0) }),
  'hub-tried': boothView({
    check: checkUpTo(0, {
      stations: EVERY_STATION.map((name) =>
        stationView(
          name,
          name === 'height' ? { attempts: [attemptView({ procedure: 'height', floorMm: 2300, limitsMm: [1550] }, { state: 'read' })] } : {},
        ),
      ),
    }),
  }),
  'hub-limbs': boothView({ check: checkUpTo(5), alone: [], ...third() }),
  'hub-claimed': boothView({ check: checkUpTo(0, leased) }),
  'hub-said': boothView({ check: checkUpTo(0, leased), said: { phrase: 'show-palms' } }),
  'hub-pointed': boothView({ check: checkUpTo(0, leased), pointed: { camera: 'overview', x: 0.3, y: 0.6 } }),
  'limbs-said': boothView({ check: checkUpTo(1, leased), said: { words: '请把右手的袖子卷到手肘以上，再把手背转过来给我看。' } }),
  'hub-hearing': boothView({ check: checkUpTo(4), alone: ['hearing'], ...third() }),
  'hub-doctor': boothView({
    check: checkUpTo(7, {
      ...leased,
      stations: EVERY_STATION.map((name, at) => stationView(name, { state: at < 7 ? 'measured' : at === 7 ? 'running' : 'waiting' })),
    }),
  }),
  'hub-glasses': boothView({ check: offering(2, 'glasses') }),
  'hub-aid': boothView({ check: offering(5, 'aid') }),
  'hub-doctor-first': boothView({ check: checkUpTo(0, { foreseen: FORESEEN }), ...third() }),
  'hub-foreseen': boothView({ check: checkUpTo(0, { ...leased, foreseen: FORESEEN }) }),
  'worn-glasses': boothView({
    check: checkUpTo(1, { ...leased, stations: ordered('acuity-right', { procedure: 'acuity', ...EYE, glasses: true }) }),
    stage: onStage('acuity-right', 0, e(true), 0),
  }),
  'worn-aid': boothView({
    check: checkUpTo(4, { ...leased, stations: ordered('hearing', { procedure: 'hearing', aid: true, ...HEARING }) }),
    stage: onStage('hearing', 0, listen(1), 0),
  }),
  'hub-wait': boothView({ check: checkUpTo(8), ...third({ minutes: 90 }) }),
  'hub-kept': boothView({ check: checkUpTo(3, { kept: DOCTOR.name }), alone: [] }),
  'hub-wait-nobody': boothView({ check: checkUpTo(8), ...third({ untold: 'no-doctor' }) }),
  'hub-wait-updating': boothView({ check: checkUpTo(8), ...third({ untold: 'updating' }) }),
  'hub-wait-unmeasured': boothView({ check: checkUpTo(8), ...third({ untold: 'unmeasured' }) }),
  // Another day than today's is told with its day.
  'hub-wait-next': boothView({ check: checkUpTo(8), ...third({ untold: 'no-doctor', next: '2026-01-05T00:30:00.000Z' }) }),
  'hub-drawn-up': boothView({ check: checkUpTo(8, { ...leased, drawnUp: { number: 'RF20261125-000042', digest: hashOf('c'), at: AT } }) }),
  'height-stand': boothView({ check: checkUpTo(0), stage: onStage('height', 0, { scene: 'height', step: 'stand', round: 1, live: 1723 }) }),
  'height-off': boothView({
    check: checkUpTo(0),
    stage: onStage('height', 1, { scene: 'height', step: 'step-off', round: 1, live: null }),
  }),
  'acuity-cover': boothView({ check: checkUpTo(1), stage: onStage('acuity-right', 0, e(true), 0) }),
  'acuity-rest': boothView({
    check: checkUpTo(1, leased),
    stage: onStage('acuity-right', 16, { scene: 'rest', eye: 'right', restMs: 15_000 }),
  }),
  'acuity-mark': boothView({
    check: checkUpTo(1),
    stage: onStage('acuity-right', 0, { scene: 'mark', eye: 'right' }, 0),
  }),
  ...Object.fromEntries(
    (['back', 'nearer', 'still'] as const).map((move) => [
      `acuity-seat-${move}`,
      boothView({
        check: checkUpTo(1, leased),
        // In one of them the camera is watched, too.
        stage: onStage('acuity-right', 7, { scene: 'seat', eye: 'right', move, ...(move === 'still' ? { watched: true } : {}) }),
      }),
    ]),
  ),
  acuity: boothView({ check: checkUpTo(1, leased), stage: onStage('acuity-right', 4, e(false)) }),
  'colour-demonstration': boothView({
    check: checkUpTo(3),
    stage: onStage('colour', 0, plate('digits', { kind: 'demonstration', plate: 7, figure: '69' }), 0),
  }),
  colour: boothView({ check: checkUpTo(3), stage: onStage('colour', 2, plate('digits', { kind: 'protan', plate: 7, figure: '47' })) }),
  'colour-led': boothView({
    check: checkUpTo(3),
    inputs: ['stick', 'pen'],
    stage: onStage('colour', 2, { ...plate('digits', { kind: 'protan', plate: 7, figure: '47' }), typed: '4', at: '8' }),
  }),
  'colour-faint': boothView({
    check: checkUpTo(3),
    stage: onStage('colour', 12, plate('digits', { kind: 'weak-deutan', plate: 8, figure: '32' })),
  }),
  'openings-demonstration': boothView({
    check: checkUpTo(3, leased),
    stage: onStage('colour', 0, plate('openings', { kind: 'demonstration', plate: 9, figure: 'left' }), 0),
  }),
  openings: boothView({
    check: checkUpTo(3, leased),
    stage: onStage('colour', 3, plate('openings', { kind: 'deutan', plate: 10, figure: 'right' })),
  }),
  'hearing-ready': boothView({ check: checkUpTo(4), stage: onStage('hearing', 1, sound(true), 0.05) }),
  hearing: boothView({ check: checkUpTo(4, leased), stage: onStage('hearing', 3, sound(false)) }),
  listen: boothView({ check: checkUpTo(4), stage: onStage('hearing', 0, listen(1), 0) }),
  'listen-loud': boothView({ check: checkUpTo(4, leased), stage: onStage('hearing', 1, listen(2), 0.03) }),
  'tones-ready': boothView({ check: checkUpTo(4, leased), stage: onStage('hearing', 1, tone(true), 0.02) }),
  'tones-headphones': boothView({ check: checkUpTo(4, leased), stage: onStage('hearing', 1, tone(true, true), 0.02) }),
  tones: boothView({ check: checkUpTo(4, leased), stage: onStage('hearing', 12, tone(false)) }),
  ...Object.fromEntries(
    LIMB_TASKS.map((task, at) => [
      `task-${task}`,
      boothView({
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
  'reaction-ready': boothView({ check: checkUpTo(8, leased), stage: onStage('reaction', 0, circle(1500, true), 0) }),
  'reaction-practice': boothView({ check: checkUpTo(8, leased), stage: onStage('reaction', 1, circle(60_000, true), 0.05) }),
  reaction: boothView({ check: checkUpTo(8, leased), stage: onStage('reaction', 7, circle(0)) }),
  'reaction-grey': boothView({ check: checkUpTo(8, leased), stage: onStage('reaction', 8, circle(60_000)) }),
  // Behind the one above, whose circle was still grey.
  'reaction-early': boothView({ check: checkUpTo(8, leased), stage: onStage('reaction', 9, circle(60_000)) }),
  'result-drawing': boothView({ check: concluded('concluded', fit, { report: drawing }) }),
  'result-fit': boothView({
    check: concluded('handed-over', fit, { handover: { state: 'delivered', tries: 1, receipt: 'R-1', reason: null } }),
  }),
  'result-values': boothView({
    check: concluded('handed-over', fit, {
      handover: { state: 'delivered', tries: 1, receipt: 'R-1', reason: null },
      stations: EVERY_STATION.map((name) => stationView(name, VALUES[name] ?? {})),
    }),
  }),
  'result-values-below': boothView({
    check: concluded('reported', notFit, {
      handover: { state: 'waiting', tries: 1, receipt: null, reason: null },
      stations: EVERY_STATION.map((name) => stationView(name, { ...VALUES[name], ...BELOW[name] })),
    }),
  }),
  'result-notices': boothView({
    check: concluded('handed-over', fit, {
      handover: { state: 'delivered', tries: 1, receipt: 'R-1', reason: null },
      stations: EVERY_STATION.map((name) => stationView(name, VALUES[name] ?? {})),
      notices: { wanted: false, phone: '100****0101' },
    }),
  }),
  'result-told': boothView({
    check: concluded('provisional', fit, {
      handover: { state: 'delivered', tries: 1, receipt: 'R-1', reason: null },
      stations: EVERY_STATION.map((name) => stationView(name, VALUES[name] ?? {})),
      notices: { wanted: true, phone: '100****0101' },
      provision: { missing: ['photo', 'authorisation'], note: null, until: '2026-12-02', by: '林晓', at: AT },
    }),
  }),
  'result-unprinted': boothView({
    printer: false,
    check: concluded('handed-over', fit, { handover: { state: 'delivered', tries: 1, receipt: 'R-1', reason: null } }),
  }),
  'result-lower': boothView({
    check: concluded('reported', notFit, { handover: { state: 'waiting', tries: 1, receipt: null, reason: null } }),
  }),
  'result-unfit': boothView({
    check: concluded('handed-over', unfit, { handover: { state: 'refused', tries: 1, receipt: null, reason: null } }),
  }),
  'result-refer': boothView({
    check: concluded('handed-over', referred, { handover: { state: 'delivered', tries: 1, receipt: 'R-1', reason: null } }),
  }),
  'result-awaiting': boothView({ check: concluded('signed', fit, { report: null }) }),
  'result-withdrawn': boothView({
    check: concluded('withdrawn', fit, { withdrawn: { by: '林知远', as: 'doctor', reason: '照片不是本人', at: AT } }),
  }),
  'result-held': boothView({ check: concluded('concluded', fit, { report: held }) }),
  abandoned: boothView({ check: checkUpTo(2, { phase: 'abandoned', queue: null }) }),
  'link-down-midway': boothView({ check: checkUpTo(3), link: 'connecting', unsent: 2, devices: broken('height') }),
  refusal: boothView({ check: checkUpTo(3), refusal: { refusal: { refused: 'station-running', fields: { station: 'height' } }, at: AT } }),
}

/** What looks otherwise in booths whose screen can't be touched. */
const UNTOUCHED: Readonly<Record<'keypad' | 'stick', readonly string[]>> = {
  keypad: [
    'acuity-cover',
    'acuity',
    'colour',
    'openings',
    'hearing',
    'tones',
    'task-palms',
    'reaction-ready',
    'reaction',
    'identify',
    'hub',
  ],
  stick: ['acuity', 'colour', 'hearing-ready', 'tones-ready'],
}
const elsewhere: Readonly<Record<string, BoothView>> = Object.fromEntries(
  (['keypad', 'stick'] as const).flatMap((by) =>
    UNTOUCHED[by].flatMap((name) => {
      const view = steps[name]
      const inputs: BoothView['inputs'] = [by, 'pen']
      return view ? [[`${name}-by-${by}`, { ...view, inputs }] as const] : []
    }),
  ),
)

/** Every step, by name. */
export const boothViews: Readonly<Record<string, BoothView>> = { ...steps, ...elsewhere }

/** The same in another language. */
export const inLanguage = (each: BoothView, language: Language): BoothView => ({ ...each, language })

/** What only a touch leads to, by the element's own state. */
const touched: Readonly<Record<string, { view: string; element: string; state: Record<string, unknown> }>> = {
  consent: { view: 'identify', element: 'rf-declare', state: { page: 'consent', general: true } },
  recording: { view: 'identify-recording', element: 'rf-declare', state: { page: 'recording' } },
  'recording-stop': { view: 'hub-recorded', element: 'rf-recorded', state: { open: true } },
  declare: { view: 'identify', element: 'rf-declare', state: { page: 'declare' } },
  'declare-has': { view: 'identify', element: 'rf-declare', state: { page: 'declare', has: true, diseases: [4, 9] } },
  sign: { view: 'identify', element: 'rf-declare', state: { page: 'sign' } },
  'sign-by-pen': { view: 'identify-by-keypad', element: 'rf-declare', state: { page: 'sign' } },
  'consent-by-keypad': { view: 'identify-by-keypad', element: 'rf-declare', state: { page: 'consent', general: true } },
  glasses: { view: 'hub-first', element: 'rf-hub', state: { asking: 'acuity-right' } },
  'hearing-aid': { view: 'hub', element: 'rf-hub', state: { asking: 'hearing' } },
  'notices-ask': { view: 'result-notices', element: 'rf-notices', state: { open: true } },
  'notices-type': { view: 'result-notices', element: 'rf-notices', state: { open: true, typed: '1000000' } },
  'notices-on': { view: 'result-told', element: 'rf-notices', state: { open: true } },
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
