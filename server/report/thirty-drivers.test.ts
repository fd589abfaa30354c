import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '#protocol/canonical.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { sampleExamination } from '../../test/sample-examination.ts'
import { samplePhoto, sampleSecond, sampleStrokes } from '../../test/sample-report.ts'
import { testSeal } from '../../test/test-seal.ts'
import { DRIVERS, type Driver } from '../../test/thirty-drivers.ts'
import { drawBlankForm, drawReport } from './draw.ts'
import { fieldsOf } from './fields.ts'
import { type Box, FORM } from './form.ts'
import { judgePhoto } from './photo.ts'

// Thirty made-up papers as other programs see them: their pixels, their words in reading order, their fonts, their structure and their seal.

const run = promisify(execFile)
const said = async (command: string, ...args: string[]): Promise<string> =>
  (await run(command, args, { maxBuffer: 1 << 24 }).catch((error: { stdout: string; stderr: string }) => error)).stdout

const DPI = 150
const px = (points: number) => Math.round((points * DPI) / 72)
type Picture = { width: number; grey: Uint8Array }
/** The first page as grey pixels, from poppler's PGM. */
const pixels = async (path: string): Promise<Picture> => {
  await run('pdftoppm', ['-r', String(DPI), '-f', '1', '-l', '1', '-singlefile', '-gray', `${path}.pdf`, path])
  const bytes = readFileSync(`${path}.pgm`)
  const [head = '', width] = /^P5\s+(\d+)\s+\d+\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1')) ?? []
  return { width: Number(width), grey: bytes.subarray(head.length) }
}

const folder = mkdtempSync(join(tmpdir(), 'roadfit-thirty-'))
afterAll(() => rmSync(folder, { recursive: true }))
const pathOf = (name: string) => join(folder, String(Object.keys(DRIVERS).indexOf(name)))
let blank: Picture

beforeAll(async () => {
  const photo = await judgePhoto(await samplePhoto())
  if (isRefusal(photo)) throw new Error('the sample photo must be usable')
  const pictures = { photo: photo.jpeg, driver: sampleStrokes, doctor: sampleStrokes }
  const examination = { ...(await sampleExamination()), taken: photo.jpeg }
  const seal = await testSeal(join(folder, 'seal'), {
    now: new Date('2026-11-25T02:00:00.000Z'),
    random: (n: number) => new Uint8Array(n).fill(7),
  })
  writeFileSync(join(folder, 'blank.pdf'), await drawBlankForm())
  blank = await pixels(join(folder, 'blank'))
  for (const [name, { report, second: by }] of Object.entries(DRIVERS)) {
    const second = by === undefined ? null : { ...sampleSecond, doctor: { ...sampleSecond.doctor, name: by } }
    const drawn = await drawReport(report, pictures, 'https://roadfit.example', { second, examination })
    if (isRefusal(drawn)) throw new Error(`${name}: ${JSON.stringify(drawn)}`)
    writeFileSync(`${pathOf(name)}.pdf`, await seal(drawn))
  }
}, 60_000)

/** What stands in each field; a picture, handwriting and a code always do. */
const filledIn = async ({ report, second }: Driver): Promise<Set<string>> =>
  new Set([
    ...Object.keys(fieldsOf(report, await digestOf(report), second ?? null)),
    'photo',
    'applicant-signature',
    'doctor-signature',
    'qr',
  ])

/** Is there more ink here than in the blank form? */
const inked = ({ grey }: Picture, at: number): boolean => (blank.grey[at] ?? 255) - (grey[at] ?? 255) > 100
const inkIn = (page: Picture, box: Box): number => {
  let count = 0
  for (let y = px(box.y); y <= px(box.y + box.h); y++)
    for (let x = px(box.x); x <= px(box.x + box.w); x++) if (inked(page, y * page.width + x)) count++
  return count
}
/** So many pixels of ink lie in none of these boxes. */
const inkBeside = (page: Picture, boxes: readonly Box[]): number => {
  const own = new Uint8Array(page.grey.length)
  for (const { x, y, w, h } of boxes)
    for (let row = px(y) - 1; row <= px(y + h) + 1; row++) own.fill(1, row * page.width + px(x) - 1, row * page.width + px(x + w) + 2)
  let count = 0
  for (let at = 0; at < page.grey.length; at++) if (own[at] === 0 && inked(page, at)) count++
  return count
}

const squeezed = (text: string) => text.replaceAll(/\s/g, '')
/** Labels and, behind each, what a reader must find there. */
const pairsOf = ({ report }: Driver): [label: string, value: string][] => [
  ['姓名', report.applicant.name],
  [
    '身份证明名称',
    {
      'resident-identity-card': '居民身份证',
      'hmt-residence-permit': '港澳台居民居住证',
      'foreign-permanent-residence-card': '外国人永久居留身份证',
    }[report.applicant.document],
  ],
  ['号码', report.applicant.number],
  ['邮寄地址', report.applicant.address],
  ...(report.applicant.phone === null ? [] : [['联系电话', report.applicant.phone] as [string, string]]),
]

test('there are thirty of them', () => {
  expect(Object.keys(DRIVERS)).toHaveLength(30)
})

describe.concurrent.each(Object.entries(DRIVERS))('%s', (name, driver) => {
  test('each field that is filled has ink, the others none, and all ink lies in their cells', async ({ expect }) => {
    const page = await pixels(pathOf(name))
    const filled = await filledIn(driver)
    const boxes = Object.entries(FORM.fields).filter(([field]) => filled.has(field))
    expect(boxes.filter(([, box]) => inkIn(page, box) <= (box.kind === 'tick' ? 6 : 20)).map(([field]) => field)).toEqual([])
    expect(
      inkBeside(
        page,
        boxes.map(([, box]) => box),
      ),
    ).toBe(0)
  })

  test('it is read in order, each label before its value, by lines as well', async ({ expect }) => {
    const raw = squeezed(await said('pdftotext', '-raw', '-l', '1', `${pathOf(name)}.pdf`, '-'))
    const lines = squeezed(await said('pdftotext', '-layout', '-l', '1', `${pathOf(name)}.pdf`, '-'))
    for (const [label, value] of pairsOf(driver)) {
      expect(raw).toContain(squeezed(label + value))
      // What is laid out in lines may be broken in two beside its label: then it begins behind it.
      expect(lines.indexOf(squeezed(value).slice(0, 6))).toBeGreaterThan(-1)
      expect(lines.indexOf(label)).toBeGreaterThan(-1)
    }
    expect(squeezed(await said('pdftotext', '-raw', '-f', '2', `${pathOf(name)}.pdf`, '-'))).toContain(
      squeezed(driver.report.applicant.name),
    )
  })

  test('all its fonts are embedded, its structure is sound, its seal valid, and not after a byte is changed', async ({ expect }) => {
    const path = pathOf(name)
    const fonts = (await said('pdffonts', `${path}.pdf`)).trimEnd().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThan(1)
    expect(fonts.filter((line) => !/\byes yes yes\s+\d+\s+0$/.test(line))).toEqual([])
    expect(await said('qpdf', '--check', `${path}.pdf`)).toContain('No syntax or stream encoding errors found')
    expect(await said('pdfsig', '-nocert', `${path}.pdf`)).toContain('Signature Validation: Signature is Valid.')
    const bytes = readFileSync(`${path}.pdf`)
    // In the seal's own protected beginning, behind the head of the file.
    const at = 2000
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(`${path}-changed.pdf`, bytes)
    expect(await said('pdfsig', '-nocert', `${path}-changed.pdf`)).not.toContain('Signature is Valid.')
  })
})
