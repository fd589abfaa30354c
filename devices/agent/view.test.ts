import { expect, test } from 'vitest'
import { checkView } from '../../test/made-up/check.ts'
import { isOver } from '../attempt/over.ts'
import { type BoothState, sameCard, viewOf } from './view.ts'

const state = (fields: Partial<BoothState>): BoothState => ({
  language: 'zh',
  booth: { name: '1号舱', site: '城东大厅' },
  simulated: true,
  printer: true,
  inputs: ['keypad', 'touch'],
  help: null,
  alone: null,
  madeUpCamera: false,
  link: 'connected',
  devices: [],
  card: 'none',
  unsent: 0,
  refusal: null,
  check: null,
  left: null,
  stillThere: null,
  said: null,
  place: null,
  pointed: null,
  parting: null,
  cardAsks: null,
  stage: null,
  ...fields,
})

test("a check whose driver has left isn't shown", () => {
  const check = checkView({ phase: 'reported' })
  expect(viewOf(state({ check }), 1).check).toBe(check)
  expect(viewOf(state({ check, left: check.id }), 1).check).toBeNull()
  expect(viewOf(state({ check, left: check.id }), 1)).not.toHaveProperty('left')
})

test('what a doctor says in writing stands for that driver alone, and as long as the doctor is there', () => {
  const lease = { doctor: { id: checkView().id, name: '林医生' }, until: '2026-11-25T02:00:00.000Z' }
  const check = checkView({ lease })
  const said = { check: check.id, said: { phrase: 'both-hands-up' as const } }
  expect(viewOf(state({ check, said }), 1).said).toEqual({ phrase: 'both-hands-up' })
  expect(viewOf(state({ check: { ...check, lease: null }, said }), 1)).not.toHaveProperty('said')
  expect(viewOf(state({ check: { ...check, id: '00000000-0000-4000-8000-00000000beef' }, said }), 1)).not.toHaveProperty('said')
  expect(viewOf(state({ check, left: check.id, said }), 1)).not.toHaveProperty('said')
  expect(viewOf(state({ check, said: { ...said, said: null } }), 1)).not.toHaveProperty('said')
})

test('a place at which a doctor points is shown to that driver alone, and as long as the doctor is there', () => {
  const lease = { doctor: { id: checkView().id, name: '林医生' }, until: '2026-11-25T02:00:00.000Z' }
  const check = checkView({ lease })
  const spot = { camera: 'overview', x: 0.2, y: 0.8 } as const
  const pointed = { check: check.id, spot }
  expect(viewOf(state({ check, pointed }), 1).pointed).toEqual(spot)
  expect(viewOf(state({ check: { ...check, lease: null }, pointed }), 1)).not.toHaveProperty('pointed')
  expect(viewOf(state({ check, pointed: null }), 1)).not.toHaveProperty('pointed')
})

test('a check is over once a doctor has concluded or it was abandoned', () => {
  expect((['opened', 'underway', 'concluded', 'handed-over', 'abandoned'] as const).map((phase) => isOver(checkView({ phase })))).toEqual([
    false,
    false,
    true,
    true,
    true,
  ])
})

test('a card is matched to a check by what the mask leaves', () => {
  const check = checkView()
  const card = {
    kind: 'resident' as const,
    name: '张三',
    sex: 'male' as const,
    nation: '01',
    birth: '1949-12-31',
    address: '',
    number: '11010519491231002X',
    authority: '',
    validFrom: '2015-01-01',
    validTo: null,
  }
  expect(sameCard(card, check)).toBe(true)
  expect(sameCard({ ...card, number: '110105194912310038' }, check)).toBe(false)
  expect(sameCard({ ...card, birth: '1949-12-30' }, check)).toBe(false)
})

test('a driver’s place and how long they wait are shown while they wait, and to nobody who comes later', () => {
  const AT = '2026-11-25T08:00:00.000Z'
  const check = checkView({ queue: { since: AT }, lease: null })
  const turn = { place: 2, wait: { minutes: 10 } }
  const place = { check: check.id, ...turn }
  expect(viewOf(state({ check, place }), 1).turn).toEqual(turn)
  const claimed = { ...check, lease: { doctor: { id: '00000000-0000-4000-8000-000000000098', name: '林' }, until: AT } }
  for (const other of [claimed, { ...check, queue: null }, { ...check, id: '00000000-0000-4000-8000-000000000099' }])
    expect(viewOf(state({ check: other, place }), 1)).not.toHaveProperty('turn')
  expect(viewOf(state({ check, place, left: check.id }), 1)).not.toHaveProperty('turn')
})
