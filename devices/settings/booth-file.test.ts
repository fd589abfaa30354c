import { expect, test } from 'vitest'
import type { Language } from '#protocol/basic.ts'
import { settingWords } from '#words/setting-fault.ts'
import { registry } from '../families/registry.ts'
import { readBoothFile } from './booth-file.ts'

/** What a person reads of a fault, after its file and line. */
const words = (result: ReturnType<typeof readBoothFile>, language: Language = 'en') =>
  'faults' in result ? result.faults.map(({ fault }) => settingWords(fault, language)) : []
/** Where each fault is, and its code. */
const faults = (result: ReturnType<typeof readBoothFile>) =>
  'faults' in result ? result.faults.map(({ at, fault }) => [at.file, at.line, at.pointer, fault.code]) : []

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
  expect(faults(read(text))).toEqual([
    ['booth.json', 5, '/devices/head/port/path', 'port-renumbered'],
    ['booth.json', 7, '/devices/Keys', 'no-device-name'],
    ['booth.json', 12, '/floor', 'not-known-here'],
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
  expect(faults(result)).toEqual([
    ['booth.json', 5, '/devices/head/settings/unit', 'not-one-of'],
    ['booth.json', 9, '/devices/line/settings/pattern', 'pattern-without-height'],
    ['booth.json', 12, '/devices/other/model', 'model-unknown'],
  ])
  expect(words(result)).toEqual([
    'must be one of "mm", "cm".',
    'must be a regular expression with a group (?<cm>…).',
    expect.stringMatching(/^is X9, .*SDT, .*A02YYUW/),
  ])
  expect(words(result, 'zh')[0]).toBe('必须是其中之一："mm"、"cm"。')
})

const head = (model: string, port: object = { byId: 'a' }) => JSON.stringify({ devices: { head: { model, port } } })

test('refuses a second sensor of height, whose values would be mixed with the first one’s; several force boards are welcome', () => {
  const text = `{ "devices": {
    "head": { "model": "A02YYUW", "port": { "byId": "a" } },
    "machine": { "model": "height-line", "port": { "byId": "b" } },
    "grips": { "model": "force-board", "port": { "byId": "c" } },
    "pedals": { "model": "force-board", "port": { "byId": "d" } } } }`
  expect(read(text)).toEqual({
    faults: [
      {
        at: { file: 'booth.json', line: 3, pointer: '/devices/machine/model' },
        fault: { code: 'height-twice', fields: { other: 'head' } },
      },
    ],
  })
})

test('names every fault at once, however many, of form, model and settings alike', () => {
  const devices = Array.from({ length: 12 }, (_, n) => `    "Head${n}": { "model": "SDT", "port": { "byId": "h${n}" } },`)
  const text = `{
  "devices": {
${devices.join('\n')}
    "other": { "model": "X9", "port": { "byId": "x" } },
    "head": { "model": "A02YYUW", "port": { "byId": "y" }, "settings": { "unit": "inch" } }
  }
}`
  const result = read(text)
  const found = 'faults' in result ? result.faults.map(({ at, fault }) => [at.line, fault.code]) : []
  expect(found).toEqual([...devices.map((_, n) => [n + 3, 'no-device-name']), [15, 'model-unknown'], [16, 'not-one-of']])
})

test.each(['a02yyuw', 'A02-YYUW', 'modbus force', 'usfoot'])(
  'a model that is nearly %s is told apart from one that nobody knows',
  (model) => {
    const result = read(head(model))
    const meant = { a02yyuw: 'A02YYUW', 'A02-YYUW': 'A02YYUW', 'modbus force': 'modbus-force' }[model]
    expect('faults' in result && result.faults.map(({ fault }) => fault)).toMatchObject([
      meant ? { code: 'model-misspelt', fields: { model, meant } } : { code: 'model-unknown', fields: { model } },
    ])
  },
)

test.each(['constructor', 'toString'])('%s, which every object has, is no model', (model) => {
  expect(faults(read(head(model)))).toEqual([['booth.json', 1, '/devices/head/model', 'model-unknown']])
})

test('a port of which nothing is said is none', () => {
  expect(faults(read(head('A02YYUW', {})))).toEqual([['booth.json', 1, '/devices/head/port', 'port-not-said']])
})

test.each([
  ['{\n "devices": {\n', 3],
  ['{\n "devices" {}}', 2],
  ['', 1],
])('says at which line %j stops being JSON', (text, line) => {
  expect(faults(read(text))).toEqual([['booth.json', line, '', 'not-json']])
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
  const result = read(booth('loadcell.json', 'loadcell.json'), { 'loadcell.json': broken })
  expect(faults(result)).toEqual([
    ['loadcell.json', 2, '/baudRate', 'not-as-declared'],
    ['loadcell.json', 4, '/channels/0/register', 'not-as-declared'],
  ])
  expect(words(result)).toEqual(['must be integer.', 'must be >= 0.'])
  expect(words(result, 'zh')).toEqual(['必须是 integer。', '必须 >= 0。'])
  expect(faults(read(booth('loadcell.json'), { 'loadcell.json': '{\n "baudRate": 9600,,' }))).toEqual([
    ['loadcell.json', 2, '', 'not-json'],
  ])
  expect(faults(read(booth('loadcell.json'), { 'loadcell.json': '[]' }))).toEqual([['loadcell.json', 1, '', 'not-as-declared']])
})

test('a number that is none of those allowed is told with all of them, once', () => {
  const result = read(booth('loadcell.json'), { 'loadcell.json': LOADCELL.replace('"function": 4', '"function": 5') })
  expect(faults(result)).toEqual([['loadcell.json', 4, '/channels/0/function', 'not-one-of']])
  expect(words(result)).toEqual(['must be one of 3, 4.'])
})

test('names settings whose file is not beside the booth’s, lies elsewhere, or is not all of them', () => {
  const result = read(booth('missing.json', '../loadcell.json', 7), { '../loadcell.json': LOADCELL })
  expect(faults(result)).toEqual([
    ['booth.json', 4, '/devices/bus0/settings/profile', 'profile-unreadable'],
    ['booth.json', 6, '/devices/bus1/settings/profile', 'profile-elsewhere'],
    ['booth.json', 8, '/devices/bus2/settings/profile', 'not-as-declared'],
  ])
  expect(words(result)[0]).toMatch(/^names missing\.json, /)
  const both = `{ "devices": { "bus": { "model": "modbus-force", "port": { "byId": "a" },
    "settings": { "profile": "loadcell.json",
      "baudRate": 9600 } } } }`
  expect(faults(read(both, { 'loadcell.json': LOADCELL }))).toEqual([['booth.json', 3, '/devices/bus/settings/baudRate', 'not-known-here']])
})
