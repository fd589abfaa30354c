import { digestOf } from '#protocol/canonical.ts'
import type { AttentionView, CheckView, QueueEntry, QueueView } from '#protocol/check.ts'
import type { LedgerEntry } from '#protocol/escalation.ts'
import type { HelpView } from '#protocol/help.ts'
import type { Colleagues, OfferView } from '#protocol/offer.ts'
import type { TriedPaths } from '#protocol/path.ts'
import type { Report } from '#protocol/report.ts'
import type { SentBackEntry, SentBackPage } from '#protocol/sent-back.ts'
import type { Shift } from '#protocol/shift.ts'
import { idOf } from '../../made-up/ids.ts'
import { doctor, otherDoctor } from './account.ts'
import { at } from './at.ts'
import { halfway } from './check.ts'
import { concluded, drawnUp, report } from './report.ts'

// Who waits, and what waits for a doctor.

const queued = (number: number, part: Partial<QueueEntry>): QueueEntry => {
  const done = part.done ?? 0
  return {
    check: idOf(100 + number),
    version: 9,
    name: '张三',
    age: 66,
    classes: ['C1'],
    booth: `${number + 1} 号舱`,
    site: '东城服务大厅',
    since: at(0),
    turn: part.since ?? at(0),
    precedence: [],
    kept: null,
    done,
    missing: 8 - done,
    lease: null,
    ...part,
  }
}

/** How a booth's page got through. */
const pathsOf = (udp: number | null, tcp: number | null): TriedPaths => [
  { path: 'udp', ms: udp },
  { path: 'tcp', ms: tcp },
]

export const queue: QueueView = {
  concludedToday: 37,
  entries: [
    queued(0, { since: at(14), turn: at(44), precedence: ['elderly'], done: 6, lease: { doctor: otherDoctor, until: at(-1) } }),
    queued(1, { name: '𠮷野家', age: 41, classes: ['B2', 'D'], since: at(37), done: 8, paths: pathsOf(12, 13) }),
    queued(2, {
      name: '王㛃',
      age: 70,
      since: at(5),
      turn: at(35),
      precedence: ['elderly', 'returned'],
      done: 3,
      paths: pathsOf(null, 60),
    }),
    queued(3, {
      name: 'ALEXANDRA MARIA CONSTANTINOPOL',
      age: 29,
      classes: ['A1', 'A2'],
      done: 1,
      language: 'en',
      paths: pathsOf(null, null),
      kept: { doctor: otherDoctor, until: '2099-11-25T02:10:00.000Z' },
    }),
  ],
}

/** Somebody calls the doctor from the booth of the check that lies on the desk, and somebody else calls the staff. */
export const help: HelpView = {
  calls: [
    { id: idOf(690), whom: 'doctor', booth: '1 号舱', site: '东城服务大厅', check: halfway.id, at: at(-1) },
    {
      id: idOf(691),
      whom: 'staff',
      booth: '乌鲁木齐县第二分舱',
      site: '乌鲁木齐县公安局交通警察大队车驾管服务大厅',
      check: null,
      at: at(-3),
    },
  ],
}

/** Hard cases: one that is overdue, one that a senior doctor is with, a question that was answered, and one that was taken over. */
export const ledger: LedgerEntry[] = [
  {
    id: idOf(850),
    check: idOf(101),
    kind: 'senior',
    name: '𠮷野家',
    booth: '2 号舱',
    site: '乌鲁木齐县公安局交通警察大队车驾管服务大厅',
    by: otherDoctor.name,
    at: at(16),
    reason: '四肢或躯干情况需要共同判断：左手食指末节残缺，握力正常，请看是否符合放宽条件',
    until: at(6),
    owner: null,
    contact: null,
    outcome: null,
    words: null,
    ended: null,
  },
  {
    id: idOf(851),
    check: idOf(102),
    kind: 'senior',
    name: 'ALEXANDRA MARIA CONSTANTINOPOL',
    booth: '3 号舱',
    site: '东城服务大厅',
    by: otherDoctor.name,
    at: at(4),
    reason: '怀疑不是本人',
    until: at(-600),
    owner: '欧阳建国',
    contact: at(2),
    outcome: null,
    words: null,
    ended: null,
  },
  {
    id: idOf(852),
    check: idOf(103),
    kind: 'consultation',
    name: '王㛃',
    booth: '4 号舱',
    site: '东城服务大厅',
    by: doctor.name,
    at: at(60),
    reason: '踝关节活动受限，能否踩踏板？',
    until: at(50),
    owner: '骨科',
    contact: null,
    outcome: 'answered',
    words: '可以，不影响踩踏',
    ended: at(52),
  },
]

const attend = (index: number, change: Partial<AttentionView['entries'][number]>): AttentionView['entries'][number] => ({
  check: idOf(300 + index),
  version: 40,
  what: 'returned',
  number: `RF20261125-00005${index}`,
  name: ['张三', '𠮷野家', '王㛃', 'ALEXANDRA MARIA CONSTANTINOPOL', '赵六'][index] ?? '',
  classes: ['C1'],
  squad: '东城区公安交通管理大队',
  outcome: report.outcome,
  doctor: otherDoctor,
  since: at(30 * index),
  reason: null,
  because: [],
  ...change,
})

