import { expect, it } from 'vitest'
import { forceLine, readForce, readTare, tare } from './codec.ts'
import { mcuLines } from '../mcu-line.ts'

it('a line is read as channel, raw value, millinewtons and the clock of the board', () => {
  const line = { side: 'right', raw: -812_000, millinewtons: 203_500, deviceMs: 4_294_967_295 } as const
  expect(new TextDecoder().decode(forceLine(line))).toMatch(/^F,2,-812000,203500,4294967295\*[0-9A-F]{2}\r\n$/)
  expect(mcuLines().push(forceLine(line), 0).map(readForce)).toEqual([line])
})

it('values that no board can have are not understood', () => {
  const good = { side: 'left', raw: 0, millinewtons: 0, deviceMs: 0 } as const
  for (const wrong of [{ raw: 0x80_0000 }, { raw: 1.5 }, { millinewtons: 10_000_001 }, { deviceMs: -1 }, { deviceMs: 2 ** 32 }])
    expect(
      mcuLines()
        .push(forceLine({ ...good, ...wrong }), 0)
        .map(readForce),
    ).toEqual([null])
})

it('the left pedal is tared by T1, the right one by T2', () => {
  expect([tare('left'), tare('right')].map((bytes) => new TextDecoder().decode(bytes))).toEqual(['T1\r\n', 'T2\r\n'])
  expect(['T1', 'T2', 'T3', 'T'].map((text) => readTare(new TextEncoder().encode(text)))).toEqual(['left', 'right', null, null])
})
