import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LimbsTrial, LimbTask } from '#protocol/procedures/limbs.ts'
import { rehearse } from '../rehearse.ts'
import { limbs, limbTasks } from './limbs.ts'

type Answer = LimbsTrial['answer']
const SETUP = { procedure: 'limbs' as const, station: 'lower-limbs' as const, tasks: limbTasks('lower-limbs') }
/** A press of `newtons`, sampled every 50 ms: half a second up, `holdMs` on, and off. */
const press = (newtons: number, holdMs = 3000): [number, number][] =>
  Array.from({ length: (holdMs + 1000) / 50 + 1 }, (_, n): [number, number] => {
    const at = n * 50
    return [at, at < 500 || at > 500 + holdMs ? 0 : newtons * 1000]
  })
const scoreOf = (answers: Partial<Record<LimbTask, Answer>>) => {
  const trials = rehearse(
    limbs,
    SETUP,
    '',
    ({ task }): Answer => answers[task] ?? { done: 'done', force: task.startsWith('press') ? press(350) : null },
  )
  return limbs.score(SETUP, '', trials)
}

const bothPressed = (right: number, left: number) => ({
  'press-right-pedal': { done: 'done' as const, force: press(right) },
  'press-left-pedal': { done: 'done' as const, force: press(left) },
})

test('each station asks for its own tasks, in order', () => {
  expect(limbTasks('upper-limbs')).toEqual(['palms', 'fists', 'arms-up'])
  expect(limbTasks('lower-limbs')).toEqual(['press-right-pedal', 'press-left-pedal', 'lift-left-foot', 'lift-right-foot'])
  expect(limbTasks('trunk')).toEqual(['head-left', 'head-right', 'sit-straight'])
  expect(limbTasks('upper-limbs', ['grip-left', 'grip-right'])).toEqual(['palms', 'fists', 'arms-up', 'grip-right', 'grip-left'])
  expect(limbTasks('lower-limbs', ['plate-left', 'plate-right']).slice(4)).toEqual(['weight-right', 'weight-left'])
})

test('peak and time held are read off the force cells', () => {
  expect(scoreOf({}).tasks).toEqual([
    { task: 'press-right-pedal', done: 'done', peakN: 350, heldMs: 3000 },
    { task: 'press-left-pedal', done: 'done', peakN: 350, heldMs: 3000 },
    { task: 'lift-left-foot', done: 'done', peakN: null, heldMs: null },
    { task: 'lift-right-foot', done: 'done', peakN: null, heldMs: null },
  ])
  expect(scoreOf({}).hint).toBe('as-expected')
})

test('holding counts from 50 N, on end', () => {
  const force: [number, number][] = [
    [0, 49_999],
    [100, 50_000],
    [400, 50_000],
    [500, 0],
    [600, 60_000],
    [700, 60_000],
  ]
  expect(scoreOf({ 'press-left-pedal': { done: 'done', force } }).tasks[1]).toMatchObject({ peakN: 60, heldMs: 300 })
})

test.each<[string, Partial<Record<LimbTask, Answer>>, 'as-expected' | 'look-closely']>([
  ['both pedals pressed with 200 N', bothPressed(200, 200), 'as-expected'],
  ['one foot with 0.6 of the other', bothPressed(400, 240), 'as-expected'],
  ['one foot with less than 0.6 of the other', bothPressed(400, 239), 'look-closely'],
  ['a pedal pressed with 199 N', { 'press-right-pedal': { done: 'done', force: press(199) } }, 'look-closely'],
  ['a pedal without a force on record', { 'press-right-pedal': { done: 'done', force: null } }, 'look-closely'],
  ['a task that the driver cannot do', { 'lift-left-foot': { done: 'cannot', force: null } }, 'look-closely'],
  ['a task that ran out of time', { 'lift-right-foot': { done: 'timed-out', force: null } }, 'look-closely'],
])('%s hints: %s', (_what, answers, hint) => {
  expect(scoreOf(answers).hint).toBe(hint)
})

test('symmetry is the smaller peak over the larger, whichever foot is the weaker', () => {
  expect(scoreOf(bothPressed(400, 300)).symmetry).toBe(0.75)
  expect(scoreOf(bothPressed(300, 400)).symmetry).toBe(0.75)
  expect(scoreOf(bothPressed(350, 350)).symmetry).toBe(1)
  expect(scoreOf(bothPressed(350, 0)).symmetry).toBe(0)
})

test('feet are compared only when both were measured and one pressed', () => {
  expect(scoreOf({ 'press-left-pedal': { done: 'cannot', force: null } }).symmetry).toBeNull()
  expect(scoreOf({ 'press-left-pedal': { done: 'done', force: [] } }).symmetry).toBeNull()
  expect(scoreOf(bothPressed(0, 0)).symmetry).toBeNull()
  expect(limbs.score(SETUP, '', []).symmetry).toBeNull()
  const trunk = { procedure: 'limbs' as const, station: 'trunk' as const, tasks: limbTasks('trunk') }
  const trials = rehearse(limbs, trunk, '', (): Answer => ({ done: 'done', force: null }))
  expect(limbs.score(trunk, '', trials)).toMatchObject({ symmetry: null, hint: 'as-expected' })
})

test('symmetry lies between 0 and 1 whatever the cells say', () => {
  const force = fc.array(fc.tuple(fc.nat({ max: 30_000 }), fc.integer({ min: -10_000_000, max: 10_000_000 })), { maxLength: 30 })
  fc.assert(
    fc.property(force, force, (right, left) => {
      const { symmetry } = scoreOf({
        'press-right-pedal': { done: 'done', force: right },
        'press-left-pedal': { done: 'done', force: left },
      })
      expect(symmetry === null || (symmetry >= 0 && symmetry <= 1)).toBe(true)
    }),
  )
})

test('a log that stopped half-way hints at nothing good', () => {
  expect(limbs.score(SETUP, '', []).hint).toBe('look-closely')
})

test('one weak grip makes the doctor look closely, whatever the hands look like', () => {
  const setup = {
    procedure: 'limbs' as const,
    station: 'upper-limbs' as const,
    tasks: limbTasks('upper-limbs', ['grip-left', 'grip-right']),
  }
  const gripped = (left: number) =>
    limbs.score(
      setup,
      '',
      rehearse(limbs, setup, '', ({ task }): Answer => {
        const newtons = task === 'grip-left' ? left : 300
        return { done: 'done', force: task.startsWith('grip') ? press(newtons) : null }
      }),
    )
  expect(gripped(280)).toMatchObject({ symmetry: 280 / 300, hint: 'as-expected' })
  expect(gripped(150)).toMatchObject({ symmetry: 0.5, hint: 'look-closely' })
  expect(gripped(40)).toMatchObject({ hint: 'look-closely' })
})
