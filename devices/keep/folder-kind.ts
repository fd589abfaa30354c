import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from './disk.ts'

const markOf = (folder: string): string => join(folder, 'simulated')

/** Does the key in this data folder belong to a booth of the other kind: with real devices, or with simulated ones? */
export const isOtherKind = (folder: string, simulate: boolean): boolean =>
  existsSync(markOf(folder)) ? !simulate : simulate && existsSync(join(folder, 'key.pem'))

/** Says in a data folder that what its key signs comes from simulated devices. */
export const markSimulated = (folder: string): void => {
  if (!existsSync(markOf(folder))) writeWhole(markOf(folder), '')
}
