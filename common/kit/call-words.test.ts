import { expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { text } from '#words/index.ts'
import type { CallView, Stuck } from './call.ts'
import { callWords, lineWords } from './call-words.ts'

const well = { camera: 'on', overview: 'on', microphone: 'on', sound: 'on' } as const
const standing: CallView = {
  state: 'live',
  mine: {},
  theirs: {},
  third: {},
  held: false,
  theyHold: false,
  why: null,
  says: well,
  theySay: well,
  line: null,
  theirLine: null,
  stuck: null,
  noWay: false,
}
const SIDES = ['doctor', 'booth'] as const

test('a call that is well says nothing', () => {
  for (const me of SIDES) expect(callWords('zh', me, standing)).toEqual({ picture: '', said: [] })
})

test('who is muted stands on both screens, each in the words of whoever reads it', () => {
  const muted = { ...well, microphone: 'off' } as const
  expect(callWords('en', 'doctor', { ...standing, says: muted }).said).toEqual(['You are muted: the driver can’t hear you.'])
  expect(callWords('en', 'booth', { ...standing, theySay: muted }).said).toEqual(['The doctor is muted: you can’t hear the doctor now.'])
})

test('each reason for a missing picture is a sentence of its own, on each side and in each language, and after many tries what to do', () => {
  for (const language of LANGUAGES)
    for (const me of SIDES) {
      const reasons: Stuck[] = ['unknown', 'mine', 'theirs', 'camera', 'absent']
      const sentences = reasons.map((stuck) => callWords(language, me, { ...standing, stuck }).picture)
      expect(new Set(sentences.filter((sentence) => sentence.length > 5)).size).toBe(reasons.length)
      expect(callWords(language, me, { ...standing, stuck: 'mine', noWay: true }).picture).toBe(text[language].call.reads[me].noWay)
      expect(callWords(language, me, { ...standing, state: 'taken', stuck: 'mine' }).picture).toBe(text[language].call.reads[me].taken)
    }
})

test('how both lines do is told to both, with the way on which packets are lost, and what is done about it', () => {
  const good = { score: 4.4, roundTripMs: 40, lostIn: 0, lostOut: 0, smaller: null }
  const bad = { score: 2.9, roundTripMs: 320, lostIn: 2, lostOut: 11, smaller: 'line' } as const
  const well = lineWords('en', 'doctor', { ...standing, line: good })
  expect(well).toMatchObject({ grade: 'good', brief: 'Your line is good: 4.4 of 5, 40 ms', done: [] })
  expect(well.figures).toEqual(['Your line is good (4.4 of 5): 40 ms there and back, lost 0% coming, 0% going'])
  const both = lineWords('zh', 'booth', { ...standing, line: good, theirLine: bad })
  expect(both.grade).toBe('bad')
  expect(both.figures[1]).toBe(both.worse)
  expect(both.worse).toBe('医生线路很差（2.9 分，满分 5 分）：往返 320 毫秒，丢失 收 2%、发 11%')
  const { lossy, late, smaller } = text.zh.call.reads.booth.line
  expect(both.done).toEqual([smaller.they.line, lossy, late])
  expect(lineWords('zh', 'doctor', standing)).toEqual({ grade: null, figures: [], worse: '', brief: '', done: [] })
})
