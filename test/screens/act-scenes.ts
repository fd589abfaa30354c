import { refuse } from '#protocol/refusal.ts'
import { hashOf } from '../made-up/ids.ts'
import { clinicianScenes } from './clinician-scenes.ts'
import type { Hands } from './hands.ts'
import * as accountMadeUp from './made-up/account.ts'
import * as checkMadeUp from './made-up/check.ts'
import * as counterMadeUp from './made-up/counter.ts'
import * as historyMadeUp from './made-up/history.ts'
import { adminSays, tab } from './scenes/admin.ts'
import { counterSays } from './scenes/counter.ts'
import { desk, type Scene } from './scenes/scene.ts'

// What only an act leads to: each dialog, one's own account, and each tab of the administration.

/** A booth's buttons: its calibrations, a move, off, a new code. */
const machine = (at: number) => async (page: Hands) => {
  await tab('machines')(page)
  await page.locator('rf-machines td.act').first().locator('button').nth(at).click()
}
const account = async (page: Hands) => {
  await page.locator('rf-frame header button[aria-pressed]:not(.scheme)').click()
  await page.locator('rf-account li').first().waitFor()
}
const other = async (page: Hands) => {
  await page.locator('rf-other-report > button, rf-other-report button').first().click()
  await page.locator('rf-other-report input[name=number]').fill('RF20261125-000001')
  await page.locator('rf-other-report input[name=reason]').fill('驾驶人投诉')
  await page.locator('rf-other-report button.primary').click()
  await page.locator('rf-other-report .said').waitFor()
}
const tickSome = async (page: Hands) => {
  for (const at of [0, 1, 3]) await page.locator('tbody tr').nth(at).locator('input').check()
  await page.locator('rf-counter-several .ticked button.primary').click()
}
const actScenes: readonly Scene[] = [
  {
    name: 'account-news',
    path: '/admin/',
    say(stage) {
      adminSays(stage)
      const { me } = stage.said.greeting
      if (me) stage.said.greeting = { ...stage.said.greeting, me: { ...me, news: { entries: accountMadeUp.accountEvents, more: true } } }
    },
    act: account,
  },
  {
    name: 'account-wrong',
    path: '/counter/',
    say(stage) {
      counterSays(stage)
      stage.said.refusal = refuse('wrong-password')
    },
    async act(page) {
      await account(page)
      await page.locator('input[name=password]').fill('wrong')
      await page.locator('input[name=next]').fill('correct horse battery')
      await page.locator('rf-account form').first().locator('button').click()
      await page.locator('rf-account .said.bad').waitFor()
    },
  },
  {
    name: 'admin-rota',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await tab('rota')(page)
      await page.locator('rf-doctors-hours tbody li').first().waitFor()
    },
  },
  {
    name: 'admin-rota-change',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await tab('rota')(page)
      await page.locator('rf-doctors-hours td.act button').first().click()
      await page.locator('rf-doctors-hours input[name=day-1]').fill('8:30-12')
      await page.locator('rf-doctors-hours button[form=rota]').click()
      await page.locator('rf-doctors-hours .said.bad').waitFor()
    },
  },
  {
    name: 'admin-rota-history',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await tab('rota')(page)
      await page.locator('rf-doctors-hours td.act button').nth(1).click()
      await page.locator('rf-doctors-hours section').first().waitFor()
    },
  },
  { name: 'queue-other', path: '/clinician/', say: () => {}, act: other },
  { name: 'queue-other-refused', path: '/clinician/', say: ({ said }) => void (said.refusal = refuse('report-unknown')), act: other },
  {
    name: 'exam-declined',
    path: '/clinician/',
    say: (stage) =>
      desk(stage, {
        ...historyMadeUp.again,
        declaredBefore: [{ has: false, diseases: [], at: checkMadeUp.halfway.openedAt, signature: hashOf('a') }],
        declined: [{ doctor: '周宁', reason: '辨色力没有测，请补测', at: checkMadeUp.halfway.openedAt }],
      }),
  },
  {
    name: 'exam-abandoned',
    path: '/clinician/',
    say: (stage) => desk(stage, checkMadeUp.halfway),
    async act(page, stage) {
      stage.said.check = { ...checkMadeUp.halfway, version: 99, phase: 'abandoned' }
      stage.push()
      await page.locator('.strip').waitFor()
    },
  },
  {
    name: 'counter-empty',
    path: '/counter/',
    say: (stage) => (counterSays(stage), void (stage.said.counter = { entries: [], cut: false })),
  },
  {
    name: 'counter-morning',
    path: '/counter/',
    say(stage) {
      counterSays(stage)
      stage.said.counter = counterMadeUp.morning
    },
    act: (page) => page.locator('tbody tr').nth(2).click(),
  },
  {
    name: 'counter-keys',
    path: '/counter/',
    say: counterSays,
    act: (page) => page.locator('rf-key-list > button, rf-key-list button').first().click(),
  },
  {
    name: 'counter-several',
    path: '/counter/',
    say(stage) {
      counterSays(stage)
      stage.said.counter = counterMadeUp.morning
    },
    act: tickSome,
  },
  {
    name: 'counter-several-failed',
    path: '/counter/',
    say(stage) {
      counterSays(stage)
      stage.said.counter = counterMadeUp.morning
      stage.said.answer = refuse('accepted-before', { by: '赵窗口', at: checkMadeUp.halfway.openedAt })
    },
    async act(page) {
      await tickSome(page)
      await page.locator('rf-counter-several rf-dialog button.primary').click()
      await page.locator('rf-counter-several .said li').nth(2).waitFor()
    },
  },
  { name: 'counter-day', path: '/counter/', say: counterSays, act: (page) => page.locator('rf-day-list button').first().click() },
  { name: 'counter-camera', path: '/counter/', say: counterSays, act: (page) => page.locator('rf-code-camera button').first().click() },
  { name: 'counter-other', path: '/counter/', say: counterSays, act: other },
  {
    name: 'counter-stale',
    path: '/counter/',
    say(stage) {
      counterSays(stage)
      stage.said.answer = refuse('stale', { version: 41 })
    },
    async act(page) {
      await page.locator('tbody tr').filter({ hasText: '000041' }).first().click()
      await page.locator('.acts .primary').click()
      await page.locator('.said.bad').waitFor()
    },
  },
  {
    name: 'admin-passkeys',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await page.locator('rf-people td.number button').first().click()
      await page.locator('rf-passkeys-of button[slot=buttons]').first().click()
      await page.locator('rf-passkeys-of code').waitFor()
    },
  },
  { name: 'admin-add', path: '/admin/', say: adminSays, act: (page) => page.locator('rf-people button.primary').first().click() },
  {
    name: 'admin-refused',
    path: '/admin/',
    say(stage) {
      adminSays(stage)
      stage.said.refusal = refuse('second-administrator-needed')
    },
    async act(page) {
      await page.locator('rf-people td.act button.danger').first().click()
      await page.locator('.said.bad').waitFor()
    },
  },
  {
    name: 'admin-machine-add',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await tab('machines')(page)
      await page.locator('rf-machines button.primary').first().click()
    },
  },
  { name: 'admin-machine-moving', path: '/admin/', say: adminSays, act: machine(1) },
  { name: 'admin-machine-off', path: '/admin/', say: adminSays, act: machine(2) },
  { name: 'admin-machine-code', path: '/admin/', say: adminSays, act: machine(3) },
  {
    name: 'admin-site-add',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await tab('sites')(page)
      await page.locator('rf-sites button.primary').first().click()
    },
  },
  {
    name: 'admin-site-closing',
    path: '/admin/',
    say: adminSays,
    async act(page) {
      await tab('sites')(page)
      await page.locator('rf-sites td.act button.danger').nth(3).click()
    },
  },
]

/** Every state of the attended pages and of the hall. */
export const attendedScenes: readonly Scene[] = [...clinicianScenes, ...actScenes]
