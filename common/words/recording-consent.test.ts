import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { RECORDING_WORDS } from '#protocol/recording.ts'
import { text } from './index.ts'

/** What each version of the words was: SHA-256 of both languages. A new version is added, and none is ever changed. */
const VERSIONS: Readonly<Record<string, string>> = {
  1: '0d534c4b21ef91faf824ff49ceab6d329682be866c562957b5468c83e1f46778',
  2: '66c8e82df149e6dc7ab786e75c73a41a651e0322265d2cfc333eb933e38fb178',
}

test('whoever is asked by other words is asked by another version of them', () => {
  const asked = (['zh', 'en'] as const).map((language) => {
    const { title, text: told, choice, yes, no } = text[language].booth.recording
    return [title, told, choice, yes, no]
  })
  expect(createHash('sha256').update(JSON.stringify(asked)).digest('hex')).toBe(VERSIONS[RECORDING_WORDS])
})
