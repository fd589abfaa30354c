import { readFileSync } from 'node:fs'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import type { Finding } from '#protocol/station.ts'
import { sampleReport } from '../../../test/sample-report.ts'
import { mapNamed } from '../../../test/soap-settings.ts'
import { bytesIn } from './characters.ts'
import { fieldsOf, inexpressible } from './fields.ts'
import { CODED } from './items.ts'
import { type Field, FieldMap, ITEMS, mapName } from './map.ts'
import { MAPS } from './maps.ts'
import { fieldMapPage } from './page.ts'

const valuesOf = (report: Report, map: string, photo = ''): Record<string, string> => {
  const fields = fieldsOf(report, mapNamed(map), photo)
  if (isRefusal(fields)) throw new Error(JSON.stringify(fields))
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]))
}
/** The sample with one finding changed. */
const finding = (changed: Finding): Report => {
  const report = sampleReport()
  return { ...report, findings: report.findings.map((one) => (one.station === changed.station ? changed : one)) }
}

test('the examination has the columns of the public table, in order, with the codes of the first system', () => {
  expect(valuesOf(sampleReport(), 'examination-1')).toEqual({
    wwlsh: 'RF20261125-000001',
    sfzmmc: 'A',
    sfzmhm: '99990119800601001X',
    xm: '张三',
    xb: '1',
    csrq: '1980-06-01',
    gj: 'CHN',
    lxzsxxdz: '示范市滨江区望海路100号3幢2单元601室',
    lxdh: '13800000000',
    dabh: '999900123456',
    zkcx: 'C1D',
    sg: '172',
    zsl: '4.9',
    ysl: '5.0',
    zysfjz: '1',
    yysfjz: '1',
    dyslze: '0',
    yyspsy: '',
    bsl: '0',
    zetl: '1',
    yetl: '1',
    tlsfjz: '0',
    zsz: '1',
    ysz: '1',
    zxz: '1',
    yxz: '1',
    qgjb: '0',
    sfngzzzl: '',
    sfjyjb: '0',
    jyjbqk: '',
    tjrq: '2026-11-25',
    tjyymc: '示范市交通医院（演示）',
    tjysxm: '林知远',
    sqfs: '1',
  })
})

test('the second version says the opposite where public systems contradict each other', () => {
  const { dyslze, bsl, qgjb, zsl, ysl } = valuesOf(sampleReport(), 'examination-2')
  expect({ dyslze, bsl, qgjb, zsl, ysl }).toEqual({ dyslze: '2', bsl: '1', qgjb: '1', zsl: '49', ysl: '50' })
  expect(valuesOf(finding({ station: 'trunk', trunk: 'disorder' }), 'examination-1')['qgjb']).toBe('1')
  expect(valuesOf(finding({ station: 'trunk', trunk: 'disorder' }), 'examination-2')['qgjb']).toBe('0')
})

test('the oldest interface gets its twelve items, and a pre-registration its 34, in their public order', () => {
  expect(mapNamed('health-bean-1').fields.map(({ name }) => name)).toEqual(
    'sfzmhm sg zsl ysl bsl tl sz zxz yxz qgjb tjrq tjyymc'.split(' '),
  )
  expect(mapNamed('pre-registration-1').fields.map(({ name }) => name)).toEqual(
    (
      'lsh sfzmhm sfzmmc hmcd xm xb csrq djzsxzqh djzsxxdz lxzsxzqh lxzsxxdz lxzsyzbm ly xzqh lxdh zzzm zkzmbh dabh zkcx jxmc ' +
      'dzyx sjhm sg zsl ysl bsl tl sz zxz yxz qgjb tjrq tjyymc sn'
    ).split(' '),
  )
})

test('a photo goes in base64, and a map that asks for one gets no report without', () => {
  expect(valuesOf(sampleReport(), 'photo-1', 'ab+/=')).toEqual({ sfzmhm: '99990119800601001X', zp: 'ab+/=' })
  expect(fieldsOf(sampleReport(), mapNamed('photo-1'), null)).toMatchObject({ refused: 'value-missing', fields: { column: 'zp' } })
})

test('one eye, a leg and an ear are told by side', () => {
  expect(valuesOf(finding({ station: 'acuity-left', reached: null, glasses: false }), 'examination-1')).toMatchObject({
    zsl: '',
    zysfjz: '0',
    dyslze: '1',
  })
  expect(valuesOf(finding({ station: 'lower-limbs', lower: 'left-leg', left: '', right: '' }), 'examination-1')).toMatchObject({
    zxz: '0',
    yxz: '1',
  })
  expect(valuesOf(finding({ station: 'hearing', left: false, right: true, aid: true }), 'examination-1')).toMatchObject({
    zetl: '0',
    yetl: '1',
    tlsfjz: '1',
  })
  expect(valuesOf(finding({ station: 'hearing', left: false, right: true, aid: true }), 'health-bean-1')['tl']).toBe('0')
})

test('what has to be examined in person is no value, and no code stands for it', () => {
  const referred = finding({ station: 'colour', refer: 'hospital', words: '' })
  expect(valuesOf(referred, 'examination-1')['bsl']).toBe('')
})

