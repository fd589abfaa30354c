import type { AttemptView, CheckView, StationView } from '#protocol/check.ts'
import type { Setup } from '#protocol/measurement.ts'
import { STATIONS } from '#protocol/station.ts'
import { type AnyStation, EVERY_STATION } from '#protocol/stations.ts'
import { hashOf, idOf } from './ids.ts'

/** When all of it happened. */
export const AT = '2026-11-25T08:00:00.000Z'

/** A station that nobody has begun. */
export const stationView = (station: AnyStation, part: Partial<StationView> = {}): StationView => ({
  station,
  state: 'waiting',
  attempts: [],
  finding: null,
  source: null,
  decision: null,
  ...part,
})

/** The first attempt at a station, which runs. */
export const attemptView = (setup: Setup, part: Partial<AttemptView> = {}): AttemptView => ({
  id: idOf(7),
  number: 1,
  by: 'booth',
  startedAt: AT,
  setup,
  state: 'running',
  reading: null,
  score: null,
  ...part,
})

/** A report that is signed, and whose paper is made. */
export const reportState = (part: Partial<NonNullable<CheckView['report']>> = {}): NonNullable<CheckView['report']> => ({
  number: 'RF20261125-000042',
  verifyUrl: 'https://check.example/verify/7KQ3ZP9WXB4M2HTA',
  digest: hashOf('c'),
  signedBy: 'passkey',
  doctor: '陈思远',
  concludedAt: AT,
  paper: 'sealed',
  held: null,
  pdf: hashOf('d'),
  ...part,
})

/** A driver whose card was read. */
export const applicant: CheckView['applicant'] = {
  name: '张三',
  sex: 'male',
  birth: '1949-12-31',
  age: 76,
  number: '110105********002X',
  address: '北京市朝阳区示例路 1 号',
  classes: ['C1'],
  case: null,
  business: null,
  cardPhoto: null,
}

/** A check that goes on, in which nothing was measured yet. */
export const checkView = (part: Partial<CheckView> = {}): CheckView => ({
  id: idOf(1),
  version: 1,
  phase: 'underway',
  booth: { id: idOf(3), name: '1 号舱', site: '城东服务大厅' },
  applicant,
  openedAt: AT,
  declaration: null,
  photo: null,
  queue: null,
  lease: null,
  stations: EVERY_STATION.map((station) => stationView(station)),
  missing: [...STATIONS],
  foreseen: [],
  outcome: null,
  notes: [],
  faults: [],
  drawnUp: null,
  draft: null,
  report: null,
  handover: null,
  counter: null,
  ...part,
})
