import { expect, test } from 'vitest'
import { readSettings as readOn } from './settings.ts'

/** Two workers, and nothing below 1024, as on a plain Linux machine. */
const readSettings = (environment: Record<string, string>) => readOn(environment, { leastPort: 1024, workers: 2 })

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
    watchToken: null,
    photoLeast: 0,
    recording: null,
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
  expect(faults({ ...demo, ROADFIT_ORIGIN: 'https://roadfit.example', ROADFIT_MEDIA_ADDRESS: '203.0.113.5' })).toEqual(['ROADFIT_DEMO'])
  const product = { ...worker, ROADFIT_ORIGIN: 'https://roadfit.example', ROADFIT_INSTITUTION: '示范体检中心' }
  expect(faults({ ...product, ROADFIT_MEDIA_ADDRESS: '203.0.113.5' })).toEqual([])
})

test('plain http is refused but on localhost, and the institution must be named outside a demonstration', () => {
  expect(faults({ ...worker, ROADFIT_ORIGIN: 'http://roadfit.example', ROADFIT_MEDIA_ADDRESS: '203.0.113.5' })).toEqual([
    'ROADFIT_ORIGIN',
    'ROADFIT_INSTITUTION',
  ])
})

test('reports go in the clear to this machine alone: a case elsewhere must be reached by https', () => {
  const to = (url: string) => faults({ ...demo, ROADFIT_CASE_URL: url, ROADFIT_CASE_KEY: 'k' })
  for (const near of [
    'http://127.0.0.1:3200',
    'http://127.8.9.1',
    'http://localhost',
    'http://case.localhost:2',
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

test('helpers through a network are told as they stand, by name, by address, over each transport; without them there are none', () => {
  const urls = ['stun:turn.example:3478', 'turn:10.0.0.7?transport=udp', 'turns:[2001:db8::7]:5349?transport=tcp']
  const read = readSettings({ ...demo, ROADFIT_ICE_SERVERS: urls.join(', '), ROADFIT_TURN_SECRET: 'sixteen-or-longer' })
  expect(read).toMatchObject({ media: { helpers: { urls, secret: 'sixteen-or-longer' } } })
  expect(readSettings(demo)).toMatchObject({ media: { helpers: { urls: [], secret: null } } })
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
    recording: null,
  })
  expect(readSettings({ ...demo, ROADFIT_ALONE: 'colour, height' })).toMatchObject({ alone: ['height', 'colour'] })
})

test('how long a doctor must be with a driver before signing is said in whole minutes, and nobody asks for any unless it is', () => {
  expect(readSettings(demo)).toMatchObject({ callMinutes: 0 })
  expect(readSettings({ ...demo, ROADFIT_CALL_MINUTES: '3' })).toMatchObject({ callMinutes: 3 })
  for (const wrong of ['61', '2.5', '-1']) expect(faults({ ...demo, ROADFIT_CALL_MINUTES: wrong })).toEqual(['ROADFIT_CALL_MINUTES'])
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
    ROADFIT_CALL_MINUTES: '90',
    ROADFIT_NOISE_LIMIT: '80',
    ROADFIT_ALONE: 'Height',
    ROADFIT_TLS_KEY: 'k',
  })
  expect(Array.isArray(read) && read.map(({ variable, fault }) => [variable, fault.code])).toEqual([
    ['ROADFIT_PORT', 'no-port'],
    ['ROADFIT_INSTITUTION', 'too-long'],
    ['ROADFIT_LOG', 'not-one-of'],
    ['ROADFIT_NOISE_LIMIT', 'no-noise-limit'],
    ['ROADFIT_CALL_MINUTES', 'no-call-minutes'],
    ['ROADFIT_ORIGIN', 'origin-not-as-written'],
    ['ROADFIT_TLS_CERT', 'needs-other'],
    ['ROADFIT_ALONE', 'stations-unknown'],
  ])
})

test('a port above 65535 is none', () => {
  expect(faults({ ...demo, ROADFIT_PORT: '70000', ROADFIT_ORIGIN: 'http://localhost:3000' })).toEqual(['ROADFIT_PORT'])
})

const product = {
  ...worker,
  ROADFIT_INSTITUTION: '示范体检中心',
  ROADFIT_ORIGIN: 'https://roadfit.example',
  ROADFIT_MEDIA_ADDRESS: '203.0.113.5',
}
const codes = (environment: Record<string, string>, on = { leastPort: 1024, workers: 2 }) => {
  const read = readOn(environment, on)
  return Array.isArray(read) ? read.map(({ variable, fault }) => `${variable} ${fault.code}`) : []
}

