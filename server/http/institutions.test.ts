import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InstitutionFacts } from '#protocol/registry.ts'
import { openWorld, sure, type World } from '../../test/world.ts'
import { addInstitution, suspendInstitution } from '../service/registry/registry.ts'
import { updateSite } from '../service/sites/sites.ts'
import { currentRegistry } from '../store/registry.ts'

// The list that article 85 asks for: what anybody reads of each institution, and what nobody does.

/** What must never be read: why it was suspended, since when its papers are looked through, who wrote it, who signs there and by which number. */
const REASON = '出具虚假证明，正在调查'
const PAPERS_SINCE = '2026-09-01'

let world: World
let secrets: string[]
beforeAll(async () => {
  world = await openWorld()
  await world.site('示范服务大厅')
  const chief = await world.person('chief', 'administrator')
  const [hospital, station, shut] = [
    await world.site('学府路检测点', { nameEn: 'Xuefu Road Station' }),
    await world.site('花园口检测点'),
    await world.site('旧站'),
  ]
  const base: InstitutionFacts = {
    name: '示范省康复医院',
    nameEn: 'Provincial Hospital of Rehabilitation',
    address: '示范市学府路9号',
    contact: '0999-8000002',
    level: 'special',
    allowed: {
      by: '示范省卫生健康委员会',
      rank: 'province',
    },
    from: '2026-01-01',
    until: null,
    certifies: ['ordinary', 'c5'],
    sites: [hospital.id],
  }
  sure(await addInstitution(world.deps, chief, base))
  const township: InstitutionFacts = {
    ...base,
    name: '花园口<b>卫生院',
    nameEn: null,
    address: '花园口3号',
    contact: '0999-8000003',
    level: 'township',
    certifies: ['ordinary'],
    allowed: {
      by: '示范市卫生健康委员会',
      rank: 'prefecture',
    },
    until: '2027-12-31',
    sites: [station.id, shut.id],
  }
  const { id, version } = sure(await addInstitution(world.deps, chief, township))
  sure(await updateSite(world.deps, shut.id, { closed: true }))
  const doctor = await world.person('lin-of-township', 'doctor')
  const before: InstitutionFacts = { ...township, name: '城西体检中心', from: '2024-01-01', until: '2025-12-31', sites: [] }
  sure(await addInstitution(world.deps, chief, before))
  // Half past eleven at night in Greenwich: the 26th in China.
  world.step(Date.parse('2026-11-25T23:30:00.000Z') - world.now().getTime())
  sure(await suspendInstitution(world.deps, chief, id, { version, from: null, papersSince: PAPERS_SINCE, reason: REASON }))
  const { doctors, institutions } = await currentRegistry(world.deps.db)
  const licences = doctors.flatMap(({ value }) => value.licence ?? [])
  secrets = [
    REASON,
    PAPERS_SINCE,
    chief.id,
    chief.name,
    doctor.id,
    doctor.name,
    ...licences,
    ...institutions.map((one) => one.id),
    hospital.id,
  ]
})
afterAll(() => world.close())

const pageIn = async (lang: string) => (await world.app.http.inject({ url: `/institutions?lang=${lang}` })).body
/** What is read of each institution: its name, why it may not issue, then labels and what they label. */
const readOn = (html: string) =>
  html
    .split('<section')
    .slice(1)
    .map((section) =>
      section
        .replace(/^[^>]*>/, '')
        .split(/<[^>]+>/)
        .filter((words) => words !== ''),
    )

test('anybody reads of each institution what the order asks for and no more, those that may issue first', async () => {
  const hospital = [
    '地址',
    '示范市学府路9号',
    '联系方式',
    '0999-8000002',
    '类别',
    '专门医疗机构',
    '认定部门',
    '示范省卫生健康委员会（省级）',
  ]
  const township = ['地址', '花园口3号', '联系方式', '0999-8000003', '类别', '乡镇卫生院', '认定部门', '示范市卫生健康委员会（地市级）']
  expect(readOn(await pageIn('zh'))).toEqual([
    ['示范省康复医院', ...hospital, '有效期', '自 2026-01-01 起', '可以办理', expect.stringContaining('C5）'), '网点', '学府路检测点'],
    // The one that an installation begins with: nobody has written down yet where it is.
    [
      '示范市机动车驾驶人体检中心（演示）',
      '地址',
      '还没有填写',
      '联系方式',
      '还没有填写',
      '类别',
      '县级医疗机构',
      '有效期',
      '自 2022-04-01 起',
      '可以办理',
      'C5 以外的准驾车型',
      '网点',
      '示范服务大厅',
    ],
    [
      '城西体检中心',
      '不在认定的有效期内，现在不能出具证明。',
      ...township,
      '有效期',
      '2024-01-01 至 2025-12-31',
      '可以办理',
      'C5 以外的准驾车型',
    ],
    [
      '花园口&#60;b&#62;卫生院',
      '自 2026-11-26 起停止认可，不能再出具证明。',
      ...township,
      '有效期',
      '2026-01-01 至 2027-12-31',
      '可以办理',
      'C5 以外的准驾车型',
      '网点',
      '花园口检测点',
    ],
  ])
})

test('in English it says the same: names where there is one, and what is only held in Chinese as it is', async () => {
  const html = await pageIn('en')
  expect(html).toContain('<html lang="en">')
  const read = readOn(html).map((one) => one.join(' '))
  expect(read[0]).toBe(
    'Provincial Hospital of Rehabilitation Address 示范市学府路9号 Contact 0999-8000002 Kind Special medical institution ' +
      'Recognised by 示范省卫生健康委员会 (of the province) Valid since 2026-01-01 Certifies for all classes but C5, cars for the disabled (C5) Sites Xuefu Road Station',
  )
  expect(read.at(-2)).toContain('城西体检中心 It may not issue reports at present: its recognition is not valid today.')
  expect(read.at(-1)).toContain('卫生院 Not recognised any more since 2026-11-26: it may not issue reports.')
})

test('nobody reads why one was suspended, since when its papers are looked through, who wrote it, who signs there, or an id', async () => {
  for (const language of ['zh', 'en']) {
    const html = await pageIn(language)
    expect(secrets.length).toBeGreaterThan(10)
    expect(secrets.filter((secret) => html.includes(secret))).toEqual([])
  }
})
