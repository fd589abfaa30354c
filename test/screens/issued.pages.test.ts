import { rm } from 'node:fs/promises'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CheckView } from '#protocol/check.ts'
import { refuse } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { windowless } from '../../vitest.config.ts'
import { builtPages } from './built-pages.ts'
import { clinicianScenes } from './clinician-scenes.ts'
import { doctor, otherDoctor } from './made-up/account.ts'
import * as counterMadeUp from './made-up/counter.ts'
import * as queueMadeUp from './made-up/queue.ts'
import * as reportMadeUp from './made-up/report.ts'
import { counterSays } from './scenes/counter.ts'
import { openStage, type Stage } from './stage.ts'

// What is done with a report that was issued, by keyboard alone: a typing fault put right, taken back, no longer accepted.

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

const { issued, clinician, counter } = text.zh
const open = async (path: string, say: (stage: Stage) => void | Promise<void>) => {
  stage = await openStage(pages)
  await say(stage)
  asked = []
  stage.heard = (message, body) => asked.push({ message, body })
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await page.goto(`${stage.origin}${path}?language=zh`)
}
/** A report that the counter returned, on the desk. */
const returned = async () => {
  await open('/clinician/', async (on) => clinicianScenes.find(({ name }) => name === 'correct')?.say(on))
  await page.locator('rf-attention td.act button').first().press('Enter')
  await page.locator('rf-after').waitFor()
}
const sent = (name: string) => asked.flatMap(({ message, body }) => (message === name ? [body] : []))
/** The name, or else the words, of whatever has the focus. */
const focused = () =>
  page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    return at?.getAttribute('name') ?? at?.textContent?.trim()
  })
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.locator('dialog[open]')

test('what was mistyped is sent as one command, a no is said beside what was typed, and the report that follows is read', async () => {
  await returned()
  await button(issued.correct).press('Enter')
  await expect.poll(focused).toBe('name')
  await press('Control+A')
  await page.keyboard.type('张三丰')
  await press('Tab', 'Tab')
  await page.keyboard.type('13900000001')
  await press('Tab', 'Tab')
  expect(await focused()).toBe('reason')
  // Without a reason nothing is sent.
  await press('Enter')
  await page.keyboard.type('姓名写错')
  stage.said.answer = refuse('nothing-corrected')
  await press('Enter')
  await page.getByRole('alert').getByText(text.zh.refusals['nothing-corrected']).waitFor()
  const correction = { name: '张三丰', address: reportMadeUp.complete.applicant.address, phone: '13900000001' }
  expect(sent('check:correct')).toMatchObject([{ correction, reason: '姓名写错' }])
  expect(await page.locator('rf-correct input[name=name]').inputValue()).toBe('张三丰')

  const before = await queueMadeUp.returned()
  const draft = { ...reportMadeUp.report, number: 'RF20261126-000009', supersedes: reportMadeUp.report.number, corrects: ['name' as const] }
  stage.said.answer = null
  stage.said.check = {
    ...before,
    version: before.version + 1,
    drawnUp: { number: draft.number, digest: 'd'.repeat(64), at: before.openedAt },
    draft,
  }
  await page.locator('rf-correct input[name=reason]').press('Enter')
  await page.locator('rf-conclude').waitFor()
  // The new one says which it replaces.
  await page.getByText(draft.supersedes).first().waitFor()
  expect(sent('check:correct')).toHaveLength(2)
})

test('a correction that isn’t wanted leaves no trace, and the key that opened it has the focus again', async () => {
  await returned()
  await button(issued.correct).press('Enter')
  await expect.poll(focused).toBe('name')
  await button(clinician.exam.cancel).press('Enter')
  await expect.poll(focused).toBe(issued.correct)
  await button(clinician.replace.open).press('Enter')
  await button(clinician.exam.cancel).press('Enter')
  await expect.poll(focused).toBe(clinician.replace.open)
  expect(asked.filter(({ message }) => /correct|supersede/.test(message))).toEqual([])
})

