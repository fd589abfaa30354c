import { afterEach, expect, test } from 'vitest'
import type { StationView } from '#protocol/check.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { flagged, halfway } from '../../test/screens/made-up/check.ts'
import type { Work } from '../work.ts'
import { StationRow } from './station-row.ts'

afterEach(() => document.body.replaceChildren())

/** The line of one station, closed, and what was started from it. */
const row = async (check: typeof flagged, station: StationView['station'], change: Partial<StationView> = {}) => {
  const view = check.stations.find((each) => each.station === station)
  if (!view) throw new Error(`no station ${station}`)
  const started: string[] = []
  const element = new StationRow()
  const work = { start: async (which: string) => void started.push(which) }
  // The line asks nothing else of the work here.
  Object.assign(element, { view: { ...view, ...change }, work: work as unknown as Work, language: 'zh' })
  document.body.append(element)
  await element.updateComplete
  const root = element.renderRoot
  return {
    started,
    value: root.querySelector('.value')?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '',
    warnings: [...root.querySelectorAll('.value .chip.warn')].map((chip) => chip.textContent),
    state: root.querySelector('.line > .chip'),
    buttons: [...root.querySelectorAll<HTMLButtonElement>('.acts button')],
    aside: () => root.querySelector('.aside')?.textContent?.trim(),
    dialog: () => root.querySelector('rf-dialog'),
    updated: () => element.updateComplete,
  }
}
const words = text.zh.clinician

test('a height near its limit over a floor that has moved, and a borderline eye, warn on the line itself, without being opened', async () => {
  const { nearLimit, floorDiffers } = text.zh.procedures.height.score
  expect((await row(flagged, 'height')).warnings).toEqual([nearLimit, floorDiffers])
  expect((await row(flagged, 'acuity-left')).warnings).toEqual([text.zh.procedures.acuity.score.borderline])
  expect((await row(flagged, 'lower-limbs')).warnings).toEqual([text.zh.procedures.limbs.score.hint['look-closely']])
  expect((await row(flagged, 'acuity-right')).warnings).toEqual([])
  expect((await row(halfway, 'height')).warnings).toEqual([])
})

test('a reading that the server did not take is told on the station’s own line, with its reason, until the station is measured again', async () => {
  const view = halfway.stations.find(({ station }) => station === 'height')
  const [attempt] = view?.attempts ?? []
  if (!attempt) throw new Error('no attempt')
  const lost = { ...attempt, state: 'void' as const, reading: null, score: null, aside: { refused: 'seed-unknown' as const, fields: {} } }
  const told = await row(halfway, 'height', { state: 'waiting', finding: null, attempts: [lost] })
  expect(told.aside()).toContain(fill(words.exam.aside, { why: text.zh.refusals['seed-unknown'] }))
  expect((await row(halfway, 'height', { attempts: [lost, { ...attempt, number: 2 }] })).aside()).toBeUndefined()
})

test('what a doctor has decided warns of nothing any more', async () => {
  const decision = { doctor: '林医生', reason: '量尺复核', at: '2026-11-25T02:00:00.000Z', measured: null }
  expect((await row(flagged, 'height', { state: 'decided', decision })).warnings).toEqual([])
})

test('reaction time shows its figure, marked as information only; there is nothing to decide', async () => {
  const { value, buttons, state } = await row(flagged, 'reaction')
  expect(value).toBe(`312 ms ${words.exam.informationOnly}`)
  expect(buttons.map((button) => button.textContent?.trim())).toEqual([words.exam.repeat])
  expect(state?.textContent).toBe(words.exam.state.measured)
  expect(state?.matches('.good, .warn')).toBe(false)
})

test('a repeat of reaction time needs no warning, one of a station that decides does', async () => {
  const reaction = await row(flagged, 'reaction')
  reaction.buttons[0]?.click()
  await reaction.updated()
  expect(reaction.started).toEqual(['reaction'])
  expect(reaction.dialog()).toBeNull()
  const height = await row(flagged, 'height')
  height.buttons[0]?.click()
  await height.updated()
  expect(height.started).toEqual([])
  expect(height.dialog()).not.toBeNull()
})
