import type { HallView } from '#protocol/check.ts'
import { ERRAND_FAULTS, type NeededErrand } from '#protocol/errand.ts'
import type { CalibrationView, Machine, OverrideDay, Person } from '#protocol/rest.ts'
import type { Site } from '#protocol/sites.ts'
import type { WayView } from '#protocol/way.ts'
import { errandOf } from '../../made-up/errand.ts'
import { idOf } from '../../made-up/ids.ts'
import { screenColours } from '../screen-colours.ts'
import { doctor } from './account.ts'
import { at } from './at.ts'
import { errand } from './report.ts'

// A hall's screen, and what administrators see.

export const calibrations: CalibrationView[] = [
  { id: idOf(60), value: { device: 'height', floorMm: 2243.5, tapeMm: 2245 }, at: at(90), expiresAt: at(-1350), current: true },
  {
    id: idOf(61),
    value: { device: 'screen', pitchMm: 0.1796, pathMm: 5000, mirrors: 1, luminance: 210, veil: 5 },
    at: at(90_000),
    expiresAt: at(-400_000),
    current: true,
  },
  {
    id: idOf(63),
    value: { device: 'screen-colours', ...screenColours },
    at: at(80_000),
    expiresAt: at(-49_600),
    current: true,
  },
  {
    id: idOf(62),
    value: { device: 'force', cells: [{ cell: 'pedal-left', zeroMn: 1200, factor: 1.02 }] },
    at: at(300_000),
    expiresAt: at(100),
    current: true,
  },
]

export const hall: HallView = {
  site: { name: '东城服务大厅', nameEn: 'East City Service Hall' },
  at: at(0),
  booths: (['free', 'underway', 'waiting', 'examined', 'finished', 'free'] as const).map((state, index) => ({
    name: `${index + 1} 号舱`,
    online: index < 5,
    state,
    calls: false,
  })),
  wait: { minutes: 25 },
  waiting: 3,
  examined: 1,
  finishedToday: 37,
  handedOverToday: 35,
}

/** The city’s sites: a centre, two squads and some stations. */
const SITE = idOf(700)

export const sites: Site[] = [
  {
    id: idOf(701),
    kind: 'centre',
    name: '示范市车辆管理所',
    nameEn: 'City Vehicle Office',
    code: '999900000400',
    parent: null,
    squad: null,
    closed: false,
  },
  {
    id: idOf(702),
    kind: 'squad',
    name: '城东交警大队',
    nameEn: 'East City Squad',
    code: '999901000400',
    parent: idOf(701),
    squad: null,
    closed: false,
  },
  {
    id: idOf(703),
    kind: 'squad',
    name: '高新区交警大队',
    nameEn: null,
    code: '999902000400',
    parent: idOf(701),
    squad: null,
    closed: false,
  },
  {
    id: SITE,
    kind: 'station',
    name: '东城服务大厅',
    nameEn: 'East City Service Hall',
    code: null,
    parent: idOf(701),
    squad: idOf(702),
    closed: false,
  },
  {
    id: idOf(704),
    kind: 'station',
    name: '高新区交通管理服务大厅二楼体检区',
    nameEn: null,
    code: null,
    parent: idOf(701),
    squad: null,
    closed: false,
  },
  {
    id: idOf(705),
    kind: 'station',
    name: '老城服务站',
    nameEn: 'Old Town Station',
    code: null,
    parent: idOf(701),
    squad: null,
    closed: true,
  },
]

export const people: Person[] = [
  {
    id: idOf(3),
    login: 'admin',
    name: '管理员',
    roles: ['administrator'],
    disabled: false,
    passkeys: 0,
    signature: false,
    sites: [SITE],
  },
  doctor,
  {
    id: idOf(4),
    login: 'counter',
    name: '孙警官',
    roles: ['counter'],
    disabled: false,
    passkeys: 0,
    signature: false,
    sites: [SITE],
  },
  { id: idOf(5), login: 'former', name: '吴桐', roles: ['doctor', 'counter'], disabled: true, passkeys: 2, signature: true, sites: null },
]

export const machines: Machine[] = [
  {
    id: idOf(50),
    kind: 'booth',
    name: '1 号舱',
    site: SITE,
    enrolled: true,
    disabled: false,
    code: null,
    online: true,
    secondAt: at(40),
    simulated: false,
  },
  {
    id: idOf(51),
    kind: 'booth',
    name: '2 号舱',
    site: SITE,
    enrolled: false,
    disabled: false,
    code: { code: 'K7QM-2XPH', until: at(-30) },
    online: false,
    secondAt: null,
    simulated: true,
  },
  {
    id: idOf(52),
    kind: 'hall-screen',
    name: '大屏',
    site: SITE,
    enrolled: false,
    disabled: false,
    code: { code: 'W4RT-9BDC', until: at(-30) },
    online: false,
    secondAt: null,
    simulated: false,
  },
]

/** Hand-overs that need a person: the case knows the key no more, and a paper that can't be made. */
export const neededErrands: NeededErrand[] = [
  {
    check: idOf(71),
    version: 40,
    number: 'RF20261125-000031',
    site: '东城服务大厅',
    personSince: at(190),
    errand: errandOf('key-wrong', '401', { tries: 14, since: at(200) }),
  },
  {
    check: idOf(72),
    version: 38,
    number: 'RF20261125-000034',
    site: '高新区交通管理服务大厅二楼体检区',
    personSince: at(20),
    errand: errandOf('certificate-expired', 'CERT_HAS_EXPIRED', { tries: 3, since: at(25), underWay: true }),
  },
]

/** One for each reason that there is, made and handed over in turn. */
export const everyErrand: NeededErrand[] = ERRAND_FAULTS.map((code, index) => ({
  check: idOf(700 + index),
  version: 40,
  number: `RF20261125-${String(100 + index).padStart(6, '0')}`,
  site: '东城服务大厅',
  personSince: at(90 - index),
  errand: errand(code, code === 'no-case' ? '' : '503', { kind: index % 2 === 0 ? 'deliver' : 'draw', underWay: index % 5 === 0 }),
}))

/** Decisions without a measurement, by doctor and day. */
export const overrides: OverrideDay[] = [
  { day: '2026-11-25', doctor: '林静', reports: 38, overridden: 2, unmeasured: 2, against: 1, share: 3 / 190 },
  { day: '2026-11-25', doctor: '周宁', reports: 4, overridden: 3, unmeasured: 7, against: 0, share: 0.35 },
  { day: '2026-11-24', doctor: null, reports: 12, overridden: 0, unmeasured: 0, against: 0, share: 0 },
]

export const ways: WayView[] = [
  { id: 'case', underWay: 1, closed: null, calls: [] },
  {
    id: 'platform',
    underWay: 0,
    closed: { since: at(25), fault: { code: 'certificate-expired', said: 'CERT_HAS_EXPIRED' } },
    calls: [
      { interface: '20C11', used: 4812, most: 5000 },
      { interface: '20C12', used: 16, most: 20_000 },
    ],
  },
  { id: 'ferry', underWay: 0, closed: null, calls: [] },
]
