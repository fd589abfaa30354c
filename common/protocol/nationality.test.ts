import { expect, test } from 'vitest'
import { nationalities, nationalityWords } from './nationality.ts'

test.each([
  ['DEU', '德国'],
  ['FRA', '法国'],
  ['JPN', '日本'],
  ['KOR', '韩国'],
  ['PRK', '朝鲜'],
  ['USA', '美国'],
  ['GBR', '英国'],
  ['CHE', '瑞士'],
  ['AUT', '奥地利'],
  ['AUS', '澳大利亚'],
  ['SVN', '斯洛文尼亚'],
  ['SVK', '斯洛伐克'],
  ['MNE', '黑山'],
  ['NER', '尼日尔'],
  ['NGA', '尼日利亚'],
  ['COD', '刚果（金）'],
  ['TWN', '中国台湾'],
  ['XXA', '无国籍'],
])('%s is %s', (code, name) => {
  expect(nationalityWords(code)).toBe(name)
})

test('every country of ISO 3166 has a Chinese name of its own that has room on the paper; what is no code stays', () => {
  const codes = nationalities().filter((code) => !code.startsWith('GB') && !/^XX[BC]$/.test(code))
  const names = [...new Set(codes)].map(nationalityWords)
  // 249 countries and areas, and those that ICAO adds.
  expect(codes.filter((code) => !/^XX|UNO/.test(code)).length).toBeGreaterThanOrEqual(248)
  for (const name of names) expect(name).toMatch(/^[\p{Script=Han}（）·]{2,14}$/u)
  expect(new Set(names).size).toBe(names.length)
  for (const other of ['中国', 'QQQ', '']) expect(nationalityWords(other)).toBe(other)
})
