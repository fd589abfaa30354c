import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Language } from '#protocol/basic.ts'
import { wrongSettingWords } from '#words/setting-fault.ts'
import { markSimulated } from '../keep/folder-kind.ts'
import { readSettings } from './settings.ts'

const { uid: OWN, username } = userInfo()
/** As whoever owns what a test makes. */
const readOwn = (environment: Readonly<Record<string, string | undefined>>) => readSettings(environment, { uid: OWN, leastPort: 1024 })

const folder = () => mkdtempSync(join(tmpdir(), 'roadfit-settings-'))
const simulated = () => ({ ROADFIT_SIMULATE: '1', ROADFIT_BOOTH_DATA: folder(), ROADFIT_BOOTH_STATIC: folder() })

test('a simulated booth needs no file', () => {
  expect(readOwn(simulated())).toMatchObject({
    server: 'http://localhost:3000',
    port: 3100,
    pace: 1,
    code: null,
    devices: [{ name: 'reader', model: 'SDT' }, { name: 'head', model: 'A02YYUW' }, { name: 'keypad' }, { name: 'pedals' }],
  })
})

test('a report is printed where the installer says that a printer stands, and wherever the booth is simulated', () => {
  const printer = (environment: Record<string, string>) => {
    const read = readOwn({ ...simulated(), ...environment })
    return 'wrong' in read ? read.wrong.map(({ variable }) => variable) : read.printer
  }
  expect(printer({})).toBe(true)
  expect(printer({ ROADFIT_BOOTH_PRINTER: '0' })).toBe(false)
  expect(printer({ ROADFIT_BOOTH_PRINTER: 'HP' })).toEqual(['ROADFIT_BOOTH_PRINTER'])
  const data = folder()
  writeFileSync(join(data, 'booth.json'), '{"devices":{}}')
  const real = { ROADFIT_SIMULATE: '0', ROADFIT_BOOTH_DATA: data }
  expect([printer(real), printer({ ...real, ROADFIT_BOOTH_PRINTER: '1' })]).toEqual([false, true])
})

test('a screen can be touched unless the installer says that it can’t', () => {
  const touch = (environment: Record<string, string>) => {
    const read = readOwn({ ...simulated(), ...environment })
    return 'wrong' in read ? read.wrong.map(({ variable }) => variable) : read.touch
  }
  expect([touch({}), touch({ ROADFIT_BOOTH_TOUCH: '1' }), touch({ ROADFIT_BOOTH_TOUCH: '0' })]).toEqual([true, true, false])
  expect(touch({ ROADFIT_BOOTH_TOUCH: 'pen' })).toEqual(['ROADFIT_BOOTH_TOUCH'])
})

test('every wrong variable is named at once', () => {
  const drivers = join(folder(), 'drivers.json')
  writeFileSync(drivers, '[{"id":"a"}]')
  const read = readOwn({
    ROADFIT_SERVER: 'localhost:3000/path',
    ROADFIT_BOOTH_DATA: folder(),
    ROADFIT_BOOTH_PORT: '70000',
    ROADFIT_BOOTH_CODE: 'x'.repeat(41),
    ROADFIT_SIMULATE: 'yes',
    ROADFIT_PACE: 'fast',
    ROADFIT_BOOTH_STATIC: join(folder(), 'missing'),
    ROADFIT_SIMULATED_DRIVERS: drivers,
  })
  expect('wrong' in read && read.wrong.map(({ variable, fault }) => `${variable} ${fault.code}`).toSorted()).toEqual([
    'ROADFIT_BOOTH_CODE too-long',
    'ROADFIT_BOOTH_DATA booth-file-missing',
    'ROADFIT_BOOTH_PORT no-port',
    'ROADFIT_BOOTH_STATIC no-pages',
    'ROADFIT_PACE no-pace',
    'ROADFIT_SERVER no-origin',
    'ROADFIT_SIMULATE not-0-or-1',
    'ROADFIT_SIMULATED_DRIVERS not-as-declared',
  ])
})

test('real people must not be hurried', () => {
  const { ROADFIT_SIMULATE: _, ...real } = simulated()
  writeFileSync(join(real.ROADFIT_BOOTH_DATA, 'booth.json'), '{"devices":{}}')
  expect(readOwn({ ...real, ROADFIT_PACE: '1' })).not.toHaveProperty('wrong')
  expect(readOwn({ ...real, ROADFIT_PACE: '0.1' })).toMatchObject({
    wrong: [{ variable: 'ROADFIT_PACE', at: null, fault: { code: 'people-hurried' } }],
  })
})

test('every fault of a booth file is named with its line', () => {
  const settings = simulated()
  writeFileSync(
    join(settings.ROADFIT_BOOTH_DATA, 'booth.json'),
    '{\n  "devices": {\n    "head": { "model": "X", "port": {"byId": "a"} },\n    "k": 1\n  }\n}',
  )
  const file = join(settings.ROADFIT_BOOTH_DATA, 'booth.json')
  const read = readOwn(settings)
  const variable = 'ROADFIT_BOOTH_DATA'
  expect(read).toMatchObject({
    wrong: [
      { variable, at: { file, line: 3, pointer: '/devices/head/model' }, fault: { code: 'model-unknown' } },
      { variable, at: { file, line: 4, pointer: '/devices/k' }, fault: { code: 'not-as-declared' } },
    ],
  })
  const lines = (language: Language) => ('wrong' in read ? read.wrong.map((wrong) => wrongSettingWords(wrong, language)) : [])
  expect(lines('en')[1]).toBe(`ROADFIT_BOOTH_DATA ${file}:4 /devices/k must be object.`)
  expect(lines('zh')[1]).toBe(`ROADFIT_BOOTH_DATA ${file}:4 /devices/k 必须是 object。`)
})

