import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePhoto, sampleReport, sampleStrokes } from '../../test/sample-report.ts'
import { testSeal } from '../../test/test-seal.ts'
import { sure } from '../../test/world.ts'
import { certificatesOf } from './chain.ts'
import { drawReport } from './draw.ts'
import type { Seal } from './seal.ts'
import { verifySeal } from './verify-seal.ts'

// Papers as an attacker would leave them. Poppler's pdfsig and OpenSSL judge beside us.

const folder = mkdtempSync(join(tmpdir(), 'roadfit-sealed-'))
const chance = { now: new Date('2026-11-01T00:00:00.000Z'), random: (bytes: number) => new Uint8Array(bytes).fill(9) }
let seal: Seal
let unsealed: Uint8Array
let sealed: Buffer
let trusted: Uint8Array[]
beforeAll(async () => {
  seal = await testSeal(join(folder, 'seal'), chance)
  trusted = certificatesOf(readFileSync(join(folder, 'seal', 'seal.crt'), 'utf8'))
  const pictures = { photo: await samplePhoto(), driver: sampleStrokes, doctor: sampleStrokes }
  unsealed = sure(await drawReport(sampleReport(), pictures, 'http://localhost:3000'))
  sealed = Buffer.from(await seal(unsealed))
})
afterAll(() => rmSync(folder, { recursive: true }))

const faultsOf = async (pdf: Uint8Array, by = trusted) => (await verifySeal(pdf, { seals: by, stamps: [] })).faults
const latin = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')
const bytes = (text: string) => Buffer.from(text, 'latin1')
const RANGE = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)(\s*)\]/
const rangeOf = (pdf: Uint8Array) => (RANGE.exec(latin(pdf)) ?? []).slice(1, 5).map(Number) as [number, number, number, number]
/** The same file with other numbers in its range, as long as before. */
const ranged = (pdf: Uint8Array, range: readonly number[]) =>
  bytes(latin(pdf).replace(RANGE, (whole) => `/ByteRange [${range.join(' ')}`.padEnd(whole.length - 1).slice(0, whole.length - 1) + ']'))
