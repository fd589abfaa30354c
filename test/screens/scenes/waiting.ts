import type { CheckView } from '#protocol/check.ts'
import { refuse } from '#protocol/refusal.ts'
import { idOf } from '../../made-up/ids.ts'
import * as accountMadeUp from '../made-up/account.ts'
import * as checkMadeUp from '../made-up/check.ts'
import * as queueMadeUp from '../made-up/queue.ts'
import * as registryMadeUp from '../made-up/registry.ts'
import type { Stage } from '../stage.ts'
import { adminSays } from './admin.ts'
import { counterSays } from './counter.ts'
import { withEye } from './exam.ts'
import { type Scene, senior } from './scene.ts'

// Who comes in, who waits, and several booths at once.

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

export const waitingScenes: readonly Scene[] = [
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
    name: 'queue-updating',
    path: '/clinician/',
    say: ({ said }) => void (said.updating = true),
    act: (page) => page.locator('p.strip.bad').waitFor(),
  },
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
      // It listens, or says already why it can't.
      await page.locator('rf-self-test ul [data-tried]').waitFor()
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
    say: ({ said }) => void (said.answer = refuse('claimed-by-other', { doctor: '周宁' })),
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
  { name: 'account', path: '/clinician/', say: () => {}, act: (page) => page.getByRole('button', { name: /我的账号|My account/ }).click() },
]
