import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { colorimeterFile } from './colorimeter-file.ts'
import { screenColours } from './record.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const given = (file: Uint8Array) => {
  const read = colorimeterFile(file)
  if (isRefusal(read)) throw new Error(read.refused)
  return read
}

/** A measurement as ArgyllCMS 2.3 writes it, of a screen of 200 cd/m² with the primaries of sRGB and a power of 2.2. */
const ti3 = (rows: string, { normalized = 'YES' } = {}) => `CTI3   

DESCRIPTOR "Argyll Calibration Target chart information 3"
ORIGINATOR "Argyll dispread"
CREATED "Wed Nov 25 09:12:40 2026"
DEVICE_CLASS "DISPLAY"
LUMINANCE_XYZ_CDM2 "190.090000 200.000000 217.780000"
NORMALIZED_TO_Y_100 "${normalized}"
COLOR_REP "RGB_XYZ"

NUMBER_OF_FIELDS 7
BEGIN_DATA_FORMAT
SAMPLE_ID RGB_R RGB_G RGB_B XYZ_X XYZ_Y XYZ_Z 
END_DATA_FORMAT

NUMBER_OF_SETS 11
BEGIN_DATA
${rows}
END_DATA
`
const ROWS = `1 100.0000 100.0000 100.0000 95.0450 100.0000 108.8900
2 0.000000 0.000000 0.000000 0.000000 0.000000 0.000000
3 100.0000 0.000000 0.000000 41.2390 21.2640 1.933000
4 0.000000 100.0000 0.000000 35.7580 71.5170 11.9190
5 0.000000 0.000000 100.0000 18.0480 7.219000 95.0530
6 50.00000 0.000000 0.000000 8.975300 4.627900 0.420700
7 0.000000 50.00000 0.000000 7.782400 15.56480 2.594000
8 0.000000 0.000000 50.00000 3.928000 1.571100 20.68740
9 75.00000 75.00000 75.00000 50.4730 53.1000 57.8200
10 50.00000 50.00000 50.00000 20.6850 21.7638 23.6987
11 25.00000 25.00000 25.00000 4.501800 4.736600 5.157600`

test('a measurement gives the primaries, their luminances in cd/m² and the curve of each', () => {
  const read = given(bytes(ti3(ROWS)))
  expect(read.red[0]).toBeCloseTo(0.64, 3)
  expect(read.red[1]).toBeCloseTo(0.33, 3)
  expect(read.green).toEqual([expect.closeTo(0.3, 3), expect.closeTo(0.6, 3)])
  expect(read.blue).toEqual([expect.closeTo(0.15, 3), expect.closeTo(0.06, 3)])
  expect(read.white).toEqual([expect.closeTo(0.3127, 3), expect.closeTo(0.329, 3)])
  expect(read.luminance).toEqual({
    white: 200,
    red: expect.closeTo(42.528, 2),
    green: expect.closeTo(143.034, 2),
    blue: expect.closeTo(14.438, 2),
    black: 0,
  })
  // Half driven, to the power of 2.2.
  expect(read.steps[0]).toContainEqual({ byte: 127.5, light: expect.closeTo(0.2176, 3) })
  expect(screenColours(read)).toMatchObject({ tone: [2.2, 2.2, 2.2] })
})

test('one that isn’t normalized is in cd/m² already', () => {
  expect(given(bytes(ti3(ROWS, { normalized: 'NO' }))).luminance.white).toBe(100)
})

test.each([
  ['without a patch of black', ti3(ROWS.replace(/^2 .*\n/m, ''))],
  ['without steps between black and full', ti3(ROWS.split('\n').slice(0, 5).join('\n'))],
  ['without what its numbers are in', ti3(ROWS).replace(/^LUMINANCE.*\n/m, '')],
  ['of a printer', ti3(ROWS).replaceAll('RGB_', 'CMY_')],
  ['that is empty', ''],
  ['of something else', 'The screen is fine.'],
])('a file %s is refused', (_, text) => {
  expect(colorimeterFile(bytes(text))).toMatchObject({ refused: 'colour-file-unread' })
})

// ---------------------------------------------------------------- profiles

