import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'

const GB = 1_000_000_000

/** How much room the disk of a folder has, bytes. */
export const freeIn = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
/** Below how much room nothing more is recorded, bytes. */
export const leastOf = (leastGb: number): number => leastGb * GB

/** Has the disk of a folder less room than this, in GB? */
export const isShort = async (folder: string, leastGb: number): Promise<boolean> => (await freeIn(folder)) < leastOf(leastGb)

/** Where the parts of a check lie, each by its id. */
const folderOf = (data: string, check: string): string => join(data, 'recordings', check)
export const placeOf = (data: string, check: string, part: string): string => join(folderOf(data, check), `${part}.sealed`)

export const makeFolder = (data: string, check: string) => mkdir(folderOf(data, check), { recursive: true, mode: 0o700 })
export const removeFolder = (data: string, check: string) => rm(folderOf(data, check), { recursive: true, force: true })

/** What the parts of a check take, bytes. */
export const bytesOf = async (data: string, check: string): Promise<number> => {
  const folder = folderOf(data, check)
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** When something was written to a part last, ms since 1970; null: nothing was. */
export const writtenAt = (place: string): Promise<number | null> =>
  stat(place).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  )

/** The checks of which something lies there. */
export const foldersIn = (data: string): Promise<string[]> => readdir(join(data, 'recordings')).catch(() => [])
