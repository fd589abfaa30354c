import type { Language } from '#protocol/basic.ts'
import { overridesIn } from '#protocol/overrides.ts'
import type { Report } from '#protocol/report.ts'
import { STATIONS, type Station } from '#protocol/station.ts'
import { dated } from '#words/dated.ts'
import { exports } from '#words/exports.ts'
import { findingWords } from '#words/finding.ts'
import { terms } from '#words/terms.ts'
import { csvLine } from './csv.ts'
import { diseaseWords } from './declared.ts'

/** A signed report with what became of it since. */
export type Listed = {
  report: Report
  digest: string
  concludedAt: string
  state: keyof (typeof terms)['zh']['phases']
  reason: string | null
  second: string | null
}

type Column = (listed: Listed, language: Language) => string

const findingOf =
  (station: Station): Column =>
  ({ report }, language) => {
    const finding = report.findings.find((one) => one.station === station)
    if (!finding) return ''
    // A number alone, so that it can be sorted and counted.
    return 'cm' in finding ? String(finding.cm) : findingWords(finding, language)
  }

/** A column of its own name, or the finding of a station. */
type Name = keyof typeof CELLS | Station

/** What stands in each column. */
const CELLS = {
  number: ({ report }) => report.number,
  concludedAt: ({ concludedAt }) => dated(concludedAt),
  state: ({ state }, language) => terms[language].phases[state],
  reason: ({ reason }) => reason ?? '',
  case: ({ report }) => report.case ?? '',
  name: ({ report }) => report.applicant.name,
  sex: ({ report }, language) => terms[language].sexes[report.applicant.sex],
  birth: ({ report }) => report.applicant.birth,
  nationality: ({ report }) => report.applicant.nationality,
  document: ({ report }, language) => terms[language].documents[report.applicant.document],
  documentNumber: ({ report }) => report.applicant.number,
  address: ({ report }) => report.applicant.address,
  phone: ({ report }) => report.applicant.phone ?? '',
  file: ({ report }) => report.applicant.file ?? '',
  applied: ({ report }) => report.applicant.classes.join(' '),
  outcome: ({ report }, language) => terms[language].outcomes[report.outcome.kind],
  classes: ({ report }) => report.outcome.classes.join(' '),
  conditions: ({ report }, language) => several(report.outcome.conditions.map((one) => terms[language].conditions[one])),
  declared: ({ report }, language) => several(diseaseWords(report.declaration, language)),
  remark: ({ report }) => report.remark ?? '',
  overridden: ({ report }, language) => several(overridesIn(report).map(({ station }) => terms[language].stations[station])),
  examinedOn: ({ report }) => report.examinedOn,
  validUntil: ({ report }) => report.validUntil,
  institution: ({ report }) => report.institution,
  doctor: ({ report }) => report.doctor.name,
  second: ({ second }) => second ?? '',
  hall: ({ report }) => report.hall,
  booth: ({ report }) => report.booth,
  digest: ({ digest }) => digest,
} satisfies Record<string, Column>

const several = (words: readonly string[]): string => words.join('; ')

/** Their order: whose report it is, what was found, what follows from it, and where it comes from. */
const ORDER: readonly Name[] = [
  ...(['number', 'concludedAt', 'state', 'reason', 'case', 'name', 'sex', 'birth', 'nationality', 'document'] as const),
  ...(['documentNumber', 'address', 'phone', 'file', 'applied', 'outcome', 'classes', 'conditions'] as const),
  ...STATIONS,
  ...([
    'declared',
    'remark',
    'overridden',
    'examinedOn',
    'validUntil',
    'institution',
    'doctor',
    'second',
    'hall',
    'booth',
    'digest',
  ] as const),
]
const isCell = (name: Name): name is keyof typeof CELLS => name in CELLS

/** The first line of a day's list: what stands in each column. */
export const dayHead = (language: Language): string => {
  const { findings, ...own } = exports[language].columns
  return csvLine(ORDER.map((name) => (isCell(name) ? own[name] : findings[name])))
}

/** A report's line in a day's list. */
export const dayLine = (listed: Listed, language: Language): string =>
  csvLine(ORDER.map((name) => (isCell(name) ? CELLS[name] : findingOf(name))(listed, language)))
