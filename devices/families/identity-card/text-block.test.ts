import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIdentityNumber } from '#protocol/document-number.ts'
import type { Card } from '#protocol/reading.ts'
import { readTextBlock, writeTextBlock } from './text-block.ts'

const card: Card = {
  kind: 'resident',
  name: '张三',
  sex: 'male',
  nation: '01',
  birth: '1880-01-01',
  address: '广东省揭阳市榕城区某某路1号',
  number: '440524188001010014',
  authority: '揭阳市公安局',
  validFrom: '2020-01-01',
  validTo: '2040-01-01',
}

/** The block written by Node's own UTF-16LE, at the offsets that SDT programs print. */
function block(fields: Record<number, string> = {}): Uint8Array {
  const bytes = Buffer.from(' '.repeat(128), 'utf16le')
  const all = {
    0: '张三',
    30: '1',
    32: '01',
    36: '18800101',
    52: '广东省揭阳市榕城区某某路1号',
    122: '440524188001010014',
    158: '揭阳市公安局',
    188: '20200101',
    204: '20400101',
    ...fields,
  }
  for (const [at, text] of Object.entries(all)) bytes.write(text, Number(at), 'utf16le')
  return Uint8Array.from(bytes)
}

it('a block is read as the card that it holds', () => {
  expect(readTextBlock(block())).toEqual(card)
})

it('长期 is a card without end', () => {
  expect(readTextBlock(block({ 204: '长期      ' }))).toEqual({ ...card, validTo: null })
})

it.each(['𠮷野家', '王㛃', '𠮷'.repeat(7), '阿卜杜热西提·买买提明·某', '王 某'])('the name %s is read as it is', (name) => {
  expect(readTextBlock(block({ 0: name.padEnd(15) }))).toEqual({ ...card, name })
})

it.each([
  ['1', 'male'],
  ['2', 'female'],
  ['0', 'unknown'],
  ['9', 'unknown'],
])('sex %s is %s', (code, sex) => {
  expect(readTextBlock(block({ 30: code }))).toEqual({ ...card, sex })
})

it('a check digit written as a small x is taken, and kept as a capital', () => {
  expect(readTextBlock(block({ 122: '11010519491231002x' }))).toEqual({ ...card, number: '11010519491231002X' })
  expect(readTextBlock(block({ 122: '34052419800101001x' }))).toEqual({ ...card, number: '34052419800101001X' })
  // Elsewhere an x is no digit, and a small one in place of another digit is as wrong as a large one.
  expect(readTextBlock(block({ 122: 'x10105194912310021' }))).toBe('number-wrong')
  expect(readTextBlock(block({ 122: '44052418800101001x' }))).toBe('number-wrong')
})

it('a card for residents of Hong Kong, Macao and Taiwan has no nation, and a pass number that is not kept', () => {
  const fields = { 32: '  ', 220: 'H12345678', 238: '01', 248: 'J' }
  expect(readTextBlock(block(fields))).toEqual({ ...card, kind: 'hmt-resident', nation: '' })
})

describe("a foreigner's card", () => {
  const fields = { 0: 'MUSTERMANN, ERIKA MARIA', 120: '2', 122: 'DEU110088010101', 152: 'DEU', 158: '穆丽佳', 188: '20200101' }
  const foreign = (more: Record<number, string> = {}) => {
    const bytes = Buffer.from(' '.repeat(128), 'utf16le')
    const all = { ...fields, 204: '20300101', 220: '18800101', 236: '01', 240: '1500', 248: 'I', ...more }
    for (const [at, text] of Object.entries(all)) bytes.write(text, Number(at), 'utf16le')
    return Uint8Array.from(bytes)
  }
  const read = {
    kind: 'foreigner',
    name: 'MUSTERMANN, ERIKA MARIA',
    sex: 'female',
    nation: '',
    nationality: 'DEU',
    birth: '1880-01-01',
    address: '',
    number: 'DEU110088010101',
    authority: '1500',
    validFrom: '2020-01-01',
    validTo: '2030-01-01',
  }

  it('is read with its nationality, by the name in Latin letters', () => {
    expect(readTextBlock(foreign())).toEqual(read)
  })

  it('may have a name that fills its field', () => {
    const name = 'A'.repeat(30) + ' ' + 'B'.repeat(29)
    expect(readTextBlock(foreign({ 0: name }))).toEqual({ ...read, name })
  })

  it.each([
    [{ 122: 'DEU11008801010 ' }, 'number-wrong'],
    [{ 152: '276' }, 'nation-unknown'],
    [{ 220: '18800230' }, 'birth-impossible'],
    [{ 0: ' '.repeat(23) }, 'name-missing'],
  ])('with %o is none', (more, fault) => {
    expect(readTextBlock(foreign(more))).toBe(fault)
  })
})

