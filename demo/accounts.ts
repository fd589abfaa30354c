import type { Strokes } from '#protocol/basic.ts'
import { DEMONSTRATION_PASSWORD as password, type Role } from '#protocol/rest.ts'
import { CENTRE, squadOf, stationsOf } from './sites.ts'

/**
 * A made-up member of staff. `signature` is what the paper shows as their handwriting: doctors need it. `sites`: the names of those that they
 * work for; null: all.
 */
export type DemoAccount = {
  login: string
  password: string
  name: string
  roles: readonly [Role, ...Role[]]
  signature: Strokes | null
  sites: readonly string[] | null
  /** A doctor's number as no authority ever gave one out. */
  licence?: string
}

/** Strokes of a few simple characters, each in a field of 100 × 100, as a hurried hand writes them: `x,y` by `x,y`. */
const written: Record<string, string[]> = {
  林: [
    '8,36 26,33 46,29',
    '28,8 27,40 29,92',
    '27,38 18,58 4,74',
    '29,40 37,53 44,60',
    '50,34 72,30 96,26',
    '72,6 71,44 73,95',
    '71,36 62,58 46,78',
    '74,38 84,58 98,72',
  ],
  大: ['10,38 48,34 90,30', '50,6 47,42 34,70 8,92', '49,42 66,68 94,88'],
  山: ['50,10 49,48 50,82', '16,42 17,66 18,84 52,83 84,80', '84,38 84,62 83,84'],
  王: ['16,16 50,14 84,12', '22,48 50,46 78,45', '50,15 49,50 50,86', '8,88 50,86 94,83'],
  文: ['48,4 53,12 55,18', '10,28 50,26 92,22', '66,28 54,56 36,78 8,94', '32,34 50,62 70,82 96,94'],
  中: ['18,28 19,46 21,62', '18,28 52,25 82,23 80,42 78,58', '21,60 50,58 79,57', '50,4 49,50 50,98'],
}

const pointsOf = (line: string): [number, number][] =>
  line.split(' ').map((point) => {
    const [x = 0, y = 0] = point.split(',').map(Number)
    return [x, y]
  })

/** A name as strokes on a pad, written left to right with a slight rise. */
const handwriting = (name: string): Strokes => {
  const characters = Array.from(name)
  return {
    width: characters.length * 110 + 20,
    height: 140,
    lines: characters.flatMap((character, at) =>
      (written[character] ?? []).map((line) => pointsOf(line).map(([x, y]): [number, number] => [x + 10 + at * 110, y + 28 - at * 6])),
    ),
  }
}

export const administrator: DemoAccount = {
  login: 'admin',
  password,
  name: '管理员',
  roles: ['administrator'],
  signature: null,
  sites: null,
}

export const staff: readonly DemoAccount[] = [
  { login: 'lin', password, name: '林大山', roles: ['doctor'], signature: handwriting('林大山'), sites: null, licence: '999900000000001' },
  {
    login: 'wang',
    password,
    name: '王文中',
    roles: ['doctor', 'senior'],
    signature: handwriting('王文中'),
    sites: null,
    licence: '999900000000002',
  },
  {
    login: 'wen',
    password,
    name: '文大林',
    roles: ['doctor'],
    signature: handwriting('文大林'),
    sites: stationsOf('湖滨'),
    licence: '999900000000003',
  },
  { login: 'counter', password, name: '车管窗口一号', roles: ['counter'], signature: null, sites: [CENTRE, squadOf('示范')] },
  { login: 'hubin', password, name: '湖滨大队窗口', roles: ['counter'], signature: null, sites: [squadOf('湖滨')] },
  { login: 'shanqian', password, name: '山前大队窗口', roles: ['counter'], signature: null, sites: [squadOf('山前')] },
]

export const boothName = '自助舱 1 号'
export const hallScreenName = '大厅屏幕'
