import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openFiles } from '../../server/store/files.ts'
import { signedReport } from '../signed.ts'
import { openWorld, until } from '../world.ts'

/** One report that waits to be handed over: whose, where to, and which one of its driver's line. */
export type Copy = { check: string; number: string; driver: string; place: string; nth: number }

const NEVER = 86_400_000
/** How many reports a driver has: each has to come behind the one before. */
const LINE = 3

/**
 * Fills a data folder with so many sealed reports that wait to be handed over, spread over these places: the first by the real path, the others copies
 * of it with their own check, number, driver, digest and file. Gives them, in the order of each driver.
 */
export const fillReports = async (folder: string, count: number, places: readonly string[]): Promise<Copy[]> => {
  await mkdir(folder, { recursive: true })
  const database = join(folder, 'roadfit.sqlite')
  const files = openFiles(join(folder, 'files'))
  const world = await openWorld({ database, outside: { files }, pace: { deliveries: NEVER } })
  // Its own deliveries look once at the start, and nobody rings them.
  world.deps.announce = () => {}
  const signed = await signedReport(world, await world.person('storm', 'doctor'))
  await until(async () => (await world.check(signed.id)).phase === 'reported')
  const { applicant } = await world.check(signed.id)
  await world.close()

  const report = new TextDecoder().decode((await files.bytes(signed.digest)) ?? new Uint8Array())
  const copies = Array.from({ length: count }, (_, at): Copy => {
    const line = Math.floor(at / LINE)
    const place = places[line % places.length] ?? ''
    return { check: idOf(1, at), number: `RF20261126-${String(at + 1).padStart(6, '0')}`, driver: idOf(2, line), place, nth: at % LINE }
  })
  const db = new DatabaseSync(database)
  db.exec('begin')
  for (const copy of copies) {
    const own = report.replaceAll(signed.number, copy.number)
    const digest = await files.put(Buffer.from(own))
    if (digest !== createHash('sha256').update(own).digest('hex')) throw new Error('a file has another digest')
    const before = copy.nth === 0 ? null : copies[copies.indexOf(copy) - 1]
    copyRows(db, copy, before ?? null, [
      [signed.id, copy.check],
      [signed.number, copy.number],
      [signed.digest, digest],
      [applicant, copy.driver],
    ])
  }
  for (const table of ['checks', 'check_lines', 'check_events', 'outbox'])
    db.prepare(`delete from ${table} where ${table === 'checks' ? 'id' : 'check_id'} = ?`).run(signed.id)
  db.exec('commit')
  db.close()
  return copies
}

const idOf = (kind: number, at: number) => `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(at).padStart(12, '0')}`

/** The rows of the first report once more, with another's words in place of its own. */
const copyRows = (db: DatabaseSync, copy: Copy, before: Copy | null, words: readonly (readonly [string, string])[]): void => {
  const anew = (column: string) => words.reduce((text, [own, other]) => `replace(${text}, '${own}', '${other}')`, column)
  const first = words[0]?.[0] ?? ''
  const deliver = (check: string) =>
    `(select '${check}' || substr(id, length(check_id) + 1) from outbox where check_id = '${first}' and kind = 'deliver')`
  const own: Record<string, string> = {
    line: `iif(line is null, null, '${copy.driver}')`,
    destination: `'${copy.place}'`,
    held_by: before ? `iif(kind = 'deliver', ${deliver(before.check)}, null)` : 'null',
  }
  for (const [table, key] of [
    ['applicants', 'id'],
    ['checks', 'id'],
    ['check_lines', 'check_id'],
    ['check_events', 'check_id'],
    ['outbox', 'check_id'],
  ] as const) {
    if (table === 'applicants' && before) continue
    const columns = db
      .prepare('select name, type from pragma_table_info(?)')
      .all(table)
      .map(({ name, type }) => ({ name: String(name), text: String(type).toLowerCase() === 'text' }))
    const values = columns.map(({ name, text }) => {
      if (table === 'applicants' && name === 'number_hash') return `'${copy.driver}'`
      if (name === 'command') return 'null'
      return (table === 'outbox' && own[name]) || (text ? anew(name) : name)
    })
    const template = table === 'applicants' ? (words[3]?.[0] ?? '') : first
    db.exec(
      `insert into ${table} (${columns.map(({ name }) => name).join(', ')}) select ${values.join(', ')} from ${table} where ${key} = '${template}'`,
    )
  }
}
