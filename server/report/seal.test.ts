import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { isKeyFault } from '#protocol/setting-fault.ts'
import { samplePhoto, sampleReport, sampleStrokes } from '../../test/sample-report.ts'
import { testSeal } from '../../test/test-seal.ts'
import { drawReport } from './draw.ts'
import { openSeal, type Seal } from './seal.ts'

const folder = mkdtempSync(join(tmpdir(), 'roadfit-seal-'))
const at = new Date('2026-11-25T02:00:00.000Z')
const chance = { now: at, random: (bytes: number) => new Uint8Array(bytes).fill(7) }
let seal: Seal
let pdf: Uint8Array

beforeAll(async () => {
  seal = await testSeal(join(folder, 'seal'), chance)
  const drawn = await drawReport(
    sampleReport(),
    { photo: await samplePhoto(), driver: sampleStrokes, doctor: sampleStrokes },
    'http://localhost:3000',
  )
  if (isRefusal(drawn)) throw new Error('refused')
  pdf = drawn
})
afterAll(() => rmSync(folder, { recursive: true }))

test('another program finds the seal valid, over the whole document', async () => {
  const path = join(folder, 'sealed.pdf')
  writeFileSync(path, await seal(pdf))
  const found = execFileSync('pdfsig', [path], { encoding: 'utf8' })
  expect(found).toContain('Signature is Valid')
  expect(found).toContain('Total document signed')
  expect(found).toContain('ETSI.CAdES.detached')
  expect(found).toContain('TEST')
})

test('one altered byte breaks the seal', async () => {
  const path = join(folder, 'altered.pdf')
  const sealed = Buffer.from(await seal(pdf))
  const where = sealed.indexOf('/Title')
  sealed[where + 1] = 't'.charCodeAt(0)
  writeFileSync(path, sealed)
  expect(execFileSync('pdfsig', [path], { encoding: 'utf8' })).not.toContain('Signature is Valid')
})

// MuPDF reads PDF, CMS and certificates by code that shares nothing with Poppler's and with ours.
test('a validator of another make finds the paper unchanged, and one altered byte', async () => {
  const sealed = Buffer.from(await seal(pdf))
  const path = join(folder, 'for-mupdf.pdf')
  const found = () => execFileSync('mutool', ['sign', '-v', path], { encoding: 'utf8' })
  writeFileSync(path, sealed)
  expect(found()).toContain('The document is unchanged since signing.')
  sealed[sealed.indexOf('/Title') + 1] = 't'.charCodeAt(0)
  writeFileSync(path, sealed)
  expect(found()).toContain('Signature invalidated by change to document.')
})

test('OpenSSL accepts the signature as CAdES', async () => {
  const sealed = Buffer.from(await seal(pdf))
  const [a = 0, b = 0, c = 0, d = 0] = (/\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]/.exec(sealed.toString('latin1')) ?? [])
    .slice(1)
    .map(Number)
  const signature = Buffer.from(sealed.subarray(b + 1, c - 1).toString('latin1'), 'hex')
  writeFileSync(join(folder, 'signature.der'), signature)
  writeFileSync(join(folder, 'content'), Buffer.concat([sealed.subarray(a, b), sealed.subarray(c, c + d)]))
  const args = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'signature.der', '-content', 'content']
  const trust = ['-CAfile', join(folder, 'seal', 'seal.crt'), '-purpose', 'any', '-out', 'out']
  execFileSync('openssl', [...args, ...trust], { cwd: folder, stdio: 'pipe' })
  expect(readFileSync(join(folder, 'out')).length).toBe(b + d)
})

test('the same bytes come out the same when they are sealed again, also after a restart', async () => {
  const again = await openSeal(join(folder, 'seal'))
  if (isKeyFault(again)) throw new Error(again.fault.code)
  expect(Buffer.compare(await seal(pdf), await again(pdf))).toBe(0)
})

test('the key can be read by its owner alone', () => {
  expect(statSync(join(folder, 'seal', 'seal.key')).mode & 0o777).toBe(0o600)
})

test('the paper is certified against every change, and its signature carries no attribute that PAdES baseline forbids', async () => {
  const sealed = Buffer.from(await seal(pdf))
  const text = sealed.toString('latin1')
  // ISO 32000-1, 12.8.4: the catalogue's permissions name the signature, whose transform allows nothing.
  expect(text).toMatch(/\/Perms <<\s*\/DocMDP (\d+) 0 R\s*>>/)
  expect(text).toMatch(/\/TransformMethod \/DocMDP\s*\/TransformParams <<\s*\/Type \/TransformParams\s*\/P 1\s*\/V \/1\.2\s*>>/)
  const [, hex = ''] = /\/Contents <([0-9a-f]+)>/i.exec(text) ?? []
  writeFileSync(join(folder, 'attributes.der'), Buffer.from(hex, 'hex'))
  const told = execFileSync('openssl', ['cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', 'attributes.der'], {
    cwd: folder,
    encoding: 'utf8',
  })
  // ETSI EN 319 142-1, 6.3: the signing time stands in the PDF, and never here.
  expect([...told.matchAll(/object: (\S+) \(1\.2\.840\.113549\.1\.9\.[\d.]+\)/g)].map(([, name]) => name)).toEqual([
    'contentType',
    'messageDigest',
    'id-smime-aa-signingCertificateV2',
  ])
})