// Offsets and letters as the immigration administration's rules for reading these cards have them (2023): 30, 2, 4, 16, 70, 36, 30, 16, 16,
// 22, 6, 2 and 6 bytes.
describe("a foreigner's card of 2023", () => {
  const block2023 = (more: Record<number, string> = {}) => {
    const bytes = Buffer.from(' '.repeat(128), 'utf16le')
    const all = {
      0: '穆丽佳',
      30: '2',
      32: '01',
      36: '18810203',
      52: 'MUSTERMANN, ERIKA',
      122: '911276188102030018',
      188: '20231201',
      204: '20331201',
    }
    for (const [at, text] of Object.entries({ ...all, 242: 'DEU', 248: 'Y', 250: '123', ...more })) bytes.write(text, Number(at), 'utf16le')
    return Uint8Array.from(bytes)
  }

  it('is read by the name in Latin letters, with its number of 18 digits', () => {
    expect(readTextBlock(block2023())).toEqual({
      kind: 'foreigner',
      name: 'MUSTERMANN, ERIKA',
      sex: 'female',
      nation: '',
      nationality: 'DEU',
      birth: '1881-02-03',
      address: '',
      number: '911276188102030018',
      authority: '',
      validFrom: '2023-12-01',
      validTo: '2033-12-01',
    })
  })

  it('may have a name of 46 letters in two places, with a space where the first is full', () => {
    const name = `${'A'.repeat(34)} ${'B'.repeat(11)}`
    const read = readTextBlock(block2023({ 52: name.slice(0, 35), 220: name.slice(35) }))
    expect(read).toMatchObject({ name })
    if (typeof read === 'string') throw new Error(read)
    expect(readTextBlock(writeTextBlock(read))).toEqual(read)
  })

  it.each([
    ['a check digit that is wrong', { 122: '911276188102030016' }, 'number-wrong'],
    ['a number that begins like a resident’s', { 122: '11010519491231002X' }, 'number-wrong'],
    ['a nationality in digits', { 242: '276' }, 'nation-unknown'],
    ['a birth that is no day', { 36: '18810230' }, 'birth-impossible'],
  ])('with %s is none', (_, more, fault) => {
    expect(readTextBlock(block2023(more))).toBe(fault)
  })
})

it('a card of any kind that a simulator writes is read as the same card', () => {
  const { nation: _, ...rest } = card
  const foreigner = {
    ...rest,
    kind: 'foreigner' as const,
    nation: '',
    nationality: 'FRA',
    address: '',
    number: 'FRA110088010101',
    authority: '1500',
  }
  for (const one of [card, { ...card, kind: 'hmt-resident' as const, nation: '' }, foreigner])
    expect(readTextBlock(writeTextBlock(one))).toEqual(one)
})

describe('what is no card', () => {
  it.each([
    ['a check digit that is wrong', { 122: '440524188001010015' }, 'number-wrong'],
    ['a number that is too short', { 122: '44052418800101001 ' }, 'number-wrong'],
    ['the 30th of February', { 36: '18800230' }, 'birth-impossible'],
    ['a day in letters', { 188: '2020010x' }, 'validity-impossible'],
    ['an end before the beginning', { 204: '20191231' }, 'validity-impossible'],
    ['a word in place of the end', { 204: '短期      ' }, 'validity-impossible'],
    ['no name', { 0: ' '.repeat(15) }, 'name-missing'],
    ['half of a pair', { 0: `张\ud842 ` }, 'text-broken'],
    ['a control character', { 0: '张\u0007三' }, 'text-broken'],
    ['a sex that the code table has not', { 30: '3' }, 'sex-unknown'],
    ['a nation in letters', { 32: '汉 ' }, 'nation-unknown'],
    ['a card of a type that nobody knows here', { 248: 'Q' }, 'other-card'],
    ["a resident's card that calls itself a foreigner's", { 248: 'I' }, 'sex-unknown'],
  ])('%s', (_, fields, fault) => {
    expect(readTextBlock(block(fields))).toBe(fault)
  })

  it('a block of another length', () => {
    expect(readTextBlock(new Uint8Array(255))).toBe('text-broken')
    expect(readTextBlock(new Uint8Array(256))).toBe('name-missing')
  })
})

it.each(['11010519491231002X', '440524188001010014', '34052419800101001X'])(
  'the specimen number %s is right, and no other last digit is',
  (number) => {
    expect('0123456789X'.split('').filter((digit) => isIdentityNumber(number.slice(0, 17) + digit))).toEqual([number[17]])
  },
)

// ISO 7064, MOD 11-2, by another road: the remainder carried from digit to digit, doubled each time.
it('the check digit is that of ISO 7064 MOD 11-2 for any seventeen digits', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}$/), (digits) => {
      const carried = Array.from(digits).reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0)
      const right = '0123456789X'[(12 - carried) % 11]
      expect('0123456789Xx'.split('').filter((digit) => isIdentityNumber(digits + digit))).toEqual([right])
    }),
  )
})

it('what a simulator writes is the same block', () => {
  expect(writeTextBlock(card)).toEqual(block())
})
