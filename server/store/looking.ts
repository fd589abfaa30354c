import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyInto, type Db, isUpToDate, openStore, openToRead } from './open.ts'

/**
 * Looks at a database without writing to it, also while a server does. What an earlier program left is never brought up to date: a copy
 * of it is, and is gone afterwards.
 */
export const lookingAt = async <T>(file: string, look: (db: Db, isCopy: boolean) => Promise<T>): Promise<T> => {
  const db = openToRead(file)
  try {
    if (await isUpToDate(db)) return await look(db, false)
    const folder = await mkdtemp(join(tmpdir(), 'roadfit-looking-'))
    try {
      const copy = join(folder, 'roadfit.sqlite')
      await copyInto(db, copy)
      const newer = await openStore(copy)
      try {
        return await look(newer, true)
      } finally {
        await newer.destroy()
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  } finally {
    await db.destroy()
  }
}
