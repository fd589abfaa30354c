import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const worker = { ROADFIT_MEDIA_WORKER: '/opt/worker' }
const demo = { ...worker, ROADFIT_DEMO: '1' }
const faults = (environment: Record<string, string>) => {
  const read = readSettings(environment)
  return Array.isArray(read) ? read.map(({ variable }) => variable) : []
}

test('a demonstration needs nothing but the worker', () => {
  expect(readSettings(demo)).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    origin: 'http://localhost:3000',
    data: 'data',
    demo: true,
    case: null,
    tls: null,
    proxies: [],
    alone: ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'],
    noiseLimitDb: 45,
    photoLeast: 0,
  })
})

test('every fault is told at once, each with its variable', () => {
  expect(
    faults({
      ...demo,
      ROADFIT_PORT: 'abc',
      ROADFIT_LOG: 'loud',
      ROADFIT_ORIGIN: 'localhost',
      ROADFIT_CASE_URL: 'https://case',
      ROADFIT_TLS_KEY: 'k',
    }),
  ).toEqual(['ROADFIT_PORT', 'ROADFIT_ORIGIN', 'ROADFIT_LOG', 'ROADFIT_CASE_KEY', 'ROADFIT_TLS_CERT'])
})

test('a demonstration is refused where others reach the server', () => {
  expect(faults({ ...demo, ROADFIT_ORIGIN: 'https://roadfit.example' })).toEqual(['ROADFIT_DEMO'])
  expect(faults({ ...worker, ROADFIT_ORIGIN: 'https://roadfit.example', ROADFIT_INSTITUTION: '示范体检中心' })).toEqual([])
})

test('plain http is refused but on localhost, and the institution must be named outside a demonstration', () => {
  expect(faults({ ...worker, ROADFIT_ORIGIN: 'http://roadfit.example' })).toEqual(['ROADFIT_ORIGIN', 'ROADFIT_INSTITUTION'])
})

test('reports go in the clear to this machine alone: a case elsewhere must be reached by https', () => {
  const to = (url: string) => faults({ ...demo, ROADFIT_CASE_URL: url, ROADFIT_CASE_KEY: 'k' })
  for (const near of [
    'http://127.0.0.1:3200',
    'http://127.8.9.1',
    'http://localhost',
    'http://case.localhost:1',
    'http://[::1]:3200',
    'https://case.example',
  ])
    expect({ near, faults: to(near) }).toEqual({ near, faults: [] })
  for (const far of [
    'http://case.example',
    'http://10.0.0.1',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://[::2]',
    'http://127.0.0.1@case.example',
    'http://0.0.0.0',
  ])
    expect({ far, faults: to(far) }).toEqual({ far, faults: ['ROADFIT_CASE_URL'] })
})

test('a test seal is made in a demonstration, or where the settings say so', () => {
  const product = { ...worker, ROADFIT_INSTITUTION: '示范体检中心' }
  expect(readSettings(demo)).toMatchObject({ testSeal: true })
  expect(readSettings(product)).toMatchObject({ testSeal: false })
  expect(readSettings({ ...product, ROADFIT_TEST_SEAL: '1' })).toMatchObject({ testSeal: true })
  expect(faults({ ...product, ROADFIT_TEST_SEAL: 'yes' })).toEqual(['ROADFIT_TEST_SEAL'])
})

test('a station that does not exist cannot be done alone', () => {
  expect(faults({ ...demo, ROADFIT_ALONE: 'height,dancing' })).toEqual(['ROADFIT_ALONE'])
  expect(readSettings({ ...demo, ROADFIT_ALONE: '' })).toMatchObject({
    alone: ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'],
    noiseLimitDb: 45,
    photoLeast: 0,
  })
  expect(readSettings({ ...demo, ROADFIT_ALONE: 'colour, height' })).toMatchObject({ alone: ['height', 'colour'] })
})

test('the limit of noise is a whole number of dB(A) at which hearing can still be tested', () => {
  expect(readSettings({ ...demo, ROADFIT_NOISE_LIMIT: '50' })).toMatchObject({ noiseLimitDb: 50 })
  expect(readSettings({ ...demo, ROADFIT_PHOTO_LEAST: '14000' })).toMatchObject({ photoLeast: 14_000 })
  for (const wrong of ['30001', '-1', '14 kB']) expect(faults({ ...demo, ROADFIT_PHOTO_LEAST: wrong })).toEqual(['ROADFIT_PHOTO_LEAST'])
  for (const wrong of ['29', '71', '45.5', 'loud']) expect(faults({ ...demo, ROADFIT_NOISE_LIMIT: wrong })).toEqual(['ROADFIT_NOISE_LIMIT'])
})

test('each wrong variable says by a code what is wrong with it', () => {
  const read = readSettings({
    ...demo,
    ROADFIT_PORT: 'abc',
    ROADFIT_ORIGIN: 'https://localhost:443',
    ROADFIT_INSTITUTION: '长'.repeat(81),
    ROADFIT_LOG: 'loud',
    ROADFIT_NOISE_LIMIT: '80',
    ROADFIT_ALONE: 'Height',
    ROADFIT_TLS_KEY: 'k',
  })
  expect(Array.isArray(read) && read.map(({ variable, fault }) => [variable, fault.code])).toEqual([
    ['ROADFIT_PORT', 'no-port'],
    ['ROADFIT_INSTITUTION', 'too-long'],
    ['ROADFIT_LOG', 'not-one-of'],
    ['ROADFIT_NOISE_LIMIT', 'no-noise-limit'],
    ['ROADFIT_ORIGIN', 'origin-not-as-written'],
    ['ROADFIT_TLS_CERT', 'needs-other'],
    ['ROADFIT_ALONE', 'stations-unknown'],
  ])
})

test('a port above 65535 is none', () => {
  expect(faults({ ...demo, ROADFIT_PORT: '70000', ROADFIT_ORIGIN: 'http://localhost:3000' })).toEqual(['ROADFIT_PORT'])
})
