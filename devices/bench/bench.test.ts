import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { DeviceState } from '#protocol/reading.ts'
import type { ForceReading } from '../families/force/driver.ts'
import { openHand } from '../testing/test-line.ts'
import { openBench } from './bench.ts'

test('somebody is in the booth only while a sensor that is there says so', () => {
  const hand = openHand<{ presenceMm: number }>()
  const bench = openBench([{ name: 'eye', model: 'TF-Luna', kind: 'presence', line: hand.line }], () => false, true)
  expect(bench.occupied()).toBe(false)
  hand.say({ presenceMm: 600 })
  expect(bench.occupied()).toBe(true)
  hand.become('absent')
  expect(bench.occupied()).toBe(false)
})

test('who has left a sensor that sees nothing else is gone', () => {
  const hand = openHand<{ presenceMm: number }>()
  const bench = openBench([{ name: 'eye', model: 'TF-Luna', kind: 'presence', line: hand.line }], () => false, true)
  hand.say({ presenceMm: 600 })
  // Too little light comes back from a far wall: its frames are faults.
  for (let frames = 0; frames < 5; frames++) hand.say(null)
  expect(bench.occupied()).toBe(true)
  for (let frames = 0; frames < 50; frames++) hand.say(null)
  expect(bench.occupied()).toBe(false)
})

test('a cell each on a port of its own is still a state that the page and the server take', () => {
  const cells = ['pedal-left', 'pedal-right', 'grip-left', 'grip-right', 'plate'].map((name) => ({
    name,
    model: 'modbus-force',
    kind: 'force' as const,
    line: openHand<ForceReading>().line,
  }))
  const states = openBench(cells, () => false, true).states()
  expect(states.filter((state) => !Value.Check(DeviceState, state))).toEqual([])
  expect(states.find(({ kind }) => kind === 'force')?.name).toBe('modbus-force')
})
