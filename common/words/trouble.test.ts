import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { Trouble } from '#protocol/trouble.ts'
import { text } from './index.ts'
import { foundWords, troubleWords } from './trouble.ts'

const declared = Trouble.anyOf.map(({ properties: { code, fields } }) => [code.const, Object.keys(fields.properties)] as const)
const path = '/dev/ttyUSB3'

describe.each(LANGUAGES)('in %s', (language) => {
  test('every trouble has a sentence, and no sentence is without its trouble', () => {
    const sentences: Record<string, string> = text[language].troubles
    expect(Object.keys(sentences).toSorted()).toEqual(declared.map(([code]) => code).toSorted())
    expect(Object.entries(sentences).filter(([, sentence]) => sentence.trim() === '')).toEqual([])
  })

  test.each(declared)('the sentence of %s names each of its fields and no other', (code, fields) => {
    const named = [...text[language].troubles[code].matchAll(/\{(\w+)\}/g)].map(([, field]) => field)
    expect(new Set(named)).toEqual(new Set(fields))
  })
})

test('what was written down of a port stands as in booth.json, a program by its name and process', () => {
  const wished = { vendorId: '1a86', productId: '7523' }
  expect(troubleWords({ code: 'perhaps-brltty', fields: { wished } }, 'en')).toBe(
    'No port matches vendorId 1a86, productId 7523. Check its cable and its power. If it is a CH340 adapter, brltty may have taken it: remove the package brltty and plug it in again.',
  )
  expect(troubleWords({ code: 'several-ports-fit', fields: { count: 2, wished } }, 'zh')).toMatch(
    /^有 2 个端口符合 vendorId 1a86、productId 7523，/,
  )
  const holders = [
    { program: 'brltty', pid: 412 },
    { program: null, pid: 7 },
  ]
  const held: Trouble = { code: 'held', fields: { path, holders } }
  expect(troubleWords(held, 'en')).toMatch(/is in use by brltty \(process 412\), process 7\./)
  expect(troubleWords(held, 'zh')).toMatch(/被 brltty（进程 412）、进程 7 占用/)
  expect(troubleWords({ code: 'port-given-twice', fields: { devices: ['head', 'pedals'] } }, 'en')).toMatch(/given to head, pedals\./)
})

test('a row of the test says why a device cannot be had, and nothing more where that is not known', () => {
  const row = { found: 'absent', fields: {}, trouble: { code: 'not-there', fields: { path } } } as const
  expect(foundWords(row, 'zh')).toBe('没有接上。/dev/ttyUSB3 上没有设备。请检查接线和电源。')
  expect(foundWords({ ...row, trouble: null }, 'en')).toBe('It is not connected.')
})
