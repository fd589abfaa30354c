import { type Override, type PaperFault, Phase } from '#protocol/check.ts'
import { cleanLine } from '#protocol/line.ts'
import type { Provision } from '#protocol/provision.ts'
import type { Countersignature, Outcome } from '#protocol/report.ts'
import type { LicenceClass } from '#protocol/station.ts'
import { bySite, type Scope } from './by-site.ts'
import { inLine, mustStand } from './lines.ts'
import type { Db } from './open.ts'
import { readable } from './stored-json.ts'

// What the counter reads: always newest first, a page at a time. A page begins behind the last line of the one before.

/** A line of the counter, with whose report it is. */
export type ConcludedLine = {
  check: string
  version: number
  phase: Phase
  classes: LicenceClass[]
  name: string
  /** Whole. */
  document: string
  site: string
  /** Whose counter sees to it. */
  squad: string
  number: string
  outcome: Outcome
  doctor: string
  concludedAt: string
  pdf: string | null
  /** The signature by SM2 beside it, where there is one. */
  sm2?: string
  held: PaperFault | null
  receipt: string | null
  reason: string | null
  overrides: Override[]
  countersigned?: Countersignature
  provision?: Provision
}

/** At most so many lines, behind the one that was seen last; null: from the newest. */
export type Page = { most: number; behind: { concludedAt: string; check: string } | null }

const lines = (db: Db) =>
  db
    .selectFrom('check_lines as line')
    .select(['line.check_id', 'line.version', 'line.phase', 'line.classes', 'line.name', 'line.document', 'line.number'])
    .select(['line.site', 'line.squad'])
    .select(['line.outcome', 'line.signed_by', 'line.concluded_at', 'line.pdf', 'line.sm2', 'line.held', 'line.receipt', 'line.reason'])
    .select(['line.overrides', 'line.countersigned', 'line.provision'])

const linesOf = (db: Db, { by }: Scope, site: string | null) => (site === null ? lines(db) : lines(db).where(`line.${by}`, '=', site))

type Lines = ReturnType<typeof lines>
type Row = Awaited<ReturnType<Lines['executeTakeFirstOrThrow']>>

const lineOf = (row: Row): ConcludedLine => ({
  check: row.check_id,
  version: row.version,
  phase: readable(Phase, row.phase, { table: 'check_lines', row: row.check_id, column: 'phase' }),
  classes: inLine(row, 'classes'),
  name: cleanLine(row.name),
  document: row.document,
  site: row.site,
  squad: row.squad,
  number: mustStand(row, 'number'),
  outcome: inLine(row, 'outcome'),
  doctor: mustStand(row, 'signed_by'),
  concludedAt: mustStand(row, 'concluded_at'),
  pdf: row.pdf,
  ...(row.sm2 !== null && { sm2: row.sm2 }),
  held: row.held === null ? null : inLine(row, 'held'),
  receipt: row.receipt,
  reason: row.reason,
  overrides: inLine(row, 'overrides'),
  ...(row.countersigned && { countersigned: inLine(row, 'countersigned') }),
  ...(row.provision && { provision: inLine(row, 'provision') }),
})

/** The newest of what each site has, as lines. */
const newestOf = (rows: readonly Row[], most: number): ConcludedLine[] => rows.map(lineOf).toSorted(newestFirst).slice(0, most)

const newestFirst = (a: ConcludedLine, b: ConcludedLine): number =>
  a.concludedAt === b.concludedAt ? (a.check < b.check ? 1 : -1) : a.concludedAt < b.concludedAt ? 1 : -1

/** Behind every line, since instants are text. */
const NEWEST = { concludedAt: '~', check: '' }

/** Reports of which somebody at the counter still has something to do or to wait for: not yet accepted, however old. */
export const pendingReports = async (db: Db, scope: Scope, { most, behind }: Page): Promise<ConcludedLine[]> => {
  const { concludedAt, check } = behind ?? NEWEST
  const rows = await bySite(scope, (site) =>
    linesOf(db, scope, site)
      .where('line.pending_since', '>', '')
      .where((e) => e(e.refTuple('line.pending_since', 'line.check_id'), '<', e.tuple(concludedAt, check)))
      .orderBy('line.pending_since', 'desc')
      .orderBy('line.check_id', 'desc')
      .limit(most)
      .execute(),
  )
  return newestOf(rows, most)
}

/** Reports at whose paper or hand-over somebody has to look, for the longest first, however old. */
export const stuckReports = async (db: Db, scope: Scope, { most }: Pick<Page, 'most'>): Promise<ConcludedLine[]> => {
  const rows = await bySite(scope, (site) =>
    linesOf(db, scope, site)
      .innerJoin('outbox', (join) => join.onRef('outbox.check_id', '=', 'line.check_id').onRef('outbox.number', '=', 'line.number'))
      .where('outbox.person_at', '>', '')
      .orderBy('outbox.person_at')
      .limit(most)
      .execute(),
  )
  return rows.map(lineOf).slice(0, most)
}

