import { expect, test } from 'vitest'
import { findingsOf, resultOf, type Seen } from './findings.ts'

const WELL: Seen = {
  camera: 'moves',
  microphone: -20,
  heard: true,
  echo: { found: 'cancelled', lossDb: 52 },
  paths: [
    { path: 'udp', ms: 12 },
    { path: 'tcp', ms: 14 },
  ],
  clockOffMs: -800,
  lacking: null,
}
const of = (more: Partial<Seen>, what: string) => findingsOf({ ...WELL, ...more }).find((one) => one.what === what)

test('where all is well each line is good, and so is the whole', () => {
  const findings = findingsOf(WELL)
  expect(findings.map(({ state }) => state)).toEqual(['good', 'good', 'good', 'good', 'good', 'good', 'good'])
  expect(resultOf(findings)).toBe('good')
})

test('a quiet room is no voice, and the whole waits for who hasn’t spoken or listened yet', () => {
  expect(of({ microphone: -62 }, 'microphone')?.state).toBe('waiting')
  expect(resultOf(findingsOf({ ...WELL, microphone: -62 }))).toBeNull()
  expect(resultOf(findingsOf({ ...WELL, heard: null }))).toBeNull()
  expect(resultOf(findingsOf({ ...WELL, echo: null }))).toBeNull()
})

test('a driver who would hear their own voice is a problem; one who may hear it faintly, or headphones, are told and spoil nothing', () => {
  expect(of({ echo: { found: 'heard', lossDb: 12 } }, 'echo')?.state).toBe('bad')
  for (const echo of [{ found: 'faint', lossDb: 40 }, { found: 'unheard' }, { found: 'too-loud' }] as const) {
    expect(of({ echo }, 'echo')?.state).toBe('warn')
    expect(resultOf(findingsOf({ ...WELL, echo }))).toBe('good')
  }
})

test('a detour is told with its way and its time and doesn’t spoil the whole; no way at all does', () => {
  const detour = {
    paths: [
      { path: 'udp', ms: null },
      { path: 'tcp', ms: 61 },
    ],
  } as const
  expect(of({ paths: [...detour.paths] }, 'paths')).toMatchObject({ state: 'warn', path: 'tcp', fields: { ms: 61 } })
  expect(resultOf(findingsOf({ ...WELL, paths: [...detour.paths] }))).toBe('good')
  const none: Seen = { ...WELL, paths: [{ path: 'udp', ms: null }] }
  expect(resultOf(findingsOf(none))).toBe('bad')
  expect(resultOf(findingsOf({ ...WELL, paths: 'unknown' }))).toBe('bad')
})

test('a clock that is fast or slow by more than half a minute is told', () => {
  expect(of({ clockOffMs: 29_000 }, 'clock')?.state).toBe('good')
  expect(of({ clockOffMs: -31_500 }, 'clock')).toMatchObject({ state: 'warn', fields: { seconds: 32 } })
})

test('who can’t sign is told what lacks, and a missing device is a problem', () => {
  expect(of({ lacking: 'passkey' }, 'signing')).toMatchObject({ state: 'bad', says: 'passkey' })
  expect(resultOf(findingsOf({ ...WELL, camera: 'missing', heard: null }))).toBe('bad')
  expect(of({ microphone: 'missing' }, 'microphone')?.state).toBe('bad')
})
