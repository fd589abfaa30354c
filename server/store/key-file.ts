import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyFault } from '#protocol/setting-fault.ts'

/** Has nothing been kept in this data folder yet? Only then may a key be made: later it would be another one than the data need. */
export const isNewFolder = (folder: string): boolean => !['roadfit.sqlite', 'files'].some((name) => existsSync(join(folder, name)))

/**
 * The 32 bytes in `folder`/secret.key, readable by the owner alone: made with the folder (`fresh` gives them), and never again. People
 * are found by a hash that is keyed with it: by another one, each of them would be somebody new.
 */
export const openKeyFile = async (folder: string, fresh: () => Uint8Array): Promise<Uint8Array | KeyFault> => {
  const place = join(folder, 'secret.key')
  const at = { file: place, line: null, pointer: '' }
  if (!existsSync(place)) {
    if (!isNewFolder(folder)) return { at, fault: { code: 'secret-missing', fields: {} } }
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(place, fresh(), { flag: 'wx', mode: 0o600 })
  }
  const key = await readFile(place).catch(() => null)
  if (key === null) return { at, fault: { code: 'unreadable', fields: {} } }
  return key.length === 32 ? key : { at, fault: { code: 'secret-damaged', fields: { bytes: key.length } } }
}
