import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '#protocol/canonical.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import { samplePhoto, sampleReport, sampleStrokes } from '../../test/sample-report.ts'
import { drawBlankForm, drawReport, type Pictures } from './draw.ts'
import { fieldsOf } from './fields.ts'
import { FORM, type Box } from './form.ts'
import { judgePhoto } from './photo.ts'

// A text layer can be perfect over invisible letters, so a page is judged by its pixels: drawn by poppler, the blank form taken away,
// the ink counted in each field.
const DPI = 150
const folder = mkdtempSync(join(tmpdir(), 'roadfit-report-'))
let pictures: Pictures
let blank: Buffer

const pixels = async (pdf: Uint8Array, name: string): Promise<Buffer> => {
  const path = join(folder, name)
  writeFileSync(`${path}.pdf`, pdf)
  execFileSync('pdftoppm', ['-r', String(DPI), '-gray', '-singlefile', '-png', `${path}.pdf`, path])
  return sharp(`${path}.png`).grayscale().raw().toBuffer()
}
const WIDTH = Math.ceil((595.28 * DPI) / 72)

const ink = (page: Buffer, box: Box): number => {
  const px = (points: number) => Math.round((points * DPI) / 72)
  let count = 0
  for (let y = px(box.y) + 2; y < px(box.y + box.h) - 1; y++)
    for (let x = px(box.x) + 2; x < px(box.x + box.w) - 1; x++) {
      const at = y * WIDTH + x
      if ((blank[at] ?? 255) - (page[at] ?? 255) > 100) count++
    }
  return count
}
const draw = async (report: Report, name: string): Promise<Buffer> => {
  const pdf = await drawReport(report, pictures, 'https://roadfit.example')
  if (isRefusal(pdf)) throw new Error(JSON.stringify(pdf))
  return pixels(pdf, name)
}

beforeAll(async () => {
  const photo = await judgePhoto(await samplePhoto())
  if (isRefusal(photo)) throw new Error('the sample photo must be usable')
  pictures = { photo: photo.jpeg, driver: sampleStrokes, doctor: sampleStrokes }
  blank = await pixels(await drawBlankForm(), 'blank')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('names are on the paper, not only in its text layer', () => {
  // 30 letters is what the card's own name field of a foreigner may hold on a line.
  test.each(['张三', '𠮷野家', '王㛃', 'MAXIMILIANA ALEXANDRA KONSTANT'])('%s', async (name) => {
    const page = await draw(sampleReport({}, { name }), `name-${name.length}-${name.codePointAt(0)}`)
    const box = FORM.fields.name
    if (!box) throw new Error('the form has no name')
    const characters = Array.from(name).length
    // A hole would leave a stretch of the name without ink: each tenth of a Latin name, each character of a Chinese one has some.
    expect(ink(page, box)).toBeGreaterThan(40 * Math.min(characters, 12))
    if (characters <= 3) {
      const size = 10
      const left = box.x + (box.w - characters * size) / 2
      for (let i = 0; i < characters; i++)
        expect(ink(page, { x: left + i * size, y: box.y, w: size, h: box.h }), `character ${i}`).toBeGreaterThan(30)
    }
  })
})

test.each([
  ['resident-identity-card', '居民身份证'],
  ['hmt-residence-permit', '港澳台居民居住证'],
  ['foreign-permanent-residence-card', '外国人永久居留身份证'],
] as const)('the paper names the card that was read: %s', async (document, printed) => {
  const pdf = await drawReport(sampleReport({}, { document }), pictures, 'https://roadfit.example')
  if (isRefusal(pdf)) throw new Error('refused')
  const path = join(folder, `${document}.pdf`)
  writeFileSync(path, pdf)
  expect(execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '')).toContain(printed)
})

test('every filled field has ink, every empty one has none', async () => {
  const report = sampleReport()
  const page = await draw(report, 'full')
  const filled = Object.keys(fieldsOf(report, await digestOf(report)))
  const pictured = ['photo', 'applicant-signature', 'doctor-signature', 'qr']
  for (const [name, box] of Object.entries(FORM.fields)) {
    const inset = box.kind === 'tick' ? { x: box.x + 0.5, y: box.y + 0.5, w: box.w - 1, h: box.h - 1 } : box
    if (filled.includes(name) || pictured.includes(name)) expect(ink(page, inset), name).toBeGreaterThan(box.kind === 'tick' ? 6 : 20)
    else expect(ink(page, inset), name).toBe(0)
  }
})

test('a character that no font has holds the report and is named', async () => {
  expect(await drawReport(sampleReport({}, { name: '王\u{2fffe}' }), pictures, 'https://roadfit.example')).toEqual({
    refused: 'glyph-missing',
    fields: { field: 'name', character: '\u{2fffe} (U+2FFFE)' },
  })
})

test('the same report gives the same bytes', async () => {
  const [one, two] = await Promise.all([1, 2].map(() => drawReport(sampleReport(), pictures, 'https://roadfit.example')))
  expect(isRefusal(one) || isRefusal(two) || Buffer.compare(one ?? Buffer.of(1), two ?? Buffer.of(2))).toBe(0)
})

test('the code on the paper leads to the page that verifies it', async () => {
  const pdf = await drawReport(sampleReport(), pictures, 'https://roadfit.example')
  if (isRefusal(pdf)) throw new Error('refused')
  writeFileSync(join(folder, 'qr.pdf'), pdf)
  execFileSync('pdftoppm', ['-r', '200', '-singlefile', '-png', join(folder, 'qr.pdf'), join(folder, 'qr')])
  const read = execFileSync('zbarimg', ['--quiet', '--raw', join(folder, 'qr.png')], { encoding: 'utf8' })
  expect(read.trim()).toBe('https://roadfit.example/verify/ABCDEFGHJKLMNPQR')
})

test('the page is one A4 sheet with every font embedded', async () => {
  const pdf = await drawReport(sampleReport({}, { name: '𠮷野家' }), pictures, 'https://roadfit.example')
  if (isRefusal(pdf)) throw new Error('refused')
  writeFileSync(join(folder, 'fonts.pdf'), pdf)
  const info = execFileSync('pdfinfo', [join(folder, 'fonts.pdf')], { encoding: 'utf8' })
  expect(info).toMatch(/Pages:\s+1\n/)
  expect(info).toMatch(/A4/)
  const fonts = execFileSync('pdffonts', [join(folder, 'fonts.pdf')], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(2)
  expect(fonts.length).toBeGreaterThanOrEqual(3)
  for (const line of fonts) expect(line).toMatch(/\s+yes yes (yes|no)\s+\d+\s+0$/)
})

test('a referred eye, an eye below the limit and a limb described are written in words', async () => {
  const report = sampleReport({
    findings: [
      { station: 'acuity-left', reached: null, glasses: false },
      { station: 'acuity-right', refer: 'hospital', words: '' },
      { station: 'upper-limbs', upper: 'relaxed', left: '左手三指完整', right: '' },
    ],
  })
  const fields = fieldsOf(report, 'd'.repeat(64))
  expect(fields['acuity-left']).toBe('低于4.9')
  expect(fields['acuity-right']).toBe('需当面检查')
  expect(fields['upper-left']).toBe('左手三指完整')
})
