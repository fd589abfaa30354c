import { expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { text } from '#words/index.ts'
import type { CallView, Stuck } from './call.ts'
import { callWords } from './call-words.ts'

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