test('signed by the first doctor it waits for a second, who is told what it corrects, sees both numbers and is asked to sign', async () => {
  await returned()
  const check = await queueMadeUp.toCountersign()
  const number = 'RF20261126-000009'
  const { signed, draft } = check
  if (!signed || !draft) throw new Error('nothing is signed')
  const mine: CheckView = {
    ...check,
    version: 60,
    draft: null,
    signed: { ...signed, number, doctor: { id: doctor.id, name: doctor.name } },
  }
  stage.said.check = mine
  stage.push()
  await page.locator('rf-after').getByText(clinician.second.waits).waitFor()

  await page.close()
  await stage.close()
  await open('/clinician/', ({ said }) => {
    const [first] = queueMadeUp.attention.entries
    if (!first) throw new Error('nothing waits')
    said.attention = { entries: [{ ...first, number, doctor: otherDoctor, because: [], corrects: ['name', 'phone'] }], more: false }
    said.check = {
      ...check,
      signed: { ...signed, number, because: [] },
      draft: { ...draft, number, supersedes: 'RF20261120-000001', corrects: ['name', 'phone'] },
    }
    said.signing = { options: null, password: true, seconds: 0, inWriting: false }
  })
  const row = page.locator('rf-attention tbody tr').first()
  await row.getByText('更正：姓名、').waitFor()
  await row.getByRole('button').press('Enter')
  await page.locator('rf-conclude').getByText(clinician.second.title).waitFor()
  for (const one of [number, 'RF20261120-000001']) await page.locator('rf-conclude').getByText(one).first().waitFor()
  await button(clinician.second.decline).waitFor()
})

test('a report is taken back by keys alone: Escape changes nothing, a no keeps the words, and the paper stays to be opened', async () => {
  await returned()
  await button(issued.withdraw).press('Enter')
  // Whoever presses Enter once more takes nothing back.
  await expect.poll(focused).toBe(clinician.exam.cancel)
  await press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(focused).toBe(issued.withdraw)

  await press('Enter')
  await expect.poll(focused).toBe(clinician.exam.cancel)
  await press('Shift+Tab')
  expect(await focused()).toBe('reason')
  await page.keyboard.type('照片不是本人')
  await press('Tab', 'Tab')
  stage.said.answer = refuse('records-busy')
  await press('Enter')
  await page.getByRole('alert').getByText(text.zh.refusals['records-busy']).waitFor()
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(focused).toBe(issued.withdraw)

  const { withdrawn: _, ...before } = await queueMadeUp.returned()
  const at = before.openedAt
  stage.said.answer = null
  stage.said.check = {
    ...before,
    version: before.version + 1,
    phase: 'withdrawn',
    report: before.report && { ...before.report, pdf: 'e'.repeat(64) },
    withdrawn: { by: doctor.name, as: 'doctor', reason: '照片不是本人', at },
  }
  await press('Enter')
  await expect.poll(() => page.locator('rf-take-back textarea').inputValue()).toBe('照片不是本人')
  await press('Tab', 'Enter')
  await page.locator('rf-after').getByRole('status').getByText('照片不是本人').waitFor()
  expect(sent('check:withdraw')).toMatchObject([{ reason: '照片不是本人' }, { reason: '照片不是本人' }])
  expect(await page.locator('rf-withdraw, rf-correct, rf-replace').count()).toBe(0)
  await page.getByRole('link', { name: clinician.after.pdf }).waitFor()
})

test('the counter stops accepting a report for the reason of that report, and writes none of another', async () => {
  const entries = counterMadeUp.counter.entries.map((one) => ({ ...one, notRecognised: '城东社区卫生服务中心' }))
  await open('/counter/', (on) => {
    counterSays(on)
    on.said.counter = { ...counterMadeUp.counter, entries }
  })
  const rows = page.locator('tbody tr').filter({ has: page.locator('button, td') })
  await rows.nth(0).click()
  await button(counter.notAccepted.act).press('Enter')
  await expect.poll(focused).toBe(counter.cancel)
  await press('Shift+Tab')
  await page.keyboard.type('机构被暂停认可')
  await press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(focused).toBe(counter.notAccepted.act)
  await rows.nth(1).click()
  await button(counter.notAccepted.act).press('Enter')
  expect(await page.locator('rf-take-back textarea').inputValue()).toBe('')
  await page.locator('rf-take-back textarea').fill('不再认可')
  await press('Tab', 'Tab', 'Enter')
  await expect.poll(() => sent('counter:withdraw')).toMatchObject([{ reason: '不再认可' }])
})
