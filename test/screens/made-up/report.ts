import { digestOf } from '#protocol/canonical.ts'
import type { CheckView } from '#protocol/check.ts'
import type { Score } from '#protocol/measurement.ts'
import type { Report } from '#protocol/report.ts'
import { STATIONS } from '#protocol/station.ts'
import { reportState } from '../../made-up/check.ts'
import { errandOf } from '../../made-up/errand.ts'
import { hashOf, idOf } from '../../made-up/ids.ts'
import { doctor } from './account.ts'
import { at } from './at.ts'
import { decided, findings, halfway, heightScore, measured } from './check.ts'

// A report, and a check from its drawing up to its end.

export const report: Report = {
  form: '2026-1',
  number: 'RF20261125-000042',
  code: '7K3MPX9QHT2WVR4B',
  supersedes: null,
  check: halfway.id,
  case: 'G2026112500017',
  applicant: {
    name: '张三',
    sex: 'male',
    birth: '1960-02-29',
    nationality: '中国',
    document: 'resident-identity-card',
    number: '11010519491231002X',
    address: '北京市东城区某某街道某某胡同十二号院三单元 501 室',
    phone: null,
    file: '110100123456',
    classes: ['C1'],
    photo: hashOf('b'),
  },
  declaration: { has: false, diseases: [], at: at(20), signature: hashOf('a') },
  findings: STATIONS.map((station) => findings[station]),
  evidence: STATIONS.map((station, index) => ({
    station,
    source: index < 5 ? 'measured' : 'doctor',
    reading: index < 5 ? idOf(601 + index) : null,
    digest: index < 5 ? hashOf(String(index)) : null,
    reason: station === 'colour' ? '两图读数有误，复测后可辨' : null,
  })),
  outcome: {
    kind: 'fit-with-conditions',
    classes: ['C1'],
    conditions: ['glasses-left', 'glasses-right'],
    reasons: [{ code: 'meets-all', station: null, classes: ['C1'], found: null, asked: null }],
    rules: '2025-01-01',
  },
  remark: '建议夜间驾驶时佩戴眼镜',
  doctor: { id: doctor.id, name: doctor.name, signature: hashOf('d') },
  institution: '东城区某某社区卫生服务中心',
  hall: '东城服务大厅',
  booth: '1 号舱',
  examinedOn: '2026-11-25',
  validUntil: '2027-05-24',
  drawnUpAt: at(0),
}

/** The same check with nothing missing. */
export const complete: CheckView = {
  ...halfway,
  version: 30,
  declaration: { ...report.declaration },
  stations: STATIONS.map((station, index) => (index < 5 ? measured(station, heightScore) : decided(station))),
  missing: [],
  outcome: report.outcome,
  faults: [],
}

const limbsScore = (station: 'upper-limbs' | 'lower-limbs' | 'trunk'): Score => ({
  procedure: 'limbs',
  station,
  tasks: [],
  symmetry: null,
  hint: 'as-expected',
})
/** The same while what eyes alone judge isn't decided yet: the limb tasks were done and nothing says to look closely. */
export const seen: CheckView = {
  ...complete,
  version: 29,
  stations: complete.stations.map((view) => {
    const { station } = view
    return station === 'upper-limbs' || station === 'lower-limbs' || station === 'trunk'
      ? { ...measured(station, limbsScore(station)), finding: null, source: null }
      : view
  }),
  missing: ['upper-limbs', 'lower-limbs', 'trunk'],
  outcome: null,
}

/** Drawn up: the draft, and the digest that the server registered of it. */
export const drawnUp = async (): Promise<CheckView> => ({
  ...complete,
  version: 31,
  drawnUp: { number: report.number, digest: await digestOf(report), at: at(0) },
  draft: report,
})

/** One that was due an hour and a half ago. */
export const errand: typeof errandOf = (code, said, part) => errandOf(code, said, { since: at(95), ...part })

const reportOf = (paper: 'drawing' | 'held'): NonNullable<CheckView['report']> =>
  reportState({ number: report.number, doctor: doctor.name, concludedAt: at(12), paper, pdf: null })

/** Signed, sealed and delivered. */
export const concluded = async (): Promise<CheckView> => ({
  ...(await drawnUp()),
  version: 36,
  phase: 'handed-over',
  lease: null,
  queue: null,
  draft: null,
  report: reportState({
    number: report.number,
    verifyUrl: `https://check.example/verify/${report.code}`,
    digest: await digestOf(report),
    doctor: doctor.name,
    concludedAt: at(0),
  }),
  handover: { state: 'delivered', tries: 1, receipt: 'TMRI-0099123', reason: null },
})

/** Signed, but not at its end: by the errand that is due, or why there is none. */
export const unfinished = async () => {
  const made = await concluded()
  const paperless = { ...made, phase: 'concluded', handover: null } as const
  const waits = { ...made, phase: 'reported' } as const
  const waiting = { state: 'waiting', tries: 7, receipt: null, reason: null } as const
  const because = {
    code: 'glyph-missing',
    detail: '\u{20bb7} (U+20BB7)',
    fields: { where: 'name', character: '\u{20bb7} (U+20BB7)' },
  } as const
  return {
    drawing: {
      ...paperless,
      report: reportOf('drawing'),
      errand: errandOf('unknown', '', { kind: 'draw', tries: 0, fault: null, person: false }),
    },
    'not-made': { ...paperless, report: reportOf('drawing'), errand: errand('not-made', 'ENOSPC', { kind: 'draw' }) },
    held: { ...paperless, report: { ...reportOf('held'), held: because } },
    down: { ...waits, handover: { ...waiting, tries: 2 }, errand: errand('down', '503', { tries: 2, person: false, underWay: true }) },
    sent: {
      ...waits,
      handover: { ...waiting, tries: 0 },
      errand: errand('unknown', '', { tries: 0, fault: null, person: false, sent: { since: at(40), reference: 'Q-20261125-0731' } }),
    },
    'key-wrong': { ...waits, handover: waiting, errand: errand('key-wrong', '401') },
    refused: { ...made, phase: 'refused', handover: { ...waiting, state: 'refused', reason: '业务流水号已办结，不能再送' } },
  } satisfies Record<string, CheckView>
}
