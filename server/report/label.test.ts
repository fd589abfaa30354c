import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { findFonts } from './fonts.ts'
import { drawLabels, type Label } from './label.ts'

// What a letter shows to everybody who carries it: read from the outside, by poppler and by a scanner's program.

const folder = mkdtempSync(join(tmpdir(), 'roadfit-label-'))
const fonts = findFonts()
afterAll(() => rmSync(folder, { recursive: true }))

const LABEL: Label = {
  from: '示范市公安局交通警察支队湖滨大队',
  name: '张三',
  address: '示范市湖滨路8号3幢2单元501室',
  number: 'RF20261125-000041',
  case: '1234567890123',
}
const draw = async (name: string, labels: readonly Label[]): Promise<string> => {
  const pdf = await drawLabels(labels, fonts)
  if (isRefusal(pdf)) throw new Error(JSON.stringify(pdf))
  const path = join(folder, name)
  writeFileSync(`${path}.pdf`, pdf)
  return path
}
const wordsOf = (path: string, page: number) =>
  execFileSync('pdftotext', ['-raw', '-f', String(page), '-l', String(page), `${path}.pdf`, '-'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.replaceAll('\f', ''))
    .filter((line) => line !== '')
/** What a scanner reads on a page that a label printer prints, 203 dots an inch. */
const scanned = (path: string, page: number) => {
  execFileSync('pdftoppm', ['-r', '203', '-gray', '-png', '-singlefile', '-f', String(page), '-l', String(page), `${path}.pdf`, path])
  return execFileSync('zbarimg', ['--quiet', '--raw', `${path}.png`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}

test('a label is a page of 100 × 150 mm with sender, receiver, number and case, whose code holds the number and nothing else', async () => {
  const path = await draw('one', [LABEL])
  const info = execFileSync('pdfinfo', [`${path}.pdf`], { encoding: 'utf8' })
  expect(/Pages:\s+(\d+)/.exec(info)?.[1]).toBe('1')
  const [, wide = '', high = ''] = /Page size:\s+([\d.]+) x ([\d.]+) pts/.exec(info) ?? []
  expect([Number(wide), Number(high)].map((points) => Math.round((points * 25.4) / 72))).toEqual([100, 150])
  expect(wordsOf(path, 1)).toEqual([
    '寄件单位',
    LABEL.from,
    '地址、电话',
    '收件人',
    '张三',
    LABEL.address,
    '改寄地址',
    '收件电话',
    '编号',
    LABEL.number,
    '业务流水号',
    LABEL.case,
  ])
  // No address of a page that tells what the doctor came to: whoever carries the letter may scan it.
  expect(scanned(path, 1)).toBe('RF20261125-000041')
})

test('where no address is on record the label says so and has lines to write it by hand; without a case none is named', async () => {
  const path = await draw('blank', [{ ...LABEL, address: '', case: null }])
  const words = wordsOf(path, 1)
  expect(words).toContain('没有登记地址，在下面手写。')
  expect(words).not.toContain('业务流水号')
  expect(scanned(path, 1)).toBe(LABEL.number)
})

test('several labels are a page each in their order, the longest names and addresses inside their place', async () => {
  const long: Label = {
    from: '示'.repeat(80),
    name: '阿不都热依木江·阿不都克里木·买买提艾力·吐尔逊江·艾合买提江'.padEnd(60, '木'),
    address: '内蒙古自治区锡林郭勒盟'.padEnd(140, '路'),
    number: 'RF20261125-000042',
    case: '9'.repeat(40),
  }
  const path = await draw('several', [LABEL, long])
  expect([1, 2].map((page) => scanned(path, page))).toEqual(['RF20261125-000041', 'RF20261125-000042'])
  expect(wordsOf(path, 2).join('')).toContain(long.address)
  expect(wordsOf(path, 2).join('')).toContain(long.name)
  const boxes = execFileSync('pdftotext', ['-f', '2', '-bbox', `${path}.pdf`, '-'], { encoding: 'utf8' })
  const words = [...boxes.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)/g)].map(([, ...all]) => all)
  expect(words.length).toBeGreaterThan(8)
  // 6 mm of margin at the right; the code begins at 56 mm beside the numbers, from 104 mm down.
  for (const [, top, right, bottom, word] of words) {
    expect([Number(right) <= (94 * 72) / 25.4 + 1, Number(bottom) <= (150 * 72) / 25.4, word]).toEqual([true, true, word])
    if (Number(top) > (104 * 72) / 25.4) expect([Number(right) <= (56 * 72) / 25.4, word]).toEqual([true, word])
  }
})

test('a name that no font shows is refused, and nothing is printed with a hole in it', async () => {
  expect(await drawLabels([LABEL, { ...LABEL, name: '王\u{2fffe}' }], fonts)).toMatchObject({ refused: 'glyph-missing' })
})
