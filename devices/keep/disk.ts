import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Puts a text or bytes into a file so that a power cut leaves the old one or the new one, whole. Throws when the disk can't be written. */
export const writeWhole = (path: string, content: string | Uint8Array, mode = 0o600): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}${ASIDE}`
  try {
    const file = openSync(beside, 'w', mode)
    try {
      // To its last byte: a disk that fills up takes a part, and says so only when it's asked for the rest.
      writeFileSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
  renameSync(beside, path)
  syncFolder(dirname(path))
}

/** How a file is named until it's whole. */
const ASIDE = '.new'

/**
 * Makes a data folder its owner's alone, whatever was there: it and its folders 0700, each file in them 0600, and all that this program
 * writes from now on. What a program that ended in the middle left half written is taken away; gives how many files that were. For the
 * start, before anybody writes. Links are left alone: what they lead to isn't ours.
 */
export const mendFolder = (folder: string): number => {
  process.umask(0o077)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  let swept = 0
  for (const one of readdirSync(folder, { withFileTypes: true })) {
    const place = join(folder, one.name)
    if (one.isDirectory()) swept += mendFolder(place)
    else if (one.isFile() && one.name.endsWith(ASIDE)) {
      rmSync(place)
      swept += 1
    } else if (one.isFile()) chmodSync(place, 0o600)
  }
  return swept
}

/** Makes a folder's own entries (made, renamed, removed files) lasting. */
export const syncFolder = (path: string): void => {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** The text of a file, or null when there is none. */
export const readIfThere = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** The value of a JSON text, or undefined when it is none: a disk that lost its power may have left half a file, or an empty one. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
