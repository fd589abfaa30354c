import { join } from 'node:path'
import { isKeyFault, type KeyFault } from '#protocol/setting-fault.ts'
import { makeTestSeal, openSeal, type Seal, sealIn } from './report/seal.ts'
import { certificatesIn, type Stamps, stampsOf } from './report/tsa.ts'
import type { Settings } from './settings.ts'
import { isNewFolder, openKeyFile } from './store/key-file.ts'

/**
 * The installation's secret and seal, or everything that is wrong with them. What is missing is made in a data folder that is new, and
 * never in one that holds something: a seal moreover only when `testSeal` says so, and when neither half of one is there.
 */
export const openKeys = async (
  data: string,
  { testSeal, now, random }: { testSeal: boolean; now: Date; random: (bytes: number) => Uint8Array },
): Promise<{ key: Uint8Array; seal: Seal } | KeyFault[]> => {
  const folder = join(data, 'seal')
  const isNew = isNewFolder(data)
  const key = await openKeyFile(data, () => random(32))
  const makes = sealIn(folder) === 'none' && isNew && testSeal
  // A secret that can't be used stops the start anyway: nothing else is made beside it.
  if (makes && isKeyFault(key)) return [key]
  if (makes) await makeTestSeal(folder, { now, random })
  const seal = sealIn(folder) === 'none' ? missing(folder, isNew) : await openSeal(folder)
  return isKeyFault(key) || isKeyFault(seal) ? [key, seal].filter((one) => isKeyFault(one)) : { key, seal }
}

const missing = (folder: string, isNew: boolean): KeyFault => ({
  at: { file: join(folder, 'seal.crt'), line: null, pointer: '' },
  fault: { code: isNew ? 'seal-missing' : 'seal-lost', fields: { other: join(folder, 'seal.key') } },
})

/** The time stamps of the authority that is set up, whose root certificates lie in `tsa` of the data folder; null: none is. Or that nobody there is trusted. */
export const openStamps = async (
  data: string,
  tsa: Settings['tsa'],
  random: (bytes: number) => Uint8Array,
): Promise<Stamps | KeyFault | null> => {
  if (!tsa) return null
  const folder = join(data, 'tsa')
  const trusted = await certificatesIn(folder).catch(() => [])
  if (trusted.length === 0) return { at: { file: folder, line: null, pointer: '' }, fault: { code: 'stamps-untrusted', fields: {} } }
  return stampsOf({ ...tsa, trusted, random })
}