/** What waits for a doctor, of each kind. */
export const attention: AttentionView = {
  entries: [
    attend(0, { what: 'countersign', because: ['acuity-left', 'hearing'] }),
    attend(1, { what: 'countersign', doctor: { id: doctor.id, name: doctor.name }, because: ['colour'] }),
    attend(2, { reason: '照片与本人不符，请重新拍照', doctor: { id: doctor.id, name: doctor.name } }),
    attend(3, { what: 'refused', reason: '驾驶人业务信息已变更，请到窗口核实后重新提交' }),
    attend(4, { what: 'held', reason: '\u{20bb7} (U+20BB7)' }),
  ],
  more: true,
}

/** Signed by another doctor, with stations that nothing measured: the draft is to be countersigned. */
export const toCountersign = async (): Promise<CheckView> => {
  const evidence = report.evidence.map((one) =>
    one.station === 'hearing'
      ? {
          ...one,
          source: 'doctor' as const,
          basis: 'not-measured' as const,
          reason: '耳机坏了，用音叉当面查过',
          reading: null,
          digest: null,
        }
      : one,
  )
  const draft: Report = { ...report, doctor: { ...report.doctor, ...otherDoctor }, evidence }
  return {
    ...(await drawnUp()),
    phase: 'signed',
    lease: null,
    drawnUp: null,
    signed: {
      number: draft.number,
      digest: await digestOf(draft),
      doctor: otherDoctor,
      signedBy: 'passkey',
      at: at(4),
      because: ['hearing'],
    },
    draft,
  }
}

/** Returned by the counter. */
export const returned = async (): Promise<CheckView> => ({
  ...(await concluded()),
  phase: 'returned',
  counter: { state: 'returned', by: '孙警官', reason: '照片与本人不符，请重新拍照', at: at(2) },
})

const came = (index: number, change: Partial<SentBackEntry>): SentBackEntry => ({
  check: idOf(330 + index),
  sequence: 40 + index,
  endedAt: at(600 * (index + 1)),
  number: `RF20261120-00010${index}`,
  name: ['张三', '𠮷野家', '王㛃', 'ALEXANDRA MARIA CONSTANTINOPOL', '赵六'][index] ?? '',
  what: 'returned',
  at: at(600 * (index + 1) + 300),
  by: '孙警官',
  squad: '东城区公安交通管理大队',
  reason: '照片与本人不符，请重新拍照',
  became: 'replaced',
  now: { number: `RF20261121-00020${index}`, phase: 'accepted' },
  ...change,
})

/** What came back of this doctor's own, of each kind, with what became of it. */
export const sentBack: SentBackPage = {
  entries: [
    came(0, {}),
    came(1, { became: 'corrected', reason: '姓名中的字写错', now: { number: 'RF20261121-000201', phase: 'handed-over' } }),
    came(2, {
      what: 'refused',
      by: null,
      reason: '驾驶人业务信息已变更，请到窗口核实后重新提交',
      became: 'sent-again',
      now: { number: 'RF20261120-000102', phase: 'returned' },
    }),
    came(3, { what: 'not-accepted', reason: '医疗机构被暂停认可', became: 'withdrawn', now: null }),
    came(4, { became: 'withdrawn', reason: '不是本人', now: null }),
  ],
  more: true,
}

/** Colleagues who are free. */
export const colleagues: Colleagues = { doctors: [otherDoctor, { id: idOf(695), name: '欧阳晓' }] }

/** A colleague passes a driver on to this doctor. */
export const offered: OfferView = {
  offered: {
    check: idOf(100),
    version: 9,
    name: '王㛃',
    age: 70,
    classes: ['C1', 'C2'],
    booth: '3 号舱',
    site: '东城服务大厅',
    from: otherDoctor.name,
    seconds: 17,
  },
  rests: false,
  made: null,
}

/** It is a driver's turn, and this doctor has been without one for longest. */
export const itsTurn: OfferView = { ...offered, offered: offered.offered && { ...offered.offered, from: null } }

/** This doctor takes no drivers for now. */
export const resting: OfferView = { offered: null, rests: true, made: null }

/** This doctor has offered the driver on the desk to a colleague. */
export const passedOn: OfferView = { offered: null, rests: false, made: { check: halfway.id, to: otherDoctor.name, seconds: 12 } }
/** A long morning of the doctor. */
export const shift: Shift = {
  day: '2026-11-25',
  seen: 47,
  signed: [
    { outcome: 'fit', count: 31 },
    { outcome: 'fit-with-conditions', count: 9 },
    { outcome: 'refer', count: 4 },
  ],
  returned: 2,
  withDriver: 3.4,
  whole: 11.2,
}
