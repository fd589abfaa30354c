import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { idOf } from '../../test/ids.ts'
import { sampleExamination } from '../../test/sample-examination.ts'
import { samplePhoto, sampleReport, sampleSecond, sampleStrokes } from '../../test/sample-report.ts'
import { drawReport, type Pictures } from './draw.ts'
import type { Examination } from './examination.ts'
import { judgePhoto } from './photo.ts'

const folder = mkdtempSync(join(tmpdir(), 'roadfit-measured-'))
afterAll(() => rmSync(folder, { recursive: true }))
let pictures: Pictures
let examination: Examination
beforeAll(async () => {
  const photo = await judgePhoto(await samplePhoto())
  if (isRefusal(photo)) throw new Error('the sample photo must be usable')
  pictures = { photo: photo.jpeg, driver: sampleStrokes, doctor: sampleStrokes }
  examination = { ...(await sampleExamination()), taken: photo.jpeg }
})

const drawn = async (part: Partial<Examination> = {}) =>
  drawReport(sampleReport(), pictures, 'https://roadfit.example', { examination: { ...examination, ...part } })
/** The paper in a file. */
const paper = async (name: string, part: Partial<Examination> = {}): Promise<string> => {
  const pdf = await drawn(part)
  if (isRefusal(pdf)) throw new Error(pdf.refused)
  const path = join(folder, `${name}.pdf`)
  writeFileSync(path, pdf)
  return path
}
/** The words of the pages behind the form, in reading order. */
const wordsOf = (path: string): string =>
  execFileSync('pdftotext', ['-raw', '-f', '2', path, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '')

test('behind the form stands each station: what it asks, what was found, and the sentences of how', async () => {
  const words = wordsOf(await paper('whole'))
  const names = ['身高', '右眼视力', '左眼视力', '辨色力', '听力', '上肢', '下肢', '躯干和颈部']
  expect(names.map((name) => words.indexOf(`${name}（`) >= 0 || words.indexOf(`${name}结果`) >= 0)).toEqual(names.map(() => true))
  expect(words).toContain('身高（要求≥155cm）结果：172cm')
  expect(words).toContain('规程acuity第2版')
  expect(words).toContain('检测屏幕校准2026-10-0209:20，有效至2026-12-3109:20')
  // Decided against what was measured: both values and why.
  expect(words).toContain('结果：左耳合格，右耳不合格')
  expect(words).toContain('右耳用音叉当面复查，听不见')
  expect(words).toContain('仪器测得：左耳合格，右耳合格')
  expect(words).toContain('医生通过视频查看后判定')
})

test('both doctors stand there with licence number and registration, as the registry had each when they signed', async () => {
  const registered = {
    institution: { id: idOf('institution'), version: 1, level: 'county' as const, allowed: null, until: null },
    doctor: { id: idOf('entry'), version: 1, licence: '110000000000002', until: null },
  }
  const pdf = await drawReport(sampleReport({ registered }), pictures, 'https://roadfit.example', { second: sampleSecond, examination })
  if (isRefusal(pdf)) throw new Error(pdf.refused)
  const path = join(folder, 'two.pdf')
  writeFileSync(path, pdf)
  const words = wordsOf(path)
  expect(words).toContain('签字医生：林知远，执业证书编号110000000000002，登记')
  expect(words).toContain('复核医生：周岚，执业证书编号110000000000017，登记有效期至2028-12-31')
  // A signature of before the registry was kept says nothing of it.
  const { registered: _, ...before } = sampleSecond
  const older = await drawReport(sampleReport(), pictures, 'https://roadfit.example', { second: before, examination })
  if (isRefusal(older)) throw new Error(older.refused)
  writeFileSync(path, older)
  expect(wordsOf(path)).not.toContain('复核医生：')
})

test('each drawing has ink, and the face stands beside the card’s', async () => {
  const path = await paper('ink')
  execFileSync('pdftoppm', ['-r', '72', '-f', '2', '-l', '2', '-singlefile', '-png', path, path])
  const { data, info } = await sharp(`${path}.png`).grayscale().raw().toBuffer({ resolveWithObject: true })
  const dark = (x: number, y: number, w: number, h: number) => {
    let count = 0
    for (let row = y; row < y + h; row++) for (let at = x; at < x + w; at++) if ((data[row * info.width + at] ?? 255) < 200) count++
    return count
  }
  expect([info.width, info.height]).toEqual([596, 842])
  // Two pictures of 62 by 82 points at the top right; the left column below them.
  expect(dark(415, 40, 60, 70)).toBeGreaterThan(1000)
  expect(dark(40, 130, 250, 500)).toBeGreaterThan(1500)
})

test('nothing of it runs off its page, however many attempts there are', async () => {
  const [height] = examination.stations
  if (!height) throw new Error('no station')
  const [first] = height.view.attempts
  if (!first) throw new Error('no attempt')
  const attempts = Array.from({ length: 90 }, (_, n) => ({ ...first, number: n + 1 }))
  const path = await paper('many', { stations: [{ ...height, view: { ...height.view, attempts } }, ...examination.stations.slice(1)] })
  expect(wordsOf(path)).toContain('第90次')
  const boxes = execFileSync('pdftotext', ['-bbox', '-f', '2', path, '-'], { encoding: 'utf8' })
  const corners = [...boxes.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g)].map((found) =>
    found.slice(1).map(Number),
  )
  expect(corners.length).toBeGreaterThan(200)
  for (const [left = 0, top = 0, right = 0, bottom = 0] of corners) {
    expect(left).toBeGreaterThanOrEqual(30)
    expect(top).toBeGreaterThanOrEqual(30)
    expect(right).toBeLessThanOrEqual(560)
    expect(bottom).toBeLessThanOrEqual(830)
  }
})

test('the same examination gives the same bytes, and one without a card’s photo says so', async () => {
  const [one, two] = [await drawn(), await drawn()]
  expect(one).toEqual(two)
  expect(wordsOf(await paper('cardless', { card: null }))).toContain('没有证件照片')
})

test('a reason with a character that no font has is refused before anything is drawn', async () => {
  const stations = examination.stations.map((one) =>
    one.view.decision ? { ...one, view: { ...one.view, decision: { ...one.view.decision, reason: '王\u{2fffe}' } } } : one,
  )
  expect(await drawn({ stations })).toMatchObject({ refused: 'glyph-missing' })
})