type Tag = readonly [name: string, type: string, write: (at: DataView) => void, size: number]
const s15 = (value: number) => Math.round(value * 65_536)
const xyz = (name: string, values: readonly number[]): Tag => [
  name,
  'XYZ ',
  (at) => values.forEach((value, n) => at.setInt32(8 + 4 * n, s15(value))),
  20,
]
const gamma = (name: string, value: number): Tag => [
  name,
  'curv',
  (at) => {
    at.setUint32(8, 1)
    at.setUint16(12, Math.round(value * 256))
  },
  14,
]
/** The curve of sRGB as formula 3 of ICC.1:2010. */
const formula = (name: string): Tag => [
  name,
  'para',
  (at) => {
    at.setUint16(8, 3)
    for (const [n, value] of [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].entries()) at.setInt32(12 + 4 * n, s15(value))
  },
  32,
]
const matrix = (name: string, values: readonly number[]): Tag => [
  name,
  'sf32',
  (at) => values.forEach((value, n) => at.setInt32(8 + 4 * n, s15(value))),
  44,
]
const profileOf = (tags: readonly Tag[]): Uint8Array => {
  const head = 132 + 12 * tags.length
  const file = new Uint8Array(head + tags.reduce((sum, [, , , size]) => sum + size, 0))
  const view = new DataView(file.buffer)
  const sign = (at: number, words: string) => words.split('').forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)))
  sign(36, 'acsp')
  view.setUint32(128, tags.length)
  let offset = head
  for (const [n, [name, type, write, size]] of tags.entries()) {
    sign(132 + 12 * n, name)
    view.setUint32(136 + 12 * n, offset)
    view.setUint32(140 + 12 * n, size)
    sign(offset, type)
    write(new DataView(file.buffer, offset, size))
    offset += size
  }
  return file
}

// The colourants of sRGB beside D50, as the ICC's own sRGB profiles have them, and D65.
const COLOURANTS = [
  xyz('rXYZ', [0.43607, 0.22249, 0.01392]),
  xyz('gXYZ', [0.38515, 0.71687, 0.09708]),
  xyz('bXYZ', [0.14307, 0.06061, 0.7141]),
]
const CURVES = [gamma('rTRC', 2.2), gamma('gTRC', 2.2), gamma('bTRC', 2.2)]
const D65 = xyz('wtpt', [0.95047, 1, 1.08883])
const LUMINANCE = xyz('lumi', [0, 180, 0])

const ofSrgb = { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: [0.3127, 0.329] } as const

test.each([
  ['of version 2, whose white point is the screen’s', [...COLOURANTS, ...CURVES, D65, LUMINANCE]],
  [
    'of version 4, which says how it was adapted',
    [
      ...COLOURANTS,
      ...CURVES,
      xyz('wtpt', [0.9642, 1, 0.8249]),
      matrix('chad', [1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168]),
      LUMINANCE,
    ],
  ],
])('a profile %s gives the primaries as the screen shows them', (_, tags) => {
  const read = given(profileOf(tags))
  for (const [name, place] of Object.entries(ofSrgb)) {
    const [x, y] = read[name as keyof typeof ofSrgb] ?? [0, 0]
    expect(Math.abs(x - place[0])).toBeLessThan(0.001)
    expect(Math.abs(y - place[1])).toBeLessThan(0.001)
  }
  expect(read.luminance.white).toBeCloseTo(180, 6)
  // sRGB’s own shares of luminance.
  expect(read.luminance.red / 180).toBeCloseTo(0.2126, 3)
  expect(read.luminance.green / 180).toBeCloseTo(0.7152, 3)
  expect(screenColours(read)).toMatchObject({ tone: [2.2, 2.2, 2.2] })
})

test('a curve may be a table or a formula too', () => {
  const table: Tag = [
    'gTRC',
    'curv',
    (at) => {
      at.setUint32(8, 256)
      for (let n = 0; n < 256; n += 1) at.setUint16(12 + 2 * n, Math.round(65_535 * (n / 255) ** 1.8))
    },
    12 + 512,
  ]
  const read = given(profileOf([...COLOURANTS, formula('rTRC'), table, gamma('bTRC', 2.4), D65, LUMINANCE]))
  expect(screenColours(read)).toMatchObject({ tone: ['sRGB', 1.8, 2.4] })
})

test('a profile that doesn’t say how bright the screen is, is refused', () => {
  expect(colorimeterFile(profileOf([...COLOURANTS, ...CURVES, D65]))).toMatchObject({ refused: 'colour-file-unread' })
})

test('whatever a file holds, it is read or refused and never breaks anything', () => {
  const whole = profileOf([...COLOURANTS, ...CURVES, D65, LUMINANCE])
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 20 }),
      fc.nat(whole.length),
      (changes, end) => {
        const file = Uint8Array.from(whole)
        for (const [at, value] of changes) file[at] = value
        colorimeterFile(file.slice(0, end))
      },
    ),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (file) => void colorimeterFile(file)))
  fc.assert(
    fc.property(
      fc.nat(ROWS.length),
      fc.string({ maxLength: 20 }),
      (at, words) => void colorimeterFile(bytes(ti3(ROWS.slice(0, at) + words + ROWS.slice(at)))),
    ),
  )
})
