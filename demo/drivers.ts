import type { CaseAnswer } from '#protocol/case.ts'
import type { Card } from '#protocol/reading.ts'
import { unitOf } from './sites.ts'

/**
 * A made-up driver: the card they lay on, the body that stands under the sensor, and what the traffic case knows of them.
 *
 * Nobody bears these numbers: their first six digits (999901 …) are division codes that GB/T 2260 never gave out. The rest is as
 * GB 11643 wants it, so that ages are right and the check digit is valid. Telephone numbers begin with 100, as no mobile does.
 */
export type DemoDriver = {
  id: string
  /** `nation` is the two-digit code of GB/T 3304, as the card's chip holds it. */
  card: Card
  heightMm: number
  /** Why this driver is worth trying, in one line. */
  note: string
  /** What the traffic side says about them; a case of null: they just walked in. */
  answer: CaseAnswer
}

const place = { nation: '01', authority: '示范市公安局' }

export const drivers: readonly DemoDriver[] = [
  {
    id: 'zhang-san',
    card: {
      kind: 'resident',
      name: '张三',
      sex: 'male',
      ...place,
      birth: '1988-03-14',
      address: '示范省示范市示范区解放路1号',
      number: '999901198803140015',
      validFrom: '2018-05-20',
      validTo: '2038-05-20',
    },
    heightMm: 1725,
    note: 'C1 期满换证 · renewal, nothing unusual',
    answer: {
      case: {
        number: 'SL2026-000101',
        business: 'G',
        classes: ['C1'],
        file: '999901000101',
        phone: '10000000101',
        stopped: null,
        unit: unitOf('示范'),
      },
    },
  },
  {
    id: 'ji-ye-jia',
    card: {
      kind: 'resident',
      name: '𠮷野家',
      sex: 'female',
      ...place,
      birth: '1969-08-02',
      address: '示范省示范市示范区和平街22号3单元501室',
      number: '999901196908020029',
      validFrom: '2015-09-01',
      validTo: null,
    },
    heightMm: 1580,
    note: 'C2，姓名含扩展区汉字（U+20BB7）· a name outside the basic plane',
    answer: {
      case: {
        number: 'SL2026-000102',
        business: 'G',
        classes: ['C2'],
        file: '999901000102',
        phone: '10000000102',
        stopped: null,
        unit: unitOf('示范'),
      },
    },
  },
  {
    id: 'wang-shan',
    card: {
      kind: 'resident',
      name: '王㛃',
      sex: 'female',
      ...place,
      birth: '1999-11-30',
      address: '示范省示范市湖滨区柳林巷7号',
      number: '999902199911300048',
      validFrom: '2020-01-10',
      validTo: '2030-01-10',
    },
    heightMm: 1640,
    note: 'B2 增驾，姓名含生僻字 · added class, a rare character',
    answer: {
      case: {
        number: 'SL2026-000103',
        business: 'B',
        classes: ['B2'],
        file: '999902000103',
        phone: '10000000103',
        stopped: null,
        unit: unitOf('示范'),
      },
    },
  },
  {
    id: 'long-name',
    card: {
      kind: 'resident',
      name: '阿不都热依木江·阿不都克里木',
      sex: 'male',
      ...place,
      nation: '05',
      birth: '1985-06-07',
      address: '示范省示范市山前区团结路188号幸福家园小区12号楼2单元1704室',
      number: '999903198506070033',
      validFrom: '2017-03-15',
      validTo: '2037-03-15',
    },
    heightMm: 1545,
    note: 'A1，姓名长，身高 154.5 厘米 · a long name, just under the height for A1',
    answer: {
      case: {
        number: 'SL2026-000104',
        business: 'G',
        classes: ['A1'],
        file: '999903000104',
        phone: '10000000104',
        stopped: null,
        unit: unitOf('山前'),
      },
    },
  },
  {
    id: 'li-jianguo',
    card: {
      kind: 'resident',
      name: '李建国',
      sex: 'male',
      ...place,
      birth: '1969-04-19',
      address: '示范省示范市示范区车站路56号',
      number: '999901196904190055',
      validFrom: '2016-07-01',
      validTo: null,
    },
    heightMm: 1782,
    note: 'A1A2E 年度证明 · three classes at once, yearly certificate',
    answer: {
      case: {
        number: 'SL2026-000105',
        business: 'L',
        classes: ['A1', 'A2', 'E'],
        file: '999901000105',
        phone: '10000000105',
        stopped: null,
        unit: unitOf('示范'),
      },
    },
  },
  {
    id: 'chen-meiling',
    card: {
      kind: 'resident',
      name: '陈美玲',
      sex: 'female',
      ...place,
      birth: '1955-09-23',
      address: '示范省示范市湖滨区荷花池西里4号',
      number: '999902195509230063',
      validFrom: '2012-02-29',
      validTo: null,
    },
    heightMm: 1525,
    note: 'C1D，71 岁 · over seventy',
    answer: {
      case: {
        number: 'SL2026-000106',
        business: 'G',
        classes: ['C1', 'D'],
        file: '999902000106',
        phone: null,
        stopped: null,
        unit: unitOf('湖滨'),
      },
    },
  },
  {
    id: 'zhao-xiaoman',
    card: {
      kind: 'resident',
      name: '赵小满',
      sex: 'female',
      ...place,
      birth: '2001-02-18',
      address: '示范省示范市山前区学府路9号学生公寓',
      number: '999903200102180084',
      validFrom: '2019-08-08',
      validTo: '2029-08-08',
    },
    heightMm: 1663,
    note: '没有业务，直接来的 · a walk-in without a case',
    answer: { case: null },
  },
  {
    id: 'sun-desheng',
    card: {
      kind: 'resident',
      name: '孙德胜',
      sex: 'male',
      ...place,
      birth: '1978-01-05',
      address: '示范省示范市示范区建设路301号',
      number: '999901197801050070',
      validFrom: '2014-04-04',
      validTo: '2034-04-04',
    },
    heightMm: 1708,
    note: 'B2，驾驶证被扣留，业务停办 · the case is stopped',
    answer: {
      case: {
        number: 'SL2026-000108',
        business: 'G',
        classes: ['B2'],
        file: '999901000108',
        phone: '10000000108',
        stopped: '驾驶证处于扣留状态，暂不能办理换证业务',
        unit: unitOf('示范'),
      },
    },
  },
  {
    id: 'zhou-guifang',
    card: {
      kind: 'resident',
      name: '周桂芳',
      sex: 'female',
      ...place,
      birth: '1960-08-11',
      address: '示范省示范市湖滨区东风里15号',
      number: '999902196008110105',
      validFrom: '2004-06-30',
      validTo: '2024-06-30',
    },
    heightMm: 1571,
    note: 'C1，身份证已过期 · the card has run out',
    answer: {
      case: {
        number: 'SL2026-000109',
        business: 'G',
        classes: ['C1'],
        file: '999902000109',
        phone: '10000000109',
        stopped: null,
        unit: unitOf('示范'),
      },
    },
  },
  {
    id: 'he-zhiyuan',
    card: {
      kind: 'resident',
      name: '何志远',
      sex: 'male',
      ...place,
      birth: '1979-08-15',
      address: '示范省示范市示范区文昌路12号',
      number: '999901197908150135',
      validFrom: '2015-05-05',
      validTo: '2035-05-05',
    },
    heightMm: 1715,
    note: 'C5，只有省里认定的机构能做 · C5, which only some institutions may certify',
    answer: {
      case: {
        number: 'SL2026-000110',
        business: 'G',
        classes: ['C5'],
        file: '999901000110',
        phone: '10000000110',
        stopped: null,
        unit: unitOf('示范'),
      },
    },
  },
  {
    id: 'fang-li',
    card: {
      kind: 'resident',
      name: '方丽',
      sex: 'female',
      ...place,
      birth: '1990-04-12',
      address: '示范省示范市湖滨区梅园路3号',
      number: '99990219900412014X',
      validFrom: '2016-06-06',
      validTo: '2036-06-06',
    },
    heightMm: 1622,
    note: '两笔业务，要选一笔；违法未处理 · two cases to choose from, offences open',
    answer: {
      case: {
        number: 'SL2026-000111',
        business: 'G',
        classes: ['C1'],
        file: '999901000111',
        phone: '10000000111',
        stopped: null,
        unit: unitOf('湖滨'),
      },
      more: [
        {
          number: 'SL2026-000112',
          business: 'B',
          classes: ['D'],
          file: '999901000112',
          phone: '10000000112',
          stopped: null,
          unit: unitOf('湖滨'),
        },
      ],
      licence: { states: 'H', stops: [], certificate: null, schoolBus: false },
    },
  },
  {
    id: 'luo-jianjun',
    card: {
      kind: 'resident',
      name: '罗建军',
      sex: 'male',
      ...place,
      birth: '1984-06-27',
      address: '示范省示范市山前区学前街8号',
      number: '999903198406270150',
      validFrom: '2013-03-03',
      validTo: '2033-03-03',
    },
    heightMm: 1748,
    note: 'A1，有校车驾驶资格，已有一份证明 · drives school buses and has a report from elsewhere',
    answer: {
      case: {
        number: 'SL2026-000113',
        business: 'G',
        classes: ['A1'],
        file: '999901000113',
        phone: '10000000113',
        stopped: null,
        unit: unitOf('山前'),
      },
      licence: {
        states: 'A',
        stops: [],
        certificate: { issuedOn: '2026-09-01', validTo: '2027-03-01', institution: '示范市第一医疗机构（演示）' },
        schoolBus: true,
      },
    },
  },
  {
    id: 'ma-tao',
    card: {
      kind: 'resident',
      name: '马涛',
      sex: 'male',
      ...place,
      birth: '1995-01-09',
      address: '示范省示范市示范区工业路77号',
      number: '99990119950109015X',
      validFrom: '2018-08-18',
      validTo: '2028-08-18',
    },
    heightMm: 1690,
    note: 'C1，驾驶证暂扣 · the licence is suspended',
    answer: {
      case: {
        number: 'SL2026-000114',
        business: 'G',
        classes: ['C1'],
        file: '999901000114',
        phone: '10000000114',
        stopped: null,
        unit: unitOf('示范'),
      },
      licence: { states: 'BD', stops: [], certificate: null, schoolBus: false },
    },
  },
  {
    id: 'cao-min',
    card: {
      kind: 'resident',
      name: '曹敏',
      sex: 'female',
      ...place,
      birth: '1971-03-03',
      address: '示范省示范市湖滨区教育路21号',
      number: '999902197103030167',
      validFrom: '2011-01-11',
      validTo: null,
    },
    heightMm: 1600,
    note: 'A3，申请校车驾驶资格 · asks for the permission to drive school buses',
    answer: {
      case: {
        number: 'SL2026-000115',
        business: 'J',
        classes: ['A3'],
        file: '999901000115',
        phone: '10000000115',
        stopped: null,
        unit: unitOf('湖滨'),
        schoolBus: true,
      },
    },
  },
]

/** The drivers as a simulated booth takes them, by `ROADFIT_SIMULATED_DRIVERS`: what the traffic side knows stays away from it. */
export const forSimulator = drivers.map(({ id, card, heightMm, note, answer }) => ({
  id,
  name: card.name,
  classes: answer.case?.classes ?? [],
  note,
  card,
  heightMm,
}))
