import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ServerSerial } from 'modbus-serial'
import { expect, test, vi } from 'vitest'
import { openLine } from '../../line/port.ts'
import type { ForceReading } from '../force/driver.ts'
import { modbusForce } from './driver.ts'
import type { Profile } from './profile.ts'

// A Modbus server that isn't ours (the npm package modbus-serial) answers our driver over a pair of terminals.

/** Registers of the server: 437.5 as a float at 0; 1750 as CDAB at 4; −10 as an int16 at 8; at 9 bit 0 says that the value stands. */
const INPUT = new Map([
  [0, 0x43da],
  [1, 0xc000],
  [4, 0x06d6],
  [5, 0x0000],
])
const HOLDING = new Map([
  [8, 0xfff6],
  [9, 0x0001],
])
const PROFILE: Profile = {
  baudRate: 19_200,
  channels: [
    { cell: 'pedal-left', address: 1, function: 4, register: 0, type: 'float32', order: 'ABCD', scale: 1000 },
    { cell: 'pedal-right', address: 1, function: 4, register: 4, type: 'int32', order: 'CDAB', scale: 1 },
    {
      cell: 'grip-left',
      address: 1,
      function: 3,
      register: 8,
      type: 'int16',
      order: 'ABCD',
      scale: 100,
      stable: { register: 9, bit: 0 },
      tare: { function: 6, register: 30, value: 1 },
    },
    { cell: 'grip-right', address: 1, function: 3, register: 99, type: 'int16', order: 'ABCD', scale: 1 },
  ],
}

/** Two ends of one cable. */
const cable = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-modbus-'))
  const [server, booth] = [join(folder, 'server'), join(folder, 'booth')]
  const socat = spawn('setpriv', ['--pdeathsig', 'TERM', 'socat', `pty,raw,echo=0,link=${server}`, `pty,raw,echo=0,link=${booth}`])
  await vi.waitFor(() => expect([existsSync(server), existsSync(booth)]).toEqual([true, true]))
  const close = async () => {
    socat.kill()
    await rm(folder, { recursive: true, force: true })
  }
  return { server, booth, close }
}

const illegalAddress = Object.assign(new Error('no such register'), { modbusErrorCode: 2 })
const from =
  (registers: ReadonlyMap<number, number>) => (address: number, _unit: number, answer: (error: Error | null, value: number) => void) => {
    const value = registers.get(address)
    answer(value === undefined ? illegalAddress : null, value ?? 0)
  }

test('a Modbus server of another make is read, its refusals counted, and its tare written', { timeout: 30_000 }, async ({
  onTestFinished,
}) => {
  const ends = await cable()
  const written: [number, number][] = []
  const server = new ServerSerial(
    {
      getInputRegister: from(INPUT),
      getHoldingRegister: from(HOLDING),
      setRegister: (address: number, value: number) => void written.push([address, value]),
    },
    // Its types say path, its program reads port.
    Object.assign({ path: ends.server, baudRate: 19_200, unitID: 1 }, { port: ends.server }),
  )
  const line = openLine(modbusForce(PROFILE), async () => ({ path: ends.booth, id: 'foreign' }), { clock: () => performance.now() })
  onTestFinished(async () => {
    await line.close()
    await new Promise<void>((closed) => server.close(() => closed()))
    await ends.close()
  })
  const readings: ForceReading[] = []
  const faults: string[] = []
  line.onReading((reading) => readings.push(reading))
  line.onFrame((_, { fault }) => fault && faults.push(fault))

  const heard = (cell: string) => readings.find((reading) => reading.cell === cell)
  await vi.waitFor(() => expect([heard('pedal-left'), heard('pedal-right'), heard('grip-left')]).not.toContain(undefined))
  expect(heard('pedal-left')).toEqual({ cell: 'pedal-left', millinewtons: 437_500 })
  expect(heard('pedal-right')).toEqual({ cell: 'pedal-right', millinewtons: 1750 })
  expect(heard('grip-left')).toEqual({ cell: 'grip-left', millinewtons: -1000 })
  await vi.waitFor(() => expect(faults).toContain('exception-2'))
  expect(heard('grip-right')).toBeUndefined()
  expect(line.state).toBe('alive')

  // The value no longer stands.
  HOLDING.set(9, 0)
  await vi.waitFor(() => expect(readings).toContainEqual({ cell: 'grip-left', millinewtons: -1000, moving: true }))
  expect([line.tare('grip-left'), line.tare('pedal-left')]).toEqual([true, false])
  await vi.waitFor(() => expect(written).toEqual([[30, 1]]))
})
