import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { Reading } from '#protocol/reading.ts'
import { refuse } from '#protocol/refusal.ts'
import { openKey } from './key.ts'
import { openSpool } from './spool.ts'
import { openTestServer } from './test-server.ts'
import { openUplink } from './uplink.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const CLOCK_MS = 120_000

/** A booth whose wall's clock was off when it measured, and which was started so long after; what came of its reading. */
const delivered = async ({ offMs, agoMs, restarted = false }: { offMs: number; agoMs: number; restarted?: boolean }) => {
  const server = await openTestServer()
  const data = mkdtempSync(join(tmpdir(), 'roadfit-uplink-'))
  const key = openKey(data)
  const spool = openSpool(join(data, 'spool'))
  const started = Date.now() - agoMs - 1000
  const taken: Reading[] = []
  server.answer['booth:reading'] = (reading) => {
    const at = Date.parse(reading.at)
    if (at < started - CLOCK_MS || at > Date.now() + CLOCK_MS) return refuse('clock-wrong')
    taken.push(reading)
    return { acknowledged: reading.id }
  }
  const clock = () => 1_000_000_000
  spool.keep(
    key.sign({
      id: id(1),
      check: id(2),
      station: 'colour' as const,
      attempt: id(3),
      seed: '0'.repeat(32),
      setup: { procedure: 'colour' as const, form: 'digits' as const },
      calibrations: [],
      trials: [],
      devices: [{ id: 'screen', kind: 'screen' as const, model: 'screen', quality: { frames: 0, faults: 0, longestGapMs: 0 } }],
      monotonic: restarted ? 5 : clock() - agoMs,
      at: new Date(Date.now() - agoMs + offMs).toISOString(),
    }),
  )
  const refused: unknown[] = []
  const uplink = openUplink({
    server: server.url,
    code: 'CODE',
    key,
    spool,
    pace: 0.05,
    clock,
    onLink() {},
    onCheck() {},
    onPlace() {},
    onRoom() {},
    onDelivery: (one) => one && refused.push(one),
  })
  closing.push(
    () => server.close(),
    () => uplink.close(),
  )
  await vi.waitFor(() => expect(taken).toHaveLength(1), { interval: 20 })
  await vi.waitFor(() => expect(spool.waiting()).toBe(0), { interval: 20 })
  const [reading] = taken
  if (!reading) throw new Error('nothing was taken')
  return { reading, refused, aside: readdirSync(join(data, 'spool/refused')) }
}

test.each([
  ['ten minutes slow', { offMs: -600_000, agoMs: 0 }],
  ['ten minutes fast', { offMs: 600_000, agoMs: 0 }],
  ['six hours slow, its reading an hour old', { offMs: -6 * 3_600_000, agoMs: 3_600_000 }],
  ['a day fast, its reading an hour old', { offMs: 24 * 3_600_000, agoMs: 3_600_000 }],
  ['wrong before its machine was started anew', { offMs: -6 * 3_600_000, agoMs: 60_000, restarted: true }],
])('an honest reading of a booth whose clock is %s arrives, dated by the server’s, and nothing is moved aside', async (_, booth) => {
  const { reading, refused, aside } = await delivered(booth)
  const made = 'restarted' in booth ? Date.now() : Date.now() - booth.agoMs
  // The server tells its time in whole seconds; the rest is a slow machine's.
  expect(Math.abs(Date.parse(reading.at) - made)).toBeLessThan(60_000)
  expect([refused, aside]).toEqual([[], []])
})
