import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

// Read back by Python's csv module, which follows RFC 4180.

const read = (text: string): string[][] =>
  JSON.parse(
    execFileSync(
      'python3',
      [
        '-c',
        'import csv,io,json,sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8"), newline="")))))',
      ],
      {
        input: text,
        encoding: 'utf8',
      },
    ),
  ) as string[][]

test('commas, quotes and line breaks in a cell are read as they were', () => {
  const cells = ['张三', 'a,b', '他说“好”', 'say "yes"', 'two\nlines', '', 'C1 D']
  expect(read(csvLine(cells) + csvLine(['next']))).toEqual([cells, ['next']])
  expect(csvLine(['a', 'b'])).toBe('a,b\r\n')
})

test('what a spreadsheet program would calculate has an apostrophe before it', () => {
  const formulas = ['=1+1', '+86', '-2', '@SUM(A1)', '＝HYPERLINK("x")', '＋1', '－1', '＠x', '\t=1', ' =1', '\r=1']
  expect(read(csvLine(formulas))).toEqual([formulas.map((formula) => `'${formula}`)])
})

test('a long row of digits keeps its end behind a tab, and nothing else has one', () => {
  expect(read(csvLine(['999901198006010018', '13800000000', '99990119800601001X', '172']))).toEqual([
    ['\t999901198006010018', '13800000000', '99990119800601001X', '172'],
  ])
})