/**
 * Reports concluded since an instant and before another. Of some sites: each one's newest by an index of its own, then together, so that
 * no site waits for what others have finished. `phase`: those alone that stand so.
 */
export const concludedBetween = async (
  db: Db,
  span: { since: string; before: string; phase?: Phase | undefined },
  scope: Scope,
  { most, behind }: Page,
): Promise<ConcludedLine[]> => {
  const { concludedAt, check } = behind ?? { concludedAt: span.before, check: '' }
  const rows = await bySite(scope, (site) =>
    inPhase(linesOf(db, scope, site), span.phase)
      .where('line.concluded_at', '>=', span.since)
      .where((e) => e(e.refTuple('line.concluded_at', 'line.check_id'), '<', e.tuple(concludedAt, check)))
      .orderBy('line.concluded_at', 'desc')
      .orderBy('line.check_id', 'desc')
      .limit(most)
      .execute(),
  )
  return newestOf(rows, most)
}

const inPhase = (some: Lines, phase: Phase | undefined): Lines => (phase === undefined ? some : some.where('line.phase', '=', phase))

/** The check that a report number belongs to, with the report that stands in it now; also by a number that was superseded there. */
export const concludedByNumber = async (db: Db, number: string): Promise<ConcludedLine | null> => {
  const row = (await lines(db).where('line.number', '=', number).executeTakeFirst()) ?? (await replacedBy(db, number))
  return row ? lineOf(row) : null
}

/** The line of the check in which this number was superseded. */
const replacedBy = (db: Db, number: string): Promise<Row | undefined> =>
  lines(db)
    .innerJoin('reports', 'reports.check_id', 'line.check_id')
    .where('reports.number', '=', number)
    .where('line.number', 'is not', null)
    .executeTakeFirst()

const pageOf = async (some: Lines, { most, behind }: Page): Promise<ConcludedLine[]> => {
  const { concludedAt, check } = behind ?? NEWEST
  const rows = await some
    .where((e) => e(e.refTuple('line.concluded_at', 'line.check_id'), '<', e.tuple(concludedAt, check)))
    .orderBy('line.concluded_at', 'desc')
    .orderBy('line.check_id', 'desc')
    .limit(most)
    .execute()
  return rows.map(lineOf)
}

/** The reports of a person, by the keyed hash of their identity number (`hashNumber`). */
export const concludedOfPerson = (db: Db, numberHash: string, page: Page): Promise<ConcludedLine[]> =>
  pageOf(
    lines(db).where('line.applicant', '=', (e) => e.selectFrom('applicants').select('id').where('number_hash', '=', numberHash)),
    page,
  )

/** The reports that were made for a case, by its number. */
export const concludedOfCase = (db: Db, number: string, page: Page): Promise<ConcludedLine[]> =>
  pageOf(lines(db).where('line.case_number', '=', number), page)

/** The reports of everybody whose name is spelt so (`hashName`), at these sites. */
export const concludedOfName = async (db: Db, spelling: string, scope: Scope, { most, behind }: Page): Promise<ConcludedLine[]> => {
  const { concludedAt, check } = behind ?? NEWEST
  const rows = await bySite(scope, (site) => {
    const found = lines(db).innerJoin('report_names as named', 'named.check_id', 'line.check_id').where('named.spelling', '=', spelling)
    return (site === null ? found : found.where('named.squad', '=', site))
      .where((e) => e(e.refTuple('named.concluded_at', 'named.check_id'), '<', e.tuple(concludedAt, check)))
      .orderBy('named.concluded_at', 'desc')
      .orderBy('named.check_id', 'desc')
      .limit(most)
      .execute()
  })
  return newestOf(rows, most)
}

/** How many checks each site concluded on a day in China. A site that concluded none isn't named. */
export const concludedBySite = async (db: Db, day: string): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('check_lines')
    .select((e) => ['site', e.fn.countAll<number | string>().as('n')])
    .where('concluded_on', '=', day)
    .groupBy('site')
    .execute()
  return new Map(rows.map(({ site, n }) => [site, Number(n)]))
}

/** How many checks were concluded on a day in China at these sites, or at all (null), and how many of them the case has taken. */
export const countConcluded = async (
  db: Db,
  day: string,
  sites: readonly string[] | null,
): Promise<{ finished: number; handedOver: number }> => {
  const all = db
    .selectFrom('check_lines')
    .select((e) => ['site', 'phase', e.fn.countAll<number | string>().as('n')])
    .where('concluded_on', '=', day)
    .groupBy(['site', 'phase'])
  const rows = await (sites === null ? all : all.where('site', 'in', [...sites])).execute()
  const sum = (phases: readonly string[] | null) =>
    rows.reduce((total, { phase, n }) => total + (phases === null || phases.includes(phase) ? Number(n) : 0), 0)
  return { finished: sum(null), handedOver: sum(['handed-over', 'accepted', 'returned', 'provisional', 'lapsed']) }
}
