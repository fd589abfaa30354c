import { describe, expect, it } from 'vitest'
import { PHASES } from '#protocol/check.ts'
import { boothViews, checkUpTo } from '../test/screens/booth-views.ts'
import { glassesWorn, nextAlone, STEPS, stepOf } from './step.ts'

const welcome = boothViews['welcome']
const standing = boothViews['height-stand']
if (!welcome || !standing) throw new Error('views are missing')

describe('the step', () => {
  it('is connecting until the first view, then welcome, then taking the card away', () => {
    expect(stepOf(null)).toBe('connecting')
    expect(stepOf(welcome)).toBe('welcome')
    expect(stepOf({ ...welcome, card: 'take-away' })).toBe('take-card')
  })
  it('is known for every phase', () => {
    for (const phase of PHASES) expect(STEPS).toContain(stepOf({ ...welcome, check: checkUpTo(0, { phase }) }))
  })
  it.each([
    ['opened', 'declare'],
    ['concluded', 'result'],
    ['reported', 'result'],
    ['handed-over', 'result'],
    ['refused', 'result'],
    ['accepted', 'result'],
    ['returned', 'result'],
    ['abandoned', 'abandoned'],
  ] as const)('at %s is %s, whatever runs', (phase, step) => {
    expect(stepOf({ ...standing, check: checkUpTo(0, { phase }) })).toBe(step)
  })
  it('under way is the photo, then the stations in between, then the one that runs', () => {
    expect(stepOf({ ...welcome, check: checkUpTo(0, { photo: null }) })).toBe('photo')
    expect(stepOf({ ...welcome, check: checkUpTo(0) })).toBe('hub')
    expect(stepOf(standing)).toBe('station')
  })
})

describe('the next station', () => {
  it('is the first without a result, in the booth’s order', () => {
    expect(nextAlone(checkUpTo(0), [])).toBe('height')
    expect(nextAlone(checkUpTo(3), [])).toBe('colour')
    // All of the form is done; reaction time, which waits too, is a doctor's.
    expect(nextAlone(checkUpTo(8), [])).toBeNull()
  })
  it('passes over what only a doctor starts', () => {
    expect(nextAlone(checkUpTo(5), ['upper-limbs'])).toBe('lower-limbs')
    expect(nextAlone(checkUpTo(5), ['upper-limbs', 'lower-limbs', 'trunk'])).toBeNull()
  })
  it('is none while the doctor signs', () => {
    expect(
      nextAlone(checkUpTo(3, { drawnUp: { number: 'RF20261125-000042', digest: 'c'.repeat(64), at: '2026-11-25T02:00:00.000Z' } }), []),
    ).toBeNull()
  })
})

it('asks for glasses once and keeps them for the other eye', () => {
  const check = checkUpTo(2)
  expect(glassesWorn(check)).toBeNull()
  const [height, right, ...others] = check.stations
  if (!height || !right) throw new Error('stations are missing')
  const screen = { pitchMm: 0.25, pathMm: 5000, mirrors: 1 }
  const setup = { procedure: 'acuity' as const, method: 'limits' as const, eye: 'right' as const, limits: [5], glasses: true, screen }
  const attempt = {
    id: check.id,
    number: 1,
    by: 'booth' as const,
    startedAt: check.openedAt,
    setup,
    state: 'void' as const,
    reading: null,
    score: null,
  }
  expect(glassesWorn({ ...check, stations: [height, { ...right, attempts: [attempt] }, ...others] })).toBe(true)
})
