import { refusalIn, refuse } from '#protocol/refusal.ts'

/** Why a file system takes nothing: no room, no share of it, a file too large, only for reading, a disk that fails. */
const CODES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EIO'])
/** The same in SQLite's own numbers (https://sqlite.org/rescode.html): full, only for reading; and a write, a sync or a growing that failed. */
const SQLITE: Record<number, string> = {
  13: 'SQLITE_FULL',
  8: 'SQLITE_READONLY',
  778: 'SQLITE_IOERR_WRITE',
  1034: 'SQLITE_IOERR_FSYNC',
  1290: 'SQLITE_IOERR_DIR_FSYNC',
  1546: 'SQLITE_IOERR_TRUNCATE',
  4618: 'SQLITE_IOERR_SHMOPEN',
  4874: 'SQLITE_IOERR_SHMSIZE',
}

/** The system's own word for why the disk didn't take something, `ENOSPC`; null: that isn't what stood against it. */
const causeIn = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string' && CODES.has(error.code)) return error.code
  if (!('errcode' in error) || typeof error.errcode !== 'number') return null
  return SQLITE[error.errcode] ?? SQLITE[error.errcode & 0xff] ?? null
}

/** What to throw on when something could not be kept: the typed no `disk-full` as its cause where the disk stood against it, else itself. */
const asRefusal = (error: unknown): unknown => {
  const cause = causeIn(error)
  if (cause === null) return error
  return Object.assign(new Error('the disk takes nothing', { cause: refuse('disk-full', { cause }) }), { code: cause })
}

/** Keeps something; a disk that doesn't take it says so by a typed no. */
export const keeping = async <T>(act: () => T | Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (error) {
    throw asRefusal(error)
  }
}

/** Is this why nothing can be kept just now, while all that is kept can be read? */
export const isUnkept = (error: unknown): boolean => ['disk-full', 'records-busy'].includes(refusalIn(error).refused)
