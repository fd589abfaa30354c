import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as browsers, type Page } from 'playwright-core'
import { text } from '#words/index.ts'
import { chromium } from '../../vitest.config.ts'
import { median } from './first-frame/median.ts'
import { tell } from './goals/goals.ts'
import { fillHall, openHall } from './growth/hall.ts'

// Does a clerk wait longer when many reports were accepted at the counter before? Until the list is drawn in a browser after the page is opened, and
// until what was looked for is: among a thousand reports and among a hundred thousand, in turns. As in `desk`, all bear the same name.
const LARGE = Number(process.argv[2] ?? 100_000)
const ROUNDS = Number(process.argv[3] ?? 15)
const SMALL = 1000

const words = text.zh.counter
/** So many lines are on a page of the list, and of what is found. */
const [LISTED, FOUND] = [50, 20]

const open = async (finished: number) => {
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-desk-browser-'))
  const past = await fillHall(folder, finished)
  return { past, hall: await openHall(folder, past) }
}
const halls = { small: await open(SMALL), large: await open(LARGE) }
type Name = keyof typeof halls

const browser = await browsers.launch(chromium)
/** A clerk's page, signed in. */
const sits = async ({ hall }: (typeof halls)[Name]): Promise<Page> => {
  const { origin, cookie } = await hall.clerk()
  const [name = '', value = ''] = cookie.split('=')
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  await context.addCookies([{ name, value, url: origin }])
  const page = await context.newPage()
  await page.goto(`${origin}/counter/?language=zh`)
  return page
}

/** Until so many lines are drawn. */
const drawn = (page: Page, lines: number) =>
  page.waitForFunction(
    (count) => {
      const list = document.querySelector('rf-counter')?.shadowRoot?.querySelector('rf-counter-list')
      return list?.shadowRoot?.querySelectorAll('tbody tr').length === count
    },
    lines,
    { polling: 'raf' },
  )

const pages = { small: await sits(halls.small), large: await sits(halls.large) }
/** What a clerk does, and until how many lines stand there. Everything was accepted: the whole list is asked for. */
const looks = (name: Name, round: number): Record<string, () => Promise<unknown>> => {
  const page = pages[name]
  const { copies } = halls[name].past
  const number = copies[(round * 37) % copies.length]?.number ?? ''
  const find = (typed: string, lines: number) => async () => {
    const field = page.locator('rf-counter-search input[name=text]')
    await field.fill(typed)
    await field.press('Enter')
    await drawn(page, lines)
  }
  return {
    first_screen: async () => {
      await page.reload({ waitUntil: 'commit' })
      await page.getByRole('button', { name: words.all, exact: true }).click()
      await drawn(page, LISTED)
    },
    by_number: find(number, 1),
    by_name: find('李四', FOUND),
  }
}

const timed: Record<Name, Record<string, number[]>> = { small: {}, large: {} }
try {
  for (let round = -2; round < ROUNDS; round++)
    for (const name of round % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const))
      for (const [look, act] of Object.entries(looks(name, round + 2))) {
        const began = performance.now()
        await act()
        // What is done for the first time is slow in both.
        if (round >= 0) (timed[name][look] ??= []).push(performance.now() - began)
      }
} finally {
  await browser.close()
  for (const { hall } of Object.values(halls)) {
    await hall.close()
    await hall.remove()
  }
}

const two = (value: number) => Math.round(value * 100) / 100
const figures = Object.entries(timed.small).map(([look, times]) => {
  const [small, large] = [median(times), median(timed.large[look] ?? [])]
  return [look, { small_ms: Math.round(small), large_ms: Math.round(large), ratio: two(large / small) }] as const
})
const ratio = two(Math.max(...figures.map(([, { ratio }]) => ratio)))
tell('desk-browser', { small: SMALL, large: LARGE, rounds: ROUNDS, ...Object.fromEntries(figures), ratio }, { ratio: { most: 1.2 } })
process.exit()
