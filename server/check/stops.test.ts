import { describe, expect, test } from 'vitest'
import type { OpenCase } from '#protocol/case.ts'
import type { Licence } from '#protocol/licence.ts'
import { refuse } from '#protocol/refusal.ts'
import { casesOf, stopAt, stoppingStates } from './stops.ts'

const one: OpenCase = { number: 'G1', business: 'G', classes: ['C1'], file: null, phone: null, stopped: null, unit: null }
const licence: Licence = { states: 'A', stops: [], certificate: null, schoolBus: false }
const here = { counter: '示范大队', certifiesC5: false }

// The table of a traffic system's states: 正常 超分 转出 暂扣 撤销 吊销 注销 违法未处理 事故未处理 停止使用 扣押 锁定 逾期未换证 延期换证 延期体检 注销可恢复 逾期未审验 延期审验 扣留.
describe('a licence', () => {
  test.each(['C', 'D', 'E', 'F', 'G', 'J', 'K', 'L', 'U', 'BDJ', 'AG', 'HL'])('in state %s keeps its driver from a check', (states) => {
    expect(stopAt(one, { ...licence, states }, here)?.refused).toBe('licence-stopped')
    // Whoever comes without a case, too.
    expect(stopAt(null, { ...licence, states }, here)?.refused).toBe('licence-stopped')
  })
  test.each(['', 'A', 'B', 'H', 'I', 'M', 'N', 'P', 'R', 'S', 'T', 'BHM', 'GR', 'RG', 'Z'])('in state “%s” doesn’t', (states) => {
    expect(stopAt(one, { ...licence, states }, here)).toBeNull()
  })
  test('is told by the letters that stop it alone, each once', () => {
    expect(stoppingStates('BDJDH')).toEqual(['D', 'J'])
    expect(stopAt(one, { ...licence, states: 'BDJ' }, here)).toEqual(refuse('licence-stopped', { states: ['D', 'J'], counter: '示范大队' }))
  })
})

test('every reason why nothing can go on is told, that of the case and those of the licence', () => {
  const stops = ['档案信息正在核对', '有未了结的案件']
  expect(stopAt({ ...one, stopped: '业务已退办' }, { ...licence, stops }, here)).toEqual(
    refuse('case-stopped', { reason: ['业务已退办', ...stops], counter: '示范大队' }),
  )
  expect(stopAt(null, { ...licence, stops }, here)?.fields['reason']).toEqual(stops)
})

test('C5 is examined where a recognised institution stands behind the booth, alone', () => {
  const c5: OpenCase = { ...one, classes: ['C5'] }
  expect(stopAt(c5, licence, here)).toEqual(refuse('special-institution', { counter: '示范大队' }))
  expect(stopAt({ ...one, classes: ['C1', 'C5'] }, undefined, here)?.refused).toBe('special-institution')
  expect(stopAt(c5, licence, { ...here, certifiesC5: true })).toBeNull()
})

test('the permission for school buses is nothing for a booth; whoever has it may come for something else', () => {
  expect(stopAt({ ...one, schoolBus: true }, licence, here)?.refused).toBe('school-bus')
  expect(stopAt(one, { ...licence, schoolBus: true }, here)).toBeNull()
})

test('a system that says nothing about the licence stops nobody', () => {
  expect(stopAt(one, undefined, here)).toBeNull()
  expect(stopAt(null, undefined, here)).toBeNull()
})

test('every open case is told, the first one first', () => {
  const two = { ...one, number: 'B2' }
  expect(casesOf({ case: null })).toEqual([])
  expect(casesOf({ case: one, more: [two] }).map(({ number }) => number)).toEqual(['G1', 'B2'])
  expect(casesOf({ case: null, more: [two] })).toEqual([two])
})
