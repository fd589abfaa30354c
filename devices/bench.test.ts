import { expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { DeviceState } from '#protocol/reading.ts'
import { openBench } from './bench.ts'
import type { Line, LineState } from './driver.ts'
import type { ForceReading } from './force/driver.ts'

/** A line whose device says what it is told to, also nothing that is a reading. */
const openHand = <R>() => {
  const readers = new Set<(reading: R, at: number) => void>()
  const now: { state: LineState; frames: number } = { state: 'alive', frames: 0 }
  const line: Line<R> = {
    onReading(take) {
      readers.add(take)
      return () => readers.delete(take)
    },
    onFrame: () => () => {},
    onState: () => () => {},
    get state() {
      return now.state
    },
    get frames() {
      return now.frames
    },
    faults: 0,
    trouble: null,
    port: 'hand',
    tare: () => false,
    send: async () => false,
    close: async () => {},
  }
  const say = (reading: R | null) => {
    now.frames++
    if (reading) for (const take of readers) take(reading, 0)
  }
  return { line, say, become: (state: LineState) => void (now.state = state) }
}

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
