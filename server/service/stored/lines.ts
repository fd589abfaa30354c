import { attentionOf } from '#check/attention.ts'
import { overridesOf } from '#check/basis.ts'
import type { Check } from '#check/check.ts'
import { missingStations } from '#check/deciding/findings.ts'
import { turnOf } from '#check/turn.ts'
import { MOVED, type Moved } from '../../announcement.ts'
import type { CheckLine, ReportLine } from '../../store/lines.ts'

/** The site whose counter sees to a check's report: the one that it was opened for, or, before there were sites, the one where it is. */
export const squadOf = ({ squad, booth }: Pick<Check, 'squad' | 'booth'>): string => squad ?? booth.site.id

/** What lists show of a check. */
export const lineOf = (check: Check): CheckLine => ({
  check: check.id,
  version: check.version,
  phase: check.phase,
  booth: check.booth,
  site: check.booth.site.id,
  squad: squadOf(check),
  applicant: check.applicant,
  birth: check.birth,
  classes: check.classes,
  queuedAt: check.phase === 'underway' ? check.queuedAt : null,
  turn: turnOf(check),
  precedence: check.precedence ?? [],
  doctor: check.lease?.doctor ?? null,
  kept: check.kept ?? null,
  missing: missingStations(check).length,
  report: reportLine(check),
  attention: attentionOf(check),
  caseNumber: check.case,
})

const reportLine = (check: Check): ReportLine | null => {
  const { phase, report, delivery, counter, withdrawal } = check
  return (
    report && {
      number: report.number,
      outcome: report.outcome,
      doctor: report.doctor.name,
      concludedAt: report.concludedAt,
      pending: phase !== 'accepted' && phase !== 'superseded' && phase !== 'withdrawn',
      pdf: report.pdf,
      sm2: report.sm2 ?? null,
      held: report.held,
      receipt: delivery?.receipt ?? null,
      reason: withdrawal?.reason ?? counter?.reason ?? delivery?.reason ?? null,
      overrides: overridesOf(check),
      countersigned: report.countersigned,
      provision: check.provision ?? null,
      provisionUntil: phase === 'provisional' ? (check.provision?.until ?? null) : null,
    }
  )
}

/** Which lists show a check otherwise, now that its line has changed; null before: it was opened. */
export const movedBetween = (before: CheckLine | null, after: CheckLine): Moved[] => {
  const differs = (part: (line: CheckLine) => unknown) => JSON.stringify(before && part(before)) !== JSON.stringify(part(after))
  const queued = before?.queuedAt || after.queuedAt
  const moves: Record<Moved, boolean> = {
    // A claim stands whatever happened meanwhile: the version alone is no news of the queue.
    queue: Boolean(queued) && differs(({ queuedAt, doctor, kept, missing }) => [queuedAt, doctor, kept, missing]),
    place: Boolean(queued) && differs(({ queuedAt, doctor }) => [queuedAt, doctor === null]),
    // The counter decides on a version, so that each one is news to it.
    report: after.report !== null,
    attention: differs(({ attention }) => attention),
    hall: differs(({ phase, queuedAt, doctor }) => [phase, queuedAt, doctor === null]),
  }
  return MOVED.filter((list) => moves[list])
}
