import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Puts a folder with these files at `path` all at once: written aside under a name that begins with a dot, synced, renamed. Where it is already, it
 * stays as it is: what it holds follows from its name.
 */
export const putWhole = async (path: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> => {
  if (await isThere(path)) return
  const aside = join(dirname(path), `.${basename(path)}`)
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside)
  for (const [name, bytes] of files) await writeSynced(join(aside, name), bytes)
  await sync(aside)
  await rename(aside, path)
  await sync(dirname(path))
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const writeSynced = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A name is on disk when its folder is. */
const sync = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A receipt is a few hundred bytes. */
const MOST_BYTES = 64_000
/** Whoever writes a file has done so by then, ms. */
const WRITTEN_MS = 60_000

/** A small JSON file as it is at this moment; null: there is none. `settled`: nobody has written to it for a minute. */
export const readWhole = async (path: string, now: Date): Promise<{ json: unknown; settled: boolean } | null> => {
  const about = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (about === null) return null
  const settled = now.getTime() - about.mtimeMs > WRITTEN_MS
  if (!about.isFile() || about.size > MOST_BYTES) return { json: undefined, settled }
  return { json: jsonOf(await readFile(path, 'utf8')), settled }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Takes away what was left in a folder before this instant, by names of ours whose reference nobody awaits, and gives how many. What somebody else has taken
 * meanwhile, or holds, is left.
 */
export const takeAway = async (folder: string, ours: RegExp, before: Date, awaited: ReadonlySet<string>): Promise<number> => {
  let gone = 0
  for (const name of await readdir(folder)) {
    const [, reference] = ours.exec(name) ?? []
    if (reference === undefined || awaited.has(reference)) continue
    const about = await stat(join(folder, name)).catch(() => null)
    if (about === null || about.mtime >= before) continue
    await rm(join(folder, name), { recursive: true, force: true })
    gone += 1
  }
  return gone
}
