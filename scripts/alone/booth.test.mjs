import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boothSettings } from './booth.mjs'

let base
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'roadfit-alone-'))
})
afterEach(() => rmSync(base, { recursive: true }))
const lay = (...files) => {
  for (const file of files) {
    mkdirSync(dirname(join(base, file)), { recursive: true })
    writeFileSync(join(base, file), '')
  }
}
const demonstration = (folder) => ({ ROADFIT_BOOTH_DATA: join(base, folder), ROADFIT_SIMULATE: '1' })

test('the demonstration’s booth is found where npm start keeps it, wherever that is told to be', () => {
  lay('data/demo/booth/simulated', 'data/demo-4000/booth/simulated')
  expect(boothSettings({}, base)).toEqual(demonstration('data/demo/booth'))
  expect(boothSettings({ ROADFIT_DATA: 'data/demo-4000' }, base)).toEqual(demonstration('data/demo-4000/booth'))
  expect(boothSettings({ ROADFIT_BOOTH_DATA: join(base, 'data/demo/booth') }, base)).toEqual(demonstration('data/demo/booth'))
})

test('a booth of this computer’s own comes before the demonstration’s, and one that is named before both', () => {
  lay('data/booth/booth.json', 'data/demo/booth/simulated', 'elsewhere/booth.json')
  expect(boothSettings({}, base)).toEqual({ ROADFIT_BOOTH_DATA: join(base, 'data/booth') })
  expect(boothSettings({ ROADFIT_BOOTH_DATA: 'elsewhere' }, base)).toEqual({ ROADFIT_BOOTH_DATA: join(base, 'elsewhere') })
})

test('where there is none it is said, unless somebody simulates one', () => {
  expect(boothSettings({}, base)).toBeNull()
  expect(boothSettings({ ROADFIT_SIMULATE: '1' }, base)).toEqual({})
})