test.each([
  // The page would not open: the fetch standard's port blocking.
  [{ ...demo, ROADFIT_PORT: '6000' }, 'ROADFIT_PORT port-forbidden'],
  [{ ...demo, ROADFIT_PORT: '10080' }, 'ROADFIT_PORT port-forbidden'],
  [{ ...demo, ROADFIT_PORT: '5060' }, 'ROADFIT_PORT port-forbidden'],
  [{ ...product, ROADFIT_ORIGIN: 'https://roadfit.example:6667' }, 'ROADFIT_ORIGIN port-forbidden'],
  [{ ...demo, ROADFIT_ICE_SERVERS: 'turn.example:3478' }, 'ROADFIT_ICE_SERVERS no-ice-servers'],
  [{ ...demo, ROADFIT_ICE_SERVERS: 'stun:turn.example?transport=udp' }, 'ROADFIT_ICE_SERVERS no-ice-servers'],
  [{ ...demo, ROADFIT_ICE_SERVERS: 'stun:a,'.repeat(9) }, 'ROADFIT_ICE_SERVERS too-many-ice-servers'],
  [{ ...demo, ROADFIT_ICE_SERVERS: 'turn:turn.example' }, 'ROADFIT_TURN_SECRET needs-other'],
  [{ ...demo, ROADFIT_ICE_SERVERS: 'stun:turn.example', ROADFIT_TURN_SECRET: 'sixteen-or-longer' }, 'ROADFIT_ICE_SERVERS needs-other'],
  [{ ...demo, ROADFIT_ICE_SERVERS: 'turn:turn.example', ROADFIT_TURN_SECRET: 'too-short' }, 'ROADFIT_TURN_SECRET no-long-secret'],
  [{ ...demo, ROADFIT_WATCH_TOKEN: 'too-short' }, 'ROADFIT_WATCH_TOKEN no-long-secret'],
  [{ ...demo, ROADFIT_WATCH_TOKEN: 'with spaces in the middle' }, 'ROADFIT_WATCH_TOKEN no-long-secret'],
  [{ ...demo, ROADFIT_CASE_URL: 'https://case.example:6566', ROADFIT_CASE_KEY: 'k' }, 'ROADFIT_CASE_URL port-forbidden'],
  // Nobody but root may listen there.
  [{ ...demo, ROADFIT_PORT: '80' }, 'ROADFIT_PORT port-for-root'],
  [{ ...product, ROADFIT_PORT: '443' }, 'ROADFIT_PORT port-for-root'],
  [{ ...demo, ROADFIT_PORT: '65536', ROADFIT_ORIGIN: 'http://localhost:3000' }, 'ROADFIT_PORT no-port'],
  // Media: a port for each worker, apart from the pages' own.
  [{ ...demo, ROADFIT_MEDIA_PORT: '3000' }, 'ROADFIT_MEDIA_PORT ports-collide'],
  [{ ...demo, ROADFIT_MEDIA_PORT: '2999' }, 'ROADFIT_MEDIA_PORT ports-collide'],
  [{ ...demo, ROADFIT_MEDIA_PORT: '65535' }, 'ROADFIT_MEDIA_PORT media-ports-end'],
  [{ ...demo, ROADFIT_MEDIA_PORT: '99999' }, 'ROADFIT_MEDIA_PORT media-ports-end'],
  [{ ...demo, ROADFIT_MEDIA_PORT: '500' }, 'ROADFIT_MEDIA_PORT media-port-low'],
  ...['somewhere', '300.1.1.1', '10.0.0', '0.0.0.0', '::', '224.0.0.1', '255.255.255.255', 'http://203.0.113.5', '203.0.113.5:4000'].map(
    (address) => [{ ...product, ROADFIT_MEDIA_ADDRESS: address }, 'ROADFIT_MEDIA_ADDRESS no-media-address'] as const,
  ),
  ...['127.0.0.1', '127.0.0.2', 'localhost', '::1'].map(
    (address) => [{ ...product, ROADFIT_MEDIA_ADDRESS: address }, 'ROADFIT_MEDIA_ADDRESS media-near'] as const,
  ),
  // Made-up people with known passwords where others reach them.
  ...['0.0.0.0', '::', '192.168.1.5', 'clinic-server'].map(
    (host) => [{ ...demo, ROADFIT_HOST: host }, 'ROADFIT_DEMO demo-reachable'] as const,
  ),
  [{ ...demo, ROADFIT_ORIGIN: 'http://localhost:3000', ROADFIT_TLS_CERT: 'c', ROADFIT_TLS_KEY: 'k' }, 'ROADFIT_ORIGIN origin-not-tls'],
] as const)('%j is refused: whoever uses it could not (%s)', (environment, fault) => {
  expect(codes(environment)).toEqual([fault])
})

test.each([
  demo,
  product,
  { ...demo, ROADFIT_PORT: '0' },
  // A proxy may reach what browsers wouldn't.
  { ...product, ROADFIT_PORT: '6000' },
  { ...product, ROADFIT_HOST: '0.0.0.0' },
  { ...product, ROADFIT_MEDIA_ADDRESS: '2001:db8::5' },
  { ...demo, ROADFIT_MEDIA_PORT: '3001' },
  { ...demo, ROADFIT_MEDIA_PORT: '2998' },
  { ...demo, ROADFIT_MEDIA_PORT: '65534' },
  ...['127.0.0.1', '127.0.0.9', 'localhost', '::1'].map((host) => ({ ...demo, ROADFIT_HOST: host })),
  { ...demo, ROADFIT_TLS_CERT: 'c', ROADFIT_TLS_KEY: 'k' },
])('%j is taken', (environment) => {
  expect(codes(environment)).toEqual([])
})

test('whoever may listen below 1024 is let, and more workers take more ports', () => {
  expect(codes({ ...product, ROADFIT_PORT: '443' }, { leastPort: 0, workers: 2 })).toEqual([])
  expect(codes({ ...demo, ROADFIT_MEDIA_PORT: '65534' }, { leastPort: 0, workers: 8 })).toEqual(['ROADFIT_MEDIA_PORT media-ports-end'])
  expect(codes({ ...demo, ROADFIT_MEDIA_PORT: '2990' }, { leastPort: 0, workers: 16 })).toEqual(['ROADFIT_MEDIA_PORT ports-collide'])
})
