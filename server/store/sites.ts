import { type NewSite, type Site, type SiteChange, SiteKind } from '#protocol/sites.ts'
import { marking } from './marks.ts'
import type { Db, Tx } from './open.ts'
import { prepared } from './prepared.ts'
import { readable } from './stored-json.ts'
import type { Tables } from './tables.ts'

const all = prepared((db) => db.selectFrom('sites').selectAll().orderBy('name'))

const siteOf = ({ id, kind, name, name_en, code, parent, squad, closed_at }: Tables['sites']): Site => ({
  id,
  kind: readable(SiteKind, kind, { table: 'sites', row: id, column: 'kind' }),
  name,
  nameEn: name_en,
  code,
  parent,
  squad,
  closed: closed_at !== null,
})

/** Every site, closed ones too, in the order of their names. There are as many as a city has. */
export const listSites = async (db: Db | Tx): Promise<Site[]> => (await all(db)).map(siteOf)

/** Adds a site. */
export const addSite = (
  db: Db,
  key: Uint8Array,
  { id, kind, name, nameEn, code, parent, squad }: NewSite & { id: string },
): Promise<void> =>
  writing(db, key, id, async (tx) => {
    await tx.insertInto('sites').values({ id, kind, name, name_en: nameEn, code, parent, squad, closed_at: null }).execute()
  })

/** Changes a site; `at`: when it was closed, if it is. */
export const changeSite = (db: Db, key: Uint8Array, id: string, { nameEn, closed, ...rest }: SiteChange, at: string): Promise<void> => {
  const set = {
    ...rest,
    ...(nameEn === undefined ? {} : { name_en: nameEn }),
    ...(closed === undefined ? {} : { closed_at: closed ? at : null }),
  }
  if (Object.keys(set).length === 0) return Promise.resolve()
  return writing(db, key, id, async (tx) => {
    await tx.updateTable('sites').set(set).where('id', '=', id).execute()
  })
}

const writing = (db: Db, key: Uint8Array, id: string, write: (tx: Tx) => Promise<void>): Promise<void> =>
  db.transaction().execute((tx) => marking(tx, key, ['sites', id], () => write(tx)))
