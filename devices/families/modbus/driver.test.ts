import { expect, test } from 'vitest'
import type { Turn } from '../../line/driver.ts'
import type { ForceReading } from '../force/driver.ts'
import { sealed } from './codec.ts'
import { modbusForce } from './driver.ts'
import type { Channel } from './profile.ts'

const channel = (cell: Channel['cell'], address: number): Channel => ({
  cell,
  address,
  function: 3,
  register: 0,
  type: 'int16',
  order: 'ABCD',
  scale: 1000,
  stable: { register: 9, bit: 0 },
})

/** A bus on which each question is answered as `answer` says, null: not at all; asked so often. */
const talkTo = (channels: Channel[], times: number, answer: (address: number, register: number) => readonly number[] | null) => {
  const talk = modbusForce({ baudRate: 19_200, channels }).talk()
  const turns: Turn<ForceReading>[] = []
  let asked = 0
  for (let at = 0; asked < times; at += 10) {
    const turn = talk.tick(at)
    turns.push(turn)
    const [address = 0, code = 0, high = 0, low = 0] = turn.send ?? []
    if (!turn.send) continue
    asked++
    const data = answer(address, high * 256 + low)
    if (data) turns.push(talk.hear(sealed(Uint8Array.of(address, code, ...data)), at + 5))
  }
  return turns
}

test('a value of which the transmitter hasn’t said that it stands still moves, whatever the one before it said', () => {
  const turns = talkTo([channel('pedal-left', 1), channel('pedal-right', 2)], 8, (address, register) => {
    if (register === 0) return [2, 0, 5]
    return address === 1 ? [2, 0, 1] : null
  })
  const readings = turns.flatMap((turn) => turn.readings ?? [])
  const [left, right] = [
    { cell: 'pedal-left', millinewtons: 5000 },
    { cell: 'pedal-right', millinewtons: 5000, moving: true },
  ]
  expect(readings).toEqual([left, right, left, right])
})

test('of a value that the transmitter itself says stands still an empty cell can be calibrated however long nobody touches it, and nobody is measured', () => {
  const turns = talkTo([channel('pedal-left', 1)], 600, (_, register) => (register === 0 ? [2, 0, 5] : [2, 0, 1]))
  const readings = turns.flatMap((turn) => turn.readings ?? [])
  expect(readings).toHaveLength(300)
  expect(readings.filter(({ resting }) => !resting)).toHaveLength(99)
  expect(turns.filter(({ fault }) => fault !== undefined)).toEqual([])
})

test('an unloaded 0 that a transmitter holds is not stuck', () => {
  const { stable: _, ...plain } = channel('pedal-left', 1)
  expect(talkTo([plain], 300, () => [2, 0, 0]).flatMap((turn) => turn.readings ?? [])).toHaveLength(300)
})

test('the same value a hundred times from one that says no such thing is stuck: one fault, no reading', () => {
  const { stable: _, ...plain } = channel('pedal-left', 1)
  const turns = talkTo([plain], 300, () => [2, 0, 5])
  expect(turns.flatMap((turn) => turn.readings ?? [])).toHaveLength(99)
  expect(turns.filter(({ fault }) => fault === 'stuck')).toHaveLength(1)
})

test.each([
  [1200, 29],
  [9600, 4],
  [115_200, 1],
])('at %i baud the next question leaves the bus silent for 3.5 characters, %i ms', (baudRate, silenceMs) => {
  const { stable: _, ...plain } = channel('pedal-left', 1)
  const talk = modbusForce({ baudRate, channels: [plain] }).talk()
  expect(talk.tick(0).send).toBeDefined()
  talk.hear(sealed(Uint8Array.of(1, 3, 2, 0, 5)), 20)
  expect(talk.tick(20 + silenceMs - 0.5).send).toBeUndefined()
  expect(talk.tick(20 + silenceMs + 1).send).toBeDefined()
})

test('a transmitter that refuses every question can’t do its work', () => {
  const talk = modbusForce({ baudRate: 19_200, channels: [channel('pedal-left', 1)] }).talk()
  talk.tick(0)
  expect(talk.hear(sealed(Uint8Array.of(1, 0x83, 2)), 5)).toEqual({ fault: 'exception-2', unable: true })
})
