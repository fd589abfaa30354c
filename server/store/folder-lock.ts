import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Keeps a data folder for this process alone. The lock is the system's own, so that it's gone with the process, however that ends.
 * Null: another process has it. Throws when the folder can't be written.
 */
export const lockFolder = (folder: string): { release: () => void } | null => {
  const db = new DatabaseSync(join(folder, 'lock'))
  try {
    db.exec('begin exclusive')
  } catch (error) {
    db.close()
    if (error instanceof Error && error.message === 'database is locked') return null
    throw error
  }
  return { release: () => db.close() }
}
