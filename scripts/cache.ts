import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
// @ts-expect-error scripts that set up are plain JavaScript
import { cache as folder } from './setup/places.mjs'

/**
 * What takes long to make and comes out the same each time, kept in this account's cache (`~/.cache/roadfit/`) under a name that says all
 * that it was made from. Two builds at once may both make it; each writes it whole.
 */
export const cached = async (name: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
  const path = join(folder(), name)
  if (existsSync(path)) return readFileSync(path)
  const made = await make()
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, made)
  renameSync(`${path}.${process.pid}`, path)
  return made
}
