import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signedReport } from '../../../test/signed.ts'
import { mapNamed } from '../../../test/soap-settings.ts'
import { openWorld, until, type World } from '../../../test/world.ts'
import { NOWHERE } from '../../handover/destinations.ts'
import { ferryCarrier } from '../../handover/ferry/carrier.ts'
import { cleanFolders } from './cleaning.ts'

// What others carry to us is seen when it lies there, and taken away when it has lain there for long.

vi.setConfig({ testTimeout: 60_000 })

let folder: string
let world: World
const at = (...names: string[]) => join(folder, ...names)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-receipts-'))
  for (const name of ['out', 'in']) mkdirSync(at(name))
  const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const maps = { map: mapNamed('examination-1'), standing: mapNamed('standing-1') }
  const carrier = ferryCarrier({ outgoing: at('out'), incoming: at('in'), key, ...maps, photo: async () => null, clock: () => new Date() })
  world = await openWorld({ outside: { destinations: [{ ...NOWHERE, id: 'far', carrier }] } })
})
afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

test('a receipt is seen as soon as it lies there, though by its own waits nobody would have asked for it yet', async () => {
  const { id } = await signedReport(world, await world.person('ferry', 'doctor'))
  const reference = await until(() => readdirSync(at('out')).find((name) => !name.startsWith('.')))
  const row = () =>
    world.deps.db.selectFrom('outbox').select(['due_at', 'reference']).where('kind', '=', 'deliver').executeTakeFirstOrThrow()
  await until(async () => (await row()).reference === reference)
  // The world's clock stands still: no wait of ours ends.
  expect((await row()).due_at > world.deps.steady().toISOString()).toBe(true)
  writeFileSync(at('in', `${reference}.json`), JSON.stringify({ reference, receipt: 'R-1' }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  expect((await world.check(id)).delivery).toMatchObject({ receipt: 'R-1' })
})

test('what nobody waits for any more is taken away after ninety days, what is awaited stays', async () => {
  const doctor = await world.person('ferry', 'doctor')
  const [one, two] = [await signedReport(world, doctor, { serial: 1 }), await signedReport(world, doctor, { serial: 2 })]
  const names = await until(() =>
    readdirSync(at('out')).filter((name) => !name.startsWith('.')).length === 2 ? readdirSync(at('out')) : null,
  )
  const named = ({ number }: { number: string }) => names.find((name) => name.startsWith(number)) ?? ''
  writeFileSync(at('in', `${named(one)}.json`), JSON.stringify({ reference: named(one), receipt: 'R-1' }))
  await until(async () => (await world.check(one.id)).phase === 'handed-over')
  const files = () => [readdirSync(at('out')).toSorted(), readdirSync(at('in'))]
  // Files have the time of this machine.
  const by = (days: number) => cleanFolders({ ...world.deps, clock: () => new Date(Date.now() + days * 86_400_000) })
  await by(89)
  expect(files()).toEqual([names.toSorted(), [`${named(one)}.json`]])
  await by(91)
  expect(files()).toEqual([[named(two)], []])
})
