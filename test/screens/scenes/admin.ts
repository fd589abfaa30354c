import { refuse } from '#protocol/refusal.ts'
import type { AdminApp } from '../../../clinician/admin/app.ts'
import { idOf } from '../../made-up/ids.ts'
import type { Hands } from '../hands.ts'
import * as accountMadeUp from '../made-up/account.ts'
import * as cityMadeUp from '../made-up/city.ts'
import * as queueMadeUp from '../made-up/queue.ts'
import * as recordingMadeUp from '../made-up/recording.ts'
import type { Stage } from '../stage.ts'
import { type Scene } from './scene.ts'

// The administration, and an auditor.

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

export const adminScenes: readonly Scene[] = [
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
]

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

export function adminSays({ said }: Stage) {
  said.greeting = {
    me: { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, name: '管理员', roles: ['administrator'] } },
    firstAdministrator: false,
    demonstration: true,
  }
}
