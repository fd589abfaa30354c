import * as procedures from '#measure/procedures.ts'
import { rehearse } from '#measure/rehearse.ts'
import type { CheckView } from '#protocol/check.ts'
import { refuse } from '#protocol/refusal.ts'
import type { AnyStation } from '#protocol/stations.ts'
import { phrases } from '#words/phrases.ts'
import type { AdminApp } from '../../clinician/admin/app.ts'
import { attemptView } from '../made-up/check.ts'
import { hashOf, idOf } from '../made-up/ids.ts'
import type { Hands } from './hands.ts'
import * as accountMadeUp from './made-up/account.ts'
import * as checkMadeUp from './made-up/check.ts'
import * as cityMadeUp from './made-up/city.ts'
import * as counterMadeUp from './made-up/counter.ts'
import * as historyMadeUp from './made-up/history.ts'
import * as logMadeUp from './made-up/log.ts'
import * as queueMadeUp from './made-up/queue.ts'
import * as recordingMadeUp from './made-up/recording.ts'
import * as registryMadeUp from './made-up/registry.ts'
import * as reportMadeUp from './made-up/report.ts'
import type { Stage } from './stage.ts'

// Every state of the attended pages and of the hall: what the server says, and what somebody does on the page then.

export type Scene = {
  name: string
  path: string
  say: (stage: Stage) => void | Promise<void>
  act?: (page: Hands, stage: Stage) => Promise<void>
}

/** Opens a page of the administration: by its name, since pages come and go between the others. */
export const tab = (name: AdminApp['page']) => (page: Hands) => page.locator(`nav button[data-page=${name}]`).click()

/** The ledger of hard cases, as an administrator opens it. */
const ledgerOf = async (page: Hands) => {
  await tab('ledger')(page)
  await page.locator('rf-ledger tbody tr').first().waitFor()
}

/** The page of medical institutions, as an administrator opens it. */
const institutions = async (page: Hands) => {
  await tab('institutions')(page)
  await page.locator('rf-institutions tbody tr').first().waitFor()
}

