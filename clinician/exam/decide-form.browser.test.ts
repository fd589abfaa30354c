import { afterEach, beforeEach, expect, test } from 'vitest'
import { page as browser } from 'vitest/browser'
import { STATIONS } from '#protocol/station.ts'
import { me } from '../../test/screens/made-up/account.ts'
import { halfway } from '../../test/screens/made-up/check.ts'
import { emptyDesk, withClaimed } from '../desk.ts'
import { startWork } from '../work.ts'
import type { DecideForm } from './decide-form.ts'
import { ExamPage } from './page.ts'
import type { StationRow } from './station-row.ts'

const HEAD = 56
beforeEach(() => browser.viewport(1366, 768))
afterEach(() => document.body.replaceChildren())

const silent = { ask: async () => ({ refused: 'not-connected' as const, fields: {} }), on: () => {}, watch: () => {}, close: () => {} }

test.each(STATIONS)('Save is in sight when %s is decided at 1366×768, whatever is chosen', async (station) => {
  const work = startWork(me, silent as unknown as Parameters<typeof startWork>[1])
  const desk = withClaimed(emptyDesk(me), halfway)
  const page = Object.assign(new ExamPage(), { desk, work, language: 'en' })
  page.style.height = `${768 - HEAD}px`
  document.body.append(page)
  await page.updateComplete
  const rows = [...page.renderRoot.querySelectorAll<StationRow>('rf-station')]
  const row = rows.find(({ view }) => view.station === station)
  if (!row) throw new Error('no row')
  await row.updateComplete
  row.open = true
  await row.updateComplete
  const acts = row.renderRoot.querySelectorAll<HTMLButtonElement>('.acts button')
  acts.item(acts.length - 1).click()
  await row.updateComplete
  const form = row.renderRoot.querySelector<DecideForm>('rf-decide-form')
  await form?.updateComplete
  const inSight = () => {
    const save = form?.renderRoot.querySelector('button.primary')?.getBoundingClientRect()
    const bar = page.renderRoot.querySelector('.acts')?.getBoundingClientRect()
    return save !== undefined && bar !== undefined && save.top >= 0 && save.bottom <= bar.top
  }
  expect(inSight()).toBe(true)
  for (const radio of form?.renderRoot.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? []) {
    radio.click()
    await form?.updateComplete
    expect(inSight(), radio.value).toBe(true)
  }
  work.close()
})
