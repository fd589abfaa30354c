import type { KeptRecordings, RecordingDisk } from '#protocol/kept-recording.ts'
import type { Recording, RecordingMark, RecordingNow } from '#protocol/recording.ts'
import { EVERY_STATION } from '#protocol/stations.ts'
import { idOf } from '../../made-up/ids.ts'
import { tomorrow } from './account.ts'
import { at } from './at.ts'

/** Agreed to, and kept. */
export const kept: RecordingNow = { answer: { agreed: true, words: '1', at: at(20) }, state: 'kept', days: 30 }

const LENGTH_MS = 9 * 60_000 + 12_000
const part = (id: number, side: 'booth' | 'doctor', source: 'camera' | 'overview' | 'microphone') => ({
  id: idOf(id),
  side,
  source,
  fromMs: 0,
  lengthMs: LENGTH_MS,
})
const tests = EVERY_STATION.slice(0, 3).flatMap((station, nth): RecordingMark[] => {
  const from = 20_000 + nth * 90_000
  return [
    { atMs: from, what: 'began', station },
    ...[1, 2, 3].map((trial): RecordingMark => ({ atMs: from + trial * 9000, what: 'trial', station, trial })),
    { atMs: from + 40_000, what: 'ended', station },
  ]
})

/** Nine minutes, with a line that was lost once. */
export const recording: Recording = {
  check: idOf(1),
  beganAt: at(12),
  until: tomorrow,
  held: false,
  lengthMs: LENGTH_MS,
  parts: [
    part(901, 'booth', 'camera'),
    part(902, 'booth', 'overview'),
    part(903, 'doctor', 'camera'),
    part(904, 'booth', 'microphone'),
    part(905, 'doctor', 'microphone'),
  ],
  marks: [
    { atMs: 0, what: 'doctor-came', doctor: '陈思远' },
    ...tests,
    { atMs: 300_000, what: 'lost', side: 'booth' },
    { atMs: 312_000, what: 'found', side: 'booth' },
    { atMs: 480_000, what: 'decided', station: 'upper-limbs', doctor: '陈思远' },
    { atMs: 545_000, what: 'signed', doctor: '陈思远' },
  ],
}

const one = (id: number, minutes: number, number: string | null, site: string) => ({
  check: idOf(id),
  number,
  site,
  beganAt: at(minutes),
  until: tomorrow,
  holds: [],
})
const held = {
  ...one(911, 9, 'RF20261125-000017', '东城服务大厅'),
  holds: [
    { id: idOf(921), by: '周主任', at: at(20), reason: '东城区人民法院（2026）行初字第 41 号案调取' },
    { id: idOf(922), by: '郑管理员', at: at(24), reason: '驾驶人对结论提出申诉，复核期间' },
  ],
}
const sites = [
  { id: idOf(931), name: '东城服务大厅' },
  { id: idOf(932), name: '西城服务大厅' },
]
/** What is kept of a day, and what of it is on hold. */
export const keptThen: KeptRecordings = {
  entries: [one(913, 31, null, '西城服务大厅'), one(912, 22, 'RF20261125-000018', '东城服务大厅'), held],
  more: true,
  sites,
}
export const onHold: KeptRecordings = { entries: [held], more: false, sites }

/** Room for some weeks. */
export const disk: RecordingDisk = { kept: 412e9, free: 1508e9, least: 20e9, hour: 1.9e9, hours: 783 }
