import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MARK = 'folder-kind'

/**
 * Takes a data folder for the demonstration before anything is written there: a new or empty one is marked, one that it marked
 * before is taken again. Gives null, or why the folder can't be used: `production` or `unmarked`. The server looks for the same
 * mark (server/store/folder-kind.ts).
 */
export const takeFolder = (folder) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const names = readdirSync(folder)
  if (names.includes(MARK)) {
    const kind = readFileSync(join(folder, MARK), 'utf8').trim()
    if (kind === 'demonstration') return null
    return kind === 'production' ? 'production' : 'unmarked'
  }
  if (names.length > 0) return 'unmarked'
  writeFileSync(join(folder, MARK), 'demonstration\n', { mode: 0o600 })
  return null
}
