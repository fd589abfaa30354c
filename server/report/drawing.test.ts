import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { sampleExamination } from '../../test/sample-examination.ts'
import { samplePhoto, sampleReport, sampleSecond, sampleStrokes } from '../../test/sample-report.ts'
import { drawReport } from './draw.ts'
import { openDrawing, type Paper } from './drawing.ts'
import { findFonts } from './fonts.ts'
import { judgePhoto } from './photo.ts'

const folder = mkdtempSync(join(tmpdir(), 'roadfit-drawing-'))
const drawing = openDrawing(folder)
let paper: Paper
beforeAll(async () => {
  const photo = await judgePhoto(await samplePhoto())
  if (isRefusal(photo)) throw new Error('the sample photo must be usable')
  const pictures = { photo: photo.jpeg, driver: sampleStrokes, doctor: sampleStrokes }
  paper = {
    report: sampleReport(),
    pictures,
    origin: 'https://roadfit.example',
    second: sampleSecond,
    examination: await sampleExamination(),
  }
})
afterAll(async () => {
  await drawing.close()
  rmSync(folder, { recursive: true })
})

test('a thread draws the same bytes as the program itself, several papers at once', { timeout: 60_000 }, async () => {
  const { report, pictures, origin, second, examination } = paper
  const itself = await drawReport(report, pictures, origin, { fonts: findFonts(folder), second, examination })
  if (isRefusal(itself)) throw new Error(itself.refused)
  for (const drawn of await Promise.all([1, 2, 3].map(() => drawing.draw(paper)))) {
    if (isRefusal(drawn)) throw new Error(drawn.refused)
    expect(Buffer.from(drawn).equals(Buffer.from(itself))).toBe(true)
  }
})

test('why a paper can’t be drawn comes back from the thread as a refusal', async () => {
  expect(await drawing.draw({ ...paper, report: sampleReport({}, { name: '王\u{2fffe}' }) })).toMatchObject({ refused: 'glyph-missing' })
})

test('what is being drawn while the program ends is given up at once, and the outbox asks again at the next start', async () => {
  const ending = openDrawing(folder)
  const asked = ending.draw(paper).then(
    () => 'drawn',
    () => 'not drawn',
  )
  await ending.close()
  expect(await asked).toBe('not drawn')
})
