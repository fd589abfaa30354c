import { mkdir, readdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

const GB = 1_000_000_000

/** Has the disk of a folder less room than this, in GB? */
export const isShort = async (folder: string, leastGb: number): Promise<boolean> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < leastGb * GB
}

/** Where the parts of a check lie, each by its id. */
const folderOf = (data: string, check: string): string => join(data, 'recordings', check)
export const placeOf = (data: string, check: string, part: string): string => join(folderOf(data, check), `${part}.sealed`)

export const makeFolder = (data: string, check: string) => mkdir(folderOf(data, check), { recursive: true, mode: 0o700 })
export const removeFolder = (data: string, check: string) => rm(folderOf(data, check), { recursive: true, force: true })

/** The checks of which something lies there. */
export const foldersIn = (data: string): Promise<string[]> => readdir(join(data, 'recordings')).catch(() => [])
