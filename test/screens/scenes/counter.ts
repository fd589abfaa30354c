import type { Hands } from '../hands.ts'
import * as accountMadeUp from '../made-up/account.ts'
import * as counterMadeUp from '../made-up/counter.ts'
import * as queueMadeUp from '../made-up/queue.ts'
import type { Stage } from '../stage.ts'
import { type Scene } from './scene.ts'

// The squad’s counter.

/** Another hall's report among those that were found: it stands in no list before the search has answered. */
const closedFound = (page: Hands) => page.getByRole('button', { name: counterMadeUp.closedNumber })

export const counterScenes: readonly Scene[] = [
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
]

/** Looks for reports at the counter, as soon as its line has brought the list, and waits for what was found. */
async function search(page: Hands, fields: Readonly<Record<string, string>>) {
  const field = (name: string) => page.locator(`rf-counter-search input[name=${name}]`)
  await page.locator('tbody tr').first().waitFor()
  for (const [name, value] of Object.entries(fields)) await field(name).fill(value)
  await field(Object.keys(fields).at(-1) ?? '').press('Enter')
  await page.locator('rf-counter-search [role=status]').filter({ hasText: /[^…]$/ }).waitFor()
}

export function counterSays({ said }: Stage) {
  said.greeting = {
    me: { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, name: '孙警官', roles: ['counter'] } },
    firstAdministrator: false,
    demonstration: true,
  }
  said.counter = counterMadeUp.counter
}
