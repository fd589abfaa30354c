import { expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { INPUTS } from '#protocol/input.ts'
import { help } from '#words/help.ts'
import { refusalsInBooths } from '#words/refusals-in-booths.ts'
import { refusalsOfScreens } from '#words/refusals-of-screens.ts'
import { toDriver } from '#words/to-driver.ts'
import { values } from '#words/values.ts'
import { namedIn } from '../../test/screens/input-names.ts'
import { text } from '../text.ts'
import { sentencesIn } from './sentences.ts'

/** Every sentence for one input, and every other: by where it stands. */
const leaves = (of: unknown, at: readonly string[] = []): { at: readonly string[]; sentence: string }[] =>
  typeof of === 'string'
    ? [{ at, sentence: of }]
    : Object.entries(of ?? {}).flatMap(([key, inner]) => (key === 'score' || key === 'log' ? [] : leaves(inner, [...at, key])))

test.each(LANGUAGES)('a sentence of the driver’s names no input but that for which it stands (%s)', (language) => {
  const { call, ...own } = text[language]
  const subjects = { own, call: call.reads.booth, help, refusalsInBooths, refusalsOfScreens, toDriver, values }
  // The names of devices are said where one of them doesn't answer.
  const { devices: _, ...terms } = own.terms
  const all = leaves({ ...subjects, own: { ...own, terms } }).filter(
    ({ at }) => !LANGUAGES.some((other) => other !== language && at.includes(other)),
  )
  const wrong = all.flatMap(({ at, sentence }) => {
    const mine = INPUTS.find((each) => each === at.at(-1))
    return namedIn(sentence).some((each) => each !== mine) ? [`${at.join('.')}: ${sentence}`] : []
  })
  expect(wrong).toEqual([])
  // Those that stand for an input are among those that are spoken.
  const spoken = new Set(sentencesIn(language))
  const ofInputs = all.filter(({ at }) => INPUTS.some((each) => each === at.at(-1)))
  expect(ofInputs.length).toBeGreaterThan(15)
  expect(ofInputs.filter(({ sentence }) => !spoken.has(sentence))).toEqual([])
})

test('a sentence that names an input is told from one that counts or shows', () => {
  expect(
    [
      '请点选疾病',
      'Touch the side',
      '按键盘上的箭头',
      'Push the stick',
      'Sign with the pen',
      '周围有点吵',
      '五指张开',
      'fingers spread',
      '请按屏幕提示操作',
    ].map(namedIn),
  ).toEqual([['touch'], ['touch'], ['keypad'], ['stick'], ['pen'], [], [], [], []])
})
