import { rm } from 'node:fs/promises'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { windowless } from '../../vitest.config.ts'
import { builtPages } from './built-pages.ts'
import { clinicianScenes } from './clinician-scenes.ts'
import * as counterMadeUp from './made-up/counter.ts'
import { openStage, type Stage } from './stage.ts'

// The counter's desk: a scanner that poses as a keyboard, the keyboard alone, and several reports at once.

let pages = ''
let browser: Browser
let stage: Stage
let page: Page
let asked: { message: string; body: unknown }[] = []
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

const words = text.zh.counter
const open = async (view = counterMadeUp.counter) => {
  stage = await openStage(pages)
  await clinicianScenes.find(({ name }) => name === 'counter')?.say(stage)
  stage.said.counter = view
  asked = []
  stage.heard = (message, body) => asked.push({ message, body })
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await page.goto(`${stage.origin}/counter/?language=zh`)
  await page.locator('tbody tr').first().waitFor()
}
const searches = () => asked.flatMap(({ message, body }) => (message === 'counter:search' ? [body] : []))
const commands = () => asked.filter(({ message }) => /^counter:(?!search)/.test(message))

/**
 * Keys as a scanner sends them, one at once after the other; with an input method on they come as keys that it has taken. What they type into
 * a field is typed, as a browser would.
 */
const scan = (code: string, { inputMethod = false } = {}) =>
  page.evaluate(
    ([text, taken]) => {
      const deep = (at: Element | null): Element | null => (at?.shadowRoot?.activeElement ? deep(at.shadowRoot.activeElement) : at)
      const press = (key: string, code: string, shiftKey = false) => {
        const at = deep(document.activeElement) ?? document.body
        const given = {
          key: taken ? 'Process' : key,
          keyCode: taken ? 229 : 0,
          code,
          shiftKey,
          bubbles: true,
          composed: true,
          cancelable: true,
        }
        const goesOn = at.dispatchEvent(new KeyboardEvent('keydown', given))
        const field = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement
        if (goesOn && field && key.length === 1) at.value += key
        if (goesOn && key === 'Enter' && at instanceof HTMLButtonElement) at.click()
        if (goesOn && key === 'Enter' && at instanceof HTMLTextAreaElement) at.value += '\n'
      }
      for (const key of text) {
        if (/[A-Z]/i.test(key)) press(key, `Key${key.toUpperCase()}`, /[A-Z]/.test(key))
        else if (/\d/.test(key)) press(key, `Digit${key}`)
        else press(key, { '-': 'Minus', '/': 'Slash', ':': 'Semicolon', '.': 'Period' }[key] ?? '', key === ':')
      }
      press('Enter', 'Enter')
    },
    [code, inputMethod] as const,
  )

const NUMBER = 'RF20261125-000041'
const QR = 'https://roadfit.example.cn/verify/K7WD3MQX9RTB2Q4Z'

test.each([false, true])(
  'a scanner is heard wherever the focus is, and leaves every field as it was; input method on: %s',
  async (inputMethod) => {
    await open()
    const first = counterMadeUp.found.entries.slice(0, 1)
    stage.said.found = { entries: first, more: false }
    const field = page.getByLabel(words.search.text)
    const places: [name: string, focus: () => Promise<unknown>][] = [
      ['nothing', () => page.evaluate(() => document.body.focus())],
      ['a button', () => page.getByRole('button', { name: words.keys.open, exact: true }).focus()],
      ['a box to tick', () => page.locator('tbody input').first().focus()],
      ['a field with words', () => field.fill('王小')],
      ['a day', () => page.getByLabel(words.search.from).focus()],
      ['a choice', () => page.locator('rf-counter-search select').focus()],
    ]
    for (const [place, focus] of places) {
      await focus()
      const before = searches().length
      await scan(place === 'a day' ? QR : NUMBER, { inputMethod })
      await expect.poll(() => searches().length, { message: place }).toBe(before + 1)
      expect(searches().at(-1), place).toEqual({ by: place === 'a day' ? { code: 'K7WD3MQX9RTB2Q4Z' } : { number: NUMBER }, behind: null })
    }
    expect(await field.inputValue()).toBe('王小')
    expect(await page.getByLabel(words.search.from).inputValue()).toBe('')
    expect(await page.locator('rf-counter-search select').inputValue()).toBe('')
    // The only one that was found is open.
    await page
      .locator('rf-counter-report .acts > strong')
      .getByText(first[0]?.number ?? '')
      .waitFor()
    expect(commands()).toEqual([])
  },
)

