import { expect, test } from 'vitest'
import { refuse, SENTENCE_FIELDS } from '#protocol/refusal.ts'
import { refusals } from './refusals.ts'
import { toDriver } from './to-driver.ts'

/** The fields that stand in sentences, by the code under which they are said. */
const fieldsIn = (said: object): [code: string, fields: string[]][] =>
  Object.entries(said).map(([code, sentence]) => [code, [...JSON.stringify(sentence).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)])

test('what a refusal must be made with is what its sentences name, in both languages and to whoever reads them', () => {
  const said = [refusals.zh, refusals.en, toDriver.zh, toDriver.en].flatMap(fieldsIn)
  const named = new Map<string, Set<string>>()
  for (const [code, fields] of said) for (const field of fields) named.set(code, (named.get(code) ?? new Set()).add(field))
  expect(Object.fromEntries([...named].map(([code, fields]) => [code, fields]))).toEqual(
    Object.fromEntries(Object.entries(SENTENCE_FIELDS).map(([code, fields]) => [code, new Set<string>(fields)])),
  )
})

test('a refusal whose sentence names something can’t be made without it', () => {
  // @ts-expect-error: the sentence says which stations are missing
  expect(refuse('missing', {})).toMatchObject({ refused: 'missing' })
  // @ts-expect-error: and nothing at all is no better
  expect(refuse('claimed-by-other')).toMatchObject({ fields: {} })
})
