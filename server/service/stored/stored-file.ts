import type { Static, TSchema } from 'typebox'
import type { Deps } from '../../deps.ts'
import { stored } from '../../store/stored-json.ts'

/** What a stored file holds as JSON, by its digest. Throws where it isn't there, and `record-unreadable` where it is something else. */
export const storedFile = async <S extends TSchema>(deps: Pick<Deps, 'files'>, schema: S, digest: string): Promise<Static<S>> => {
  const bytes = await deps.files.bytes(digest)
  if (!bytes) throw new Error(`file ${digest} is not stored`)
  return stored(schema, new TextDecoder().decode(bytes), { table: 'files', row: digest, column: 'content' })
}
