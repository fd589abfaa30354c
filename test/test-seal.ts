import { isKeyFault } from '#protocol/setting-fault.ts'
import { makeTestSeal, openSeal, type Seal } from '../server/report/seal.ts'

/** A test seal, made in a folder of its own. */
export const testSeal = async (folder: string, chance: Parameters<typeof makeTestSeal>[1]): Promise<Seal> => {
  await makeTestSeal(folder, chance)
  const seal = await openSeal(folder)
  if (isKeyFault(seal)) throw new Error(`the seal that was made can't be used: ${seal.fault.code}`)
  return seal
}
