import { rm } from 'node:fs/promises'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { windowless } from '../../vitest.config.ts'
import { builtPages } from './built-pages.ts'
import { clinicianScenes } from './clinician-scenes.ts'
import * as counterMadeUp from './made-up/counter.ts'
import * as reportMadeUp from './made-up/report.ts'
import { openStage, type Stage } from './stage.ts'

// Looking for a report at the counter, and reading what isn't one's own, by keyboard alone.

let pages = ''
let browser: Browser
let stage: Stage
let page: Page
beforeAll(async () => {
  pages = await builtPages()
  browser = await browsers.launch(windowless)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await rm(pages, { recursive: true, force: true })
})
afterEach(async () => {
  await page.close()
  await stage.close()
})

const open = async (path: string, scene: string) => {
  stage = await openStage(pages)
  await clinicianScenes.find(({ name }) => name === scene)?.say(stage)
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await page.goto(`${stage.origin}${path}?language=zh`)
  // The line is there.
  await page.locator('tbody tr').first().waitFor()
}
const words = text.zh.counter.search
const status = () => page.locator('rf-counter-search [role=status]')
const numbers = () => page.locator('tbody td.number:first-child').allInnerTexts()

test('a read card finds the driver’s reports, pages are turned, and the number is in no address', async () => {
  await open('/counter/', 'counter')
  stage.said.found = counterMadeUp.found
  const asked: unknown[] = []
  stage.heard = (message, body) => message === 'counter:search' && asked.push(body)
  const input = page.getByLabel(words.text)
  await input.focus()
  // As a reader types: all digits, and Enter.
  await page.keyboard.type(counterMadeUp.foundCard)
  await page.keyboard.press('Enter')
  await expect.poll(() => status().innerText()).toBe('第 1 页，3 份证明')
  expect(await numbers()).toEqual(counterMadeUp.found.entries.map(({ number }) => number))
  expect(asked).toEqual([{ by: { document: counterMadeUp.foundCard }, behind: null }])

  stage.said.found = { entries: counterMadeUp.found.entries.slice(0, 1), more: false }
  await page.getByRole('button', { name: words.next }).press('Enter')
  await expect.poll(() => status().innerText()).toBe('第 2 页，1 份证明')
  const last = counterMadeUp.found.entries.at(-1)
  expect(asked[1]).toEqual({ by: { document: counterMadeUp.foundCard }, behind: { concludedAt: last?.concludedAt, check: last?.check } })
  expect(await page.getByRole('button', { name: words.next }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: words.previous }).press('Enter')
  await expect.poll(() => asked.at(-1)).toEqual({ by: { document: counterMadeUp.foundCard }, behind: null })

  await page.getByRole('button', { name: words.back }).press('Enter')
  await expect.poll(() => page.locator('tbody tr').count()).toBe(4)
  expect(await input.inputValue()).toBe('')
  expect(page.url()).not.toContain(counterMadeUp.foundCard)
})

test('nothing found is said in words, for a number and for days', async () => {
  await open('/counter/', 'counter')
  await page.getByLabel(words.text).fill('RF20200101-000001')
  await page.keyboard.press('Enter')
  await expect.poll(() => status().innerText()).toBe(words.noneOfText)
  await page.getByLabel(words.from).fill('2026-01-01')
  await page.getByLabel(words.to).fill('2026-01-31')
  await page.keyboard.press('Enter')
  await expect.poll(() => status().innerText()).toBe(words.noneOfDays)
})

test('another hall’s report shows nothing until a reason is given, and then it is read alone', async () => {
  await open('/counter/', 'counter')
  stage.said.found = counterMadeUp.found
  await page.getByLabel(words.text).fill(counterMadeUp.foundCard)
  await page.keyboard.press('Enter')
  const row = page.locator('tbody tr').filter({ hasText: counterMadeUp.closedNumber })
  await row.getByRole('button').press('Enter')
  expect(await row.innerText()).toContain('西城服务大厅')
  await page.getByLabel(text.zh.account.reason.label).fill('群众投诉核查')
  await page.keyboard.press('Enter')
  await page.locator('.paper iframe').waitFor()
  expect(await page.locator('.acts button').count()).toBe(0)
})

test('a doctor who is refused a report says why where it was refused, and sees it', async () => {
  await open('/clinician/', 'queue-closed')
  stage.said.check = await reportMadeUp.concluded()
  await page.locator('rf-attention td.act button').first().click()
  await page.getByText(text.zh.refusals['access-needs-reason']).waitFor()
  await page.getByLabel(text.zh.account.reason.label).fill('退回后更正')
  await page.keyboard.press('Enter')
  await page.locator('rf-after').waitFor()
  await page.locator('rf-reason').waitFor({ state: 'detached' })
})

test('while it is searched that is said, and a line that is down is said too', async () => {
  await open('/counter/', 'counter')
  stage.said.found = refuse('records-busy')
  await page.getByLabel(words.text).fill('1261125000123')
  await page.keyboard.press('Enter')
  await page.locator('rf-counter-search').getByRole('alert').getByText(text.zh.refusals['records-busy']).waitFor()
  let answer = (): void => {}
  stage.said.found = new Promise((tell) => (answer = () => tell(counterMadeUp.found)))
  await page.keyboard.press('Enter')
  await expect.poll(() => status().innerText()).toBe(words.busy)
  answer()
  await expect.poll(() => status().innerText()).toBe('第 1 页，3 份证明')
})
