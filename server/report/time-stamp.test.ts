import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePhoto, sampleReport, sampleStrokes } from '../../test/sample-report.ts'
import { testSeal } from '../../test/test-seal.ts'
import { type Manner, openTsa } from '../../test/tsa.ts'
import { sure } from '../../test/world.ts'
import { certificatesOf } from './chain.ts'
import { drawReport } from './draw.ts'
import { addRevision, type Proofs } from './revisions.ts'
import type { Seal } from './seal.ts'
import { restingAfterTrouble, type Stamps, stampsOf } from './tsa.ts'
import { pastOf, verifySeal } from './verify-seal.ts'

// Stamped by OpenSSL's own authority, and judged by OpenSSL, Poppler and qpdf beside us.

const folder = mkdtempSync(join(tmpdir(), 'roadfit-stamped-'))
const at = (name: string) => join(folder, name)
let count = 0
const random = (bytes: number) => new Uint8Array(bytes).map((_, index) => (++count * 37 + index) & 0xff)
const authority = (name: string, manner: Manner = {}) => {
  mkdirSync(at(name))
  return openTsa(at(name), manner)
}
const pemsOf = (path: string) => certificatesOf(readFileSync(path, 'utf8'))
const stampsBy = ({ url, root }: { url: string; root: string }, policy: string | null = null): Stamps =>
  stampsOf({ url, policy, trusted: pemsOf(root), random })

let tsa: Awaited<ReturnType<typeof openTsa>>
let seal: Seal
let unsealed: Uint8Array
let stamped: Uint8Array
let trust: { seals: Uint8Array[]; stamps: Uint8Array[] }
const tokenOf = async (stamps: Stamps, of: Uint8Array) => {
  const found = await stamps(of)
  return 'token' in found ? found.token : null
}
const troubleOf = async (stamps: Stamps) => {
  const found = await stamps(new Uint8Array([1, 2, 3]))
  return 'trouble' in found ? found.trouble : found
}
const NOTHING: Proofs = { certificates: [], lists: [], answers: [] }
/** The paper with a time stamp over all of it, as a renewal adds it. */
const renewed = async (pdf: Uint8Array, stamps: Stamps, proofs = NOTHING) => {
  const past = pastOf(pdf)
  const added = past && (await addRevision(past, pdf, { proofs, stamp: (of) => tokenOf(stamps, of) }))
  if (!added) throw new Error('nothing was added')
  return added.pdf
}

beforeAll(async () => {
  tsa = await authority('tsa')
  seal = await testSeal(at('seal'), { now: new Date('2024-01-01T00:00:00.000Z'), random: (bytes) => new Uint8Array(bytes).fill(5) })
  const pictures = { photo: await samplePhoto(), driver: sampleStrokes, doctor: sampleStrokes }
  unsealed = sure(await drawReport(sampleReport(), pictures, 'http://localhost:3000'))
  const stamps = stampsBy(tsa)
  stamped = await seal(unsealed, (of) => tokenOf(stamps, of))
  trust = { seals: pemsOf(at('seal/seal.crt')), stamps: pemsOf(tsa.root) }
})
afterAll(async () => {
  await tsa.close()
  rmSync(folder, { recursive: true })
})

const RANGES = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]/g
const rangesOf = (pdf: Uint8Array) =>
  [...Buffer.from(pdf).toString('latin1').matchAll(RANGES)].map(
    (found) => found.slice(1, 5).map(Number) as [number, number, number, number],
  )
