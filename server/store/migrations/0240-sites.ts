import { type Kysely, sql } from 'kysely'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { siteOfHall } from '#check/formats/2-sites.ts'
import { Said } from '#protocol/basic.ts'
import { jsonIn } from '../stored-json.ts'

type Then = {
  machines: { id: string; site: string }
  people: { id: string; sites: string | null }
  check_lines: { site: string; squad: string }
  sites: {
    id: string
    kind: string
    name: string
    name_en: string | null
    code: string | null
    parent: string | null
    squad: string | null
    closed_at: string | null
  }
}

const Names = Type.Array(Said, { maxItems: 10_000 })

/**
 * Where the service works gets a table. Each hall that a machine, a person or a check named becomes a site of its own with its own counter, so
 * that everybody sees what they saw; people, machines and lines name it by its id.
 */
export const up = async (bare: Kysely<unknown>): Promise<void> => {
  const db = bare.withTables<Then>()
  const { schema } = db
  const text = ['name_en', 'code', 'parent', 'squad', 'closed_at'] as const
  const table = schema
    .createTable('sites')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull().unique())
  await text.reduce((made, column) => made.addColumn(column, 'text'), table).execute()
  await schema.createIndex('sites_code').unique().on('sites').column('code').where(sql.ref('code'), 'is not', null).execute()

  for (const index of ['hall_pending', 'hall_concluded', 'hall_attention', 'day'])
    await schema.dropIndex(`check_lines_${index}`).ifExists().execute()
  await schema.alterTable('machines').renameColumn('hall', 'site').execute()
  await schema.alterTable('people').renameColumn('halls', 'sites').execute()
  await schema.alterTable('check_lines').renameColumn('hall', 'site').execute()
  await schema
    .alterTable('check_lines')
    .addColumn('squad', 'text', (c) => c.notNull().defaultTo(''))
    .execute()

  const people = await db.selectFrom('people').select(['id', 'sites']).where('sites', 'is not', null).execute()
  const own = people.map(({ id, sites }) => {
    const halls = jsonIn(sites ?? '')?.value
    // What somebody spoilt stays as it is: that person can't come in, and everybody else can.
    return { id, halls: Value.Check(Names, halls) ? halls : null }
  })
  const named = [
    ...(await db.selectFrom('machines').select('site').distinct().execute()),
    ...(await db.selectFrom('check_lines').select('site').distinct().execute()),
  ]
  const halls = new Set([...named.map(({ site }) => site), ...own.flatMap(({ halls: some }) => some ?? [])])
  for (const name of [...halls].toSorted())
    await db
      .insertInto('sites')
      .values({ id: siteOfHall(name), kind: 'station', name, name_en: null, code: null, parent: null, squad: null, closed_at: null })
      .execute()

  const byName = sql`(select id from sites where sites.name = site)`
  await sql`update machines set site = ${byName}`.execute(db)
  await sql`update check_lines set site = ${byName}`.execute(db)
  await sql`update check_lines set squad = site`.execute(db)
  for (const { id, halls: some } of own)
    if (some)
      await db
        .updateTable('people')
        .set({ sites: JSON.stringify(some.map(siteOfHall)) })
        .where('id', '=', id)
        .execute()

  const index = (name: string, columns: string[], only: string) =>
    schema.createIndex(`check_lines_${name}`).on('check_lines').columns(columns).where(sql.ref(only), 'is not', null).execute()
  await index('day', ['concluded_on', 'site', 'phase'], 'concluded_on')
  await index('site_attention', ['site', 'attention_since', 'check_id'], 'attention_since')
  await index('squad_pending', ['squad', 'pending_since', 'check_id'], 'pending_since')
  await index('squad_concluded', ['squad', 'concluded_at', 'check_id'], 'concluded_at')
}
