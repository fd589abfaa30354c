import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { startAgent } from './agent.ts'
import { openBench } from './bench.ts'
import { openCalibrations } from './calibrations.ts'
import type { PhotoDecoder } from './identity-card/codec.ts'
import type { CardEvent } from './identity-card/driver.ts'
import { openKey } from './key.ts'
import { openSpool } from './spool.ts'
import { openHand } from './test-line.ts'
import { openTestServer } from './test-server.ts'

// What becomes of a card when its photo's decoder, which is its maker's, takes its time, or the server.

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const card = {
  kind: 'resident',
  name: '张三',
  sex: 'male',
  nation: '01',
  birth: '1949-12-31',
  address: '测试路1号',
  number: '11010519491231002X',
  authority: '测试市公安局',
  validFrom: '2015-01-01',
  validTo: null,
} as const

/** A booth with a reader that does as it is told, and a photo's decoder. */
const openBooth = async (decodePhoto: PhotoDecoder, silent = false) => {
  const server = await openTestServer()
  server.silent = silent
  const data = mkdtempSync(join(tmpdir(), 'roadfit-card-'))
  const key = openKey(data)
  const wall = () => new Date()
  const { line, say: see } = openHand<CardEvent>()
  const agent = startAgent({
    settings: { server: server.url, code: 'CODE', simulate: true, printer: true, pace: 1 },
    bench: openBench([{ name: 'reader', model: 'SDT', kind: 'identity-card', line }], () => false, true),
    calibrations: openCalibrations({ folder: join(data, 'calibrations'), key, ids: randomUUID, wall }),
    key,
    spool: openSpool(join(data, 'spool')),
    decodePhoto,
    clock: () => performance.now(),
    wall,
    ids: randomUUID,
    log: { error() {}, warn() {}, info() {} },
  })
  closing.push(
    () => server.close(),
    () => agent.close(),
  )
  await vi.waitFor(() => expect(agent.view().link).toBe('connected'), 5000)
  return { server, see, agent }
}

test('a card whose reader sees it no more before its photo is decoded opens its check all the same', async () => {
  const photo = Uint8Array.of(0x89, 0x50)
  const { server, see } = await openBooth(() => new Promise((decoded) => setTimeout(() => decoded(photo), 300)))
  see({ event: 'card', card, photoBlock: new Uint8Array(1024) })
  see({ event: 'gone' })
  await vi.waitFor(() => expect(server.heard.cards).toMatchObject([{ photo: Buffer.from(photo).toString('base64') }]), 5000)
})

test('a decoder that never ends costs the photo, not the check', async () => {
  const { server, see } = await openBooth(() => new Promise(() => {}))
  see({ event: 'card', card, photoBlock: new Uint8Array(1024) })
  await vi.waitFor(() => expect(server.heard.cards).toMatchObject([{ photo: null }]), 8000)
}, 15_000)

test('a card that was taken along before the server was heard is not offered for the next one, which can’t be read', async () => {
  const { server, see, agent } = await openBooth(async () => null, true)
  see({ event: 'card', card, photoBlock: new Uint8Array(1024) })
  await vi.waitFor(() => expect(agent.view().card).toBe('read'))
  see({ event: 'gone' })
  see({ event: 'unreadable', why: 'read-failed' })
  server.show(null)
  await new Promise((later) => setTimeout(later, 300))
  expect([server.heard.cards, agent.view().card]).toEqual([[], 'unreadable'])
})
