import * as procedures from '#measure/procedures.ts'
import { rehearse } from '#measure/rehearse.ts'
import { refuse } from '#protocol/refusal.ts'
import type { AnyStation } from '#protocol/stations.ts'
import { phrases } from '#words/phrases.ts'
import { attemptView } from '../../made-up/check.ts'
import { hashOf, idOf } from '../../made-up/ids.ts'
import type { Hands } from '../hands.ts'
import * as accountMadeUp from '../made-up/account.ts'
import * as checkMadeUp from '../made-up/check.ts'
import * as historyMadeUp from '../made-up/history.ts'
import * as logMadeUp from '../made-up/log.ts'
import * as queueMadeUp from '../made-up/queue.ts'
import * as reportMadeUp from '../made-up/report.ts'
import { desk, type Scene, senior } from './scene.ts'

// A driver on the desk.

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
export const withEye = {
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

/** A case that was passed on and is overdue, with a senior doctor there, and questions to two departments. */
const asking = {
  ...checkMadeUp.halfway,
  senior: '欧阳建国',
  escalation: {
    id: idOf(860),
    doctor: { id: idOf(861), name: '周宁' },
    reason: '四肢或躯干情况需要共同判断：左手食指末节残缺',
    at: '2026-11-25T02:00:00.000Z',
    until: '2026-11-25T02:10:00.000Z',
    contact: { doctor: { id: idOf(862), name: '欧阳建国' }, at: '2026-11-25T02:06:00.000Z' },
    ended: null,
  },
  consultations: [
    {
      id: idOf(863),
      doctor: { id: idOf(861), name: '周宁' },
      department: '骨科',
      question: '踝关节活动受限，能否踩踏板？',
      at: '2026-11-25T02:01:00.000Z',
      until: '2026-11-25T02:11:00.000Z',
      ended: { answer: '可以，不影响踩踏', doctor: { id: idOf(861), name: '周宁' }, at: '2026-11-25T02:05:00.000Z' },
    },
    {
      id: idOf(864),
      doctor: { id: idOf(861), name: '周宁' },
      department: '眼科',
      question: '佩戴的是否为角膜塑形镜？',
      at: '2026-11-25T02:03:00.000Z',
      until: '2026-11-25T02:13:00.000Z',
      ended: null,
    },
  ],
}

export const examScenes: readonly Scene[] = [
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
            ? { ...row, taken: [{ camera: 'overview' as const, file: hashOf('a'), doctor: '林静', at: checkMadeUp.halfway.openedAt }] }
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
]

/** Opens a station's line, unless it stands open already. */
async function unfold(page: Hands, station: AnyStation) {
  const line = page.locator(`rf-station[data-station=${station}]`)
  await line.locator('button.name').waitFor()
  for (const folded of await line.locator('button.name[aria-expanded=false]').all()) await folded.click()
}
