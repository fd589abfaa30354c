import { MEASURED } from '#measure/index.ts'
import { canonical } from '#protocol/canonical.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { type Finding, STATIONS, type Station } from '#protocol/station.ts'
import { MOST_TAKEN } from '#protocol/still.ts'
import type { Doctor } from '../actors.ts'
import { untestedBetterEye } from '../better-eye.ts'
import type { Check } from '../check.ts'
import type { Commands } from '../commands.ts'
import type { Decision } from '../events.ts'
import { named } from './lease.ts'
import type { Answer } from './row.ts'

// What a doctor finds, and what is found so far.

/** The finding that stands for a station: the doctor's, else the newest measurement's; null when there is none yet. */
export const standingFinding = (check: Check, station: Station): Finding | null =>
  check.stations[station].decision?.finding ?? check.stations[station].measured?.finding ?? null

/** Stations of the form that still have no finding, or one that doesn't say enough: of an eye that must be tested at 5.0 now. */
export const missingStations = (check: Check): Station[] => {
  const untested = untestedBetterEye(check)
  return STATIONS.filter((station) => standingFinding(check, station) === null || station === untested)
}

const decisionOf = (check: Check, { finding, reason }: { finding: Finding; reason: string | null }, doctor: Doctor): Decision | Refusal => {
  const measured = check.stations[finding.station].measured?.finding ?? null
  const overrides = MEASURED.includes(finding.station) && (measured === null || canonical(measured) !== canonical(finding))
  if (overrides && !('refer' in finding) && reason === null) return refuse('reason-missing', { station: finding.station })
  return { doctor: named(doctor), finding, reason, measured }
}

/** What a doctor decides for a report that is to replace this check's, or why that can't be decided so. */
export const decisionsFor = (check: Check, wanted: Commands['supersede']['decisions'], doctor: Doctor): Decision[] | Refusal => {
  const decisions: Decision[] = []
  for (const one of wanted) {
    const decision = decisionOf(check, one, doctor)
    if (isRefusal(decision)) return decision
    decisions.push(decision)
  }
  return decisions
}

export const decideStation = (check: Check, wanted: Commands['decide'], doctor: Doctor): Answer => {
  const decision = decisionOf(check, wanted, doctor)
  return isRefusal(decision) ? decision : [{ kind: 'decided', ...decision }]
}

export const note = (_: Check, { text }: Commands['note'], doctor: Doctor): Answer => [{ kind: 'noted', doctor: named(doctor), text }]

/** The same picture once more is the one that is there. */
export const picture = ({ taken = [] }: Check, { station, camera, file }: Commands['picture'], doctor: Doctor): Answer => {
  if (taken.some((one) => one.file === file && one.station === station)) return []
  return taken.length < MOST_TAKEN
    ? [{ kind: 'pictured', doctor: named(doctor), station, camera, file }]
    : refuse('stills-full', { most: MOST_TAKEN })
}
