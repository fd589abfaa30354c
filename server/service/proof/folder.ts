import { DEMONSTRATION_PASSWORD } from '#protocol/rest.ts'
import { folderKind, markFolder } from '../../store/folder-kind.ts'
import type { Db } from '../../store/open.ts'
import { listPeople } from '../../store/people.ts'
import { hasSignedBy } from '../../store/reports.ts'
import { isPassword } from '../people/passwords.ts'

/** Why a server may not work on a folder; each is a sentence of `starting`. */
export type WrongFolder = 'folderOfDemonstration' | 'folderNotOfDemonstration' | 'folderHasDemonstration'

/** Before anything is read or written in a data folder: is it of the right kind? Marks a new one. Null: it may be used. */
export const wrongFolder = async (folder: string, demo: boolean): Promise<WrongFolder | null> => {
  const kind = await folderKind(folder)
  if (kind === 'new') await markFolder(folder, demo ? 'demonstration' : 'production')
  if (kind === 'demonstration') return demo ? null : 'folderOfDemonstration'
  if (kind === 'production' || kind === 'unmarked') return demo ? 'folderNotOfDemonstration' : null
  return null
}

/**
 * A folder from before folders were marked is production's own only when no demonstration ever worked on it: nobody has its
 * password, and no report was signed by a password. Then it is marked, and not looked at again.
 */
export const leftByDemonstration = async (db: Db, folder: string): Promise<WrongFolder | null> => {
  if ((await folderKind(folder)) !== 'unmarked') return null
  if (await hasSignedBy(db, 'password')) return 'folderHasDemonstration'
  for (const { password } of await listPeople(db)) if (await isPassword(password, DEMONSTRATION_PASSWORD)) return 'folderHasDemonstration'
  await markFolder(folder, 'production')
  return null
}
