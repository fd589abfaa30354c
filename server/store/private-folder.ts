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
