import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'roadfit-settings-'))
const simulated = () => ({ ROADFIT_SIMULATE: '1', ROADFIT_BOOTH_DATA: folder(), ROADFIT_BOOTH_STATIC: folder() })

test('a simulated booth needs no file', () => {
  expect(readSettings(simulated())).toMatchObject({
    server: 'http://localhost:3000',
    port: 3100,
    pace: 1,
    code: null,
    devices: [{ name: 'reader', model: 'SDT' }, { name: 'head', model: 'A02YYUW' }, { name: 'keypad' }, { name: 'pedals' }],
  })
})

test('every wrong variable is named at once', () => {
  const drivers = join(folder(), 'drivers.json')
  writeFileSync(drivers, '[{"id":"a"}]')
  const read = readSettings({
    ROADFIT_SERVER: 'localhost:3000/path',
    ROADFIT_BOOTH_DATA: folder(),
    ROADFIT_BOOTH_PORT: '70000',
    ROADFIT_BOOTH_CODE: 'x'.repeat(41),
    ROADFIT_SIMULATE: 'yes',
    ROADFIT_PACE: 'fast',
    ROADFIT_BOOTH_STATIC: join(folder(), 'missing'),
    ROADFIT_SIMULATED_DRIVERS: drivers,
  })
  expect('wrong' in read && read.wrong.map(({ variable }) => variable).toSorted()).toEqual([
    'ROADFIT_BOOTH_CODE',
    'ROADFIT_BOOTH_DATA',
    'ROADFIT_BOOTH_PORT',
    'ROADFIT_BOOTH_STATIC',
    'ROADFIT_PACE',
    'ROADFIT_SERVER',
    'ROADFIT_SIMULATE',
    'ROADFIT_SIMULATED_DRIVERS',
  ])
})

test('real people are not hurried', () => {
  const { ROADFIT_SIMULATE: _, ...real } = simulated()
  writeFileSync(join(real.ROADFIT_BOOTH_DATA, 'booth.json'), '{"devices":{}}')
  expect(readSettings({ ...real, ROADFIT_PACE: '1' })).not.toHaveProperty('wrong')
  expect(readSettings({ ...real, ROADFIT_PACE: '0.1' })).toMatchObject({ wrong: [{ variable: 'ROADFIT_PACE' }] })
})

test('every fault of a booth file is named with its line', () => {
  const settings = simulated()
  writeFileSync(
    join(settings.ROADFIT_BOOTH_DATA, 'booth.json'),
    '{\n  "devices": {\n    "head": { "model": "X", "port": {"byId": "a"} },\n    "k": 1\n  }\n}',
  )
  const read = readSettings(settings)
  expect(read).toMatchObject({
    wrong: [{ variable: 'ROADFIT_BOOTH_DATA', why: expect.stringMatching(/booth\.json:4 \/devices\/k must be object/) }],
  })
})

test('a file that settings name lies in the same folder, and its faults are named with its own line', () => {
  const settings = simulated()
  const data = settings.ROADFIT_BOOTH_DATA
  const device = { model: 'A02YYUW', port: { byId: 'a' }, settings: { profile: 'head.json' } }
  writeFileSync(join(data, 'booth.json'), JSON.stringify({ devices: { head: device } }))
  writeFileSync(join(data, 'head.json'), '{\n  "unit": "inch"\n}')
  const why = `${join(data, 'head.json')}:2 /unit`
  expect(readSettings(settings)).toMatchObject({ wrong: [{ variable: 'ROADFIT_BOOTH_DATA', why: expect.stringContaining(why) }] })
  writeFileSync(join(data, 'head.json'), '{ "unit": "cm" }')
  expect(readSettings(settings)).toMatchObject({ devices: [{ name: 'head', settings: { unit: 'cm' } }] })
})