const live = {
  check: checkMadeUp.halfway.id,
  attempt: idOf(503),
  station: 'hearing' as const,
  trials: rehearse(procedures.hearing, logMadeUp.hearingSetup, 'c0ffee'.padEnd(32, '0'), (stimulus, n) =>
    'listen' in stimulus ? { dbfs: -71.8 } : n === 5 || stimulus.side === 'silent' ? 'nothing' : stimulus.side,
  ).slice(0, 14),
}
const ceiling = { 500: 80, 1000: 80, 2000: 80, 4000: 80 }
const tonesSetup = {
  procedure: 'tones' as const,
  aid: false,
  transducer: 'loudspeakers' as const,
  ceilingDb: { left: ceiling, right: ceiling },
  noise: { limitDb: 45, microphoneDb: 110 },
}
/** From which level on somebody hears who has a loss at high pitches, on the left more. */
const hears = { right: { 500: 20, 1000: 20, 2000: 35, 4000: 55 }, left: { 500: 25, 1000: 40, 2000: 60, 4000: 999 } }
const toneTrials = rehearse(procedures.tones, tonesSetup, 'c0ffee'.padEnd(32, '0'), (stimulus) => {
  if ('listen' in stimulus) return { dbfs: -73.4 }
  return stimulus.sounds && stimulus.levelDb >= hears[stimulus.ear][stimulus.pitch] ? 'heard' : 'nothing'
})
/** The hearing station with a finished audiogram's score, and the next one growing. */
const withTones = {
  ...checkMadeUp.halfway,
  stations: checkMadeUp.halfway.stations.map((row) =>
    row.station === 'hearing'
      ? {
          ...row,
          attempts: [
            ...row.attempts.map((one) => ({
              ...one,
              number: 2,
              state: 'read' as const,
              score: procedures.tones.score(tonesSetup, '', toneTrials),
            })),
            ...row.attempts.map((one) => ({ ...one, id: idOf(504), number: 3, setup: tonesSetup })),
          ],
        }
      : row,
  ),
}
/** The left eye, which runs before a camera that watches the head. */
const withEye = {
  ...checkMadeUp.halfway,
  stations: checkMadeUp.halfway.stations.map((row) => {
    if (row.station === 'hearing') return { ...row, state: 'waiting' as const, attempts: [] }
    if (row.station !== 'acuity-left') return row
    return {
      ...row,
      state: 'running' as const,
      attempts: [...row.attempts, attemptView(logMadeUp.eyeSetup, { id: idOf(505), number: 3, by: 'doctor' })],
    }
  }),
}
/** Who presses before the sound, answers at once, and always the same. */
const careless = {
  ...live,
  trials: (['right', 'silent', 'left', 'right', 'silent', 'right', 'left'] as const).map((side, index) => ({
    stimulus: { side, gapMs: 1800, levelDb: 45 },
    answer: 'left' as const,
    shownAt: index * 3000,
    answeredAt: index * 3000 + (index > 4 ? 120 : 900),
    source: 'device' as const,
    ...(index < 4 ? { early: 1 } : {}),
  })),
}
/** Another hall's report among those that were found: it stands in no list before the search has answered. */
const closedFound = (page: Hands) => page.getByRole('button', { name: counterMadeUp.closedNumber })
/** Five drivers who go through their checks alone: with one all is well, with the others something isn't. */
const watchedBooths = ({ said }: Stage) => {
  const { halfway, flagged, lostDevices, cabins } = checkMadeUp
  const checks: CheckView[] = [
    { ...halfway, outcome: null, faults: [] },
    { ...flagged, booth: { ...flagged.booth, devices: lostDevices } },
    { ...halfway, booth: { ...halfway.booth, cabin: { ...cabins.calm, occupied: false } } },
    withEye,
    flagged,
  ]
  const names = ['张三', '𠮷野家', '王㛃', 'ALEXANDRA MARIA CONSTANTINOPOL', '阿卜杜拉·阿卜杜热西提']
  said.watched = checks.map((check, at) => ({
    ...check,
    id: idOf(801 + at),
    lease: null,
    booth: { ...check.booth, name: `${at + 1} 号舱` },
    applicant: { ...check.applicant, name: names[at] ?? '' },
  }))
  const [first] = queueMadeUp.queue.entries
  said.queue = {
    ...queueMadeUp.queue,
    entries: said.watched.flatMap((check) =>
      first ? [{ ...first, check: check.id, name: check.applicant.name, booth: check.booth.name, lease: null }] : [],
    ),
  }
  said.help = { calls: queueMadeUp.help.calls.slice(0, 1).map((call) => ({ ...call, check: idOf(802) })) }
}
/** A senior doctor's account. */
const senior = { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, roles: ['doctor' as const, 'senior' as const] } }
/** A case that was passed on and is overdue, with a senior doctor there, and questions to two departments. */
const asking = {
  ...checkMadeUp.halfway,
  senior: '欧阳建国',
  escalation: {
    id: idOf(860),
    doctor: { id: idOf(861), name: '周医生' },
    reason: '四肢或躯干情况需要共同判断：左手食指末节残缺',
    at: '2026-11-25T02:00:00.000Z',
    until: '2026-11-25T02:10:00.000Z',
    contact: { doctor: { id: idOf(862), name: '欧阳建国' }, at: '2026-11-25T02:06:00.000Z' },
    ended: null,
  },
  consultations: [
    {
      id: idOf(863),
      doctor: { id: idOf(861), name: '周医生' },
      department: '骨科',
      question: '踝关节活动受限，能否踩踏板？',
      at: '2026-11-25T02:01:00.000Z',
      until: '2026-11-25T02:11:00.000Z',
      ended: { answer: '可以，不影响踩踏', doctor: { id: idOf(861), name: '周医生' }, at: '2026-11-25T02:05:00.000Z' },
    },
    {
      id: idOf(864),
      doctor: { id: idOf(861), name: '周医生' },
      department: '眼科',
      question: '佩戴的是否为角膜塑形镜？',
      at: '2026-11-25T02:03:00.000Z',
      until: '2026-11-25T02:13:00.000Z',
      ended: null,
    },
  ],
}
export const desk = async (stage: Stage, check: typeof checkMadeUp.halfway, more: Partial<Stage['said']> = {}) => {
  Object.assign(stage.said, { check, ...more })
  const [first, ...others] = queueMadeUp.queue.entries
  if (first) stage.said.queue = { ...queueMadeUp.queue, entries: [{ ...first, lease: check.lease }, ...others] }
}

/** Does what is done in a scene, on a page that was opened on its stage: as soon as the page shows what it was told. */
export const play = async (page: Hands, stage: Stage, scene: Scene): Promise<void> => {
  await page.locator('h1').first().waitFor()
  // Values of a station are told to who has the check already.
  if (stage.said.check && stage.said.queue) await page.locator('rf-driver, rf-conclude, rf-attention td').first().waitFor()
  stage.push()
  await scene.act?.(page, stage)
}

