import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AttemptView, Live, StationView } from '#protocol/check.ts'
import type { Setup, Trial } from '#protocol/measurement.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { attemptView, stationView } from '../../test/made-up/check.ts'
import { idOf } from '../../test/made-up/ids.ts'
import { logOf } from './log.ts'
import { standingOf } from './standing.ts'
import './station-row.ts'

const words = text.zh.clinician.exam
const setup: Setup = {
  procedure: 'acuity',
  method: 'limits',
  eye: 'right',
  limits: [4.9],
  glasses: false,
  screen: { pitchMm: 0.1554, pathMm: 5000, mirrors: 1 },
}
const attempt = (number: number, state: AttemptView['state']) =>
  attemptView(setup, { id: idOf(number), number, by: 'doctor', state, reading: state === 'read' ? idOf(100 + number) : null })
const DIRECTIONS = ['up', 'right', 'down', 'left'] as const
/** Always "left", whatever stood there. */
const always = (count: number): Trial[] =>
  Array.from({ length: count }, (_, n) => ({
    stimulus: { kind: n < 2 ? 'practice' : 'trial', level: n < 2 ? 4.3 : 4.9, direction: DIRECTIONS[n % 3] ?? 'up', strokePx: 5 },
    answer: 'left',
    shownAt: n * 2000,
    answeredAt: n * 2000 + 800,
    source: 'device',
  }))

/** What the server answers to whoever asks for a log. */
let answer = (): Response => Response.error()
const fetchOfPage = globalThis.fetch
beforeEach(() => {
  answer = () => Response.json({ setup, trials: always(8), devices: [] })
  globalThis.fetch = () => Promise.resolve(answer())
})
afterEach(() => {
  document.body.replaceChildren()
  globalThis.fetch = fetchOfPage
})

const rowWith = async (attempts: StationView['attempts'], live: Live | null = null) => {
  const started: unknown[] = []
  const row = document.createElement('rf-station')
  const view = stationView('acuity-right', { state: attempts.at(-1)?.state === 'running' ? 'running' : 'waiting', attempts })
  Object.assign(row, {
    view,
    standing: standingOf(view, null),
    live,
    language: 'zh',
    work: { start: (...how: unknown[]) => started.push(how) },
  })
  document.body.append(row)
  await settled()
  return { row, started }
}
const settled = async () => {
  for (let frames = 0; frames < 4; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
}
const all = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])])
const button = (label: string): HTMLButtonElement => {
  const found = all(document).find((each) => each instanceof HTMLButtonElement && each.textContent?.trim() === label)
  if (!(found instanceof HTMLButtonElement)) throw new Error(`no button ${label}`)
  return found
}
const reads = (element: Element | undefined) => element?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''

test('before each repeat of a measured station the doctor is told how many results there are and what one more does', async () => {
  for (const [states, done] of [
    [['read'], 1],
    [['read', 'void', 'read'], 2],
  ] as const) {
    const { row, started } = await rowWith(states.map((state, n) => attempt(n + 1, state)))
    button(words.repeat).click()
    await settled()
    const dialog = all(document).find((each) => each.localName === 'rf-dialog')
    expect(reads(dialog)).toContain(words.repeatWarning)
    expect(reads(dialog)).toContain(fill(words.repeatCount, { done, next: done + 1 }))
    expect(started).toEqual([])
    button(words.repeatYes).click()
    expect(started).toHaveLength(1)
    row.remove()
  }
})

test('a station without a result is started without a question', async () => {
  const { started } = await rowWith([attempt(1, 'void')])
  button(words.start).click()
  await settled()
  expect(started).toHaveLength(1)
})

test('while an attempt runs, what its answers say stands under its picture and on the station’s line', async () => {
  const running = attempt(1, 'running')
  const live: Live = { check: idOf(900), attempt: running.id, station: 'acuity-right', trials: [] }
  const { row } = await rowWith([running], live)
  const note = () => all(row.shadowRoot ?? row).find((each) => each.getAttribute('role') === 'note')
  const chip = () => all(row.shadowRoot ?? row).some((each) => reads(each) === `⚠ ${text.zh.effort.chip}`)
  expect([note(), chip()]).toEqual([undefined, false])
  Object.assign(row, { live: { ...live, trials: always(8) } })
  await settled()
  expect(reads(note())).toContain('8 次回答中 8 次答“左”')
  expect(note()?.getAttribute('aria-label')).toBe(text.zh.effort.heading)
  expect(chip()).toBe(true)
})

test('of attempts that were read, the newest one’s log is on the line; another attempt’s isn’t taken for it', async () => {
  const { row } = await rowWith([attempt(1, 'read')])
  const chip = () => all(row.shadowRoot ?? row).some((each) => reads(each) === `⚠ ${text.zh.effort.chip}`)
  await expect.poll(chip).toBe(true)
  Object.assign(row, { view: { ...Reflect.get(row, 'view'), attempts: [attempt(1, 'read'), attempt(2, 'running')], state: 'running' } })
  await settled()
  expect(chip()).toBe(false)
})

test('a log that the server refused is asked for again by whoever wants it next, and one that was given isn’t', async () => {
  const reading = idOf(777)
  answer = () => Response.json({ refused: 'not-found', fields: {} }, { status: 404 })
  expect(await logOf(reading)).toMatchObject({ refused: 'not-found' })
  answer = () => Response.json({ setup, trials: always(8), devices: [] })
  expect(await logOf(reading)).toMatchObject({ setup })
  answer = () => Response.error()
  expect(await logOf(reading)).toMatchObject({ setup })
})
