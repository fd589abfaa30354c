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
import { type Box, FORM } from './form.ts'
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
    // It takes the place of what stands in three others.
    else if (name !== 'reasons-alone') expect(ink(page, inset), name).toBe(0)
  }
})

test('nothing is drawn outside of its place, however long it is: it is refused instead', { timeout: 60_000 }, async () => {
  const sentence = '经远程视频检查，建议每年复查一次视力及听力；'
  for (const [index, length] of [3, 320].entries()) {
    const report = sampleReport(
      { remark: sentence.repeat(20).slice(0, length), hall: sentence.slice(0, 4 * index + 2), booth: '亭'.repeat(index + 1) },
      { name: '买买提明·艾合买提江·'.repeat(3).slice(0, 24 * index + 2), address: sentence.repeat(6).slice(0, 120 * index + 5) },
    )
    const pdf = await drawReport(report, pictures, 'https://roadfit.example')
    if (isRefusal(pdf)) throw new Error(`${length}: ${JSON.stringify(pdf)}`)
    const page = await pixels(pdf, `inside-${length}`)
    const outside = Buffer.from(page)
    const px = (points: number) => Math.round((points * DPI) / 72)
    for (const { x, y, w, h } of Object.values(FORM.fields))
      for (let row = px(y) - 1; row <= px(y + h) + 1; row++) outside.fill(255, row * WIDTH + px(x) - 1, row * WIDTH + px(x + w) + 2)
    let strayed = 0
    for (let at = 0; at < outside.length; at++) if ((blank[at] ?? 255) - (outside[at] ?? 255) > 100) strayed++
    expect(strayed, `${length} characters`).toBe(0)
  }
  const long = await drawReport(sampleReport({ remark: sentence.repeat(22) }), pictures, 'https://roadfit.example')
  expect(long).toMatchObject({ refused: 'text-too-long', fields: { where: 'remark' } })
})

test('the page is tagged and marked as PDF/A-2a, and is read in order: each label, then its value', async () => {
  const report = sampleReport({ remark: '佩戴眼镜检查' }, { nationality: 'DEU' })
  const pdf = await drawReport(report, pictures, 'https://roadfit.example')
  if (isRefusal(pdf)) throw new Error('refused')
  const path = join(folder, 'tagged.pdf')
  writeFileSync(path, pdf)
  expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toMatch(/Tagged:\s+yes/)
  const bytes = Buffer.from(pdf).toString('latin1')
  expect(bytes).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A<\/pdfaid:conformance>/)
  expect(bytes).toContain('/OutputIntents')
  // One element for each word and value, in the tree's order; pictures and boxes are figures, which have words of their own.
  const tree = execFileSync('pdfinfo', ['-struct', path], { encoding: 'utf8' }).match(/Document|H1|P|Figure/g) ?? []
  expect(tree.slice(0, 3)).toEqual(['Document', 'P', 'H1'])
  const figures = Object.values(FORM.fields).filter(({ kind }) => ['tick', 'picture', 'strokes', 'qr'].includes(kind)).length
  expect(tree.filter((one) => one === 'Figure').length).toBe(figures)
  expect(bytes.match(/\/Alt /g)?.length).toBe(figures)
  expect(tree.filter((one) => one === 'P').length).toBeGreaterThan(90)
  // The content stands in the same order, which every reader that knows no tags goes by.
  const read = execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '')
  const inOrder = [
    '机动车驾驶人身体条件证明',
    '申请人填报事项',
    '姓名张三',
    '性别男',
    '出生日期1980年06月01日',
    '国籍德国',
    '身份证明名称居民身份证',
    '号码99990119800601001X',
    '准驾车型代号C1D',
    '档案编号999900123456',
    '邮寄地址示范市滨江区望海路100号3幢2单元601室',
    '联系电话13800000000',
    '申告事项',
    '本人如实申告',
    '医疗机构填写事项',
    '身高(cm)172',
    '左眼4.9',
    '右眼5.0',
    '左耳合格',
    '左上肢合格',
    '右下肢合格',
    '（医疗机构章）',
    '体检结论符合驾驶身体条件（附条件）',
    '备注自体检之日起',
    '佩戴眼镜检查',
    '申请人签字',
  ]
  const places = inOrder.map((words) => read.indexOf(words))
  expect(places.every((place) => place >= 0)).toBe(true)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
})

test('what a doctor decided for several stations stands as a sentence each, however its reason ends', () => {
  const decided = (station: 'height' | 'colour', reason: string) => ({
    station,
    source: 'doctor' as const,
    reading: null,
    digest: null,
    reason,
    basis: 'not-measured' as const,
  })
  const evidence = [decided('height', '坐轮椅，按既往记录'), decided('colour', '设备故障；')]
  expect(fieldsOf(sampleReport({ evidence, remark: '建议每年复查' }), 'd'.repeat(64)).remark).toBe(
    '身高由医生判定，未经测量：坐轮椅，按既往记录。辨色力由医生判定，未经测量：设备故障。建议每年复查',
  )
})

test('a character that no font has holds the report and is named', async () => {
  expect(await drawReport(sampleReport({}, { name: '王\u{2fffe}' }), pictures, 'https://roadfit.example')).toEqual({
    refused: 'glyph-missing',
    fields: { where: 'name', character: '\u{2fffe} (U+2FFFE)' },
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
