import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { text } from '#words/index.ts'
// @ts-expect-error scripts that set up are plain JavaScript
import { pages } from '../../scripts/setup/built.mjs'
import { windowless } from '../../vitest.config.ts'
import { handedOver } from '../signed.ts'
import { openWorld, until, type World } from '../world.ts'

// Two clerks at one counter, each at a browser of their own, on the real server with its real pages.

let world: World
let browser: Browser
beforeAll(async () => {
  if (!pages.ready()) await pages.build()
  world = await openWorld()
  browser = await browsers.launch(windowless)
})
afterAll(async () => {
  await browser.close()
  await world.close()
})

const words = text.zh.counter
type Clerk = { name: string; page: Page }
const lineOf = (page: Page, number: string) => page.locator('rf-counter-list tr', { hasText: number })

/** A clerk who is signed in and sees the list. */
const sits = async (login: string): Promise<Clerk> => {
  const person = await world.person(login, 'counter')
  const [name = '', value = ''] = (await person.cookie()).split('=')
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  await context.addCookies([{ name, value, url: world.settings.origin }])
  const page = await context.newPage()
  await page.goto(`${world.settings.origin}/counter/?language=zh`)
  return { name: person.name, page }
}

test('of two clerks who accept and return one report at once the one write decides, the other is told by whom and when, and both see it at once', async () => {
  const doctor = await world.person('lin', 'doctor')
  const { id, number } = await handedOver(world, doctor)
  const [accepts, returns] = [await sits('zhao'), await sits('qian')]
  for (const { page } of [accepts, returns]) await page.getByRole('button', { name: number, exact: true }).click()
  await returns.page.keyboard.press('Alt+r')
  await returns.page.locator('rf-counter-report textarea').fill('照片不清楚')
  const giveBack = returns.page.locator('rf-counter-report button[form=return]')
  await giveBack.waitFor()
  await Promise.all([accepts.page.keyboard.press('Alt+a'), giveBack.click()])

  const decided = await until(async () => (await world.check(id)).counter)
  const [first, second] = decided.state === 'accepted' ? [accepts, returns] : [returns, accepts]
  expect(decided.by).toBe(first.name)
  const told = second.page.getByRole('alert').filter({ hasText: first.name })
  await told.waitFor()
  expect(await told.innerText()).toMatch(decided.state === 'accepted' ? /接收/ : /退回/)
  // When: 10 o'clock of the world's day, in China.
  expect(await told.innerText()).toMatch(/10:\d\d/)
  expect(await first.page.getByRole('alert').filter({ hasText: second.name }).count()).toBe(0)
  const events = await world.deps.db.selectFrom('check_events').select('event').where('check_id', '=', id).execute()
  expect(events.filter(({ event }) => /"kind":"(accepted|returned)"/.test(event))).toHaveLength(1)

  // Both lists, when all is shown, have it as it stands; neither page was loaded again.
  for (const { page } of [accepts, returns]) {
    await page.getByRole('button', { name: words.all, exact: true }).click()
    await lineOf(page, number).filter({ hasText: words.states[decided.state] }).waitFor()
  }
  const next = await handedOver(world, doctor, { name: '李四' })
  for (const { page } of [accepts, returns]) await lineOf(page, next.number).filter({ hasText: words.states['handed-over'] }).waitFor()
})
