import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handedOver } from '../../../test/signed.ts'
import { testSeal } from '../../../test/test-seal.ts'
import { openTsa } from '../../../test/tsa.ts'
import { openWorld, until, type World } from '../../../test/world.ts'
import { certificatesOf } from '../../report/chain.ts'
import { type Stamps, stampsOf } from '../../report/tsa.ts'
import { verifySeal } from '../../report/verify-seal.ts'
import { storedIn } from '../../store/files.ts'
import { findReport } from '../../store/reports.ts'
import { audit } from '../proof/audit.ts'
import { paperOf } from '../proof/papers.ts'
import { proofOf } from '../proof/proof.ts'
import { errandsNeedingPerson } from '../views/errands.ts'

// A server that has papers stamped by OpenSSL's authority, which isn't always there.

const folder = mkdtempSync(join(tmpdir(), 'roadfit-stamping-'))
let tsa: Awaited<ReturnType<typeof openTsa>>
let world: World
let lin: Awaited<ReturnType<World['person']>>
let authority: Stamps
/** What the authority does; null: it answers. */
let down: 'unreachable' | 'refused' | null = null
const EVERYWHERE = { by: 'squad', sites: null } as const

beforeAll(async () => {
  tsa = await openTsa(folder)
  let count = 0
  const random = (bytes: number) => new Uint8Array(bytes).map((_, index) => (++count * 31 + index) & 0xff)
  authority = stampsOf({ url: tsa.url, policy: null, trusted: certificatesOf(readFileSync(tsa.root, 'utf8')), random })
  const stamps: Stamps = async (of) => (down ? { trouble: { code: `stamp-${down}`, said: down } } : authority(of))
  // OpenSSL stamps by the machine's own clock.
  const chance = { now: new Date('2024-01-01T00:00:00.000Z'), random }
  const seal = await testSeal(join(folder, 'seal'), chance)
  world = await openWorld({
    outside: { seal, stamps, log: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} } },
  })
  lin = await world.person('lin', 'doctor')
})
afterAll(async () => {
  await world.close()
  await tsa.close()
  rmSync(folder, { recursive: true })
})

const trust = () => ({
  seals: certificatesOf(readFileSync(join(folder, 'seal', 'seal.crt'), 'utf8')),
  stamps: certificatesOf(readFileSync(tsa.root, 'utf8')),
})
const bytesOf = async (digest: string) => (await world.deps.files.bytes(digest)) ?? new Uint8Array()
const rowOf = async (number: string) => {
  const row = await findReport(world.deps.db, { number })
  if (!row) throw new Error('no report')
  return row
}
const troubles = async () => (await audit(world.deps, { stored: storedIn(join(world.settings.data, 'files')), trusted: trust() })).troubles
const openStamping = () => world.deps.db.selectFrom('outbox').selectAll().where('kind', '=', 'stamp').where('done_at', 'is', null).execute()

test('a paper is stamped while it is sealed, when the authority answers', async () => {
  const { pdf } = await handedOver(world, lin)
  const found = await verifySeal(await bytesOf(pdf), trust())
  expect(found.faults).toEqual([])
  expect(found.stamps).toHaveLength(1)
  expect(await openStamping()).toEqual([])
  expect(await troubles()).toEqual([])
})

test('without the authority the driver has the report all the same; a person is told, and the time stamp comes later, behind the sealed bytes', async () => {
  down = 'refused'
  const { number, code, pdf } = await handedOver(world, lin)
  const sealed = await bytesOf(pdf)
  expect((await verifySeal(sealed, trust())).stamps).toEqual([])
  await until(async () => (await errandsNeedingPerson(world.deps, EVERYWHERE)).entries.length > 0)
  expect((await errandsNeedingPerson(world.deps, EVERYWHERE)).entries).toMatchObject([
    { number, errand: { kind: 'stamp', fault: { code: 'stamp-refused', said: 'refused' }, person: true } },
  ])
  expect(await troubles()).toEqual([])

  down = null
  // It is tried again after growing waits.
  world.step(3_600_000)
  await until(async () => (await rowOf(number)).renewed !== null)
  const { renewed, pdf: kept } = await rowOf(number)
  expect(kept).toBe(pdf)
  const newest = await bytesOf(renewed ?? '')
  expect(Buffer.from(newest.subarray(0, sealed.length)).equals(sealed)).toBe(true)
  const found = await verifySeal(newest, trust())
  expect(found.faults).toEqual([])
  expect(found.stamps).toHaveLength(1)
  expect(await openStamping()).toEqual([])
  // What was handed over and stands in the events is the sealed paper; whoever asks for the paper gets the newest.
  expect(world.traffic.deliveries.at(-1)?.pdfDigest).toBe(pdf)
  expect(await paperOf(world.deps, number)).toMatchObject({ size: newest.length })
  expect((await proofOf(world.deps, { number }))?.faults).toEqual([])
  expect(await (await fetch(`${world.url}/verify/${code}`)).text()).toContain(renewed)
  expect(await troubles()).toEqual([])
  writeFileSync(join(folder, 'newest.pdf'), newest)
  expect(execFileSync('pdfsig', [join(folder, 'newest.pdf')], { encoding: 'utf8' })).toContain('Signature is Valid')
})

test('a paper that was put in the place of the stamped one is found, and so is a row that no event tells of', async () => {
  const { number, renewed, pdf } = await rowOf(
    (await world.deps.db.selectFrom('reports').select('number').where('renewed', 'is not', null).executeTakeFirstOrThrow()).number,
  )
  const write = (value: string | null) =>
    world.deps.db.updateTable('reports').set({ renewed: value }).where('number', '=', number).execute()
  for (const other of [null, pdf, 'f'.repeat(64)]) {
    await write(other)
    expect((await proofOf(world.deps, { number }))?.faults).toEqual(['paper-differs'])
  }
  await write(renewed)
  expect((await proofOf(world.deps, { number }))?.faults).toEqual([])
})
