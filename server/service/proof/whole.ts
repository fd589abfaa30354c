import type { Check } from '#check/check.ts'
import { ERRANDS } from '#protocol/errand.ts'
import { loadCheck, openBefore } from '../../store/checks.ts'
import { concludedBetween } from '../../store/concluded.ts'
import { type Files, isWhole } from '../../store/files.ts'
import type { Db } from '../../store/open.ts'
import { dueRows } from '../../store/outbox.ts'
import { listPeople } from '../../store/people.ts'
import { EVERYTHING } from '../sites/scope.ts'

/** Behind every instant. */
const ALWAYS = '9999-12-31T00:00:00.000Z'
/** How many of the newest reports are looked at beside what is still to do. */
const NEWEST = 30

/**
 * The first stored file that doesn't hold what was stored, or is gone, of those that somebody will need today: of open checks, of
 * papers and deliveries that wait, of the newest reports and of the doctors' signatures. Null: all are whole.
 */
export const tornFile = async (db: Db, files: Files): Promise<string | null> => {
  const due = await Promise.all(ERRANDS.map((kind) => dueRows(db, kind, ALWAYS)))
  const waiting = due.flat().map(({ check }) => check)
  const newest = await concludedBetween(db, { since: '', before: ALWAYS }, EVERYTHING, { most: NEWEST, behind: null })
  const checks = new Set([...(await openBefore(db, ALWAYS, ALWAYS)), ...waiting, ...newest.map(({ check }) => check)])
  const digests = new Set((await listPeople(db)).flatMap(({ signature }) => signature ?? []))
  for (const id of checks) {
    const check = await loadCheck(db, id)
    for (const digest of check ? filesOf(check) : []) digests.add(digest)
  }
  for (const digest of digests) if (!(await isWhole(files, digest))) return digest
  return null
}

/** The stored files that a check stands on. */
const filesOf = ({ cardPhoto, photo, declaration, taken = [], drawnUp, report }: Check): string[] =>
  [...taken.map(({ file }) => file), cardPhoto, photo?.file, declaration?.signature, drawnUp?.digest, report?.digest, report?.pdf].filter(
    (digest) => digest != null,
  )
