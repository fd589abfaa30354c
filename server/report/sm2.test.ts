import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isKeyFault } from '#protocol/setting-fault.ts'
import { makeSm2 } from '../../test/sm2.ts'
import { lookAtSm2, openSm2, type Sm2 } from './sm2.ts'

// OpenSSL's SM2 judges ours, and we judge OpenSSL's.

const folder = mkdtempSync(join(tmpdir(), 'roadfit-sm2-'))
const at = (...names: string[]) => join(folder, ...names)
const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const BY_SM3 = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']
const paper = new Uint8Array(Buffer.from('证明 RF20261125-000001'.repeat(1000)))
let sign: Sm2
beforeAll(async () => {
  makeSm2(at('sm2'))
  const opened = await openSm2(at('sm2'))
  if (!opened || isKeyFault(opened)) throw new Error('not opened')
  sign = opened
  writeFileSync(at('paper'), paper)
  writeFileSync(at('public.pem'), openssl('x509', '-in', at('sm2', 'seal.crt'), '-pubkey', '-noout'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The signature in a file, by OpenSSL's own reading: the last octet string in it. */
const signatureIn = (file: Uint8Array): { at: number; length: number } => {
  writeFileSync(at('signed.p7s'), file)
  const [, place = '', head = '', length = ''] =
    /(\d+):d=\d+ +hl=(\d+) l= *(\d+) prim: OCTET STRING[^\n]*\n$/.exec(openssl('asn1parse', '-inform', 'DER', '-in', at('signed.p7s'))) ??
    []
  return { at: Number(place) + Number(head), length: Number(length) }
}

test('OpenSSL accepts our signature over the paper, and over nothing else', () => {
  const file = sign(paper)
  const place = signatureIn(file)
  writeFileSync(at('signature'), file.subarray(place.at, place.at + place.length))
  const verify = (of: string) =>
    openssl('pkeyutl', '-verify', '-pubin', '-inkey', at('public.pem'), '-in', of, '-sigfile', at('signature'), ...BY_SM3)
  expect(verify(at('paper'))).toContain('Signature Verified Successfully')
  writeFileSync(at('other'), Buffer.concat([paper, Buffer.from('.')]))
  expect(() => verify(at('other'))).toThrow()
})

test('we accept OpenSSL’s signature', () => {
  const ours = sign(paper)
  const place = signatureIn(ours)
  // Signatures have not all one length: one as long as ours fits into its place.
  for (;;) {
    openssl('pkeyutl', '-sign', '-inkey', at('sm2', 'seal.key'), '-in', at('paper'), '-out', at('theirs'), ...BY_SM3)
    const theirs = readFileSync(at('theirs'))
    if (theirs.length !== place.length) continue
    const file = new Uint8Array(ours)
    file.set(theirs, place.at)
    expect(lookAtSm2(file, paper)?.holds).toBe(true)
    return
  }
})

test('a file names its certificate, and says so of no other paper', () => {
  const file = sign(paper)
  const fingerprint = openssl('x509', '-in', at('sm2', 'seal.crt'), '-noout', '-fingerprint', '-sha256').trim().split('=')[1]
  expect(lookAtSm2(file, paper)).toEqual({ holds: true, certificate: fingerprint?.replaceAll(':', '').toLowerCase() })
  expect(lookAtSm2(file, paper.subarray(1))?.holds).toBe(false)
})

test('a file in which a byte was altered is no signature by that certificate', () => {
  const file = sign(paper)
  const right = lookAtSm2(file, paper)
  // All of the signature, and every seventh of what is around it.
  const places = Array.from(file.keys()).filter((nth) => nth % 7 === 0 || nth >= file.length - 75)
  const unnoticed = places.filter((nth) => {
    const altered = new Uint8Array(file)
    altered[nth] = (altered[nth] ?? 0) ^ 1
    const found = lookAtSm2(altered, paper)
    // Another certificate with the same key is another certificate.
    return found?.holds === true && found.certificate === right?.certificate
  })
  expect(unnoticed).toEqual([])
})

describe('a pair that can’t sign is told:', () => {
  const faultOf = async (name: string) => {
    const opened = await openSm2(at(name))
    return opened && isKeyFault(opened) ? `${opened.fault.code} ${opened.at.file.split('/').at(-1)}` : opened
  }
  const pair = (name: string, certificate: string | null, key: string | null) => {
    mkdirSync(at(name))
    if (certificate !== null) copyFileSync(certificate, at(name, 'seal.crt'))
    if (key !== null) copyFileSync(key, at(name, 'seal.key'))
    return name
  }
  const own = (file: string) => at('sm2', file)
  test.each([
    ['neither is there', null, () => pair('none', null, null)],
    ['no key', 'half-of-pair seal.key', () => pair('no-key', own('seal.crt'), null)],
    ['no certificate', 'half-of-pair seal.crt', () => pair('no-certificate', null, own('seal.key'))],
    ['a key that is none', 'unreadable seal.key', () => pair('bad-key', own('seal.crt'), own('seal.crt'))],
    ['a certificate that is none', 'unreadable seal.crt', () => pair('bad-certificate', own('seal.key'), own('seal.key'))],
    [
      'another certificate’s key',
      'not-its-key seal.key',
      () => {
        makeSm2(at('another'))
        return pair('mixed', own('seal.crt'), at('another', 'seal.key'))
      },
    ],
    [
      'a key on another curve',
      'unreadable seal.key',
      () => {
        openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', at('p256.key'))
        return pair('p256', own('seal.crt'), at('p256.key'))
      },
    ],
  ])('%s', async (_, expected, made) => {
    expect(await faultOf(made())).toBe(expected)
  })
})
