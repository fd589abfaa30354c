import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenCase } from '#protocol/case.ts'
import type { Licence } from '#protocol/licence.ts'
import type { Card } from '#protocol/reading.ts'
import { refuse } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, sure, type World } from '../../../test/world.ts'
import { openCheck } from './opening.ts'

// What the traffic police say about a driver decides at the card whether a check is opened, for which case, or what the driver is asked first.

let world: World
let booth: Awaited<ReturnType<World['booth']>>
let card: Card
let serial = 300
beforeAll(async () => {
  world = await openWorld()
  await world.site('湖滨大队', { kind: 'squad', code: '999902000000' })
  booth = await world.booth()
})
afterAll(() => world.close())
beforeEach(() => {
  card = cardOf('苏晓', serial++)
})

const one: OpenCase = { number: 'G-1', business: 'G', classes: ['C1'], file: null, phone: null, stopped: null, unit: '999902000000' }
const two: OpenCase = { ...one, number: 'B-2', business: 'B', classes: ['D'] }
const licence: Licence = { states: 'A', stops: [], certificate: null, schoolBus: false }
const told = (cases: readonly OpenCase[], more: Partial<Licence> = {}) => {
  world.traffic.cases.set(card.number, cases[0] ?? null)
  world.traffic.told.set(card.number, { more: cases.slice(1), licence: { ...licence, ...more } })
}
const lay = (answers: { anew?: boolean; chosen?: string } = {}) => openCheck(world.deps, booth.who, booth.cardReading(card, answers))
const nothingOpened = async () =>
  expect(await world.deps.db.selectFrom('check_lines').select('check_id').where('document', '=', card.number).execute()).toEqual([])

test('a stopped licence, C5 and the permission for school buses open nothing, and the driver is sent to the counter of the case', async () => {
  told([one], { states: 'BD' })
  expect(await lay()).toEqual(refuse('licence-stopped', { states: ['D'], counter: '湖滨大队' }))
  told([], { states: 'F' })
  expect(await lay()).toEqual(refuse('licence-stopped', { states: ['F'], counter: '示范服务大厅' }))
  told([{ ...one, classes: ['C5'] }])
  expect(await lay()).toEqual(refuse('special-institution', { counter: '湖滨大队' }))
  told([{ ...one, schoolBus: true }])
  expect(await lay()).toEqual(refuse('school-bus', { counter: '湖滨大队' }))
  await nothingOpened()
})

test('a case that can’t be reached, or answers nonsense, is told as that and opens nothing', async () => {
  for (const nonsense of [
    { ...licence, states: 'a' },
    { ...licence, certificate: { issuedOn: 'soon' } },
  ]) {
    world.traffic.cases.set(card.number, one)
    world.traffic.told.set(card.number, { licence: nonsense as Licence })
    expect(await lay()).toEqual(refuse('case-unreachable'))
  }
  await nothingOpened()
})

describe('of several open cases', () => {
  test('the driver chooses one, for which the check is opened', async () => {
    told([one, two])
    const several = { count: 2, numbers: ['G-1', 'B-2'], businesses: ['G', 'B'], classes: ['C1', 'D'] }
    expect(await lay()).toEqual(refuse('cases-several', several))
    // One that isn't open any more is no choice.
    expect(await lay({ chosen: 'X-9' })).toEqual(refuse('cases-several', several))
    expect(sure(await lay({ chosen: 'B-2' })).check.applicant).toMatchObject({ case: 'B-2', business: 'B', classes: ['D'] })
  })
  test('those that mustn’t be examined here aren’t offered', async () => {
    told([{ ...one, classes: ['C5'] }, two])
    expect(sure(await lay()).check.applicant).toMatchObject({ case: 'B-2' })
  })
  test('where none may be examined here, the first one’s reason is told', async () => {
    told([
      { ...one, classes: ['C5'] },
      { ...two, stopped: '已退办' },
    ])
    expect(await lay()).toEqual(refuse('special-institution', { counter: '湖滨大队' }))
  })
})

describe('a certificate from before', () => {
  const certificate = { issuedOn: '2026-09-01', validTo: '2026-11-25', institution: '湖滨体检中心' }
  test('that holds through today is told first, and the driver may go on', async () => {
    told([one], { certificate })
    const asks = { on: '2026-09-01', validTo: '2026-11-25', institution: '湖滨体检中心' }
    expect(await lay()).toEqual(refuse('certificate-in-force', asks))
    expect(sure(await lay({ anew: true })).check.applicant.licence).toEqual({ states: 'A', certificate, schoolBus: false })
  })
  test('that is over is no reason to ask', async () => {
    told([one], { certificate: { ...certificate, validTo: '2026-11-24' } })
    expect(sure(await lay()).check.phase).toBe('opened')
  })
  test('is asked about before the case is chosen', async () => {
    told([one, two], { certificate })
    expect(await lay()).toHaveProperty('refused', 'certificate-in-force')
    expect(await lay({ anew: true })).toHaveProperty('refused', 'cases-several')
    expect(sure(await lay({ anew: true, chosen: 'G-1' })).check.applicant.case).toBe('G-1')
  })
})

test('what was told about the licence stays with the check: the state, and that its driver drives school buses', async () => {
  told([one], { states: 'HM', schoolBus: true })
  expect(sure(await lay()).check.applicant.licence).toEqual({ states: 'HM', certificate: null, schoolBus: true })
})
