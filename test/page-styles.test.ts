import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('no page’s element carries a style in its markup: the pages’ policy takes none from there, and would leave it out unsaid', () => {
  const sources = globSync('{booth,clinician,common/kit}/**/*.{ts,html}').filter((path) => !path.includes('.test.'))
  expect(sources.length).toBeGreaterThan(100)
  // A property that is set, `.style=`, is allowed.
  const carries = /[^.\w]style="|<style[ >]/
  expect(sources.filter((path) => carries.test(readFileSync(path, 'utf8')))).toEqual([])
})
