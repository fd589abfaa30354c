import { expect, test } from 'vitest'
import { storm } from './storm.ts'

// 200 kills and 500 deliveries: `npm run bench -- storm 200 500`.
test('whenever the server is killed, and however badly the other sides behave, each report has one effect, in the order of its driver', {
  timeout: 180_000,
}, async () => {
  const { faults, kills } = await storm({ kills: 4, deliveries: 12 })
  expect(faults).toEqual([])
  expect(kills).toBe(4)
})
