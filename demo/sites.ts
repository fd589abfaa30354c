import type { NewSite, SiteKind } from '#protocol/sites.ts'

/** A site as it is made; `parent` and `squad` by their names, since ids come with them. */
export type DemoSite = Omit<NewSite, 'kind' | 'parent' | 'squad'> & { kind: SiteKind; parent: string | null; squad: string | null }

/** The centre of a made-up city. */
export const CENTRE = '示范市车辆管理所'
/** Where the demonstration’s booth and hall screen stand: a hall of the centre’s, whose counter sees to its walk-ins. */
export const HALL = '示范市车管所服务大厅'

/**
 * The districts of the city, with two stations each. Nobody has these unit codes: they begin with 9999, a division that GB/T 2260 never gave
 * out. What a real city's are is set on the administrator's page.
 */
const DISTRICTS = [
  ['示范', 'Shifan', ['解放路', 'Jiefang Road'], ['车站路', 'Station Road']],
  ['湖滨', 'Hubin', ['荷花池', 'Lotus Pond'], ['柳林巷', 'Willow Lane']],
  ['山前', 'Shanqian', ['学府路', 'College Road'], ['团结路', 'Tuanjie Road']],
  ['城东', 'Chengdong', ['花园口', 'Huayuankou'], ['东风里', 'Dongfengli']],
  ['城西', 'Chengxi', ['西门桥', 'West Gate Bridge'], ['纺织城', 'Textile Town']],
  ['江南', 'Jiangnan', ['渡口', 'Ferry'], ['大学城', 'University Town']],
  ['北岭', 'Beiling', ['水库路', 'Reservoir Road'], ['煤场街', 'Coalyard Street']],
  ['柳河', 'Liuhe', ['县城', 'Town'], ['双龙镇', 'Shuanglong']],
  ['石桥', 'Shiqiao', ['县城', 'Town'], ['古镇', 'Old Town']],
  ['云台', 'Yuntai', ['县城', 'Town'], ['山口', 'Mountain Pass']],
  ['青阳', 'Qingyang', ['客运站', 'Coach Station'], ['农贸市场', 'Market']],
  ['白沙', 'Baisha', ['港区', 'Harbour'], ['渔市街', 'Fish Market Street']],
  ['高新', 'Gaoxin', ['软件园', 'Software Park'], ['会展路', 'Exhibition Road']],
] as const

export type District = (typeof DISTRICTS)[number][0]

/** The traffic squad of a district, and its code in the traffic system. */
export const squadOf = (district: District): string => `${district}交警大队`
export const unitOf = (district: District): string =>
  `9999${String(DISTRICTS.findIndex(([name]) => name === district) + 1).padStart(2, '0')}000400`
/** The stations of a district. */
export const stationsOf = (district: District): string[] =>
  DISTRICTS.flatMap(([name, , ...stations]) => (name === district ? stations.map(([place]) => `${name}${place}服务站`) : []))

const none = { code: null, parent: null, squad: null }

/** What the public list says of the made-up city's institution; nobody has this number. */
export const INSTITUTION = {
  address: '示范市解放路1号',
  contact: '0000-00000000',
  level: 'checkup-centre',
  allowed: { by: '示范市卫生健康委员会', rank: 'prefecture' },
} as const

/** Centre, squads and stations, each after those that it belongs to. */
export const sites: readonly DemoSite[] = [
  { ...none, kind: 'centre', name: CENTRE, nameEn: 'Shifan City Vehicle Administration', code: '999900000400' },
  ...DISTRICTS.map(
    ([name, english]): DemoSite => ({
      ...none,
      kind: 'squad',
      name: squadOf(name),
      nameEn: `${english} Traffic Squad`,
      code: unitOf(name),
      parent: CENTRE,
    }),
  ),
  { ...none, kind: 'station', name: HALL, nameEn: 'Shifan City Service Hall', parent: CENTRE },
  ...DISTRICTS.flatMap(([name, english, ...stations]) =>
    stations.map(
      ([place, placeEnglish]): DemoSite => ({
        ...none,
        kind: 'station',
        name: `${name}${place}服务站`,
        nameEn: `${english} ${placeEnglish} Station`,
        parent: CENTRE,
        squad: squadOf(name),
      }),
    ),
  ),
]
