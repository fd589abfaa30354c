import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a data folder is for: made-up people who sign with a password that everybody knows, or real ones. */
const FOLDER_KINDS = ['demonstration', 'production'] as const
export type FolderKind = (typeof FOLDER_KINDS)[number]

const MARK = 'folder-kind'
/**
 * What may stand in a folder before anything of an installation does: the lock of the server that looks, and SQLite's journal of it;
 * and in `data`, the folder of whoever names none, the logs of set-up, the demonstration's folder and that of a booth on this computer.
 */
const NOTHING: readonly string[] = ['lock', 'lock-journal', 'logs', 'demo', 'booth']

/** What the folder was marked as at its first start; `new`: nothing is in it; `unmarked`: something is, from whomever. */
export const folderKind = async (folder: string): Promise<FolderKind | 'new' | 'unmarked'> => {
  const said = await readFile(join(folder, MARK), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const kind = FOLDER_KINDS.find((known) => known === said?.trim())
  if (kind) return kind
  return (await readdir(folder)).every((name) => NOTHING.includes(name)) ? 'new' : 'unmarked'
}

/** Says in the folder what it is for. `scripts/start/folder.mjs` writes the same. */
export const markFolder = (folder: string, kind: FolderKind): Promise<void> => writeFile(join(folder, MARK), `${kind}\n`, { mode: 0o600 })
