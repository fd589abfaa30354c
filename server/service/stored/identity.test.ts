import { expect, test } from 'vitest'
import type { Card } from '#protocol/reading.ts'
import { cardOf } from '../../../test/driver.ts'
import { cleanCard } from '../../store/applicants.ts'
import { personalOf } from './identity.ts'

const known = (read: Card) => personalOf({ card: cleanCard(read), read, file: null, phone: null })

test('a report names the kind of card that somebody was known by', () => {
  const kinds = ['resident', 'hmt-resident', 'foreigner'] as const
  expect(kinds.map((kind) => known(cardOf('陈大文', 1, { kind })).document)).toEqual([
    'resident-identity-card',
    'hmt-residence-permit',
    'foreign-permanent-residence-card',
  ])
})

test('who has an old private character in the name is called by the standard one, and what was read stands beside', () => {
  const { name, address, read } = known(cardOf('王\ue863', 1, { address: '示范市\u200e演示区\u2028样例路1号' }))
  expect([name, address]).toEqual(['王䶮', '示范市演示区 样例路1号'])
  expect(read).toEqual({ name: '王\ue863', address: '示范市\u200e演示区\u2028样例路1号' })
  expect(known(cardOf('王䶮'))).not.toHaveProperty('read')
})
