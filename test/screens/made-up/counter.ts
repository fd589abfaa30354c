import type { CounterView, FoundPage } from '#protocol/check.ts'
import type { NoticesTold } from '#protocol/notice.ts'
import { hashOf, idOf } from '../../made-up/ids.ts'
import { doctor } from './account.ts'
import { at } from './at.ts'
import { errand, report } from './report.ts'

// What a counter sees.

const entry = (index: number, change: Partial<CounterView['entries'][number]>): CounterView['entries'][number] => ({
  check: idOf(200 + index),
  version: 40,
  number: `RF20261125-00004${index}`,
  name: ['张*', '𠮷**', '王*', 'A*', '赵*'][index] ?? '*',
  document: '110105********002X',
  classes: ['C1'],
  outcome: report.outcome,
  phase: 'handed-over',
  concludedAt: at(10 * index),
  doctor: doctor.name,
  pdf: hashOf('e'),
  sm2: hashOf('f'),
  held: null,
  receipt: 'TMRI-0099123',
  reason: null,
  ...change,
})

export const counter: CounterView = {
  entries: [
    entry(0, { phase: 'reported', receipt: null }),
    entry(1, {}),
    entry(2, { phase: 'refused', receipt: null, reason: '业务流水号已办结，不能再送' }),
    entry(3, { phase: 'returned', reason: '照片与证件不符，请重新拍照', classes: ['A1', 'A2'] }),
    entry(4, { phase: 'accepted' }),
  ],
  cut: false,
}

/** A morning's reports: more than a page of the list, and three of each four wait for the counter's word. */
export const morning: CounterView = {
  entries: Array.from({ length: 64 }, (_, index) =>
    entry(index, {
      check: idOf(700 + index),
      number: `RF20261125-${String(100 + index).padStart(6, '0')}`,
      name: ['张三丰', '单雄信', '买买提·艾力', '王小明', '欧阳修', '曾国强', '李四', '𠮷田'][index % 8] ?? '李四',
      phase: index % 4 === 3 ? 'accepted' : 'handed-over',
      classes: [['C1'], ['A1', 'A2'], ['B2'], ['C1', 'D']][index % 4] as CounterView['entries'][number]['classes'],
    }),
  ),
  cut: false,
}

/** The institution of one report isn't recognised any more. */
export const notAccepted: CounterView = {
  ...counter,
  entries: counter.entries.map((one) => (one.number.endsWith('000041') ? { ...one, notRecognised: '城东社区卫生服务中心' } : one)),
}

/** A report that was accepted without papers, and one whose day has passed. */
export const owing: CounterView = {
  ...counter,
  entries: counter.entries.map((one, index) =>
    index === 1
      ? {
          ...one,
          phase: 'provisional',
          provision: { missing: ['photo', 'authorisation'], note: '下周由家人送来', until: '2099-12-02', by: '林晓', at: at(5) },
        }
      : index === 3
        ? {
            ...one,
            phase: 'lapsed',
            reason: null,
            provision: { missing: ['licence'], note: null, until: '2026-11-20', by: '林晓', at: at(5) },
          }
        : one,
  ),
}

/** What the driver of a report was told. */
export const told: NoticesTold = {
  wanted: { since: at(3), phone: '100****0101', language: 'zh' },
  notices: [
    {
      kind: 'paper-missing',
      since: at(5),
      by: '林晓',
      outcome: 'sent',
      tries: 0,
      fault: null,
      at: at(6),
      phone: '100****0101',
      text: '您的身体条件证明RF20261125-000041已先接收，还缺证件照片、委托书，请在2099-12-02前交到示范大队窗口。',
    },
  ],
  more: true,
}

/** Of another hall, and found. */
export const closedNumber = 'RF20260102-000012'

/** Who is looked for at the counter: a report of theirs, an older one, and one of another hall. */
export const foundCard = '110105196203050012'

export const found: FoundPage = {
  entries: [
    ...[1, 6].map((index) => entry(index, { phase: index === 1 ? 'handed-over' : 'accepted' })),
    { check: idOf(640), number: closedNumber, concludedAt: at(400_000), closed: '西城服务大厅' },
  ],
  more: true,
}

/** The same once a reason was given. */
export const foundOpen: FoundPage = {
  ...found,
  entries: found.entries.map((one) =>
    'closed' in one ? entry(7, { check: one.check, number: one.number, phase: 'accepted', elsewhere: one.closed }) : one,
  ),
}

/** Reports that are not made, or not handed over. */
export const stuck: CounterView = {
  entries: [
    entry(1, { phase: 'reported', receipt: null, errand: errand('key-wrong', '401') }),
    entry(2, { phase: 'reported', receipt: null, errand: errand('certificate-untrusted', 'DEPTH_ZERO_SELF_SIGNED_CERT') }),
    entry(3, { phase: 'concluded', receipt: null, pdf: null, errand: errand('not-made', 'ENOSPC', { kind: 'draw', tries: 10 }) }),
    entry(4, { phase: 'reported', receipt: null, errand: errand('down', '503', { tries: 2, person: false, underWay: true }) }),
    entry(5, {
      phase: 'reported',
      receipt: null,
      errand: errand('unanswered', '', { tries: 0, sent: { since: at(1500), reference: 'W-20261125-0042' } }),
    }),
    entry(6, {
      phase: 'reported',
      receipt: null,
      errand: {
        kind: 'deliver',
        tries: 0,
        since: at(96),
        fault: null,
        sent: { since: at(95), reference: 'W-20261125-0043' },
        person: false,
        underWay: false,
      },
    }),
    ...counter.entries.slice(0, 2),
  ],
  cut: false,
}
