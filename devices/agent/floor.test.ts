import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openBench } from '../bench/bench.ts'
import type { ReadingOf } from '../families/model.ts'
import { openCalibrations } from '../keep/calibrations.ts'
import { openKey } from '../keep/key.ts'
import { openSpool } from '../keep/spool.ts'
import { openHand } from '../testing/test-line.ts'
import { openTestServer } from '../testing/test-server.ts'
import { startAgent } from './agent.ts'

test('a height sensor whose empty floor is elsewhere three tries in a row is doubted, until the floor is found again', async ({
  onTestFinished,
}) => {
  const server = await openTestServer()
  const data = mkdtempSync(join(tmpdir(), 'roadfit-floor-'))
  const key = openKey(data)
  const wall = () => new Date()
  const calibrations = openCalibrations({ folder: join(data, 'calibrations'), key, ids: randomUUID, wall })
  calibrations.add({ device: 'height', floorMm: 2301, tapeMm: 2300 })
  // It hangs 40 mm lower than its installer left it.
  let mm = 2260
  const { line, say } = openHand<ReadingOf['height']>()
  const saying = setInterval(() => say({ mm }), 1)
  let warned = 0
  const agent = startAgent({
    settings: { server: server.url, code: 'CODE', simulate: true, printer: true, touch: true },
    bench: openBench([{ name: 'head', model: 'A02YYUW', kind: 'height', line }], () => false, true),
    keep: { key, calibrations, spool: openSpool(join(data, 'spool')) },
    clockwork: { clock: () => performance.now(), wall, ids: randomUUID, pace: 0.002 },
    decodePhoto: null,
    log: { error() {}, warn: (_, words) => words.startsWith('the empty booth') && warned++, info() {} },
  })
  onTestFinished(async () => {
    clearInterval(saying)
    agent.close()
    await server.close()
  })
  const doubt = () => agent.view().devices.find(({ kind }) => kind === 'height')?.doubt
  expect(doubt()).toBeUndefined()
  await vi.waitFor(() => expect(doubt()).toBe('floor'))
  // Tried three times, and said once.
  expect(warned).toBe(1)
  // What was measured before still stands: nobody tares a sensor to where it fell.
  expect(calibrations.newest('height')).toMatchObject({ floorMm: 2301 })
  mm = 2302
  await vi.waitFor(() => expect(doubt()).toBeUndefined())
  expect(calibrations.newest('height')).toMatchObject({ floorMm: 2302 })
})
