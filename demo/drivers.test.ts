import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { CaseAnswer } from '#protocol/case.ts'
import { Card } from '#protocol/reading.ts'
import { drivers } from './drivers.ts'

/** GB 11643: the weights and the check digits by remainder. */
const checkDigit = (number: string): string => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return '10X98765432'.charAt(weights.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0) % 11)
}

test('the check digit is computed as the printed specimen numbers have it', () => {
  for (const number of ['11010519491231002X', '440524188001010014', '34052419800101001X']) expect(checkDigit(number)).toBe(number[17])
})

describe.each(drivers)('$card.name', ({ card, heightMm, answer }) => {
  test('has a card and a case as the wires want them', () => {
    expect([...Value.Errors(Card, card)]).toEqual([])
    expect([...Value.Errors(CaseAnswer, answer)]).toEqual([])
  })

  test('has a number that is well-formed, says the same birth and sex as the card, and belongs to nobody', () => {
    expect(checkDigit(card.number)).toBe(card.number[17])
    expect(card.number.slice(6, 14)).toBe(card.birth.replaceAll('-', ''))
    expect(Number(card.number[16]) % 2 === 1 ? 'male' : 'female').toBe(card.sex)
    // No division code of GB/T 2260 begins with 99.
    expect(card.number.slice(0, 2)).toBe('99')
  })

  test('fits into the fields of a card’s chip, in UTF-16 units', () => {
    expect(card.name.length).toBeLessThanOrEqual(15)
    expect(card.address.length).toBeLessThanOrEqual(35)
    expect(card.authority.length).toBeLessThanOrEqual(15)
    expect(heightMm).toBeGreaterThan(500)
  })
})

test('no two drivers share a number, an id or a case', () => {
  const cases = drivers.flatMap(({ answer: { case: first, more = [] } }) => [first, ...more].flatMap((one) => one?.number ?? []))
  for (const values of [drivers.map((d) => d.id), drivers.map((d) => d.card.number), cases])
    expect(new Set(values).size).toBe(values.length)
})
