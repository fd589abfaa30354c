import { expect, it } from 'vitest'
import { CELLS } from '#protocol/station.ts'
import { mcuLines } from '../../line/mcu-line.ts'
import { forceLine, readForce, readTare, tareCommand } from './codec.ts'

it('a line is read as channel, raw value, millinewtons and the clock of the board', () => {
  const line = { cell: 'pedal-right', raw: -812_000, millinewtons: 203_500, deviceMs: 4_294_967_295 } as const
  expect(new TextDecoder().decode(forceLine(line))).toMatch(/^F,2,-812000,203500,4294967295\*[0-9A-F]{2}\r\n$/)
  expect(mcuLines().push(forceLine(line), 0).map(readForce)).toEqual([line])
})

it('channels 1 to 6 are the pedals, the grips and the plate, left before right', () => {
  const lines = CELLS.map((cell) => forceLine({ cell, raw: 0, millinewtons: 0, deviceMs: 0 }))
  expect(lines.map((line) => new TextDecoder().decode(line).slice(0, 3))).toEqual(['F,1', 'F,2', 'F,3', 'F,4', 'F,5', 'F,6'])
  expect(lines.flatMap((line) => mcuLines().push(line, 0)).map((line) => readForce(line)?.cell)).toEqual([...CELLS])
})

it('values that no board can have are not understood', () => {
  const good = { cell: 'pedal-left', raw: 0, millinewtons: 0, deviceMs: 0 } as const
  for (const wrong of [{ raw: 0x80_0000 }, { raw: 1.5 }, { millinewtons: 10_000_001 }, { deviceMs: -1 }, { deviceMs: 2 ** 32 }])
    expect(
      mcuLines()
        .push(forceLine({ ...good, ...wrong }), 0)
        .map(readForce),
    ).toEqual([null])
})

it('a cell is tared by T and its channel', () => {
  expect(new TextDecoder().decode(tareCommand('grip-right'))).toBe('T4\r\n')
  expect(['T1', 'T6', 'T7', 'T'].map((text) => readTare(new TextEncoder().encode(text)))).toEqual(['pedal-left', 'plate-right', null, null])
})