const pdfsig = (pdf: Uint8Array) => {
  writeFileSync(at('judged.pdf'), pdf)
  return execFileSync('pdfsig', [at('judged.pdf')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}
const qpdf = (pdf: Uint8Array) => {
  writeFileSync(at('checked.pdf'), pdf)
  return execFileSync('qpdf', ['--check', at('checked.pdf')], { encoding: 'utf8' })
}
/** OpenSSL's word on a time stamp over some bytes. */
const opensslTs = (token: Uint8Array, of: Uint8Array) => {
  writeFileSync(at('token.der'), token)
  writeFileSync(at('of'), of)
  const args = ['ts', '-verify', '-data', at('of'), '-in', at('token.der'), '-token_in', '-CAfile', tsa.root]
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

describe('a paper that was stamped as it was sealed', () => {
  test('is whole, and provable until the certificate of the time stamp ends', async () => {
    const found = await verifySeal(stamped, trust)
    expect(found.faults).toEqual([])
    expect(found.stamps).toHaveLength(1)
    const [, end = ''] =
      /notAfter=(.+)/.exec(execFileSync('openssl', ['x509', '-in', at('tsa/tsa.crt'), '-noout', '-enddate'], { encoding: 'utf8' })) ?? []
    expect(found.until).toEqual(new Date(end))
  })

  test('is valid to Poppler and well formed to qpdf, and OpenSSL accepts signature and time stamp', () => {
    expect(pdfsig(stamped)).toContain('Signature is Valid')
    expect(pdfsig(stamped)).toContain('Total document signed')
    expect(qpdf(stamped)).toContain('No syntax or stream encoding errors found')
    const [[a, b, c, d] = [0, 0, 0, 0]] = rangesOf(stamped)
    const text = Buffer.from(stamped)
    writeFileSync(at('signature.der'), Buffer.from(text.toString('latin1').slice(b + 1, c - 1), 'hex'))
    writeFileSync(at('content'), Buffer.concat([text.subarray(a, b), text.subarray(c, c + d)]))
    const args = [
      'cms',
      '-verify',
      '-cades',
      '-binary',
      '-inform',
      'DER',
      '-in',
      at('signature.der'),
      '-content',
      at('content'),
      '-purpose',
      'any',
    ]
    execFileSync('openssl', [...args, '-CAfile', at('seal/seal.crt'), '-out', at('out')], { stdio: 'pipe' })
    const told = execFileSync('openssl', ['cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', at('signature.der')], {
      encoding: 'utf8',
    })
    expect(told).toContain('id-smime-aa-timeStampToken')
  })

  test('is not whole after any of its bytes was altered', async () => {
    const [[, b, c] = [0, 0, 0, 0]] = rangesOf(stamped)
    const digits = Buffer.from(stamped)
      .toString('latin1')
      .slice(b + 1, c - 1)
    const used = digits.replace(/0+$/, '').length
    // Everywhere in the file, and densely in the signature with its time stamp.
    const places = [
      ...Array.from({ length: 24 }, (_, nth) => Math.floor((nth * stamped.length) / 24)),
      ...Array.from({ length: 36 }, (_, nth) => b + 1 + Math.floor((nth * used) / 36)),
    ]
    const unnoticed: number[] = []
    for (const place of places) {
      const altered = new Uint8Array(stamped)
      const byte = altered[place] ?? 0
      // A hexadecimal digit stays one.
      altered[place] = place > b && place < c - 1 ? (byte === 0x30 ? 0x31 : 0x30) : byte ^ 1
      if ((await verifySeal(altered, trust)).faults.length === 0) unnoticed.push(place)
    }
    expect(unnoticed).toEqual([])
  })

  test('is no proof to who trusts another authority', async () => {
    expect((await verifySeal(stamped, { ...trust, stamps: trust.seals })).faults).toEqual(['stamp-untrusted'])
  })

  test('bears the time stamp of nothing else', async () => {
    const other = await seal(unsealed, () => tokenOf(stampsBy(tsa), new Uint8Array([1])))
    expect((await verifySeal(other, trust)).faults).toEqual(['stamp-differs'])
  })
})

describe('a paper to which time stamps and proofs were added', () => {
  test('begins with the sealed paper, is whole to us, to Poppler and to qpdf, and each stamp is valid to OpenSSL', async () => {
    const plain = await seal(unsealed)
    const proofs = { ...NOTHING, certificates: trust.stamps }
    const once = await renewed(plain, stampsBy(tsa), proofs)
    const twice = await renewed(once, stampsBy(tsa), { ...NOTHING, certificates: trust.seals })
    const found = await verifySeal(twice, trust)
    expect(found.faults).toEqual([])
    expect(found.stamps).toHaveLength(2)
    expect(Buffer.from(found.sealed ?? []).equals(plain)).toBe(true)
    expect(Buffer.from(twice).subarray(0, plain.length).equals(plain)).toBe(true)
    const judged = pdfsig(twice)
    expect(judged.match(/^Signature #/gm)).toHaveLength(3)
    expect(judged).toContain('Signature is Valid')
    expect(qpdf(twice)).toContain('No syntax or stream encoding errors found')
    const revisions = pastOf(twice)?.revisions ?? []
    for (const { stamp } of revisions)
      expect(opensslTs(stamp?.token ?? new Uint8Array(), stamp?.of ?? new Uint8Array())).toContain('Verification: OK')
    // ISO 32000-2, 12.8.4.3: the newest store leads to all proofs.
    const newest = execFileSync('qpdf', ['--show-object=trailer', at('checked.pdf')], { encoding: 'utf8' })
    const shown = (reference: string | undefined) =>
      execFileSync('qpdf', [`--show-object=${reference?.replace(/ 0 R$/, '')}`, at('checked.pdf')], { encoding: 'utf8' })
    const store = /\/DSS (\d+ 0 R)/.exec(shown(/\/Root (\d+ 0 R)/.exec(newest)?.[1]))?.[1]
    expect(/\/Certs \[([^\]]*)\]/.exec(shown(store))?.[1]?.match(/\d+ 0 R/g)).toHaveLength(2)
  })

  test('is not whole after one of the bytes that were added was altered, or more was added', async () => {
    const plain = await seal(unsealed)
    const once = await renewed(plain, stampsBy(tsa), { ...NOTHING, certificates: trust.stamps })
    const added = once.length - plain.length
    const unnoticed: number[] = []
    for (let nth = 0; nth < 60; nth++) {
      const place = plain.length + Math.floor((nth * added) / 60)
      const altered = new Uint8Array(once)
      altered[place] = (altered[place] ?? 0) ^ 1
      if ((await verifySeal(altered, trust)).faults.length === 0) unnoticed.push(place)
    }
    expect(unnoticed).toEqual([])
    for (const more of ['\n', '\n% ', '\n900 0 obj\n<< >>\nendobj\n'])
      expect((await verifySeal(new Uint8Array(Buffer.concat([once, Buffer.from(more)])), trust)).faults.length).toBeGreaterThan(0)
    expect((await verifySeal(once.slice(0, -1), trust)).faults.length).toBeGreaterThan(0)
  })

  test('stays as it is where there is no time stamp', async () => {
    const past = pastOf(stamped)
    expect(past && (await addRevision(past, stamped, { proofs: NOTHING, stamp: async () => null }))).toBe(null)
  })
})

describe('an answer is taken only when it is what was asked for:', () => {
  const reply = (body: Uint8Array) => (_: Buffer, response: { end: (body: Uint8Array) => void }) => response.end(body)
  test('an old answer to the same question is none', async () => {
    await stampsBy(tsa)(new Uint8Array([1, 2, 3]))
    const old = await tsa.answer(tsa.asked.at(-1) ?? Buffer.alloc(0))
    tsa.instead(reply(old))
    expect(await troubleOf(stampsBy(tsa))).toEqual({ code: 'stamp-untrusted', said: 'nonce' })
  })
  test.each<[string, string, () => void]>([
    ['a page of a proxy', 'stamp-untrusted unreadable', () => tsa.instead(reply(Buffer.from('<html>')))],
    ['nothing', 'stamp-untrusted unreadable', () => tsa.instead(reply(Buffer.alloc(0)))],
    ['an error', 'stamp-unreachable 503', () => tsa.instead((_, response) => void response.writeHead(503).end())],
    ['more than any time stamp has', 'stamp-unreachable too long', () => tsa.instead(reply(Buffer.alloc(100_000)))],
    ['a line that is cut', 'stamp-unreachable UND_ERR_SOCKET', () => tsa.instead((_, response) => void response.destroy())],
  ])('%s', async (_, expected, answering) => {
    answering()
    const found = await troubleOf(stampsBy(tsa))
    expect('code' in found && `${found.code} ${found.said}`).toBe(expected)
  })
  test('one that begins and goes on with nothing is given up', async () => {
    tsa.instead((_, response) => void response.write(Buffer.from([0x30])))
    const found = await troubleOf(stampsBy(tsa))
    expect(found).toMatchObject({ code: 'stamp-unreachable' })
  })
  test('a policy that it does not stamp by is refused, and said so', async () => {
    tsa.instead(null)
    expect(await tokenOf(stampsBy(tsa, `${tsa.policy}.2`), new Uint8Array([1]))).not.toBe(null)
    // RFC 3161, 2.4.2: unacceptedPolicy is bit 15.
    expect(await troubleOf(stampsBy(tsa, '1.2.3.4'))).toEqual({ code: 'stamp-refused', said: 'failure 15' })
  })
  test('an authority whose certificate is for other things too is not trusted, nor one that nobody trusts', async () => {
    const other = await authority('other', { extensions: 'other' })
    // OpenSSL doesn't stamp with such a certificate: what it made with a right one is signed by nobody that is trusted here.
    expect(await troubleOf(stampsBy(other))).toMatchObject({ code: 'stamp-unreachable' })
    await other.close()
    expect(await troubleOf(stampsOf({ url: tsa.url, policy: null, trusted: trust.seals, random }))).toEqual({
      code: 'stamp-untrusted',
      said: 'stamp-untrusted',
    })
  })
})

test('an authority that has failed is left alone for a minute, and then asked again', async () => {
  let now = 0
  let asked = 0
  let down = true
  const stamps = restingAfterTrouble(
    async () => {
      asked++
      return down ? { trouble: { code: 'stamp-unreachable', said: 'ECONNREFUSED' } } : { token: new Uint8Array([1]) }
    },
    () => new Date(now),
  )
  const of = new Uint8Array()
  await stamps(of)
  down = false
  now = 59_000
  expect(await stamps(of)).toEqual({ trouble: { code: 'stamp-unreachable', said: 'ECONNREFUSED' } })
  expect(asked).toBe(1)
  now = 60_000
  expect(await stamps(of)).toEqual({ token: new Uint8Array([1]) })
})
