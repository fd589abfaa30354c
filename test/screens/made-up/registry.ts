import type { InstitutionPapers, RegistryHistory, RegistryView, SigningRights } from '#protocol/registry.ts'
import type { RotaEntry, RotaHistory, RotaView } from '#protocol/rota.ts'
import { idOf } from '../../made-up/ids.ts'
import { doctor, otherDoctor } from './account.ts'
import { sites } from './city.ts'

// Made-up institutions and the doctors in them.

const at = '2026-11-20T02:15:00.000Z'
const base = { nameEn: null, from: '2025-01-01', until: '2027-12-31', certifies: ['ordinary' as const], suspended: null }
const city = { by: '示范市卫生健康委员会', rank: 'prefecture' as const }

export const registry: RegistryView = {
  institutions: [
    {
      id: idOf(900),
      version: 3,
      by: '管理员',
      at,
      value: {
        ...base,
        name: '示范市机动车驾驶人体检中心',
        address: '示范市解放路1号',
        contact: '0999-8000001',
        level: 'checkup-centre',
        allowed: city,
        sites: null,
      },
    },
    {
      id: idOf(901),
      version: 1,
      by: '管理员',
      at,
      value: {
        ...base,
        name: '示范省康复医院',
        address: '示范市学府路9号',
        contact: '0999-8000002',
        level: 'special',
        allowed: { by: '示范省卫生健康委员会', rank: 'province' },
        certifies: ['ordinary', 'c5'],
        until: null,
        sites: sites.slice(0, 1).map(({ id }) => id),
      },
    },
    {
      id: idOf(902),
      version: 2,
      by: '管理员',
      at,
      value: {
        ...base,
        name: '城东社区卫生服务中心',
        address: '示范市城东花园口3号',
        contact: '0999-8000003',
        level: 'community',
        allowed: city,
        sites: sites.slice(1, 3).map(({ id }) => id),
        suspended: { from: '2026-11-24T01:00:00.000Z', papersSince: '2026-09-01', reason: '出具虚假证明，正在调查' },
      },
    },
  ],
  doctors: [
    {
      id: idOf(910),
      version: 1,
      by: '管理员',
      at,
      value: { person: doctor.id, institution: idOf(900), licence: '999900000000011', from: '2025-01-01', until: '2026-12-31' },
    },
    {
      id: idOf(911),
      version: 1,
      by: null,
      at,
      value: { person: idOf(5), institution: idOf(900), licence: null, from: '2022-04-01', until: null },
    },
  ],
}

const [first] = registry.institutions
const states: RegistryHistory['entries'] = first
  ? [
      first,
      { ...first, version: 2, at: '2026-10-02T07:00:00.000Z', value: { ...first.value, contact: '0999-8000000' } },
      {
        ...first,
        version: 1,
        by: null,
        at: '2026-09-01T00:00:00.000Z',
        value: { ...first.value, contact: '', address: '', level: 'county', allowed: null, until: null },
      },
    ]
  : []
export const history: RegistryHistory = { entries: states, more: true }

export const papers: InstitutionPapers = {
  entries: [3, 2, 1].map((n) => ({
    number: `RF2026112${n}-00000${n}`,
    check: idOf(920 + n),
    day: `2026-11-2${n}`,
    doctor: '吴桐',
    classes: ['C1' as const],
    phase: (['handed-over', 'accepted', 'withdrawn'] as const)[n % 3] ?? 'accepted',
  })),
  more: true,
}

export const rights: SigningRights = sites.slice(1, 3).map(({ name }) => ({
  site: name,
  institution: '城东社区卫生服务中心',
  until: null,
  refusal: { refused: 'institution-suspended', fields: { institution: '城东社区卫生服务中心' } },
}))

const DAY = [
  { from: '08:30', until: '12:00' },
  { from: '13:30', until: '17:00' },
]
const hours: RotaEntry = {
  doctor: doctor.id,
  name: doctor.name,
  version: 2,
  by: '管理员',
  at,
  rota: {
    week: [DAY, DAY, DAY, DAY, DAY, [{ from: '09:00', until: '12:00' }], []],
    exceptions: [
      { on: '2026-12-24', hours: [{ from: '08:30', until: '12:00' }] },
      { on: '2026-12-25', hours: [] },
    ],
  },
}
/** Doctors' hours: one's by the week, another's whom nobody has written any for. */
export const rota: RotaView = {
  doctors: [
    hours,
    {
      doctor: otherDoctor.id,
      name: otherDoctor.name,
      version: 0,
      by: null,
      at: null,
      rota: { week: [[], [], [], [], [], [], []], exceptions: [] },
    },
  ],
}
export const rotaHistory: RotaHistory = {
  entries: [
    hours,
    { ...hours, version: 1, at: '2026-10-08T01:00:00.000Z', rota: { week: [DAY, DAY, DAY, DAY, DAY, [], []], exceptions: [] } },
  ],
  more: false,
}