/** A further revision (ISO 32000-1, 7.5.6): objects, their table, and a trailer that leads to the one before. */
const appended = (pdf: Uint8Array, objects: readonly string[], root = 'keeps') => {
  const text = latin(pdf)
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? '0'
  const [, catalogue = '1'] = /\/Root (\d+) 0 R/.exec(text) ?? []
  let out = text
  const places = objects.map((object) => {
    const at = out.length
    out += `${object}\n`
    return { number: /^(\d+) 0 obj/.exec(object)?.[1] ?? '0', at }
  })
  const start = out.length
  out += `xref\n${places.map(({ number, at }) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`).join('')}`
  out += `trailer\n<< /Size 999 /Root ${root === 'keeps' ? catalogue : root} 0 R /Prev ${previous} >>\nstartxref\n${start}\n%%EOF\n`
  return bytes(out)
}
const COVER = '900 0 obj\n<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] /F 4 /AP << /N 901 0 R >> >>\nendobj'
const WHITE =
  '901 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 28 >>\nstream\n1 1 1 rg 0 0 595 842 re f   \nendstream\nendobj'

const pdfsig = (pdf: Uint8Array) => {
  const path = join(folder, 'judged.pdf')
  writeFileSync(path, pdf)
  return execFileSync('pdfsig', [path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

test('a paper as it was sealed is whole, by whoever judges', async () => {
  const found = await verifySeal(sealed, { seals: trusted, stamps: [] })
  expect(found.faults).toEqual([])
  const fingerprint = execFileSync('openssl', ['x509', '-in', join(folder, 'seal', 'seal.crt'), '-noout', '-fingerprint', '-sha256'], {
    encoding: 'utf8',
  })
  expect(found.certificate).toBe(fingerprint.trim().split('=')[1]?.replaceAll(':', '').toLowerCase())
  const judged = pdfsig(sealed)
  expect(judged).toContain('Signature is Valid')
  expect(judged).toContain('Total document signed')
  const [a, b, c, d] = rangeOf(sealed)
  writeFileSync(join(folder, 'signature.der'), Buffer.from(latin(sealed).slice(b + 1, c - 1), 'hex'))
  writeFileSync(join(folder, 'content'), Buffer.concat([sealed.subarray(a, b), sealed.subarray(c, c + d)]))
  const args = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'signature.der', '-content', 'content', '-purpose', 'any']
  execFileSync('openssl', [...args, '-CAfile', join(folder, 'seal', 'seal.crt'), '-out', 'out'], { cwd: folder, stdio: 'pipe' })
})

test('what is appended and covers the page leaves pdfsig content, and is found here', async () => {
  const covered = appended(sealed, [COVER, WHITE])
  expect(pdfsig(covered)).toContain('Signature is Valid')
  expect(await faultsOf(covered)).toEqual(['range-ends-early'])
})

describe('an update that changes what is seen, without touching what is signed, is found:', () => {
  const page = () => /(\d+) 0 obj\s*<<\s*\/Type \/Page\b/.exec(latin(sealed))?.[1] ?? '7'
  const form = () => /\/AcroForm (\d+) 0 R/.exec(latin(sealed))?.[1] ?? '8'
  test.each<[string, () => Uint8Array]>([
    ['an annotation on the page', () => appended(sealed, [`${page()} 0 obj\n<< /Type /Page /Annots [900 0 R] >>\nendobj`, COVER, WHITE])],
    [
      'a form field with a look of its own',
      () =>
        appended(sealed, [
          `${form()} 0 obj\n<< /Fields [900 0 R] /NeedAppearances true >>\nendobj`,
          COVER.replace('/Stamp', '/Widget /FT /Tx /T (x)'),
        ]),
    ],
    [
      'another catalogue',
      () =>
        appended(
          sealed,
          ['950 0 obj\n<< /Type /Catalog /Pages 951 0 R >>\nendobj', '951 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj'],
          '950',
        ),
    ],
    ['an update without objects', () => appended(sealed, [])],
    ['a comment after the end', () => Buffer.concat([sealed, bytes('% \n')])],
    ['a single line end', () => Buffer.concat([sealed, bytes('\n')])],
    ['two updates', () => appended(appended(sealed, [COVER]), [WHITE])],
  ])('%s', async (_, attack) => {
    expect(await faultsOf(attack())).toContain('range-ends-early')
  })
})

describe('a range that leaves something out, or too much in, is found by its name:', () => {
  test.each<[string, string, () => Uint8Array]>([
    [
      'a gap that is larger than the signature at its end',
      'gap-not-exact',
      () => {
        const [a, b, c, d] = rangeOf(sealed)
        return ranged(sealed, [a, b, c + 40, d - 40])
      },
    ],
    [
      'a gap that begins before the signature',
      'gap-not-exact',
      () => {
        const [a, b, c, d] = rangeOf(sealed)
        return ranged(sealed, [a, b - 40, c, d])
      },
    ],
    [
      'a gap that is smaller than the signature',
      'gap-not-exact',
      () => {
        const [a, b, c, d] = rangeOf(sealed)
        return ranged(sealed, [a, b + 2, c, d])
      },
    ],
    [
      'a range that does not begin with the file',
      'range-starts-late',
      () => {
        const [, b, c, d] = rangeOf(sealed)
        return ranged(sealed, [9, b - 9, c, d])
      },
    ],
    [
      'a range that ends before the file',
      'range-ends-early',
      () => {
        const [a, b, c, d] = rangeOf(sealed)
        return ranged(sealed, [a, b, c, d - 10])
      },
    ],
    [
      'a range that ends after the file',
      'range-ends-late',
      () => {
        const [a, b, c, d] = rangeOf(sealed)
        return ranged(sealed, [a, b, c, d + 10])
      },
    ],
    ['a file that was cut short', 'range-ends-late', () => sealed.subarray(0, -8)],
    [
      'two parts that overlap',
      'range-overlaps',
      () => {
        const [a, b, , d] = rangeOf(sealed)
        return ranged(sealed, [a, b, b - 100, d])
      },
    ],
    [
      'a second part before the first',
      'range-overlaps',
      () => {
        const [a, b, , d] = rangeOf(sealed)
        return ranged(sealed, [a, b, 0, d])
      },
    ],
    [
      'three numbers',
      'range-malformed',
      () => {
        const [a, b, c] = rangeOf(sealed)
        return ranged(sealed, [a, b, c])
      },
    ],
    ['six numbers', 'range-malformed', () => ranged(sealed, [0, 1, 2, 3, 4, 5])],
    [
      'a negative number',
      'range-malformed',
      () => {
        const [a, b, c, d] = rangeOf(sealed)
        return ranged(sealed, [a, b, c, -d])
      },
    ],
    [
      'other signs than digits in the gap',
      'gap-not-exact',
      () => {
        const [, , c] = rangeOf(sealed)
        const out = Buffer.from(sealed)
        out.write('> <<', c - 6, 'latin1')
        return out
      },
    ],
    [
      'spaces in the gap',
      'gap-not-exact',
      () => {
        const [, , c] = rangeOf(sealed)
        const out = Buffer.from(sealed)
        out.write('    ', c - 6, 'latin1')
        return out
      },
    ],
    [
      'a gap that its signature does not fill',
      'gap-filled',
      () => {
        const [, , c] = rangeOf(sealed)
        const out = Buffer.from(sealed)
        out.write('ab', c - 3, 'latin1')
        return out
      },
    ],
    ['the signature in other words than /Contents', 'gap-not-exact', () => bytes(latin(sealed).replace('/Contents <', '/Kontents <'))],
    ['no signature at all', 'no-signature', () => unsealed.subarray(0, 200)],
    ['room for a signature that nobody made', 'range-malformed', () => unsealed],
    [
      'a signature of zeros',
      'no-signature',
      () => {
        const [, b, c] = rangeOf(sealed)
        const out = Buffer.from(sealed)
        out.fill('0', b + 1, c - 1)
        return out
      },
    ],
    [
      'a signature that is no DER',
      'no-signature',
      () => {
        const [, b] = rangeOf(sealed)
        const out = Buffer.from(sealed)
        out.write('ff', b + 1, 'latin1')
        return out
      },
    ],
    ['no file', 'no-signature', () => new Uint8Array()],
  ])('%s', async (_, fault, attack) => {
    expect(await faultsOf(attack())).toContain(fault)
  })
})

test('a second signature, in the open or with letters of its name hidden, is found', async () => {
  const second = '960 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 30] /Contents <00> >>\nendobj'
  expect(await faultsOf(appended(sealed, [second]))).toEqual(['several-signatures'])
  expect(await faultsOf(appended(sealed, [second.replace('/ByteRange', '/Byte#52ange')]))).toEqual(['several-signatures'])
  expect(await faultsOf(appended(sealed, [second.replace('/Contents', '/#43ontents')]))).not.toEqual([])
  // Somebody else's signature over the whole file doesn't heal what was added below it.
  const other = await testSeal(join(folder, 'stranger'), chance)
  const resealed = await other(unsealed)
  expect(await faultsOf(Buffer.concat([sealed, resealed]))).toEqual(['several-signatures'])
})

test('one altered byte anywhere outside of the signature is found, and so is one in it', async () => {
  const [, b, c] = rangeOf(sealed)
  for (const at of [12, 400, b - 2_000, c + 3, sealed.length - 3]) {
    const altered = Buffer.from(sealed)
    altered[at] = (altered[at] ?? 0) ^ 1
    expect({ at, faults: await faultsOf(altered) }).not.toEqual({ at, faults: [] })
  }
  const signature = latin(sealed).slice(b + 1, c - 1)
  const end = signature.replace(/0+$/, '').length
  const altered = Buffer.from(sealed)
  altered.write(signature[end - 9] === '5' ? '6' : '5', b + 1 + end - 9, 'latin1')
  expect(await faultsOf(altered)).toEqual(['signature-wrong'])
})

test('another seal’s paper is whole and not to be trusted, and one that the certificate could not yet sign is out of date', async () => {
  const other = await testSeal(join(folder, 'other'), chance)
  expect(await faultsOf(await other(unsealed))).toEqual(['certificate-untrusted'])
  expect(await faultsOf(await other(unsealed), [])).toEqual(['certificate-untrusted'])
  const late = await testSeal(join(folder, 'late'), { ...chance, now: new Date('2026-12-01T00:00:00.000Z') })
  const lateTrusted = certificatesOf(readFileSync(join(folder, 'late', 'seal.crt'), 'utf8'))
  expect(await faultsOf(await late(unsealed), lateTrusted)).toEqual(['certificate-out-of-date'])
})

test('a certificate that a trusted one issued is trusted', async () => {
  const at = join(folder, 'chain')
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  await testSeal(at, chance)
  run(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-subj',
    '/CN=Test CA',
    '-days',
    '30',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
  )
  run('req', '-new', '-key', 'chain/seal.key', '-subj', '/CN=Test institution', '-out', 'seal.csr')
  run('x509', '-req', '-in', 'seal.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-set_serial', '77', '-days', '30', '-out', 'chain/seal.crt')
  const { openSeal } = await import('./seal.ts')
  const issued = await openSeal(at)
  if (typeof issued !== 'function') throw new Error(issued.fault.code)
  const faults = await faultsOf(await issued(unsealed), certificatesOf(readFileSync(join(folder, 'ca.crt'), 'utf8')))
  // Its own dates begin today, and the sample paper's day is made up.
  expect(faults.filter((fault) => fault !== 'certificate-out-of-date')).toEqual([])
  expect(await faultsOf(await issued(unsealed))).toContain('certificate-untrusted')
})
