import { expect, test } from 'vitest'
import { whyRefused } from './refused.ts'

const path = '/dev/ttyUSB3'
const LOCKED = 'Error Resource temporarily unavailable Cannot lock port'
const seen = (...pids: number[]) => whyRefused(LOCKED, path, async () => pids.map((pid) => ({ program: 'minicom', pid })))

test('a locked port is held by whoever has it open: other programs, another line of this booth, or somebody who cannot be seen', async () => {
  const holders = [{ program: 'minicom', pid: 412 }]
  expect(await seen(412)).toEqual({ code: 'held', fields: { path, holders } })
  expect(await seen(412, process.pid)).toEqual({ code: 'held-here', fields: { path } })
  expect(await seen()).toEqual({ code: 'held-unseen', fields: { path } })
})

test('a port that the user may not open is told from one that the system will not open, whose words are kept', async () => {
  expect(await whyRefused(`Error: Permission denied, cannot open ${path}`, path)).toEqual({ code: 'not-permitted', fields: { path } })
  const message = `Error: Input/output error setting custom baud rate of 250000`
  expect(await whyRefused(message, path)).toEqual({ code: 'not-opened', fields: { path, message } })
})
