import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { wrongSettingWords } from '#words/setting-fault.ts'
import { openKeys } from './keys.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'roadfit-keys-'))
})
afterEach(() => rm(data, { recursive: true }))

let count = 0
const chance = { now: new Date('2026-11-25T02:00:00.000Z'), random: (bytes: number) => new Uint8Array(bytes).fill(++count) }
const open = (testSeal: boolean, folder = data) => openKeys(folder, { ...chance, testSeal })
const at = (...names: string[]) => join(data, ...names)
/** The names of the files that are there, with what they hold. */
const held = async () =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(data, { recursive: true, withFileTypes: true }))
        .filter((one) => one.isFile())
        .map(async (one) => [join(one.parentPath, one.name), await readFile(join(one.parentPath, one.name), 'base64')] as const),
    ),
  )
const codes = (found: Awaited<ReturnType<typeof open>>) =>
  Array.isArray(found) ? found.map(({ at: { file }, fault }) => `${file.slice(data.length + 1)} ${fault.code}`) : 'open'

test('in a new folder a demonstration makes its secret and a test seal, for their owner alone, and finds the same again', async () => {
  const first = await open(true)
  expect(codes(first)).toBe('open')
  expect(await readFile(at('seal', 'seal.crt'), 'utf8')).toContain('BEGIN CERTIFICATE')
  for (const name of [['secret.key'], ['seal', 'seal.key']]) expect((await stat(at(...name))).mode & 0o777).toBe(0o600)
  await writeFile(at('roadfit.sqlite'), '')
  const kept = await held()
  const again = await open(true)
  expect(!Array.isArray(again) && !Array.isArray(first) && Buffer.compare(again.key, first.key)).toBe(0)
  expect(await held()).toEqual(kept)
})

test('a new folder of the product with the institution’s own seal gets a secret, and the seal stays as it is', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'roadfit-own-'))
  await open(true, elsewhere)
  await mkdir(at('seal'))
  for (const name of ['seal.crt', 'seal.key']) await copyFile(join(elsewhere, 'seal', name), at('seal', name))
  await rm(elsewhere, { recursive: true })
  const certificate = await readFile(at('seal', 'seal.crt'), 'utf8')
  expect(codes(await open(false))).toBe('open')
  expect(await readFile(at('seal', 'seal.crt'), 'utf8')).toBe(certificate)
})

describe('the start is refused, nothing is made, and nothing is overwritten:', () => {
  const used = async () => {
    await open(true)
    await writeFile(at('roadfit.sqlite'), 'applicants')
  }
  test.each<[what: string, testSeal: boolean, found: string[], before: () => Promise<unknown>]>([
    [
      'the seal’s key is missing, its certificate is there',
      true,
      ['seal/seal.key half-of-pair'],
      async () => (await used(), rm(at('seal', 'seal.key'))),
    ],
    [
      'the seal’s certificate is missing, its key is there',
      true,
      ['seal/seal.crt half-of-pair'],
      async () => (await used(), rm(at('seal', 'seal.crt'))),
    ],
    [
      'half a seal in a new folder',
      true,
      ['seal/seal.key half-of-pair'],
      async () => (await mkdir(at('seal')), writeFile(at('seal', 'seal.crt'), 'the institution’s')),
    ],
    ['no seal in a new folder of the product', false, ['seal/seal.crt seal-missing'], async () => {}],
    [
      'no seal where there are data, in a demonstration too',
      true,
      ['seal/seal.crt seal-lost'],
      async () => (await used(), rm(at('seal'), { recursive: true })),
    ],
    [
      'no seal where files are kept and the database is gone',
      true,
      ['secret.key secret-missing', 'seal/seal.crt seal-lost'],
      async () => mkdir(at('files')),
    ],
    ['no secret where there are people', true, ['secret.key secret-missing'], async () => (await used(), rm(at('secret.key')))],
    ['half a secret', true, ['secret.key secret-damaged'], async () => (await used(), writeFile(at('secret.key'), 'short'))],
    ['a secret that is empty in a new folder', true, ['secret.key secret-damaged'], async () => writeFile(at('secret.key'), '')],
    [
      'neither secret nor seal where there are people',
      true,
      ['secret.key secret-missing', 'seal/seal.crt seal-lost'],
      async () => (await used(), await rm(at('secret.key')), rm(at('seal'), { recursive: true })),
    ],
    [
      'a torn key',
      true,
      ['seal/seal.key unreadable'],
      async () => (await used(), writeFile(at('seal', 'seal.key'), '-----BEGIN PRIVATE KEY-----\nAAAA\n')),
    ],
    [
      'no certificate in its file',
      true,
      ['seal/seal.crt unreadable'],
      async () => (await used(), writeFile(at('seal', 'seal.crt'), 'no certificate')),
    ],
    [
      'another certificate’s key',
      true,
      ['seal/seal.key not-its-key'],
      async () => {
        await used()
        await open(true, at('other'))
        await copyFile(at('other', 'seal', 'seal.key'), at('seal', 'seal.key'))
      },
    ],
  ])('%s', async (_, testSeal, found, before) => {
    await before()
    const kept = await held()
    const faults = await open(testSeal)
    expect(codes(faults)).toEqual(found)
    const after = await held()
    // A new folder may get its secret: nothing hangs on it yet.
    if (found[0]?.startsWith('seal/') && !existsSync(at('roadfit.sqlite'))) delete after[at('secret.key')]
    expect(after).toEqual(kept)
    for (const fault of Array.isArray(faults) ? faults : [])
      for (const language of LANGUAGES) {
        const words = wrongSettingWords({ variable: 'ROADFIT_DATA', ...fault }, language)
        expect(words).toContain(fault.at.file)
        expect(words).not.toMatch(/[{}]|undefined/)
      }
  })
})
