import type { CheckView, EarlierReport, History } from '#protocol/check.ts'
import { otherDoctor } from './account.ts'
import { halfway } from './check.ts'
import { report } from './report.ts'

// Reports of earlier years, and a check of one who has such a report.

const earlier: EarlierReport = {
  number: 'RF20260914-000007',
  phase: 'accepted',
  reason: null,
  inForce: true,
  examinedOn: '2026-09-14',
  validUntil: '2027-03-14',
  outcome: report.outcome,
  doctor: otherDoctor,
}

const looked = { site: '东城服务大厅', diseases: [], findings: report.findings }

/** The reports of two years: one in force, and one that the counter returned. */
export const history: History = {
  reports: [
    { ...earlier, ...looked },
    {
      ...earlier,
      ...looked,
      number: 'RF20250320-000011',
      phase: 'returned',
      reason: '照片与本人不符，请重新拍照',
      inForce: false,
      examinedOn: '2025-03-20',
      diseases: [2],
    },
  ],
  more: true,
}

/** A driver who has a report in force and begins a station for the third time today. */
export const again: CheckView = {
  ...halfway,
  stations: halfway.stations.map((one) => (one.station === 'acuity-left' ? { ...one, triedToday: 4 } : one)),
  before: earlier,
}
