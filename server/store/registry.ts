import type { Entry, Registry } from '#check/registry.ts'
import { Institution, Registration } from '#protocol/registry.ts'
import { type Cut, cut } from './cut.ts'
import { marking } from './marks.ts'
import { type Db, type Tx, together } from './open.ts'
import { prepared } from './prepared.ts'
import { storable, stored } from './stored-json.ts'
import type { Tables } from './tables.ts'

// Rows are added and never changed: how an entry stands is its newest row, how it came to that the others.

type Row = Tables['registry']
/** What stands in an entry, by its kind. */
export type Kinded = { kind: 'institution'; value: Institution } | { kind: 'doctor'; value: Registration }

const spotOf = (row: string) => ({ table: 'registry', row, column: 'value' }) as const
const written = ({ subject, version, by, at }: Row) => ({ id: subject, version, by, at })
const institutionIn = (row: Row): Entry<Institution> => ({ ...written(row), value: stored(Institution, row.value, spotOf(row.id)) })
const doctorIn = (row: Row): Entry<Registration> => ({ ...written(row), value: stored(Registration, row.value, spotOf(row.id)) })

const newest = prepared((db) =>
  db
    .selectFrom('registry')
    .selectAll()
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('registry as newer')
            .select('newer.id')
            .whereRef('newer.subject', '=', 'registry.subject')
            .whereRef('newer.version', '>', 'registry.version'),
        ),
      ),
    )
    .orderBy('registry.subject'),
)

/** Every institution and every doctor in one, as they stand now. There are as many as a city has. */
export const currentRegistry = async (db: Db | Tx): Promise<Registry> => {
  const rows = await newest(db)
  return {
    institutions: rows.filter(({ kind }) => kind === 'institution').map(institutionIn),
    doctors: rows.filter(({ kind }) => kind === 'doctor').map(doctorIn),
  }
}

/** Adds how an entry stands from now on. False: somebody else was first with this version. */
export const addEntry = (
  db: Db | Tx,
  key: Uint8Array,
  { id, subject, version, by, at, ...kinded }: { id: string; subject: string; version: number; by: string | null; at: string } & Kinded,
): Promise<boolean> =>
  together(db, (tx) =>
    marking(tx, key, ['registry', id], async () => {
      const { kind } = kinded
      const value = JSON.stringify(
        kinded.kind === 'institution' ? storable(Institution, kinded.value, spotOf(id)) : storable(Registration, kinded.value, spotOf(id)),
      )
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('registry')
        .values({ id, kind, subject, version, value, by, at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    }),
  )

/** How an entry stood each time that somebody wrote it, the newest first, at most `most`; empty: there is none. */
export const entryHistory = async (db: Db, subject: string, most: number): Promise<Cut<Entry<Institution> | Entry<Registration>>> => {
  const rows = await db
    .selectFrom('registry')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('version', 'desc')
    .limit(most + 1)
    .execute()
  return cut(
    rows.map((row) => (row.kind === 'institution' ? institutionIn(row) : doctorIn(row))),
    most,
  )
}

/** Of a list of papers the one that was seen last: a page begins behind it. */
export type BehindPaper = { day: string; number: string }
/** Behind every paper, since days are text. */
const NEWEST: BehindPaper = { day: '~', number: '' }

/** Reports that an institution issued since a day in China, the newest first: at most `most`, behind one of them. */
export const papersSince = async (
  db: Db,
  institution: string,
  since: string,
  { most, behind }: { most: number; behind: BehindPaper | null },
) => {
  const { day, number } = behind ?? NEWEST
  const rows = await db
    .selectFrom('reports')
    .innerJoin('check_lines as line', 'line.check_id', 'reports.check_id')
    .select(['reports.number', 'reports.check_id', 'reports.day', 'reports.doctor'])
    .select(['line.classes', 'line.phase', 'line.number as current'])
    .where('reports.institution', '=', institution)
    .where('reports.day', '>=', since)
    .where((e) => e(e.refTuple('reports.day', 'reports.number'), '<', e.tuple(day, number)))
    .orderBy('reports.day', 'desc')
    .orderBy('reports.number', 'desc')
    .limit(most + 1)
    .execute()
  return cut(rows, most)
}

/** By which institution each of these reports was issued. */
export const issuersOf = (db: Db, numbers: readonly string[]): Promise<{ number: string; institution: string }[]> =>
  db
    .selectFrom('reports')
    .select(['number', 'institution'])
    .where('number', 'in', [...numbers])
    .execute()
