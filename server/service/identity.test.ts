import { expect, test } from 'vitest'
import { cardOf } from '../../test/driver.ts'
import { personalOf } from './identity.ts'

test('a report names the kind of card that somebody was known by', () => {
  const kinds = ['resident', 'hmt-resident', 'foreigner'] as const
  expect(kinds.map((kind) => personalOf({ card: cardOf('陈大文', 1, { kind }), file: null, phone: null }).document)).toEqual([
    'resident-identity-card',
    'hmt-residence-permit',
    'foreign-permanent-residence-card',
  ])
})
