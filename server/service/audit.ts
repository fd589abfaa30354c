import { apply } from '#check/apply.ts'
import type { Check, Recorded } from '#check/events.ts'
import { lookAtSeal, type SealFault } from '../report/sealed.ts'
import { brokenLink, checkIds, loadEvents } from '../store/checks.ts'
import { findReport, reportNumbers } from '../store/reports.ts'
import { readingsStand } from './kept-readings.ts'
import { proofOf, type ProofFault, type Shelf } from './proof.ts'

/** What can be wrong with a data folder beside its reports. */
export const FOLDER_FAULTS = ['row-missing', 'file-missing', 'file-altered'] as const
export type Fault = ProofFault | SealFault | (typeof FOLDER_FAULTS)[number]

/** Something that doesn't fit: a check by its id, a report by its number, a file by its digest. */
export type Trouble = { of: 'check' | 'report' | 'file'; name: string; fault: Fault }
export type Audit = { checks: number; reports: number; files: number; troubles: Trouble[] }

const PAGE = 200

/**
 * Looks at everything that a data folder keeps: every check's chain of events, every report with all that is stored about it and the
 * seal of its paper, and every file. `stored`: digests of the files that are there. `trusted`: certificates of seals (DER).
 */
export const audit = async (
  shelf: Shelf,
  { stored, trusted }: { stored: ReadonlySet<string>; trusted: readonly Uint8Array[] },
): Promise<Audit> => {
  const troubles: Trouble[] = []
  const wrong = (of: Trouble['of'], name: string, ...faults: readonly Fault[]) =>
    troubles.push(...faults.map((fault) => ({ of, name, fault })))
  const needed = new Set<string>()
  const count = { checks: 0, reports: 0, files: stored.size }
  for await (const id of each((after) => checkIds(shelf.db, after, PAGE))) {
    count.checks++
    if ((await brokenLink(shelf.db, id)) !== null) {
      wrong('check', id, 'events-broken')
      continue
    }
    const events = await loadEvents(shelf.db, id)
    for (const file of filesOf(events)) needed.add(file)
    if (!(await readingsStand(shelf.db, events))) wrong('check', id, 'reading-differs')
    for (const { event } of events)
      if (event.kind === 'concluded' && !(await findReport(shelf.db, { number: event.number })))
        wrong('report', event.number, 'row-missing')
  }
  for await (const number of each((after) => reportNumbers(shelf.db, after, PAGE))) {
    count.reports++
    const proof = await proofOf(shelf, { number })
    if (!proof) continue
    wrong('report', number, ...proof.faults)
    if (proof.report) needed.add(proof.report.applicant.photo).add(proof.report.doctor.signature)
    if (proof.pdf) wrong('report', number, ...(await lookAtSeal(proof.pdf, trusted)).faults)
  }
  for (const digest of stored) if ((await shelf.files.get(digest).catch(() => null)) === null) wrong('file', digest, 'file-altered')
  for (const digest of needed) if (!stored.has(digest)) wrong('file', digest, 'file-missing')
  return { ...count, troubles }
}

/** Everything, page by page: each begins after the last of the one before. */
const each = async function* (page: (after: string) => Promise<string[]>): AsyncGenerator<string> {
  for (let names = await page(''); names.length > 0; names = await page(names.at(-1) ?? '')) yield* names
}

/** Files that a check's events speak of. */
const filesOf = (events: readonly Recorded[]): string[] => {
  const check = events.reduce<Check | null>((state, one) => apply(state, one), null)
  const papers = events.flatMap(({ event }) => (event.kind === 'concluded' ? [event.digest] : event.kind === 'sealed' ? [event.pdf] : []))
  return [...papers, check?.cardPhoto, check?.photo?.file, check?.declaration?.signature].filter((file) => typeof file === 'string')
}
