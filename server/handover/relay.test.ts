import { expect, test } from 'vitest'
import { waitAfter } from './relay.ts'
import { httpTraffic } from './traffic.ts'
import { openCase } from '../../test/case.ts'

test('waits double from half a second to a minute, and chance takes at most half away', () => {
  expect([1, 2, 3, 4].map((tries) => waitAfter(tries, 0))).toEqual([500, 1000, 2000, 4000])
  expect(waitAfter(1000, 0)).toBe(60_000)
  expect(waitAfter(1000, 1)).toBe(30_000)
})

test('the case is asked by body, and whatever is not an answer counts as unreachable', async () => {
  const traffic = await openCase()
  const http = httpTraffic(traffic.url, traffic.key)
  expect(await http.find('11010519491231002X')).toBeNull()
  const found = { number: 'G1', business: 'G', classes: ['C1' as const], file: null, phone: null, stopped: null }
  traffic.cases.set('11010519491231002X', found)
  expect(await http.find('11010519491231002X')).toEqual(found)
  // A case with a class that doesn't exist is malformed.
  traffic.cases.set('11010519491231002X', { ...found, business: 'Gg' })
  expect(await http.find('11010519491231002X')).toMatchObject({ refused: 'case-unreachable' })
  expect(await httpTraffic(traffic.url, 'wrong').find('11010519491231002X')).toMatchObject({ refused: 'case-unreachable' })
  await traffic.close()
  expect(await http.find('11010519491231002X')).toMatchObject({ refused: 'case-unreachable' })
})