test('a code that is scanned while a reason is written changes neither the reason nor the report', async () => {
  await open()
  await page.locator('tbody tr').first().click()
  await page.keyboard.press('Alt+KeyR')
  await page.locator('rf-counter-report textarea').fill('照片不清')
  await scan('RF20261125-000043')
  expect(await page.locator('rf-counter-report textarea').inputValue()).toBe('照片不清')
  expect(searches()).toEqual([])
  await page.locator('rf-counter-report').getByRole('heading', { name: '000041' }).waitFor()
})

test('a report is found, read, accepted and another returned by keyboard alone', async () => {
  await open(counterMadeUp.morning)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const [, second, , fifth] = counterMadeUp.morning.entries
  await page
    .locator('rf-counter-report .acts > strong')
    .getByText(second?.number ?? '')
    .waitFor()
  await page.keyboard.press('Alt+KeyA')
  await expect.poll(() => commands().length).toBe(1)
  expect(commands()[0]).toMatchObject({ message: 'counter:accept', body: { check: second?.check, version: second?.version } })

  await page.keyboard.press('Alt+KeyN')
  await page.keyboard.press('Alt+KeyR')
  await page.locator('rf-counter-report select').waitFor()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.locator('rf-counter-report textarea').inputValue()).toBe(words.returnReasons.photo)
  // Over the field and the button that leaves it.
  for (let button = 0; button < 3; button++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => commands().length).toBe(2)
  expect(commands()[1]).toMatchObject({ message: 'counter:return', body: { reason: words.returnReasons.photo } })
  expect(commands()[1]?.body).not.toMatchObject({ check: second?.check })

  await page.keyboard.press('Alt+KeyQ')
  await page.keyboard.type('zsf')
  await page.keyboard.press('Enter')
  await expect.poll(searches).toEqual([{ by: { name: 'zsf' }, behind: null }])
  await page.keyboard.press('Escape')
  await page.locator('tbody tr').nth(40).waitFor()
  await page.keyboard.press('Alt+KeyK')
  await page.locator('rf-key-list dl').waitFor()
  await page.keyboard.press('Escape')
  expect(fifth).toBeDefined()
})

test('several are accepted together, each by its own command, and of each that fails it is told why', async () => {
  await open(counterMadeUp.morning)
  for (const at of [0, 1, 3]) await page.locator('tbody tr').nth(at).locator('input').check()
  const at = '2026-11-25T02:10:00.000Z'
  stage.said.answer = refuse('accepted-before', { by: '赵窗口', at })
  await page.keyboard.press('Alt+KeyB')
  await page.locator('rf-counter-several').getByRole('button', { name: words.several.yes }).last().click()
  await expect.poll(() => page.locator('rf-counter-several li').allInnerTexts()).toHaveLength(3)
  const told = await page.locator('rf-counter-several .said').innerText()
  expect(told).toContain('已接收 0 份，3 份没有接收')
  expect(told).toContain('赵窗口已在 2026-11-25 10:10 接收了这份证明')
  const sent = commands().map(({ body }) => body as { command: string; check: string })
  expect(new Set(sent.map(({ command }) => command)).size).toBe(3)
  expect(new Set(sent.map(({ check }) => check)).size).toBe(3)
})

test('the list is put in order by a column’s head, and its pages are turned', async () => {
  await open(counterMadeUp.morning)
  const firstNumber = () => page.locator('tbody td.number').first().innerText()
  await page.getByRole('button', { name: words.all, exact: true }).click()
  await page.getByRole('columnheader', { name: words.number }).getByRole('button').click()
  await expect.poll(firstNumber).toBe('RF20261125-000100')
  await page.getByRole('columnheader', { name: words.number }).getByRole('button').click()
  await expect.poll(firstNumber).toBe('RF20261125-000163')
  expect(await page.locator('th[aria-sort=descending]').count()).toBe(1)
  await page.keyboard.press('PageDown')
  await expect.poll(firstNumber).toBe('RF20261125-000113')
  await page.getByText('第 2 页，共 2 页，64 份证明').waitFor()
})
