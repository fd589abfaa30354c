import { expect, test } from 'vitest'
import { readBoothFile } from './booth-file.ts'
import { registry } from './registry.ts'

const read = (text: string) => readBoothFile(text, registry)

test('says which device is on which port', () => {
  const text = `{ "devices": { "head": { "model": "A02YYUW", "port": { "serialNumber": "H1" }, "settings": { "unit": "cm" } } } }`
  expect(read(text)).toEqual({
    devices: [{ name: 'head', model: 'A02YYUW', made: registry['A02YYUW'], port: { serialNumber: 'H1' }, settings: { unit: 'cm' } }],
  })
})

test('names every fault with its line', () => {
  const text = `{
  "devices": {
    "head": {
      "model": "A02YYUW",
      "port": { "path": "/dev/ttyUSB0" }
    },
    "Keys": {
      "model": "keypad",
      "port": {}
    }
  },
  "floor": 1
}`
  const result = read(text)
  expect('faults' in result && result.faults.map(({ line, why }) => [line, why.split(' ')[0]])).toEqual([
    [5, '/devices/head/port/path'],
    [7, '/devices/Keys'],
    [12, '/floor'],
  ])
})

test('names settings that a model does not take and models that nobody knows, each with its line', () => {
  const text = `{
  "devices": {
    "head": { "model": "A02YYUW", "port": { "byId": "a" },
      "settings": {
        "unit": "inch"
      }
    },
    "line": { "model": "height-line", "port": { "byId": "b" },
      "settings": { "pattern": "(" }
    },
    "other": {
      "model": "X9",
      "port": { "byId": "c" }
    }
  }
}`
  const result = read(text)
  expect('faults' in result && result.faults.map(({ line }) => line)).toEqual([5, 9, 12])
  expect('faults' in result && result.faults[2]?.why).toMatch(/SDT, .*A02YYUW/)
})

test.each([
  ['{\n "devices": {\n', 3],
  ['{\n "devices" {}}', 2],
  ['', 1],
])('says at which line %j stops being JSON', (text, line) => {
  expect(read(text)).toEqual({ faults: [{ line, why: 'is no JSON' }] })
})