test('every fault of the made-up drivers’ file is named with its line, and never what stands there', () => {
  const drivers = join(folder(), 'drivers.json')
  writeFileSync(drivers, '[\n  { "id": "a", "name": "张三", "classes": ["C1"], "note": "",\n    "card": {}, "heightMm": 17 }\n]')
  const read = readOwn({ ...simulated(), ROADFIT_SIMULATED_DRIVERS: drivers })
  const wrong = 'wrong' in read ? read.wrong : []
  expect(wrong.map(({ at }) => at)).toContainEqual({ file: drivers, line: 3, pointer: '/0/heightMm' })
  expect(wrong.map((one) => wrongSettingWords(one, 'zh')).join()).not.toMatch(/张三|17/)
  const missing = readOwn({ ...simulated(), ROADFIT_SIMULATED_DRIVERS: join(folder(), 'none.json') })
  expect(missing).toMatchObject({ wrong: [{ variable: 'ROADFIT_SIMULATED_DRIVERS', fault: { code: 'unreadable' } }] })
})

test('a file that settings name lies in the same folder, and its faults are named with its own line', () => {
  const settings = simulated()
  const data = settings.ROADFIT_BOOTH_DATA
  const device = { model: 'A02YYUW', port: { byId: 'a' }, settings: { profile: 'head.json' } }
  writeFileSync(join(data, 'booth.json'), JSON.stringify({ devices: { head: device } }))
  writeFileSync(join(data, 'head.json'), '{\n  "unit": "inch"\n}')
  const at = { file: join(data, 'head.json'), line: 2, pointer: '/unit' }
  expect(readOwn(settings)).toMatchObject({ wrong: [{ variable: 'ROADFIT_BOOTH_DATA', at, fault: { code: 'not-one-of' } }] })
  writeFileSync(join(data, 'head.json'), '{ "unit": "cm" }')
  expect(readOwn(settings)).toMatchObject({ devices: [{ name: 'head', settings: { unit: 'cm' } }] })
})

test('a data folder of another user is refused before anything is read or written there, and one that is not there yet is not', () => {
  const settings = simulated()
  const data = settings.ROADFIT_BOOTH_DATA
  writeFileSync(join(data, 'booth.json'), 'not valid JSON')
  const nobodyHere = 4_000_000_001
  const read = readSettings(settings, { uid: nobodyHere, leastPort: 0 })
  const [variable, at] = ['ROADFIT_BOOTH_DATA', { file: data, line: null, pointer: '' }]
  expect(read).toEqual({ wrong: [{ variable, at, fault: { code: 'other-owner', fields: { owner: username, user: `#${nobodyHere}` } } }] })
  expect(readdirSync(data)).toEqual(['booth.json'])
  const [line] = 'wrong' in read ? read.wrong : []
  const said = (language: Language) => line && wrongSettingWords(line, language)
  expect(said('en')).toMatch(`ROADFIT_BOOTH_DATA ${data} belongs to ${username}, but #${nobodyHere} started this program`)
  expect([said('zh'), said('en')]).toEqual([0, 1].map(() => expect.stringContaining(`sudo -u '${username}'`)))
  expect(readSettings({ ...settings, ROADFIT_BOOTH_DATA: join(data, 'new') }, { uid: nobodyHere, leastPort: 0 })).not.toHaveProperty(
    'wrong',
  )
  // A system without such numbers.
  expect(readSettings(simulated(), { uid: null, leastPort: 0 })).not.toHaveProperty('wrong')
})

test('a real booth and a simulated one never share a folder: one’s key would sign what the other made up', () => {
  const settings = simulated()
  const data = settings.ROADFIT_BOOTH_DATA
  const { ROADFIT_SIMULATE: _, ...real } = settings
  writeFileSync(join(data, 'booth.json'), '{"devices":{}}')
  const wrong = (code: string) => ({
    wrong: [{ variable: 'ROADFIT_BOOTH_DATA', at: { file: data, line: null, pointer: '' }, fault: { code } }],
  })
  writeFileSync(join(data, 'key.pem'), generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
  expect(readOwn(real)).not.toHaveProperty('wrong')
  expect(readOwn(settings)).toMatchObject(wrong('folder-not-simulated'))
  markSimulated(data)
  expect(readOwn(settings)).not.toHaveProperty('wrong')
  expect(readOwn(real)).toMatchObject(wrong('folder-simulated'))
})

test.each([
  ['ROADFIT_BOOTH_PORT', '6000', 'port-forbidden'],
  ['ROADFIT_BOOTH_PORT', '10080', 'port-forbidden'],
  ['ROADFIT_BOOTH_PORT', '5061', 'port-forbidden'],
  ['ROADFIT_BOOTH_PORT', '80', 'port-for-root'],
  ['ROADFIT_BOOTH_PORT', '1023', 'port-for-root'],
  ['ROADFIT_BOOTH_PORT', '65536', 'no-port'],
  ['ROADFIT_SERVER', 'https://roadfit.example:6697', 'port-forbidden'],
  ['ROADFIT_SERVER', 'http://localhost:6000', 'port-forbidden'],
] as const)('%s=%s is refused: whoever uses it could not (%s)', (variable, value, code) => {
  expect(readOwn({ ...simulated(), [variable]: value })).toMatchObject({ wrong: [{ variable, fault: { code } }] })
})

test.each([
  ['ROADFIT_BOOTH_PORT', '0'],
  ['ROADFIT_BOOTH_PORT', '1024'],
  ['ROADFIT_BOOTH_PORT', '65535'],
  ['ROADFIT_SERVER', 'https://roadfit.example'],
] as const)('%s=%s is taken', (variable, value) => {
  expect(readOwn({ ...simulated(), [variable]: value })).not.toHaveProperty('wrong')
})
