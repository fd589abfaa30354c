import { chmod, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Makes a data folder its owner's alone, whatever was there: the folder 0700 and every file that lies in it 0600, the database with its
 * log and its index too. New files would be made readable for others under a usual umask: that is set as well.
 */
export const keepPrivate = async (folder: string): Promise<void> => {
  process.umask(0o077)
  await chmod(folder, 0o700)
  for (const one of await readdir(folder, { withFileTypes: true })) {
    if (one.isFile()) await chmod(join(folder, one.name), 0o600)
    else if (one.isDirectory()) await chmod(join(folder, one.name), 0o700)
  }
}

/**
 * The same for all that lies deeper: papers, pictures, fonts, logs. Nobody else reaches them any more since the folder is shut, so that a
 * start needn't wait for a million files. What is dropped or renamed meanwhile was made by this program, and private.
 */
export const keepPrivateBelow = async (folder: string): Promise<void> => {
  for (const one of await readdir(folder, { withFileTypes: true }).catch(ifThere([]))) {
    const place = join(folder, one.name)
    if (one.isFile()) await chmod(place, 0o600).catch(ifThere(undefined))
    else if (one.isDirectory()) {
      await chmod(place, 0o700).catch(ifThere(undefined))
      await keepPrivateBelow(place)
    }
  }
}

/** Stands for what is no more there. */
const ifThere =
  <T>(none: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return none
    throw error
  }
