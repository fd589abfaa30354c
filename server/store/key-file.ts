import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The 32 bytes in `folder`/secret.key: made at the first start, readable by the owner alone. Throws when the file isn't 32 bytes long. */
export const openKeyFile = async (folder: string): Promise<Uint8Array> => {
  const place = join(folder, 'secret.key')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(place, randomBytes(32), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const key = await readFile(place)
  if (key.length !== 32) throw new Error(`${place} must hold 32 bytes, and holds ${key.length}`)
  return key
}
