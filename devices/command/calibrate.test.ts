import { expect, test } from 'vitest'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { ServiceDevice } from '#protocol/service.ts'
import { calibrate } from './calibrate.ts'

/** What is asked at a terminal where these answers are typed, what is said there, and what the booth is told to keep. */
const typed = async (kind: 'screen' | 'speakers', answers: readonly string[], language: Language = 'en') => {
  const device: ServiceDevice = { name: kind, kind, model: kind, state: 'alive', port: null, frames: 0, faults: 0, trouble: null }
  const left = [...answers]
  const asked: string[] = []
  const said: string[] = []
  const kept: unknown[] = []
  const done = await calibrate(device, {
    reached: {
      ask: async (_: string, work: unknown) => {
        kept.push(work)
        return { at: '2026-11-30T00:00:00.000Z', expiresAt: '2027-05-29T00:00:00.000Z', expired: false }
      },
    } as unknown as Parameters<typeof calibrate>[1]['reached'],
    terminal: { ask: async (question) => (asked.push(question), left.shift() ?? ''), say: (sentence) => void said.push(sentence) },
    file: async () => new Uint8Array(),
    language,
  })
  expect(isRefusal(done)).toBe(false)
  return { asked, said, kept: kept[0] }
}

const SCREEN = ['0.2745', '0.2745', '2500', '2520', '1', '200', '4']

test('the terminal asks how far the face camera is from the eyes, again where that can’t be, and keeps it with the screen', async () => {
  const { asked, said, kept } = await typed('screen', [...SCREEN, '70', '700'])
  expect(asked.slice(-2)).toEqual([
    expect.stringMatching(/camera.*eyes.*\(300 to 5000 mm; leave empty/),
    expect.stringMatching(/camera.*eyes.*\(300 to 5000 mm; leave empty/),
  ])
  expect(said).toEqual([expect.stringContaining('too small')])
  expect(kept).toMatchObject({ device: 'screen', pathMm: [2500, 2520], mirrors: 1, luminance: 200, veil: 4, cameraMm: 700 })
})

test('left empty it isn’t kept, and nothing watches; in Chinese it is asked in Chinese', async () => {
  const { asked, kept } = await typed('screen', [...SCREEN, ''], 'zh')
  expect(asked.at(-1)).toMatch(/摄像头.*眼睛.*距离/)
  expect(kept).not.toHaveProperty('cameraMm')
})

/** Loudspeakers of so many dB at each of four pitches, both ears, no headphones, and a microphone. */
const speakers = (low: string) => ['loudspeakers', low, '90', '90', '90', '90', '90', '90', '90', '', '110']

test.each([
  ['en', 'Loudspeakers · Left: at most 70 dB at 500 Hz, but hearing needs 74.4 dB'],
  ['zh', '扬声器 · 左：500 赫兹满幅只有 70 分贝'],
] as const)(
  'the terminal says which loudspeaker is too weak for hearing, with what is needed, and keeps what was typed: %s',
  async (language, sentence) => {
    const { said, kept } = await typed('speakers', speakers('70'), language)
    expect(said).toEqual([expect.stringContaining(sentence)])
    expect(kept).toMatchObject({ device: 'record', value: { device: 'speakers', fullScaleDb: { left: { 500: 70 } } } })
    expect((await typed('speakers', speakers('90'), language)).said).toEqual([])
  },
)
