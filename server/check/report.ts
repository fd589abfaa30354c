import { chinaDay, monthsAfter } from '#protocol/days.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Registered } from '#protocol/registered.ts'
import type { Outcome, Report } from '#protocol/report.ts'
import { STATIONS } from '#protocol/station.ts'
import { basisOf } from './basis.ts'
import { tested } from './better-eye.ts'
import type { Check } from './check.ts'
import { missingStations, standingFinding } from './deciding/findings.ts'
import { evaluate } from './rules/evaluate.ts'
import { rulesOf } from './rules/rules.ts'

/** The personal data of an applicant: kept apart from the events. */
export type Personal = {
  name: string
  sex: 'male' | 'female' | 'unknown'
  birth: string
  document: Report['applicant']['document']
  number: string
  address: string
  nationality: string
  phone: string | null
  file: string | null
  /** Name and address as the card's chip has them, where those here are cleaned. */
  read?: { name: string; address: string }
}

/** What goes into a report beside the check itself. `now` becomes every date on it. */
export type ReportFacts = {
  personal: Personal
  doctor: { id: string; name: string; signature: string }
  institution: string
  /** What the registry says of institution and doctor now. */
  registered?: Registered
  number: string
  code: string
  remark: string | null
  /** Number of a report of another check of this person that is in force: this one takes its place. */
  replaces?: string | null
  now: Date
}

/**
 * How long a certificate is valid: from the day of the examination on the form (自体检之日起6个月内有效), from the issue in article 85 of
 * the order. The earlier end holds.
 */
export const VALID_MONTHS = 6

/** What the rules of this check say of its findings so far, on the day of `now` in China. */
export const outcomeOf = (check: Check, now: Date): Outcome =>
  evaluate(rulesOf(check.rules), {
    classes: check.classes,
    birth: check.birth,
    on: chinaDay(now),
    business: check.business,
    tested: tested(check),
    declaredDisease: check.declaration?.has === true,
    findings: STATIONS.flatMap((station) => standingFinding(check, station) ?? []),
  })

/** The day in China of the newest finding that stands. */
const examinedDay = (check: Check, now: Date): string => {
  const moments = STATIONS.flatMap((station) => {
    const { decision, measured, attempts } = check.stations[station]
    return decision?.at ?? attempts.find(({ reading }) => reading !== null && reading.id === measured?.reading)?.startedAt ?? []
  })
  return chinaDay(new Date(moments.toSorted().at(-1) ?? now))
}

const evidenceOf = (check: Check): Report['evidence'] =>
  STATIONS.map((station) => {
    const { measured, decision } = check.stations[station]
    const basis = basisOf(check, station) ?? 'judged'
    return {
      station,
      source: decision ? 'doctor' : 'measured',
      reading: measured?.reading ?? null,
      digest: measured?.digest ?? null,
      reason: decision?.reason ?? null,
      basis,
      ...(basis === 'against' ? { measured: measured?.finding ?? null } : {}),
    }
  })

/** The report of a check as it stands, or what is still missing for one. Its digest is what a doctor signs. */
export const makeReport = (check: Check, facts: ReportFacts): Report | Refusal => {
  const missing = missingStations(check)
  if (missing.length > 0) return refuse('missing', { stations: missing })
  if (!check.declaration) return refuse('declaration-incomplete')
  if (!check.photo) return refuse('photo-missing')
  const { personal, doctor, institution, number, code, remark, now } = facts
  const examinedOn = examinedDay(check, now)
  const issuedOn = chinaDay(now)
  return {
    form: '2026-1',
    number,
    code,
    supersedes: check.report?.number ?? facts.replaces ?? null,
    check: check.id,
    case: check.case,
    applicant: {
      name: personal.name,
      sex: personal.sex,
      birth: personal.birth,
      nationality: personal.nationality,
      document: personal.document,
      number: personal.number,
      address: personal.address,
      phone: personal.phone,
      file: personal.file,
      ...(personal.read && { read: personal.read }),
      classes: check.classes,
      photo: check.photo.file,
    },
    declaration: check.declaration,
    findings: STATIONS.flatMap((station) => standingFinding(check, station) ?? []),
    evidence: evidenceOf(check),
    outcome: outcomeOf(check, now),
    remark,
    doctor,
    institution,
    ...(facts.registered && { registered: facts.registered }),
    hall: check.booth.site.name,
    booth: check.booth.name,
    examinedOn,
    ...(issuedOn === examinedOn ? {} : { issued: { on: issuedOn, until: monthsAfter(issuedOn, VALID_MONTHS) } }),
    validUntil: monthsAfter(examinedOn, VALID_MONTHS),
    drawnUpAt: now.toISOString(),
  }
}
