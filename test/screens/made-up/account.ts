import type { AccessView, AccountEventView, Me, PasskeyView, Person, SessionView } from '#protocol/rest.ts'
import { idOf } from '../../made-up/ids.ts'

import { at } from './at.ts'

// Who is signed in, and their account.

export const doctor: Person = {
  id: idOf(1),
  login: 'doctor',
  name: '林静',
  roles: ['doctor'],
  disabled: false,
  passkeys: 1,
  signature: true,
  sites: null,
}

const strokes: NonNullable<Me['strokes']> = {
  width: 300,
  height: 100,
  lines: [
    [
      [20, 60],
      [60, 20],
      [80, 80],
      [110, 30],
    ],
    [
      [130, 50],
      [180, 40],
      [160, 90],
      [210, 20],
      [260, 70],
    ],
  ],
}

export const me: Me = { person: doctor, demonstration: false, strokes, news: { entries: [], more: false } }

export const tomorrow = at(-24 * 60)

export const passkeys: PasskeyView[] = [
  { id: 'cGFzc2tleS0x', createdAt: at(90_000), usedAt: at(40), held: false },
  { id: 'cGFzc2tleS0y', createdAt: at(35), usedAt: null, held: true },
]

export const sessions: SessionView[] = [
  {
    id: idOf(70),
    createdAt: at(180),
    seenAt: at(1),
    browser: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36',
    current: true,
  },
  { id: idOf(71), createdAt: at(600), seenAt: at(12), browser: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/142.0.0.0', current: false },
]

export const accountEvents: AccountEventView[] = [
  { id: idOf(72), kind: 'passkey-held', by: '管理员', at: at(35) },
  { id: idOf(73), kind: 'passkey-enrolled', by: '林静', at: at(35) },
  { id: idOf(74), kind: 'password-reset', by: '管理员', at: at(50) },
]

export const access: AccessView[] = [
  {
    id: idOf(80),
    at: at(20),
    person: '周宁',
    what: 'report',
    reason: '驾驶人投诉体检结论，复核',
    check: idOf(90),
    site: '东城服务大厅',
    number: 'RF20261125-000017',
  },
  {
    id: idOf(81),
    at: at(21),
    person: '周宁',
    what: 'reason',
    reason: '驾驶人投诉体检结论，复核',
    check: idOf(90),
    site: '东城服务大厅',
    number: 'RF20261125-000017',
  },
]

export const otherDoctor = { id: idOf(2), name: '周宁' }
