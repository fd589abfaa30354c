import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { receiverApi } from './openapi.ts'

const file = resolve(import.meta.dirname, '../../../docs/hand-over/openapi.json')

test('what a receiver has to offer is published as the carrier speaks', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(receiverApi())))
})
