import { expect, test } from 'vitest'
import { readBoothFile } from './booth-file.ts'
import { registry } from './registry.ts'

const read = (text: string, files: Readonly<Record<string, string>> = {}) => readBoothFile(text, registry, (name) => files[name] ?? null)

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

/** Two buses of transmitters whose settings stand in these files. */
const booth = (...profiles: unknown[]) => `{
  "devices": {
${profiles.map((profile, n) => `    "bus${n}": { "model": "modbus-force", "port": { "byId": "b${n}" },\n      "settings": ${JSON.stringify({ profile })} }`).join(',\n')}
  }
}`
const LOADCELL = `{
  "baudRate": 9600,
  "channels": [
    { "cell": "pedal-left", "address": 1, "function": 4, "register": 0, "type": "float32", "order": "ABCD", "scale": 1000 }
  ]
}`

test('settings may stand in a file of their own, for several devices too', () => {
  const result = read(booth('loadcell.json', 'loadcell.json'), { 'loadcell.json': LOADCELL })
  const settings: unknown = JSON.parse(LOADCELL)
  expect(result).toMatchObject({
    devices: [
      { name: 'bus0', settings },
      { name: 'bus1', settings },
    ],
  })
  expect('devices' in result && result.devices[0]?.made.driver(result.devices[0].settings).baudRate).toBe(9600)
})

test('names every fault of such a file with that file and its line, once', () => {
  const broken = LOADCELL.replace('9600', '"fast"').replace('"register": 0', '"register": -1')
  const faults = [
    { file: 'loadcell.json', line: 2, why: '/baudRate must be integer' },
    { file: 'loadcell.json', line: 4, why: '/channels/0/register must be >= 0' },
  ]
  expect(read(booth('loadcell.json', 'loadcell.json'), { 'loadcell.json': broken })).toEqual({ faults })
  expect(read(booth('loadcell.json'), { 'loadcell.json': '{\n "baudRate": 9600,,' })).toEqual({
    faults: [{ file: 'loadcell.json', line: 2, why: 'is no JSON' }],
  })
  expect(read(booth('loadcell.json'), { 'loadcell.json': '[]' })).toEqual({
    faults: [{ file: 'loadcell.json', line: 1, why: '/ must be object' }],
  })
})

test('names settings whose file is not beside the booth’s, lies elsewhere, or is not all of them', () => {
  const result = read(booth('missing.json', '../loadcell.json', 7), { '../loadcell.json': LOADCELL })
  expect('faults' in result && result.faults.map(({ file, line, why }) => [file, line, why.split(/[:,]/)[0]])).toEqual([
    [undefined, 4, '/devices/bus0/settings/profile names missing.json'],
    [undefined, 6, '/devices/bus1/settings/profile must be the name of a file beside booth.json'],
    [undefined, 8, '/devices/bus2/settings/profile must be string'],
  ])
  const both = `{ "devices": { "bus": { "model": "modbus-force", "port": { "byId": "a" },
    "settings": { "profile": "loadcell.json",
      "baudRate": 9600 } } } }`
  expect(read(both, { 'loadcell.json': LOADCELL })).toEqual({
    faults: [{ line: 3, why: '/devices/bus/settings/baudRate is not known here' }],
  })
})
