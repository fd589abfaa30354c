import { expect, test } from 'vitest'
import { PHASES } from '#protocol/check.ts'
import { type StandingFacts, standing } from './standing.ts'

const SOUND: StandingFacts = {
  proven: true,
  superseded: false,
  takenBack: null,
  phase: 'handed-over',
  issued: true,
  held: false,
  validUntil: '2027-05-25',
  today: '2026-11-25',
}
const of = (change: Partial<StandingFacts>) => standing({ ...SOUND, ...change })

test('a report is valid through its last day in China, and expired from the next', () => {
  expect(of({ today: '2027-05-25' })).toEqual({ state: 'valid' })
  expect(of({ today: '2027-05-26' })).toEqual({ state: 'expired' })
  expect(of({ today: '2028-01-01' })).toEqual({ state: 'expired' })
})

test('what the counter gave back and what the case did not take is withdrawn by them; in every other phase an issued paper is valid', () => {
  const withdrawn = Object.fromEntries(PHASES.map((phase) => [phase, of({ phase })] as const).filter(([, { state }]) => state !== 'valid'))
  expect(withdrawn).toEqual({
    returned: { state: 'withdrawn', by: 'counter' },
    refused: { state: 'withdrawn', by: 'case' },
  })
})

test('a paper that is not sealed is not issued, and told to be held when it is', () => {
  expect(of({ issued: false, phase: 'concluded' })).toEqual({ state: 'not-issued', held: false })
  expect(of({ issued: false, phase: 'concluded', held: true })).toEqual({ state: 'not-issued', held: true })
})

test('a report that was replaced is superseded whatever became of it, and of the one that replaced it', () => {
  for (const phase of PHASES)
    for (const issued of [true, false])
      expect(of({ superseded: true, phase, issued, today: '2028-01-01' })).toEqual({ state: 'superseded' })
})

test('a report that was taken back stays so whatever else became of it, and says by whom', () => {
  for (const phase of PHASES)
    for (const as of ['doctor', 'counter'] as const)
      expect(of({ takenBack: as, phase, issued: false, today: '2028-01-01' })).toEqual({ state: 'taken-back', as })
})

test('nothing is said of a report that is not proven, whatever else is claimed of it', () => {
  for (const phase of PHASES)
    for (const superseded of [true, false]) expect(of({ proven: false, superseded, phase })).toEqual({ state: 'unsure' })
})