describe('a report that a map can’t express is refused, before it is signed', () => {
  const change = (map: FieldMap, field: Field): FieldMap => ({
    ...map,
    fields: map.fields.map((one) => (one.name === field.name ? field : one)),
  })
  const examination = mapNamed('examination-1')
  const refusedOf = (report: Report, map = examination) => inexpressible(report, map)

  test('a name longer than its column, counted in the bytes of GB 18030', () => {
    expect(refusedOf(sampleReport({}, { name: '阿不都热依木江·阿不都克里木' }))).toBeNull()
    expect(refusedOf(sampleReport({}, { name: '阿不都热依木江·阿不都克里木江吐逊' }))).toEqual({
      refused: 'column-too-short',
      fields: { map: 'examination-1', column: 'xm', where: 'name', count: 34, most: 30 },
    })
    // Four bytes each.
    expect(refusedOf(sampleReport({}, { name: '𠮷𠮷𠮷𠮷𠮷𠮷𠮷' }))).toBeNull()
    expect(refusedOf(sampleReport({}, { name: '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷' }))).toMatchObject({ fields: { count: 32 } })
  })

  test('a character that the system lacks, never a question mark', () => {
    const name = { name: '𠮷萳' }
    expect(refusedOf(sampleReport({}, name))).toBeNull()
    expect(refusedOf(sampleReport({}, name), { ...examination, characters: 'gbk' })).toMatchObject({
      refused: 'character-missing',
      fields: { character: '𠮷', set: 'gbk', where: 'name' },
    })
    expect(refusedOf(sampleReport({}, { name: '萳' }), { ...examination, characters: 'gbk' })).toBeNull()
    expect(refusedOf(sampleReport({}, { name: '萳' }), { ...examination, characters: 'gb2312' })).toMatchObject({
      fields: { character: '萳' },
    })
  })

  test('a value without a code', () => {
    expect(refusedOf(sampleReport({}, { document: 'hmt-residence-permit' }))).toMatchObject({
      refused: 'value-without-code',
      fields: { column: 'sfzmmc', where: 'document', value: 'hmt-residence-permit' },
    })
    expect(refusedOf(sampleReport({}, { sex: 'unknown' }))).toMatchObject({ fields: { column: 'xb' } })
    expect(refusedOf(sampleReport({}, { nationality: 'nowhere' }))).toMatchObject({ fields: { column: 'gj', value: 'nowhere' } })
    // A word that every object answers to.
    expect(refusedOf(sampleReport({}, { nationality: 'constructor' }))).toMatchObject({ fields: { value: 'constructor' } })
  })

  test('several diseases where there is room for one; a sum of powers of two has room for all', () => {
    const declaring = (diseases: number[]) => sampleReport({ declaration: { ...sampleReport().declaration, has: true, diseases } })
    expect(valuesOf(declaring([10]), 'examination-1')).toMatchObject({ sfjyjb: '1', jyjbqk: '10' })
    expect(refusedOf(declaring([1, 2]))).toMatchObject({ refused: 'value-without-code', fields: { column: 'jyjbqk', value: '1,2' } })
    expect(valuesOf(declaring([1, 2]), 'examination-2')['jyjbqk']).toBe('6')
    expect(valuesOf(declaring([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 'examination-2')['jyjbqk']).toBe('2046')
  })

  test('an acuity that a column of whole numbers would change', () => {
    const whole = change(examination, { name: 'zsl', item: 'acuity-left', form: { as: 'number', times: 1, decimals: 0 } })
    expect(refusedOf(sampleReport(), whole)).toMatchObject({ refused: 'value-without-code', fields: { column: 'zsl', value: '4.9' } })
  })
})

test('every map fits its schema, names each column once, and has a code only for a word that its item has', () => {
  for (const map of MAPS) {
    expect(Value.Check(FieldMap, map)).toBe(true)
    expect(new Set(map.fields.map(({ name }) => name)).size).toBe(map.fields.length)
    for (const field of map.fields) {
      if (!('item' in field) || field.form.as !== 'codes' || field.item === 'nationality') continue
      const known: Partial<Record<string, readonly string[]>> = CODED
      expect(known[field.item]).toEqual(expect.arrayContaining(Object.keys(field.form.codes)))
    }
  }
  expect(new Set(MAPS.map(mapName)).size).toBe(MAPS.length)
  const used = new Set(MAPS.flatMap(({ fields }) => fields.flatMap((field) => ('item' in field ? [field.item] : []))))
  expect(ITEMS.filter((item) => !used.has(item))).toEqual(['validity', 'remark'])
})

test('characters are written as iconv of the GNU C library writes them', () => {
  // printf '%s' TEXT | iconv -f UTF-8 -t GB18030 | xxd -p
  const hex = (text: string) => Buffer.from(bytesIn('gb18030', text) as Uint8Array).toString('hex')
  expect(hex('张三')).toBe('d5c5c8fd')
  expect(hex('萳')).toBe('c86c')
  expect(hex('𠮷')).toBe('9534b235')
  expect(hex('·')).toBe('a1a4')
  expect(bytesIn('unicode', 'a\ud800')).toEqual({ absent: '\ufffd' })
  expect(bytesIn('gb18030', '\ud83d')).toEqual({ absent: '\ufffd' })
})

test('docs/field-map.md says what the data say', () => {
  expect(readFileSync(new URL('../../../docs/field-map.md', import.meta.url), 'utf8')).toBe(fieldMapPage())
})
