import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { counter } from '../../test/screens/made-up/counter.ts'
import { csvOf, rowsOf, xlsxOf } from './day-file.ts'

test('the list of a day has a line for each report, the oldest first, and whole numbers of documents in none', () => {
  const [heads, ...lines] = rowsOf(counter.entries, 'zh')
  expect(heads).toContain('证明编号')
  expect(lines.map(([number]) => number)).toEqual(counter.entries.map(({ number }) => number).toReversed())
  for (const line of lines) expect(line[2]).toContain('*')
})

// The characters that OWASP names for CSV injection, and their full-width forms.
test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＠x', ' =1'])('%j is no formula in the file', (said) => {
  expect(csvOf([[said]])).toBe(`\uFEFF"'${said}"\r\n`)
})

test('quotes, commas and breaks stay within their cell', () => {
  expect(csvOf([['他说"不"', 'a,b\nc']])).toBe('\uFEFF"他说""不""","a,b\nc"\r\n')
})

test('the workbook holds every text as a text, formulas too', async () => {
  const files = unzipSync(new Uint8Array(await (await xlsxOf([['编号'], ['=1+1']], '2026-11-25')).arrayBuffer()))
  const sheet = new TextDecoder().decode(files['xl/worksheets/sheet1.xml'])
  const strings = new TextDecoder().decode(files['xl/sharedStrings.xml'] ?? new Uint8Array())
  expect(sheet).not.toContain('<f>')
  expect(sheet + strings).toContain('=1+1')
})
