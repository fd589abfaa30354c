import { describe, expect, it } from 'vitest'
import type { BoothView } from '#protocol/booth.ts'
import { type CheckView, PHASES } from '#protocol/check.ts'
import type { Setup } from '#protocol/measurement.ts'
import type { Reason } from '#protocol/report.ts'
import { attemptView } from '../test/made-up/check.ts'
import { idOf } from '../test/made-up/ids.ts'
import { boothViews, checkUpTo } from '../test/screens/booth-views.ts'
import { EVERY_STEP, glassesWorn, nextAlone, offered, stepOf, type Worn, wornOtherwise } from './step.ts'

const welcome = boothViews['welcome']
const standing = boothViews['height-stand']
if (!welcome || !standing) throw new Error('views are missing')

const at = (view: BoothView) => stepOf({ view, door: 'connected' })

describe('the step', () => {
  it('is connecting until the first view and whenever the agent is gone, then welcome, then taking the card away', () => {
    expect(stepOf({ view: null, door: 'connected' })).toBe('connecting')
    expect(stepOf({ view: standing, door: 'connecting' })).toBe('connecting')
    expect(at(welcome)).toBe('welcome')
    expect(at({ ...welcome, card: 'take-away' })).toBe('take-card')
  })
  it('is known for every phase', () => {
    for (const phase of PHASES) expect(EVERY_STEP).toContain(at({ ...welcome, check: checkUpTo(0, { phase }) }))
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
    expect(at({ ...standing, check: checkUpTo(0, { phase }) })).toBe(step)
  })
  it('under way is the photo, then the stations in between, then the one that runs', () => {
    expect(at({ ...welcome, check: checkUpTo(0, { photo: null }) })).toBe('photo')
    expect(at({ ...welcome, check: checkUpTo(0) })).toBe('hub')
    expect(at(standing)).toBe('station')
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
  const attempt = attemptView(setup, { state: 'void' })
  expect(glassesWorn({ ...check, stations: [height, { ...right, attempts: [attempt] }, ...others] })).toBe(true)
})

const AT = ['2026-11-25T02:00:00.000Z', '2026-11-25T02:05:00.000Z']
const attemptOf = (at: number, by: 'booth' | 'doctor', setup: Setup) =>
  attemptView(setup, { id: idOf(at), number: at + 1, by, startedAt: AT[at] ?? '', state: 'read' })
const eye = (glasses: boolean): Setup => ({
  procedure: 'acuity',
  method: 'limits',
  eye: 'right',
  limits: [4.9],
  glasses,
  screen: { pitchMm: 0.2, pathMm: 5000, mirrors: 0 },
})
const ears = (aid: boolean): Setup => ({ procedure: 'hearing', aid, levelDb: 40, roveDb: 12, noise: { limitDb: 45, microphoneDb: null } })
/** What the driver is told before the last of these attempts. */
const toldBefore = (...attempts: ReturnType<typeof attemptOf>[]): Worn | null => {
  const check = checkUpTo(0)
  const stations = check.stations.map((one, at) => (at === 0 ? { ...one, attempts } : one))
  return wornOtherwise({ ...check, stations }, attempts.at(-1)?.id ?? '')
}

describe('what is to be worn', () => {
  it('is said before a test that a doctor ordered otherwise than the driver last had it', () => {
    expect(toldBefore(attemptOf(0, 'booth', eye(false)), attemptOf(1, 'doctor', eye(true)))).toBe('glasses-on')
    expect(toldBefore(attemptOf(0, 'booth', eye(true)), attemptOf(1, 'doctor', eye(false)))).toBe('glasses-off')
    expect(toldBefore(attemptOf(0, 'doctor', eye(true)))).toBe('glasses-on')
    expect(toldBefore(attemptOf(0, 'booth', ears(false)), attemptOf(1, 'doctor', ears(true)))).toBe('aid-in')
    expect(toldBefore(attemptOf(0, 'booth', ears(true)), attemptOf(1, 'doctor', ears(false)))).toBe('aid-out')
  })
  it('is not said again of what is worn already, nor to who has just been asked', () => {
    expect(toldBefore(attemptOf(0, 'booth', eye(true)), attemptOf(1, 'doctor', eye(true)))).toBeNull()
    expect(toldBefore(attemptOf(0, 'booth', eye(true)))).toBeNull()
    expect(toldBefore(attemptOf(0, 'doctor', ears(false)))).toBeNull()
  })
})

describe('the offer of glasses or a hearing aid', () => {
  const short = (part: Partial<CheckView> = {}) => {
    const check = checkUpTo(2, part)
    return { ...check, stations: check.stations.map((one, at) => (at === 1 ? { ...one, untried: 'glasses' as const } : one)) }
  }
  it('is made once for a station that fell short without them', () => {
    expect(offered(short(), [])).toEqual({ station: 'acuity-right', correction: 'glasses' })
    expect(offered(short(), ['acuity-right'])).toBeNull()
    expect(offered(checkUpTo(2), [])).toBeNull()
  })
})

describe('a driver to whom nothing asked for can come', () => {
  const foreseen: Reason[] = [{ code: 'declared-disease', station: null, classes: ['C1'], found: null, asked: null }]
  it('hears a doctor before any station, and may go on then', () => {
    expect(nextAlone(checkUpTo(0, { foreseen }), [])).toBeNull()
    const lease = { doctor: { id: 'doctor-1', name: '林知远' }, until: AT[1] ?? '' }
    expect(nextAlone(checkUpTo(0, { foreseen, lease }), [])).toBe('height')
  })
})
