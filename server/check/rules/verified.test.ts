import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CLASSES } from '#protocol/station.ts'
import { rulesPage } from './page.ts'
import { type ClassRule, type Rules, VERSIONS } from './rules.ts'
import { type ClassItem, COMMON_ITEMS, commonMarkOf, type Mark, markOf } from './verified.ts'

const itemsOf = (rule: ClassRule) => ['name', 'keeping', ...Object.keys(rule).filter((item) => item !== 'keeping')] as ClassItem[]
const marksOf = ({ version, classes }: Rules): Mark[] => [
  ...CLASSES.flatMap((one) => itemsOf(classes[one]).map((item) => markOf(version, item, one))),
  ...COMMON_ITEMS.map((item) => commonMarkOf(version, item)),
]

test.each(VERSIONS.map((rules) => [rules.version, rules] as const))('%s: every value of every class has a mark', (_, rules) => {
  const marks = marksOf(rules)
  expect(marks).toHaveLength(17 * 11 + 8)
  for (const mark of marks) expect(['official', 'copy', 'reprint', 'memory', 'proposal']).toContain(mark?.verified)
})

test('nothing is called compared with the official text, or read at all, without where it stands', () => {
  for (const { verified, source } of VERSIONS.flatMap(marksOf)) {
    if (verified === 'official') expect(source).toMatch(/gov\.cn|公报/)
    if (verified !== 'memory') expect(source?.length).toBeGreaterThan(10)
    else expect(source).toBeNull()
  }
})

test('what was known when a version landed is known still', () => {
  const rank = (verified: Mark['verified']) => ['memory', 'reprint', 'copy', 'official'].indexOf(verified)
  for (const { version, classes } of VERSIONS)
    for (const one of CLASSES) expect(rank(markOf(version, 'ages', one).verified)).toBeGreaterThanOrEqual(rank(classes[one].ages.verified))
})

test('a version without marks does not go unnoticed', () => {
  expect(() => markOf('never', 'ages', 'C1')).toThrow('never')
})

test('docs/rules.md says what the data say', () => {
  expect(readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8')).toBe(rulesPage())
})

test('the page names every class and marks every cell', () => {
  const rows = rulesPage()
    .split('\n')
    .filter((line) => /^\| [A-Z]\d? [✔◕◐○] /.test(line))
  expect(rows.map((line) => line.match(/^\| (\w+)/)?.[1])).toEqual(VERSIONS.flatMap(() => [...CLASSES]))
  for (const line of rows) expect(line.match(/[✔◕◐○]/g)).toHaveLength(11)
})
