import { expect, test } from 'vitest'
import { foldedName, hashName, spellingsOf } from './spellings.ts'

const KEY = new Uint8Array(32).fill(7)
const finds = (typed: string, name: string) =>
  spellingsOf(name)
    .map((one) => hashName(KEY, one))
    .includes(hashName(KEY, typed))

test.each(['\u00B7', '\u2022', '\u2027', '\u30FB', '\uFF65', '.', '．', ' ', '\u3000', ''])(
  'a name of two parts is found with %j between them, however its card has it',
  (dot) => {
    for (const own of ['\u00B7', '\u2022', '\u2027', '\u30FB', '\uFF65'])
      expect(finds(`买买提${dot}艾力`, `买买提${own}艾力`), `${dot} for ${own}`).toBe(true)
  },
)

// Readings of surnames as 《现代汉语词典》 and the standard of names in pinyin (GB/T 28039) have them.
test.each([
  ['张三', ['张三', 'zs', 'ZS', 'zhangsan', 'zhang san', 'Ｚｓ']],
  ['单雄信', ['sxx', 'shanxiongxin', 'shanxiong', 'sx']],
  ['曾国藩', ['zgf', 'zengguofan']],
  ['仇英', ['qy', 'qiuying', 'cy']],
  ['解缙', ['xj', 'xiejin']],
  ['查良镛', ['zly', 'zhaliangyong']],
  ['区志航', ['ouzhihang', 'ozh']],
  ['尉迟恭', ['ycg', 'yuchigong', '尉迟']],
  ['万俟卨', ['mqx', 'moqixie']],
  ['覃海洋', ['qhy', 'thy', 'tanhaiyang']],
  ['乐嘉', ['yj', 'lj', 'yuejia']],
  ['吕布', ['lb', 'lvbu', 'lübu', 'LÜ BU']],
  ['欧阳修', ['欧阳', 'oyx', 'ouyang']],
  ['𠮷田', ['𠮷田']],
  ['买买提·艾力', ['买买提', '艾力', 'mmtal', '买买']],
  ['MUSTERMANN, MAX', ['mustermann', 'max', 'Mustermann Max']],
])('%s is found by each of %j', (name, typed) => {
  for (const one of typed) expect(finds(one, name), one).toBe(true)
})

test.each([
  ['张三', ['张', 'z', '李三', 'zsf', '三']],
  ['买买提·艾力', ['买', 'm']],
  ['张三丰', ['三丰', 'sf']],
])('%s isn’t found by any of %j', (name, typed) => {
  for (const one of typed) expect(finds(one, name), one).toBe(false)
})

test('a name has a few spellings, and a very long one no more than a few hundred', () => {
  expect(spellingsOf('张三丰').length).toBeLessThanOrEqual(12)
  expect(spellingsOf('买'.repeat(200)).length).toBeLessThan(300)
  expect(spellingsOf('')).toEqual([])
})

test('another key file makes other keys, and capitals and dots none', () => {
  expect(hashName(KEY, '张三')).not.toBe(hashName(new Uint8Array(32), '张三'))
  expect(foldedName('aBc · d')).toBe('ABCD')
})