export const clinicianScenes: readonly Scene[] = [
  {
    name: 'sign-in',
    path: '/clinician/',
    say: ({ said }) => void (said.greeting = { me: null, firstAdministrator: false, demonstration: true }),
  },
  {
    name: 'wrong-password',
    path: '/clinician/',
    say: ({ said }) => void (said.greeting = { me: null, firstAdministrator: false, demonstration: false }),
    async act(page) {
      await page.locator('input[name=login]').fill('doctor')
      await page.locator('input[name=password]').fill('wrong')
      await page.locator('rf-sign-in button').click()
    },
  },
  {
    name: 'not-a-doctor',
    path: '/clinician/',
    say: ({ said }) =>
      void (said.greeting = {
        me: { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, roles: ['counter'] } },
        firstAdministrator: false,
        demonstration: false,
      }),
  },
  {
    name: 'queue-called',
    path: '/clinician/',
    say: ({ said }) => void (said.help = queueMadeUp.help),
    act: (page) => page.locator('rf-help button').first().waitFor(),
  },
  { name: 'queue', path: '/clinician/', say: () => {} },
  {
    name: 'tiles',
    path: '/clinician/',
    say: watchedBooths,
    async act(page) {
      await page.getByRole('button', { name: /Several booths|看多个自助舱/ }).click()
      await page.locator('rf-tiles rf-tile').nth(4).waitFor()
      await page.locator('rf-tiles .alerts li').first().waitFor()
    },
  },
  {
    name: 'tiles-stepped-in',
    path: '/clinician/',
    say(stage) {
      watchedBooths(stage)
      stage.said.answer = checkMadeUp.halfway
    },
    async act(page) {
      await page.getByRole('button', { name: /Several booths|看多个自助舱/ }).click()
      await page.locator('rf-tiles rf-tile button').first().click()
      await page.locator('rf-exam rf-station').first().waitFor()
    },
  },
  {
    name: 'tiles-nobody',
    path: '/clinician/',
    say: ({ said }) => void (said.queue = { entries: [], concludedToday: 0 }),
    async act(page) {
      await page.getByRole('button', { name: /Several booths|看多个自助舱/ }).click()
      await page.locator('rf-tiles .free').first().waitFor()
    },
  },
  {
    name: 'queue-hard-cases',
    path: '/clinician/',
    say({ said }) {
      said.ledger = queueMadeUp.ledger
      said.greeting = { ...said.greeting, me: senior }
    },
    act: (page) => page.locator('rf-escalation-alarm li').nth(1).waitFor(),
  },
  {
    name: 'joined',
    path: '/clinician/',
    async say(stage) {
      stage.said.ledger = queueMadeUp.ledger
      stage.said.greeting = { ...stage.said.greeting, me: senior }
      stage.said.answer = {
        ...asking,
        lease: { doctor: asking.escalation.doctor, until: asking.escalation.until },
        senior: accountMadeUp.doctor.name,
      }
    },
    async act(page) {
      await page.locator('rf-escalation-alarm button').first().click()
      await page.locator('rf-joined input[name=advice]').waitFor()
    },
  },
  {
    name: 'exam-escalating',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway, { live }),
    async act(page) {
      await page.locator('rf-escalation button').first().click()
      await page.locator('rf-escalation select').waitFor()
      await page.locator('rf-escalation select').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'exam-escalated',
    path: '/clinician/',
    say: (stage) => desk(stage, asking, { live }),
    async act(page) {
      await page.locator('rf-escalation form').waitFor()
      await page.locator('rf-escalation form').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'queue-not-signing',
    path: '/clinician/',
    say: ({ said }) => void Object.assign(said, { rights: registryMadeUp.rights }),
  },
  // The fullest bar there is.
  ...['clinician', 'counter', 'admin'].map((page) => ({
    name: `${page}-demonstration`,
    path: `/${page}/`,
    say(stage: Stage) {
      if (page === 'admin') adminSays(stage)
      if (page === 'counter') counterSays(stage)
      stage.said.greeting = { ...stage.said.greeting, demonstration: true }
    },
  })),
  {
    name: 'queue-self-test',
    path: '/clinician/',
    say: () => {},
    async act(page) {
      await page.locator('rf-readiness button').first().click()
      await page.locator('rf-self-test li').first().waitFor()
      await page.locator('rf-self-test rf-choose-devices select').first().waitFor()
      await page.locator('rf-self-test ul button').first().click()
      await page.locator('rf-self-test ul button').nth(1).click()
      await page.locator('rf-self-test ul button').last().click()
      await page.locator('rf-self-test ul button[disabled]').waitFor()
    },
  },
  {
    name: 'queue-shift',
    path: '/clinician/',
    say: () => {},
    async act(page) {
      await page.locator('rf-shift button').first().click()
      await page.locator('rf-shift dl').waitFor()
    },
  },
  {
    name: 'queue-empty-lacking',
    path: '/clinician/',
    say({ said }) {
      said.queue = { entries: [], concludedToday: 0 }
      said.greeting = {
        me: { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, signature: false } },
        firstAdministrator: false,
        demonstration: false,
      }
    },
  },
  {
    name: 'queue-taken',
    path: '/clinician/',
    say: ({ said }) => void (said.answer = refuse('claimed-by-other', { doctor: '周医生' })),
    act: (page) => page.locator('rf-queue td.act button').first().click(),
  },
  {
    name: 'queue-closed',
    path: '/clinician/',
    say({ said }) {
      said.attention = queueMadeUp.attention
      said.closed = refuse('access-needs-reason', { check: idOf(650) })
    },
    async act(page) {
      await page.locator('rf-attention td.act button').first().click()
      await page.locator('rf-reason').waitFor()
    },
  },
  {
    name: 'queue-cut',
    path: '/clinician/',
    say: () => {},
    async act(page, stage) {
      await page.locator('rf-queue td').first().waitFor()
      stage.cut()
      await page.locator('.strip').waitFor()
    },
  },
  {
    name: 'signature',
    path: '/clinician/',
    say({ said }) {
      said.greeting = {
        me: { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, passkeys: 0 } },
        firstAdministrator: false,
        demonstration: false,
      }
    },
    act: (page) => page.locator('button[slot=bar]').click(),
  },
  { name: 'exam', path: '/clinician/', say: (stage) => desk(stage, checkMadeUp.halfway, { live }) },
  {
    name: 'exam-called',
    path: '/clinician/',
    async say(stage) {
      await desk(stage, checkMadeUp.halfway, { live })
      stage.said.help = { calls: queueMadeUp.help.calls.slice(0, 1) }
    },
    act: (page) => page.locator('rf-help button').first().waitFor(),
  },
  {
    name: 'exam-tones',
    path: '/clinician/',
    say: (stage) => desk(stage, withTones, { live: { ...live, attempt: idOf(504), trials: toneTrials.slice(0, -4) } }),
  },
  {
    name: 'exam-eye',
    path: '/clinician/',
    say: (stage) => desk(stage, withEye, { live: { ...live, attempt: idOf(505), station: 'acuity-left', trials: logMadeUp.eyeTrials } }),
    act: (page) => page.locator('rf-effort [role=note]').first().scrollIntoViewIfNeeded(),
  },
  {
    name: 'exam-effort',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway, { live: careless }),
    act: (page) => page.locator('rf-effort [role=note]').first().scrollIntoViewIfNeeded(),
  },
  {
    name: 'exam-decide',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway, { live }),
    async act(page) {
      await unfold(page, 'acuity-left')
      await page.locator('rf-station[data-station=acuity-left] .acts button').last().click()
      await page.locator('rf-decide-form input[name=reached][value="5.0"]').check()
      await unfold(page, 'colour')
    },
  },
  {
    name: 'exam-flags',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.flagged, { log: logMadeUp.reactionLog }),
    act: (page) => unfold(page, 'reaction'),
  },
  {
    name: 'exam-colour',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.flagged, { log: logMadeUp.colourLog }),
    act: (page) => unfold(page, 'colour'),
  },
  {
    name: 'exam-devices',
    path: '/clinician/',
    say: (stage) =>
      desk(
        stage,
        { ...checkMadeUp.flagged, booth: { ...checkMadeUp.flagged.booth, devices: checkMadeUp.lostDevices } },
        { log: { ...logMadeUp.heightLog, devices: [checkMadeUp.unsteadyHead] } },
      ),
    act: (page) => unfold(page, 'height'),
  },
  {
    name: 'exam-cabin-calm',
    path: '/clinician/',
    say: (stage) => desk(stage, { ...checkMadeUp.halfway, booth: { ...checkMadeUp.halfway.booth, cabin: checkMadeUp.cabins.calm } }),
  },
  {
    name: 'exam-cabin-disturbed',
    path: '/clinician/',
    say: (stage) => desk(stage, { ...checkMadeUp.halfway, booth: { ...checkMadeUp.halfway.booth, cabin: checkMadeUp.cabins.disturbed } }),
  },
  {
    name: 'exam-floor-doubted',
    path: '/clinician/',
    say: (stage) => {
      const [head] = checkMadeUp.lostDevices
      const devices = head ? [{ ...head, doubt: 'floor' as const }] : []
      return desk(stage, { ...checkMadeUp.halfway, booth: { ...checkMadeUp.halfway.booth, devices } })
    },
  },
  {
    name: 'exam-near-limit',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.flagged, { log: logMadeUp.pictureOfHeightLog }),
    act: (page) => unfold(page, 'height'),
  },
  {
    name: 'exam-feet',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.flagged, { log: logMadeUp.feetLog }),
    act: (page) => unfold(page, 'lower-limbs'),
  },
  {
    name: 'exam-limbs',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway),
    async act(page) {
      await page.locator('rf-station[data-station=lower-limbs] .acts button').last().click()
      await page.locator('rf-decide-form button.primary').click()
    },
  },
  {
    name: 'exam-repeat',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway),
    async act(page) {
      await unfold(page, 'height')
      await page.locator('rf-station[data-station=height] .acts button').first().click()
    },
  },
  {
    name: 'exam-release',
    path: '/clinician/',
    say: (stage) => desk(stage, reportMadeUp.complete),
    act: (page) => page.locator('rf-exam .acts button.danger').click(),
  },
  {
    name: 'exam-ready',
    path: '/clinician/',
    say: (stage) => desk(stage, reportMadeUp.complete),
  },
  {
    name: 'exam-seen',
    path: '/clinician/',
    say: (stage) => desk(stage, reportMadeUp.seen),
    act: (page) => page.locator('.seen button').waitFor(),
  },
  {
    name: 'exam-say',
    path: '/clinician/',
    say: (stage) => desk(stage, reportMadeUp.seen),
    async act(page) {
      await page.locator('rf-say input').fill(phrases.zh['show-palms'])
      await page.locator('rf-say form button').click()
      await page.locator('rf-say p button').waitFor()
    },
  },
  {
    name: 'exam-devices-chosen',
    path: '/clinician/',
    say: (stage) => desk(stage, reportMadeUp.seen),
    async act(page) {
      await page.locator('rf-picture .acts button').last().click()
      await page.locator('rf-choose-devices select').first().waitFor()
    },
  },
  {
    name: 'exam-pointing',
    path: '/clinician/',
    say: (stage) => desk(stage, reportMadeUp.seen),
    async act(page) {
      await page.locator('rf-picture .over button').first().click()
      await page.locator('rf-picture .aim').waitFor()
    },
  },
  {
    name: 'exam-pictures-kept',
    path: '/clinician/',
    say: (stage) =>
      desk(stage, {
        ...checkMadeUp.halfway,
        stations: checkMadeUp.halfway.stations.map((row) =>
          row.station === 'height'
            ? { ...row, taken: [{ camera: 'overview' as const, file: hashOf('a'), doctor: '林医生', at: checkMadeUp.halfway.openedAt }] }
            : row,
        ),
      }),
    async act(page) {
      await unfold(page, 'height')
      await page.locator('rf-taken img').first().waitFor()
    },
  },
  {
    name: 'exam-enlarged',
    path: '/clinician/',
    say: (stage) => desk(stage, reportMadeUp.seen),
    async act(page) {
      await page.locator('rf-picture .over button').last().click()
      await page.locator('rf-picture .over button').nth(1).click()
      await page.locator('rf-picture[enlarged]').waitFor()
    },
  },
  {
    name: 'exam-stale',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway, { answer: refuse('stale', { version: 22 }) }),
    act: (page) => page.locator('rf-station[data-station=reaction] .acts button').first().click(),
  },
  {
    name: 'conclude',
    path: '/clinician/',
    async say(stage) {
      await desk(stage, await reportMadeUp.drawnUp())
      stage.said.signing = {
        options: { challenge: 'x', rpId: 'localhost', allowCredentials: [], userVerification: 'required', timeout: 60_000 },
        password: true,
        seconds: 0,
        inWriting: false,
      }
    },
    act: (page) => page.locator('rf-conclude .said').first().waitFor(),
  },
  {
    name: 'conclude-too-soon',
    path: '/clinician/',
    async say(stage) {
      await desk(stage, await reportMadeUp.drawnUp())
      stage.said.signing = { options: null, password: true, seconds: 75, inWriting: true }
    },
    act: (page) => page.locator('rf-conclude [role=timer]').waitFor(),
  },
  {
    name: 'conclude-differs',
    path: '/clinician/',
    async say(stage) {
      const check = await reportMadeUp.drawnUp()
      await desk(stage, {
        ...check,
        drawnUp: { number: reportMadeUp.report.number, at: reportMadeUp.report.drawnUpAt, digest: hashOf('f') },
      })
    },
    act: (page) => page.locator('rf-conclude .said.bad').waitFor(),
  },
  after('after', reportMadeUp.concluded),
  watched('recording', null, async (page) => {
    for (const nth of [0, 1, 2]) await page.locator('rf-recording-player video[data-shown]').nth(nth).waitFor()
  }),
  watched('recording-reason', refuse('access-needs-reason', { check: idOf(1) }), (page) =>
    page.locator('rf-watch-recording rf-reason form').waitFor(),
  ),
  ...(['drawing', 'not-made', 'held', 'down', 'sent', 'key-wrong', 'refused'] as const).map((which) =>
    after(`after-${which}`, async () => (await reportMadeUp.unfinished())[which]),
  ),
  {
    name: 'queue-attention',
    path: '/clinician/',
    say: ({ said }) => void (said.attention = queueMadeUp.attention),
    act: (page) => page.locator('rf-attention table').first().waitFor(),
  },
  {
    name: 'queue-sent-back',
    path: '/clinician/',
    say: ({ said }) => void Object.assign(said, { attention: queueMadeUp.attention, sentBack: queueMadeUp.sentBack }),
    async act(page) {
      const older = page.locator('rf-sent-back section > button')
      await older.waitFor()
      await older.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'queue-withdraw',
    path: '/clinician/',
    say: ({ said }) => void (said.attention = queueMadeUp.attention),
    act: (page) => page.locator('rf-attention td.act button').nth(1).click(),
  },
  { name: 'second', path: '/clinician/', say: secondSays, act: look },
  {
    name: 'second-decline',
    path: '/clinician/',
    say: secondSays,
    async act(page) {
      await look(page)
      await page.locator('rf-conclude button.danger').first().click()
    },
  },
  {
    name: 'replace',
    path: '/clinician/',
    async say({ said }) {
      Object.assign(said, { attention: queueMadeUp.attention, check: await queueMadeUp.returned() })
    },
    async act(page) {
      await look(page)
      await page.locator('rf-replace button').first().click()
      await page.locator('rf-replace li button').nth(3).click()
    },
  },
  ...(['correct', 'withdraw'] as const).map(
    (what): Scene => ({
      name: what,
      path: '/clinician/',
      async say({ said }) {
        Object.assign(said, { attention: queueMadeUp.attention, check: await queueMadeUp.returned() })
      },
      async act(page) {
        await look(page)
        await page.locator(`rf-${what} button`).first().click()
      },
    }),
  ),
  {
    name: 'exam-pass-on',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway, { colleagues: queueMadeUp.colleagues }),
    async act(page) {
      await page.locator('rf-pass-on button:not([disabled])').first().click()
      await page.locator('rf-pass-on dialog[open]').first().waitFor()
    },
  },
  {
    name: 'exam-pass-on-nobody',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway),
    async act(page) {
      await page.locator('rf-pass-on button:not([disabled])').first().click()
      await page.locator('rf-pass-on dialog[open]').first().waitFor()
    },
  },
  {
    name: 'exam-passed-on',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway, { offers: queueMadeUp.passedOn }),
    act: (page) => page.locator('rf-offered .said').waitFor(),
  },
  {
    name: 'queue-offered',
    path: '/clinician/',
    say: ({ said }) => void (said.offers = queueMadeUp.offered),
    act: (page) => page.locator('rf-offered .said').waitFor(),
  },
  {
    name: 'queue-its-turn',
    path: '/clinician/',
    say: ({ said }) => void (said.offers = queueMadeUp.itsTurn),
    act: (page) => page.locator('rf-offered .said').waitFor(),
  },
  {
    name: 'queue-resting',
    path: '/clinician/',
    say: ({ said }) => void (said.offers = queueMadeUp.resting),
    act: (page) => page.locator('rf-queue .said').first().waitFor(),
  },
  {
    name: 'exam-not-there',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway),
    act: (page) => page.locator('rf-exam .acts button').nth(1).click(),
  },
  {
    name: 'exam-again',
    path: '/clinician/',
    say: (stage) => desk(stage, historyMadeUp.again, { history: historyMadeUp.history }),
    async act(page) {
      await unfold(page, 'acuity-left')
      for (const one of await page.locator('rf-earlier summary').all()) await one.click()
      await page.locator('rf-earlier summary').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'exam-foreseen',
    path: '/clinician/',
    say: (stage) =>
      desk(stage, { ...checkMadeUp.halfway, foreseen: [{ code: 'age-ends', station: null, classes: ['C3'], found: 70, asked: 70 }] }),
  },
  { name: 'account', path: '/clinician/', say: () => {}, act: (page) => page.getByRole('button', { name: /我的账号|My account/ }).click() },
  {
    name: 'counter-called',
    path: '/counter/',
    say: (stage) => {
      counterSays(stage)
      stage.said.help = queueMadeUp.help
    },
    act: (page) => page.locator('rf-help button').first().waitFor(),
  },
  { name: 'counter', path: '/counter/', say: counterSays },
  {
    name: 'counter-chosen',
    path: '/counter/',
    say: counterSays,
    act: (page) => page.locator('tbody tr').filter({ hasText: '000041' }).first().click(),
  },
  {
    name: 'counter-not-accepted',
    path: '/counter/',
    say(stage) {
      counterSays(stage)
      stage.said.counter = counterMadeUp.notAccepted
    },
    async act(page) {
      await page.locator('tbody tr').filter({ hasText: '000041' }).first().click()
      await page.locator('rf-take-back button.danger').first().click()
    },
  },
  {
    name: 'counter-owing',
    path: '/counter/',
    say(stage) {
      counterSays(stage)
      stage.said.counter = counterMadeUp.owing
    },
    async act(page) {
      await page.locator('rf-owing li button').nth(1).click()
      await page.locator('rf-told summary').click()
    },
  },
  {
    name: 'counter-provisional',
    path: '/counter/',
    say(stage) {
      counterSays(stage)
      stage.said.counter = counterMadeUp.owing
    },
    async act(page) {
      await page.locator('rf-owing li button').nth(1).click()
      await page.locator('rf-provisional button').first().click()
    },
  },
  {
    name: 'counter-stuck',
    path: '/counter/',
    say(stage) {
      counterSays(stage)
      stage.said.counter = counterMadeUp.stuck
    },
    act: (page) => page.locator('tbody tr').filter({ hasText: '000041' }).first().click(),
  },
  {
    name: 'counter-return',
    path: '/counter/',
    say: counterSays,
    async act(page) {
      await page.locator('tbody tr').filter({ hasText: '000041' }).first().click()
      await page.locator('.acts .danger').click()
    },
  },
  {
    name: 'counter-found',
    path: '/counter/',
    say: counterSays,
    async act(page, stage) {
      stage.said.found = counterMadeUp.found
      await search(page, { text: counterMadeUp.foundCard })
      await closedFound(page).waitFor()
    },
  },
  {
    name: 'counter-found-elsewhere',
    path: '/counter/',
    say: counterSays,
    async act(page, stage) {
      stage.said.found = counterMadeUp.found
      await search(page, { text: counterMadeUp.foundCard })
      await closedFound(page).click()
      await page.locator('rf-reason').waitFor()
    },
  },
  {
    name: 'counter-found-none',
    path: '/counter/',
    say: counterSays,
    async act(page) {
      await search(page, { from: '2026-01-01', to: '2026-01-31' })
    },
  },
  {
    name: 'admin-first',
    path: '/admin/',
    say: ({ said }) => void (said.greeting = { me: null, firstAdministrator: true, demonstration: false }),
  },
  {
    name: 'admin-called',
    path: '/admin/',
    say: (stage) => {
      adminSays(stage)
      stage.said.help = queueMadeUp.help
    },
    act: (page) => page.locator('rf-help button').first().waitFor(),
  },
  { name: 'admin-people', path: '/admin/', say: adminSays },
  { name: 'admin-person', path: '/admin/', say: adminSays, act: (page) => page.locator('td.act button').nth(2).click() },
  { name: 'admin-machines', path: '/admin/', say: adminSays, act: tab('machines') },
  {
    name: 'admin-calibrations',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await tab('machines')(page)
      await page.locator('rf-machines td.act').first().locator('button').first().click()
      await page.locator('rf-calibrations tbody tr').first().waitFor()
    },
  },
  { name: 'admin-sites', path: '/admin/', say: adminSays, act: tab('sites') },
  {
    name: 'admin-site',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await tab('sites')(page)
      await page.locator('rf-sites td.act button').nth(6).click()
    },
  },
  { name: 'admin-overrides', path: '/admin/', say: adminSays, act: tab('overrides') },
  {
    name: 'admin-errands',
    path: '/admin/',
    say(stage) {
      adminSays(stage)
      const { said } = stage
      const { me } = said.greeting
      if (me) said.greeting = { ...said.greeting, me: { ...me, person: { ...me.person, roles: ['administrator', 'counter'] } } }
    },
    act: tab('errands'),
  },
  {
    name: 'admin-errands-none',
    path: '/admin/',
    say(stage) {
      adminSays(stage)
      stage.said.errands = []
    },
    act: tab('errands'),
  },
  {
    name: 'admin-errands-every',
    path: '/admin/',
    say(stage) {
      adminSays(stage)
      stage.said.errands = cityMadeUp.everyErrand
    },
    act: tab('errands'),
  },
  {
    name: 'admin-ledger',
    path: '/admin/',
    say(stage) {
      adminSays(stage)
      stage.said.ledger = queueMadeUp.ledger
    },
    act: ledgerOf,
  },
  { name: 'admin-institutions', path: '/admin/', say: adminSays, act: institutions },
  ...(['form', 'papers', 'history', 'suspend'] as const).map(
    (dialog, nth): Scene => ({
      name: `admin-institution-${dialog}`,
      path: '/admin/',
      say: adminSays,
      async act(page) {
        await institutions(page)
        const row = page.locator('rf-institutions tbody tr').first()
        await row.locator('button').nth(nth).click()
        await page.locator('rf-institutions dialog[open]').first().waitFor()
      },
    }),
  ),
  {
    name: 'admin-doctor-form',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await institutions(page)
      await page.locator('rf-doctors td button').first().click()
      await page.locator('rf-doctors dialog[open]').first().waitFor()
    },
  },
  { name: 'admin-access', path: '/admin/', say: adminSays, act: tab('access') },
  { name: 'admin-recordings', path: '/admin/', say: adminSays, act: keptRecordings },
  {
    name: 'admin-recordings-held',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await keptRecordings(page)
      await page.locator('rf-kept-recordings button[data-which=held]').click()
      await page.locator('rf-kept-recordings button[data-which=held][aria-pressed=true]').waitFor()
    },
  },
  {
    name: 'admin-recordings-short',
    path: '/admin/',
    say: (stage) => {
      adminSays(stage)
      stage.said.disk = { ...recordingMadeUp.disk, free: 18.2e9, hours: 0 }
    },
    async act(page) {
      await keptRecordings(page)
      await page.locator('rf-kept-recordings .said.bad').waitFor()
    },
  },
  {
    name: 'admin-recordings-hold',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await keptRecordings(page)
      await page.locator('rf-kept-recordings td.act button').first().click()
      await page.locator('rf-kept-recordings form#hold').waitFor()
    },
  },
  {
    name: 'admin-recordings-lift',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await keptRecordings(page)
      await page.locator('rf-kept-recordings .hold button').first().click()
      await page.locator('rf-kept-recordings form#hold').waitFor()
    },
  },
  { name: 'auditor', path: '/admin/', say: auditorSays, act: (page) => page.locator('rf-kept-recordings tbody tr').first().waitFor() },
  {
    name: 'auditor-reason',
    path: '/admin/',
    say: (stage) => {
      auditorSays(stage)
      stage.said.closed = refuse('access-needs-reason', { check: idOf(911) })
    },
    async act(page) {
      await auditorWatches(page)
      await page.locator('rf-watch-recording rf-reason form').waitFor()
    },
  },
  {
    name: 'auditor-watches',
    path: '/admin/',
    say: auditorSays,
    async act(page) {
      await auditorWatches(page)
      for (const nth of [0, 1, 2]) await page.locator('rf-recording-player video[data-shown]').nth(nth).waitFor()
    },
  },
  {
    name: 'hall-enrol',
    path: '/hall/',
    say: () => {},
    // Whether the screen has a key is read from its own store first.
    act: (page) => page.locator('rf-enrolment form').waitFor(),
  },
  {
    name: 'hall',
    path: '/hall/#W4RT-9BDC',
    say: ({ said }) => void (said.hall = cityMadeUp.hall),
    act: (page) => page.locator('dl').waitFor(),
  },
  {
    name: 'hall-called',
    path: '/hall/#W4RT-9BDC',
    say: ({ said }) =>
      void (said.hall = { ...cityMadeUp.hall, booths: cityMadeUp.hall.booths.map((one, at) => ({ ...one, calls: at > 3 })) }),
    act: (page) => page.locator('li.calls').first().waitFor(),
  },
  {
    name: 'hall-lost',
    path: '/hall/#W4RT-9BDC',
    say: ({ said }) => void (said.hall = cityMadeUp.hall),
    async act(page, stage) {
      await page.locator('dl').waitFor()
      stage.cut()
      await page.locator('.grey').waitFor()
    },
  },
]
/** Opens a station's line, unless it stands open already. */
async function unfold(page: Hands, station: AnyStation) {
  const line = page.locator(`rf-station[data-station=${station}]`)
  await line.locator('button.name').waitFor()
  for (const folded of await line.locator('button.name[aria-expanded=false]').all()) await folded.click()
}
/** Looks for reports at the counter, as soon as its line has brought the list, and waits for what was found. */
async function search(page: Hands, fields: Readonly<Record<string, string>>) {
  const field = (name: string) => page.locator(`rf-counter-search input[name=${name}]`)
  await page.locator('tbody tr').first().waitFor()
  for (const [name, value] of Object.entries(fields)) await field(name).fill(value)
  await field(Object.keys(fields).at(-1) ?? '').press('Enter')
  await page.locator('rf-counter-search [role=status]').filter({ hasText: /[^…]$/ }).waitFor()
}
/** What a doctor sees who has just signed, once this has become of the check. */
function after(name: string, become: () => Promise<CheckView>): Scene {
  return {
    name,
    path: '/clinician/',
    say: async (stage) => desk(stage, await reportMadeUp.drawnUp()),
    async act(page, stage) {
      await page.locator('rf-conclude').waitFor()
      stage.said.check = await become()
      stage.said.queue = queueMadeUp.queue
      stage.push()
      await page.locator('rf-after').waitFor()
    },
  }
}
function auditorSays({ said }: Stage) {
  said.greeting = {
    me: { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, name: '方核查员', roles: ['auditor'], signature: false } },
    firstAdministrator: false,
    demonstration: true,
  }
}
/** An auditor opens the last recording of their list. */
async function auditorWatches(page: Hands) {
  await page.locator('rf-kept-recordings tbody tr').first().waitFor()
  await page.locator('rf-kept-recordings td.act button').nth(4).click()
}
/** The recordings that are kept, as an administrator opens them. */
async function keptRecordings(page: Hands) {
  await tab('recordings')(page)
  await page.locator('rf-kept-recordings tbody tr').first().waitFor()
}
/** What a doctor sees who wants to watch the recording of a check, to whom it may be `closed`. */
function watched(name: string, closed: Stage['said']['closed'], shows: (page: Hands) => Promise<void>): Scene {
  const scene = after(name, async () => ({ ...(await reportMadeUp.concluded()), recording: recordingMadeUp.kept }))
  return {
    ...scene,
    async act(page, stage) {
      await scene.act?.(page, stage)
      stage.said.closed = closed
      await page.locator('rf-watch-recording button').click()
      await shows(page)
    },
  }
}
/** Opens the first report that waits for a doctor. */
function look(page: Hands) {
  return page.locator('rf-attention td.act button').first().click()
}
async function secondSays({ said }: Stage) {
  Object.assign(said, { attention: queueMadeUp.attention, check: await queueMadeUp.toCountersign() })
  said.signing = {
    options: { challenge: 'x', rpId: 'localhost', allowCredentials: [], userVerification: 'required', timeout: 60_000 },
    password: true,
    seconds: 0,
    inWriting: false,
  }
}
export function counterSays({ said }: Stage) {
  said.greeting = {
    me: { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, name: '孙警官', roles: ['counter'] } },
    firstAdministrator: false,
    demonstration: true,
  }
  said.counter = counterMadeUp.counter
}
export function adminSays({ said }: Stage) {
  said.greeting = {
    me: { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, name: '管理员', roles: ['administrator'] } },
    firstAdministrator: false,
    demonstration: true,
  }
}
