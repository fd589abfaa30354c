import { toCountersign } from '#check/basis.ts'
import type { Check } from '#check/events.ts'
import { ATTENTION_MOST, type AttentionEntry, type AttentionView } from '#protocol/check.ts'
import type { Phase } from '#protocol/check.ts'
import type { Deps } from '../deps.ts'
import { findApplicants, type ApplicantData } from '../store/applicants.ts'
import { checksIn, loadChecks } from '../store/checks.ts'

/** Where a check may wait for a doctor. A concluded one waits only when its paper is held. */
const WAITS: readonly Phase[] = ['signed', 'returned', 'refused', 'concluded']

/** Reports that wait for a doctor: to be countersigned, or returned, refused or held and to be replaced. The oldest first. */
export const attentionView = async (deps: Deps): Promise<AttentionView> => {
  const waiting = (await checksIn(deps.db, WAITS, ATTENTION_MOST)).filter((check) => attentionOf(check) !== null)
  const people = await findApplicants(
    deps.db,
    waiting.map(({ applicant }) => applicant),
  )
  return { entries: waiting.flatMap((check) => entryOf(check, people.get(check.applicant))).sort((a, b) => (a.since < b.since ? -1 : 1)) }
}

/** Does one of these checks wait for a doctor? */
export const touchesAttention = async (deps: Deps, changed: ReadonlySet<string>): Promise<boolean> =>
  [...(await loadChecks(deps.db, [...changed])).values()].some((check) => attentionOf(check) !== null)

type Attention = Omit<AttentionEntry, 'check' | 'version' | 'name' | 'classes'>

const attentionOf = (check: Check): Attention | null => {
  const { signed, report, counter, delivery } = check
  if (signed) {
    const { number, outcome, doctor, at, because } = signed
    return { what: 'countersign', number, outcome, doctor, since: at, reason: null, because }
  }
  if (!report) return null
  const { number, outcome, doctor, concludedAt: since } = report
  const because = report.countersigned ? toCountersign(check, outcome) : []
  const entry = { number, outcome, doctor, since, because }
  if (check.phase === 'returned') return { ...entry, what: 'returned', since: counter?.at ?? since, reason: counter?.reason ?? null }
  if (check.phase === 'refused') return { ...entry, what: 'refused', reason: delivery?.reason ?? null }
  if (check.phase === 'concluded' && report.held) return { ...entry, what: 'held', reason: report.held.detail }
  return null
}

const entryOf = (check: Check, person: ApplicantData | undefined): AttentionEntry[] => {
  const attention = attentionOf(check)
  return attention && person
    ? [{ check: check.id, version: check.version, name: person.card.name, classes: check.classes, ...attention }]
    : []
}
