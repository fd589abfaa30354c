import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, relative, resolve } from 'node:path'

/** The project's own folder. */
export const root = resolve(import.meta.dirname, '../..')

/** Where built things lie that outlive a clone. */
export const cache = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'roadfit')

/** Every file at or under `path`, in a fixed order. */
export const filesUnder = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .toSorted()
        .flatMap((name) => filesUnder(join(path, name)))
    : [path]

/** One hexadecimal digest over the names and contents of files. A file that moves or changes by a byte changes it. */
export const digestOf = (paths, base = root) => {
  const hash = createHash('sha256')
  for (const path of paths) {
    const bytes = readFileSync(path)
    hash.update(`${relative(base, path)}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/** Was this file started, and not only imported? Node 20 has no `import.meta.main`. */
export const isStarted = (file) => process.argv[1] !== undefined && realpathSync(process.argv[1]) === file
