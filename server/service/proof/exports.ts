import type { Language } from '#protocol/basic.ts'
import { isDay } from '#protocol/days.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { Report, SignedBy } from '#protocol/report.ts'
import type { Deps } from '../../deps.ts'
import { BYTE_ORDER_MARK } from '../../export/csv.ts'
import { dayHead, dayLine } from '../../export/day-list.ts'
import { documentOf, type Signing } from '../../export/fhir.ts'
import { loadCheck } from '../../store/checks.ts'
import { type ConcludedLine, concludedBetween } from '../../store/concluded.ts'
import type { StoredFile } from '../../store/files.ts'
import { findPerson } from '../../store/people.ts'
import { findReport, type ReportRow } from '../../store/reports.ts'
import { signaturesOver } from '../../store/signatures.ts'
import { readable } from '../../store/stored-json.ts'
import { mayExport, type Reader, recordExport } from '../people/access.ts'
import type { Scope } from '../sites/scope.ts'
import { spanOf } from '../stored/days.ts'
import { storedReport } from '../stored/stored-report.ts'

/** A file that is nowhere stored: written while it is sent, or in one piece. */
export type Written = { pieces: AsyncIterable<string> | readonly [Uint8Array] }

/** A report that somebody may take out of the house; it is written down that they did. */
const exported = async (deps: Deps, number: string, reader: Reader): Promise<ReportRow | Refusal> => {
  const row = await findReport(deps.db, { number })
  const check = row && (await loadCheck(deps.db, row.check))
  if (!row || !check) return refuse('report-unknown')
  return (await mayExport(deps, reader, check)) ?? row
}

/** The value of a report, byte by byte as it was signed. */
export const valueOf = async (deps: Deps, number: string, reader: Reader): Promise<StoredFile | Refusal> => {
  const row = await exported(deps, number, reader)
  if (isRefusal(row)) return row
  return (await deps.files.get(row.digest)) ?? refuse('not-found')
}

const signingsOver = async (deps: Deps, { digest, check }: ReportRow, { doctor, registered }: Report): Promise<Signing[]> => {
  const second = (await loadCheck(deps.db, check))?.report?.countersigned?.registered
  const signings: Signing[] = []
  for (const { person, role, signedBy, assertion, at } of await signaturesOver(deps.db, digest)) {
    const known = person === doctor.id ? doctor : await findPerson(deps.db, { id: person })
    const place = { table: 'signatures', row: digest, column: 'signed_by' } as const
    signings.push({
      doctor: { id: person, name: known?.name ?? '' },
      role: role === 'second' ? 'second' : 'doctor',
      signedBy: readable(SignedBy, signedBy, place),
      at,
      assertion,
      registered: (role === 'second' ? second : registered?.doctor) ?? null,
    })
  }
  return signings
}

/** The report as a FHIR R4 document. */
export const bundleOf = async (deps: Deps, number: string, reader: Reader): Promise<Written | Refusal> => {
  const row = await exported(deps, number, reader)
  if (isRefusal(row)) return row
  const bytes = await deps.files.bytes(row.digest)
  if (!bytes) return refuse('not-found')
  const report = await storedReport(deps, row.digest)
  const text = Buffer.from(bytes).toString('utf8')
  const verify = `${deps.settings.origin}/verify/${report.code}`
  const document = documentOf({ report, text, digest: row.digest, signings: await signingsOver(deps, row, report), verify })
  return { pieces: once(JSON.stringify(document)) }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** So many lines are read at once: what a list holds in memory, however long the day. */
const LINES = 100

/** Every report that was signed on a day and goes to one's own counter, as a table. */
export const dayOf = async (
  deps: Deps,
  { day, language }: { day: string; language: Language },
  reader: Reader,
): Promise<Written | Refusal> => {
  const { counter } = reader
  if (!counter) return refuse('not-allowed')
  if (!isDay(day)) return refuse('days-wrong')
  return { pieces: linesOf(deps, reader, counter, { day, language }) }
}

async function* linesOf(deps: Deps, reader: Reader, scope: Scope, { day, language }: { day: string; language: Language }) {
  yield BYTE_ORDER_MARK + dayHead(language)
  let behind: { concludedAt: string; check: string } | null = null
  do {
    const found: ConcludedLine[] = await concludedBetween(deps.db, spanOf(day, day), scope, { most: LINES, behind })
    await recordExport(
      deps,
      reader,
      found.map(({ check }) => check),
    )
    for (const line of found) yield dayLine(await listed(deps, line), language)
    behind = found.length === LINES ? (found.at(-1) ?? null) : null
  } while (behind)
}

const listed = async (deps: Deps, line: ConcludedLine) => {
  const row = await findReport(deps.db, { number: line.number })
  if (!row) throw new Error('a line of the counter has no report')
  const { concludedAt, phase, reason, countersigned } = line
  const report = await storedReport(deps, row.digest)
  return { report, digest: row.digest, concludedAt, state: phase, reason, second: countersigned?.doctor.name ?? null }
}
