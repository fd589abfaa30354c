import { expect, test } from 'vitest'
import { sampleCheck } from './test-server.ts'
import { isOver, sameCard, viewOf, type BoothState } from './view.ts'

const state = (fields: Partial<BoothState>): BoothState => ({
  server: 'http://localhost:3000',
  language: 'zh',
  booth: { name: '1号亭', hall: '城东大厅' },
  simulated: true,
  madeUpCamera: false,
  link: 'connected',
  devices: [],
  card: 'none',
  unsent: 0,
  refusal: null,
  check: null,
  left: null,
  stage: null,
  ...fields,
})

test("a check whose driver has left isn't shown", () => {
  const check = sampleCheck({ phase: 'reported' })
  expect(viewOf(state({ check }), 1).check).toBe(check)
  expect(viewOf(state({ check, left: check.id }), 1).check).toBeNull()
  expect(viewOf(state({ check, left: check.id }), 1)).not.toHaveProperty('left')
})

test('the address behind the QR code is there once there is a report', () => {
  const report = {
    number: 'R1',
    code: 'ABCD-EFGH',
    digest: 'a'.repeat(64),
    signedBy: 'passkey' as const,
    doctor: '李医生',
    concludedAt: '2026-11-25T09:00:00.000Z',
    paper: 'sealed' as const,
    held: null,
    pdf: 'b'.repeat(64),
  }
  expect(viewOf(state({ check: sampleCheck({ report }) }), 1).verifyUrl).toBe('http://localhost:3000/verify/ABCD-EFGH')
  expect(viewOf(state({ check: sampleCheck({}) }), 1).verifyUrl).toBeNull()
})

test('a check is over once a doctor has concluded or it was abandoned', () => {
  expect((['opened', 'underway', 'concluded', 'handed-over', 'abandoned'] as const).map((phase) => isOver(sampleCheck({ phase })))).toEqual(
    [false, false, true, true, true],
  )
})

test('a card is matched to a check by what the mask leaves', () => {
  const check = sampleCheck({})
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
