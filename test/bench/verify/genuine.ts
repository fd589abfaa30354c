import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openKeys } from '../../../server/keys.ts'
import { accept } from '../../../server/service/checks/commands.ts'
import { openFiles } from '../../../server/store/files.ts'
import { markFolder } from '../../../server/store/folder-kind.ts'
import { enrolled, handedOver } from '../../signed.ts'
import { openWorld, sure } from '../../world.ts'

/** A data folder with one check that went the real way to the counter, and the keys by which more of its kind can be signed. */
export const genuineFolder = async (folder: string) => {
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
  await markFolder(folder, 'production')
  const keys = await openKeys(folder, { testSeal: true, now: new Date('2026-11-01T00:00:00.000Z'), random })
  if (Array.isArray(keys)) throw new Error('the keys can’t be made')
  const database = join(folder, 'roadfit.sqlite')
  const files = openFiles(join(folder, 'files'))
  const world = await openWorld({ database, outside: { ...keys, files, random, ids: randomUUID } })
  const doctor = await world.person('dr-verify', 'doctor', 'counter')
  const passkey = await enrolled(world, doctor)
  const report = await handedOver(world, doctor, { passkey, serial: 1 })
  sure(await accept(world.deps, doctor.counter, await report.asked()))
  const { applicant } = await world.check(report.id)
  await world.close()
  return { ...report, database, key: keys.key, passkey, check: report.id, applicant }
}

export type Genuine = Awaited<ReturnType<typeof genuineFolder>>
