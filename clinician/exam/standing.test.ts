import { expect, test } from 'vitest'
import { attemptView, stationView } from '../../test/made-up/check.ts'
import { flagged, halfway } from '../../test/screens/made-up/check.ts'
import { complete, seen } from '../../test/screens/made-up/report.ts'
import { asSeenNormal, inOrder, standingOf } from './standing.ts'

const stands = (check: typeof halfway) =>
  Object.fromEntries(check.stations.map((view) => [view.station, standingOf(view, check.outcome)] as const))

test('a station runs, waits, is to be decided, or is done and right', () => {
  expect(stands(halfway)).toEqual({
    height: 'right',
    'acuity-right': 'right',
    'acuity-left': 'right',
    colour: 'to-decide',
    hearing: 'running',
    'upper-limbs': 'right',
    'lower-limbs': 'to-decide',
    trunk: 'waiting',
    reaction: 'waiting',
  })
})

test('what is doubtful is to be looked at: near a limit, borderline, or not accepted by the server', () => {
  expect(stands(flagged)).toMatchObject({ height: 'to-look-at', 'acuity-left': 'to-look-at', hearing: 'to-look-at' })
})

test('what falls short of what the classes ask is to be looked at, until a doctor has decided it', () => {
  const short = { code: 'height-below', station: 'height', classes: ['A3'], found: 153, asked: 155 } as const
  const outcome = complete.outcome && { ...complete.outcome, reasons: [{ ...short, classes: [...short.classes] }] }
  const [height] = complete.stations
  if (!height) throw new Error('no height')
  expect(standingOf(height, outcome)).toBe('to-look-at')
  expect(standingOf({ ...height, state: 'decided' }, outcome)).toBe('right')
})

test('what needs the doctor stands on top, and the rest in the order of the form', () => {
  expect(inOrder(halfway.stations, halfway.outcome).map(({ station }) => station)).toEqual([
    'hearing',
    'colour',
    'lower-limbs',
    'trunk',
    'reaction',
    'height',
    'acuity-right',
    'acuity-left',
    'upper-limbs',
  ])
})

test('one key decides as normal what was done and what eyes alone judge, and nothing that was measured, is doubtful or was not done', () => {
  expect(asSeenNormal(seen.stations, '合格')).toEqual([
    { station: 'upper-limbs', upper: 'normal', left: '合格', right: '合格' },
    { station: 'lower-limbs', lower: 'normal', left: '合格', right: '合格' },
    { station: 'trunk', trunk: 'normal' },
  ])
  // A weak foot asks for a closer look; the trunk wasn't looked at; the colours are an instrument's to judge.
  expect(asSeenNormal(halfway.stations, '合格')).toEqual([])
  expect(asSeenNormal(complete.stations, '合格')).toEqual([])
})

test('limbs that were done and of which nothing says to look closely are confirmed by one key', () => {
  expect(stands(seen)).toMatchObject({ 'upper-limbs': 'to-confirm', 'lower-limbs': 'to-confirm', trunk: 'to-confirm', colour: 'right' })
})

test('a limb task that the server did not accept is never among them', () => {
  const aside = attemptView({ procedure: 'limbs', station: 'trunk', tasks: [] }, { aside: { refused: 'time-disordered', fields: {} } })
  expect(asSeenNormal([stationView('trunk', { state: 'measured', attempts: [aside] })], '合格')).toEqual([])
})
