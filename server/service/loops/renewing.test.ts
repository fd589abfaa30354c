import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isKeyFault } from '#protocol/setting-fault.ts'
import { openAuthority } from '../../../test/authority.ts'
import { handedOver } from '../../../test/signed.ts'
import { openTsa } from '../../../test/tsa.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { certificatesOf } from '../../report/chain.ts'
import { openSeal } from '../../report/seal.ts'
import { stampsOf } from '../../report/tsa.ts'
import { pastOf, verifySeal } from '../../report/verify-seal.ts'
import { storedIn } from '../../store/files.ts'
import { findReport } from '../../store/reports.ts'
import { audit } from '../proof/audit.ts'
import { renewWhatEnds } from './renewing.ts'

// Seals of an authority that answers and lists, and an authority for time stamps, all OpenSSL's.

const folder = mkdtempSync(join(tmpdir(), 'roadfit-renewing-'))
const at = (name: string) => join(folder, name)
let authority: Awaited<ReturnType<typeof openAuthority>>
let tsa: Awaited<ReturnType<typeof openTsa>>
let count = 0
const random = (bytes: number) => new Uint8Array(bytes).map((_, index) => (++count * 29 + index) & 0xff)
const pemsOf = (path: string) => certificatesOf(readFileSync(path, 'utf8'))

beforeAll(async () => {
  for (const name of ['seals', 'tsa']) mkdirSync(at(name))
  authority = await openAuthority(at('seals'))
  tsa = await openTsa(at('tsa'))
})
afterAll(async () => {
  await authority.close()
  await tsa.close()
  rmSync(folder, { recursive: true })
})

const worldOf = async (by: 'listed' | 'answered'): Promise<World> => {
  authority.issue(at(by), by)
  const seal = await openSeal(at(by))
  if (isKeyFault(seal)) throw new Error(seal.fault.code)
  return openWorld({ outside: { seal } })
}
const renewing = (world: World) => ({
  ...world.deps,
  // OpenSSL stamps and lists by the machine's own clock.
  clock: () => new Date(),
  stamps: stampsOf({ url: tsa.url, policy: null, trusted: pemsOf(tsa.root), random }),
  trust: { seals: pemsOf(authority.root), stamps: pemsOf(tsa.root) },
})
const newestOf = async (world: World, number: string) => {
  const row = await findReport(world.deps.db, { number })
  return (await world.deps.files.bytes(row?.renewed ?? '')) ?? new Uint8Array()
}
const HALF_A_YEAR = 180
const DECADES = 20_000

describe.each(['listed', 'answered'] as const)('a paper whose seal is %s by its authority', (by) => {
  let world: World
  let number: string
  let pdf: string
  beforeAll(async () => {
    world = await worldOf(by)
    const report = await handedOver(world, await world.person('lin', 'doctor'))
    number = report.number
    pdf = report.pdf
  })
  afterAll(() => world.close())

  test('is given proofs and a time stamp, then again before that ends, and is whole to everybody', async () => {
    const told: object[] = []
    const deps = renewing(world)
    const hear = (one: object) => void told.push(one)
    expect(await renewWhatEnds(deps, HALF_A_YEAR, hear)).toEqual({ papers: 1, renewed: 1, failed: 0 })
    expect(await renewWhatEnds(deps, HALF_A_YEAR, hear)).toEqual({ papers: 1, renewed: 0, failed: 0 })
    expect(told).toEqual([])
    const once = await newestOf(world, number)
    const [first] = pastOf(once)?.revisions ?? []
    expect(first?.proofs.certificates).toHaveLength(2)
    expect([first?.proofs.lists.length, first?.proofs.answers.length]).toEqual(by === 'listed' ? [1, 0] : [0, 1])

    expect(await renewWhatEnds(deps, DECADES, hear)).toEqual({ papers: 1, renewed: 1, failed: 0 })
    // The certificate of the time stamp names nobody who could be asked.
    expect(told).toEqual([{ number, why: 'unproven', said: 'it names no place to ask' }])
    const twice = await newestOf(world, number)
    const found = await verifySeal(twice, deps.trust)
    expect(found.faults).toEqual([])
    expect(found.stamps).toHaveLength(2)
    expect(Buffer.from(twice).subarray(0, once.length).equals(once)).toBe(true)
    // What the paper holds already isn't added again.
    expect(pastOf(twice)?.revisions[1]?.proofs.certificates).toHaveLength(2)
    writeFileSync(at('renewed.pdf'), twice)
    expect(execFileSync('qpdf', ['--check', at('renewed.pdf')], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors found',
    )
    expect(execFileSync('pdfsig', [at('renewed.pdf')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toContain(
      'Signature is Valid',
    )
  })

  test('holds a proof that OpenSSL believes', async () => {
    const { proofs } = pastOf(await newestOf(world, number))?.revisions[0] ?? {}
    const [list] = proofs?.lists ?? []
    const [answer] = proofs?.answers ?? []
    writeFileSync(at('proof.der'), list ?? answer ?? '')
    const args = list
      ? ['crl', '-in', at('proof.der'), '-inform', 'DER', '-CAfile', authority.root, '-noout']
      : [
          'ocsp',
          '-respin',
          at('proof.der'),
          '-CAfile',
          authority.root,
          '-issuer',
          authority.root,
          '-cert',
          at('seals/seal.crt'),
          '-no_nonce',
        ]
    const { status, said } = (() => {
      try {
        return { status: 0, said: execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }) }
      } catch (error) {
        return { status: 1, said: String(error) }
      }
    })()
    expect({ status, said }).toMatchObject({ status: 0 })
    if (answer) expect(said).toContain('good')
  })

  test('is told by its events, its row and its files alike', async () => {
    const trusted = renewing(world).trust
    expect((await audit(world.deps, { stored: storedIn(join(world.settings.data, 'files')), trusted })).troubles).toEqual([])
    expect((await world.check((await findReport(world.deps.db, { number }))?.check ?? '')).report?.pdf).toBe(pdf)
  })

  test('is left alone when it is not whole, or its seal was revoked', async () => {
    const deps = renewing(world)
    const told: object[] = []
    const { renewed } = (await findReport(world.deps.db, { number })) ?? {}
    const write = (value: string) => world.deps.db.updateTable('reports').set({ renewed: value }).where('number', '=', number).execute()
    const altered = new Uint8Array(await newestOf(world, number))
    altered[3000] = (altered[3000] ?? 0) ^ 1
    await write(await world.deps.files.put(altered))
    expect(await renewWhatEnds(deps, DECADES, (one) => void told.push(one))).toEqual({ papers: 1, renewed: 0, failed: 1 })
    expect(told).toMatchObject([{ number, why: 'not-whole', said: 'digest-differs stamp-differs' }])
    await write(renewed ?? '')
    authority.revoke(at('seals/seal.crt'))
    expect(await renewWhatEnds(deps, DECADES, (one) => void told.push(one))).toEqual({ papers: 1, renewed: 0, failed: 1 })
    expect(told.at(-1)).toMatchObject({ number, why: 'revoked' })
  })
})
