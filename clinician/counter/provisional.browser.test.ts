import { afterEach, expect, test } from 'vitest'
import type { CounterEntry } from '#protocol/check.ts'
import { chinaDay } from '#protocol/days.ts'
import { provision as words } from '#words/provision.ts'
import { counter } from '../../test/screens/made-up/counter.ts'
import { daysBetween, Owing, owing } from './owing.ts'
import { type Noted, Provisional, provisionWords } from './provisional.ts'

afterEach(() => document.body.replaceChildren())

const [, entry] = counter.entries
const plain: CounterEntry = entry ?? (await Promise.reject(new Error('no entry')))
const AT = '2026-11-25T02:00:00.000Z'
const owes = (number: string, until: string, phase: CounterEntry['phase'] = 'provisional'): CounterEntry => ({
  ...plain,
  number,
  phase,
  provision: { missing: ['photo', 'licence'], note: '下周送来', until, by: '林晓', at: AT },
})

const shown = async (one: CounterEntry) => {
  const element = new Provisional()
  const noted: Noted[] = []
  element.addEventListener('noted', (event) => event instanceof CustomEvent && noted.push(event.detail))
  Object.assign(element, { language: 'zh', entry: one })
  document.body.append(element)
  await element.updateComplete
  element.shadowRoot?.querySelector('button')?.click()
  await element.updateComplete
  const form = element.shadowRoot?.querySelector('form')
  if (!form) throw new Error('no form')
  const submit = async () => {
    form.requestSubmit()
    await element.updateComplete
  }
  return { element, form, noted, submit }
}

test('what is missing and until when is noted; without a paper nothing is, and that is said', async () => {
  const { element, form, noted, submit } = await shown(plain)
  await submit()
  expect(noted).toEqual([])
  expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent).toContain(words.zh.none)
  form.querySelector<HTMLInputElement>('[name=photo]')?.click()
  const until = form.querySelector<HTMLInputElement>('[name=until]')?.value ?? ''
  // A week, unless somebody says otherwise.
  expect(daysBetween(chinaDay(new Date()), until)).toBe(7)
  await submit()
  expect(noted).toEqual([{ missing: ['photo'], note: null, until }])
})

test('what was noted stands there to be changed', async () => {
  const { form, noted, submit } = await shown(owes('RF20261125-000050', '2099-01-01'))
  const named = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)
  expect([named('photo')?.checked, named('licence')?.checked, named('other')?.checked, named('note')?.value]).toEqual([
    true,
    true,
    false,
    '下周送来',
  ])
  named('licence')?.click()
  const [until] = [chinaDay(new Date())]
  Object.assign(named('until') ?? {}, { value: until })
  await submit()
  expect(noted).toEqual([{ missing: ['photo'], note: '下周送来', until }])
})

test('the list has what still has to come, the nearest day first, and what is overdue is marked', async () => {
  const entries = [owes('RF20261125-000051', '2099-01-02'), plain, owes('RF20261125-000052', '2026-11-20', 'lapsed')]
  expect(owing(entries).map(({ number }) => number)).toEqual(['RF20261125-000052', 'RF20261125-000051'])
  const element = new Owing()
  const chosen: string[] = []
  element.addEventListener('chosen', (event) => event instanceof CustomEvent && chosen.push(event.detail))
  Object.assign(element, { language: 'zh', entries })
  document.body.append(element)
  await element.updateComplete
  const rows = [...(element.shadowRoot?.querySelectorAll('li') ?? [])]
  expect(rows.map((row) => row.textContent?.includes(words.zh.over))).toEqual([true, false])
  rows[0]?.querySelector('button')?.click()
  expect(chosen).toEqual([plain.check])
})

test('a line tells who accepted it without which paper, and until when', () => {
  const [line, note] = provisionWords('zh', owes('RF20261125-000053', '2026-12-02'))
  for (const part of ['林晓', '证件照片、驾驶证', '2026-12-02']) expect(line).toContain(part)
  expect(note).toContain('下周送来')
  expect(provisionWords('zh', plain)).toEqual([])
})
