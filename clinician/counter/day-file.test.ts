import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { counter } from '../../test/screens/made-up/counter.ts'
import { rowsOf, xlsxOf } from './day-file.ts'

test('the list of a day has a line for each report, the oldest first, and whole numbers of documents in none', () => {
  const [heads, ...lines] = rowsOf(counter.entries, 'zh')
  expect(heads).toContain('证明编号')
  expect(lines.map(([number]) => number)).toEqual(counter.entries.map(({ number }) => number).toReversed())
  for (const line of lines) expect(line[2]).toContain('*')
})

test('the workbook holds every text as a text, formulas too', async () => {
  const files = unzipSync(new Uint8Array(await (await xlsxOf([['编号'], ['=1+1']], '2026-11-25')).arrayBuffer()))
  const sheet = new TextDecoder().decode(files['xl/worksheets/sheet1.xml'])
  const strings = new TextDecoder().decode(files['xl/sharedStrings.xml'] ?? new Uint8Array())
  expect(sheet).not.toContain('<f>')
  expect(sheet + strings).toContain('=1+1')
})
