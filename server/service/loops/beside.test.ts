import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isKeyFault } from '#protocol/setting-fault.ts'
import { handedOver } from '../../../test/signed.ts'
import { makeSm2 } from '../../../test/sm2.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { lookAtSm2, openSm2 } from '../../report/sm2.ts'
import { storedIn } from '../../store/files.ts'
import { audit } from '../proof/audit.ts'
import { proofOf } from '../proof/proof.ts'

// An institution that signs by SM2 beside its seal, with a pair that OpenSSL made.

const folder = mkdtempSync(join(tmpdir(), 'roadfit-beside-'))
let world: World
let report: Awaited<ReturnType<typeof handedOver>>
beforeAll(async () => {
  makeSm2(folder)
  const sm2 = await openSm2(folder)
  if (!sm2 || isKeyFault(sm2)) throw new Error('not opened')
  world = await openWorld({ outside: { sm2 } })
  report = await handedOver(world, await world.person('lin', 'doctor'))
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const fingerprint = () =>
  (
    execFileSync('openssl', ['x509', '-in', join(folder, 'seal.crt'), '-noout', '-fingerprint', '-sha256'], { encoding: 'utf8' })
      .trim()
      .split('=')[1] ?? ''
  )
    .replaceAll(':', '')
    .toLowerCase()

test('the signature is handed over with the paper, and is by the institution’s certificate over the very PDF', async () => {
  const { sm2 = '', pdf = '' } = world.traffic.deliveries.at(-1) ?? {}
  expect(lookAtSm2(new Uint8Array(Buffer.from(sm2, 'base64')), new Uint8Array(Buffer.from(pdf, 'base64')))).toEqual({
    holds: true,
    certificate: fingerprint(),
  })
})

test('the counter downloads it beside the paper, and anybody who has the code does so too', async () => {
  const counter = await world.person('counter', 'counter')
  const stored = await world.deps.files.bytes((await world.check(report.id)).report?.sm2 ?? '')
  const api = await fetch(`${world.url}/api/reports/${report.number}/sm2`, { headers: { cookie: await counter.cookie() } })
  expect(api.headers.get('content-disposition')).toBe(`attachment; filename="${report.number}.p7s"`)
  expect(Buffer.from(await api.arrayBuffer()).equals(stored ?? new Uint8Array())).toBe(true)
  const page = await (await fetch(`${world.url}/verify/${report.code}?lang=en`)).text()
  expect(page).toContain(fingerprint())
  expect(page).toContain('not an electronic seal by GB/T 38540')
  const link = /href="(\/verify\/[^"]+\/sm2)"/.exec(page)?.[1] ?? ''
  expect(Buffer.from(await (await fetch(world.url + link)).arrayBuffer()).equals(stored ?? new Uint8Array())).toBe(true)
  expect((await fetch(`${world.url}/verify/NOSUCHCODE/sm2`)).status).toBe(404)
})

test('one that is lost or altered is told, by the page and in the whole folder', async () => {
  const files = join(world.settings.data, 'files')
  const found = async () =>
    (await audit(world.deps, { stored: storedIn(files), trusted: { seals: [], stamps: [] } })).troubles
      .map(({ fault }) => fault)
      .filter((fault) => fault !== 'certificate-untrusted')
  expect(await found()).toEqual([])
  const digest = (await world.check(report.id)).report?.sm2 ?? ''
  const place = join(files, digest.slice(0, 2), digest)
  const right = readFileSync(place)
  const altered = Buffer.from(right)
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
  writeFileSync(place, altered)
  expect(await found()).toEqual(['sm2-wrong', 'file-altered'])
  expect((await proofOf(world.deps, { number: report.number }))?.faults).toEqual(['sm2-wrong'])
  writeFileSync(place, right)
  expect(await found()).toEqual([])
})
