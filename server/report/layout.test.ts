import { describe, expect, test } from 'vitest'
import { evaluate } from '#check/rules/evaluate.ts'
import { rulesOn } from '#check/rules/rules.ts'
import { LANGUAGES } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Finding, LicenceClass, Station } from '#protocol/station.ts'
import { text } from '#words/index.ts'
import { sampleReport } from '../../test/sample-report.ts'
import { fieldsOf } from './fields.ts'
import { findFonts, runsOf } from './fonts.ts'
import { FORM } from './form.ts'
import { fit, layOut, unprintable } from './layout.ts'

const fonts = findFonts()
const TEXTS = Object.entries(FORM.fields).filter(([, { kind }]) => kind === 'text' || kind === 'boxes')

describe('each place of the form knows what has room in it', () => {
  test.each(TEXTS)('%s', (where) => {
    const refused = layOut({ [where]: '检'.repeat(1200) }, fonts)
    if (!isRefusal(refused)) throw new Error('1,200 characters have room nowhere')
    expect(refused).toMatchObject({ refused: 'text-too-long', fields: { where, count: 1200 } })
    const most = Number(refused.fields['most'])
    expect(most).toBeGreaterThan(0)
    expect(isRefusal(layOut({ [where]: '检'.repeat(most) }, fonts))).toBe(false)
    expect(layOut({ [where]: '检'.repeat(most + 1) }, fonts)).toMatchObject({ refused: 'text-too-long', fields: { most } })
  })

  test('and is called by a name in both languages', () => {
    for (const language of LANGUAGES) {
      const places: Readonly<Record<string, string>> = text[language].places
      for (const [where] of TEXTS) if (!where.endsWith('-note')) expect(places[where], where).toBeTruthy()
    }
  })

  test('remarks have three lines of 7 points at least: as many characters as those hold, and the doctor is told how many', () => {
    // Chinese characters are as wide as they are high.
    const three = 3 * Math.floor((FORM.fields['remark']?.w ?? 0) / 7 - 1)
    expect(three).toBeGreaterThan(180)
    expect(unprintable(sampleReport({ remark: '检'.repeat(three) }), fonts)).toBeNull()
    expect(unprintable(sampleReport({ remark: '检'.repeat(229) }), fonts)).toBeNull()
    const refused = unprintable(sampleReport({ remark: '检'.repeat(450) }), fonts)
    expect(refused).toMatchObject({ refused: 'text-too-long', fields: { where: 'remark', count: 450 } })
    // What is printed before the doctor's words takes room from them.
    const replacing = unprintable(sampleReport({ remark: '检'.repeat(450), supersedes: 'RF20261125-000001' }), fonts)
    expect(Number(replacing?.fields['most'])).toBeLessThan(Number(refused?.fields['most']))
    const most = Number(replacing?.fields['most'])
    expect(unprintable(sampleReport({ remark: '检'.repeat(most), supersedes: 'RF20261125-000001' }), fonts)).toBeNull()
  })
})

describe('names', () => {
  const lines = (name: string) => {
    const field = FORM.fields['name']
    const runs = runsOf(fonts.chain, name)
    if (!field || 'absent' in runs) throw new Error('no name')
    const laid = fit(runs, { ...field, w: field.w - 6 })
    return laid && { size: laid.size, lines: laid.lines.map((line) => line.map((run) => run.text).join('')) }
  }

  test('shrink before they break', () => {
    expect(lines('阿卜杜热西提·买买提明')).toMatchObject({ lines: ['阿卜杜热西提·买买提明'] })
    expect(lines('MAXIMILIANA ALEXANDRA KONS')).toMatchObject({ lines: ['MAXIMILIANA ALEXANDRA KONS'] })
  })
  test.each([
    ['阿卜杜热西提·买买提明·艾合买提江·吐尔逊', /·$/],
    ['MAXIMILIANA ALEXANDRA KONSTANTINE VON HOHENZOLLERN', /[A-Z]$/],
    ['MAXIMILIANA-ALEXANDRA-KONSTANTINE-HOHENZOLLERN', /-$/],
  ])('break at a space, a hyphen or a ·, and nowhere else: %s', (name, end) => {
    const laid = lines(name)
    expect(laid?.lines.length).toBeGreaterThan(1)
    for (const line of laid?.lines.slice(0, -1) ?? []) expect(line).toMatch(end)
    // Nothing is lost, and words stay whole.
    const words = (all: string) => all.split(/[ ·-]/).filter(Boolean)
    expect(laid?.lines.flatMap(words)).toEqual(words(name))
  })
  test('of sixty letters on a card have room, whatever they are', () => {
    for (const name of ['A'.repeat(60), 'W'.repeat(46), '𠮷'.repeat(15), `${'M'.repeat(30)} ${'W'.repeat(29)}`])
      expect(lines(name), name).not.toBeNull()
  })
})

test('a character that no font shows is named with its place: private use, what is not assigned, and marks nobody has', () => {
  for (const [character, code] of [
    ['\u2714', 'U+2714'],
    ['\ue000', 'U+E000'],
    ['\u{f0000}', 'U+F0000'],
    ['\u{2fffe}', 'U+2FFFE'],
  ])
    expect(unprintable(sampleReport({ remark: `眼镜${character}` }), fonts)).toEqual({
      refused: 'glyph-missing',
      fields: { where: 'remark', character: `${character} (${code})` },
    })
})

test('the characters of names that GBK had none for are printed, as old cards have them too', () => {
  for (const code of [
    0xe863, 0xe81e, 0xe826, 0xe82b, 0xe82c, 0xe832, 0xe843, 0xe854, 0xe864, 0xe816, 0xe817, 0xe818, 0xe831, 0xe83b, 0xe855,
  ])
    expect(unprintable(sampleReport({}, { name: `王${String.fromCodePoint(code)}` }), fonts), code.toString(16)).toBeNull()
})

const BARRED: Record<Station, Finding[]> = {
  height: [{ station: 'height', cm: 140 }],
  'acuity-right': [{ station: 'acuity-right', reached: null, glasses: true }],
  'acuity-left': [
    { station: 'acuity-left', reached: null, glasses: true },
    { station: 'acuity-left', reached: 4.9, glasses: false },
  ],
  colour: [{ station: 'colour', colour: 'red-green-blind' }],
  hearing: [
    { station: 'hearing', left: false, right: true, aid: false },
    { station: 'hearing', left: true, right: true, aid: true },
  ],
  'upper-limbs': [{ station: 'upper-limbs', upper: 'abnormal', left: '左手拇指缺失', right: '右手腕关节强直' }],
  'lower-limbs': [{ station: 'lower-limbs', lower: 'abnormal', left: '左小腿缺失', right: '右膝关节强直' }],
  trunk: [{ station: 'trunk', trunk: 'disorder' }],
}
const LICENCES: LicenceClass[][] = [
  ['C1'],
  ['C2'],
  ['C5'],
  ['A1', 'A2'],
  ['A1', 'A2', 'D', 'E', 'M', 'N', 'P'],
  ['A3', 'B1', 'B2', 'C1', 'C3', 'C4', 'C5', 'C6', 'F'],
]

test('whatever is found, of whatever licence: the reasons have room, and no paper is refused for what the rules say', () => {
  for (const classes of LICENCES)
    for (const birth of ['1950-01-01', '1990-01-01', '2012-01-01'])
      for (let few = 0; few < 2 ** 8; few++) {
        const sound = sampleReport().findings
        const findings = sound.map((finding, at) =>
          (few >> at) & 1 ? (BARRED[finding.station].at(few % BARRED[finding.station].length) ?? finding) : finding,
        )
        const outcome = evaluate(rulesOn('2026-11-25'), { classes, birth, on: '2026-11-25', declaredDisease: few === 5, findings })
        if (few % 7 !== 0 && few !== 255) continue
        expect(unprintable(sampleReport({ findings, outcome }, { classes, birth }), fonts), `${classes.join('')} ${few}`).toBeNull()
      }
})

const referred = (station: Station, words = ''): Finding => ({ station, refer: 'hospital', words })
const REFERRED = sampleReport().findings.map(({ station }) => station)

test('a station that is referred leaves no cell and no pair of boxes without a word, and the paper says why in the doctor’s words', () => {
  const boxes: Partial<Record<Station, string[]>> = {
    'acuity-left': ['corrected-left', 'one-eye'],
    'acuity-right': ['corrected-right', 'one-eye'],
    colour: ['colour'],
    hearing: ['aid'],
    trunk: ['trunk'],
  }
  for (const station of REFERRED) {
    const sound = sampleReport().findings
    const findings = sound.map((finding) => (finding.station === station ? referred(station, '请到眼科复查') : finding))
    const outcome = evaluate(rulesOn('2026-11-25'), {
      classes: ['C1'],
      birth: '1980-06-01',
      on: '2026-11-25',
      declaredDisease: false,
      findings,
    })
    const fields = fieldsOf(sampleReport({ findings, outcome }), 'd'.repeat(64))
    for (const name of boxes[station] ?? []) {
      expect([fields[`${name}-yes`], fields[`${name}-no`]], name).toEqual([undefined, undefined])
      expect(fields[`${name}-note`], name).toMatch(/需当面检查|未查|未定/)
    }
    expect([fields['reasons-alone']].flat()[0]).toMatch(/不能通过远程检查得出结论。请到眼科复查。/)
  }
})

test('every pair of boxes has a tick or a word, whatever was found', () => {
  const pairs = Object.keys(FORM.fields).flatMap((name) => (name.endsWith('-yes') && name !== 'disease-yes' ? [name.slice(0, -4)] : []))
  const found = [...REFERRED.map((station) => referred(station)), ...Object.values(BARRED).flat(), ...sampleReport().findings]
  for (const one of found) {
    const findings = sampleReport().findings.map((finding) => (finding.station === one.station ? one : finding))
    const fields = fieldsOf(sampleReport({ findings }), 'd'.repeat(64))
    for (const pair of pairs)
      expect(fields[`${pair}-yes`] ?? fields[`${pair}-no`] ?? fields[`${pair}-note`], `${one.station} ${pair}`).toBeTruthy()
  }
})

describe('one eye impaired follows the eyes, not the class', () => {
  const eyes = (left: number | null, right: number | null, classes: LicenceClass[]) => {
    const eye = (station: 'acuity-left' | 'acuity-right', reached: number | null): Finding => ({ station, reached, glasses: false })
    const findings = [
      ...sampleReport().findings.filter(({ station }) => !station.startsWith('acuity')),
      eye('acuity-left', left),
      eye('acuity-right', right),
    ]
    const fields = fieldsOf(sampleReport({ findings }, { classes }), 'd'.repeat(64))
    return fields['one-eye-yes'] ? 'yes' : fields['one-eye-no'] ? 'no' : 'open'
  }
  test.each([
    [null, 5.0, ['C1'], 'yes'],
    [null, 5.0, ['A1'], 'yes'],
    [4.8, 4.9, ['D'], 'yes'],
    [4.9, 5.0, ['A1'], 'no'],
    [5.0, 5.0, ['C1'], 'no'],
    [null, null, ['C1'], 'no'],
  ] satisfies [number | null, number | null, LicenceClass[], string][])('left %s, right %s, %s: %s', (left, right, classes, is) => {
    expect(eyes(left, right, classes)).toBe(is)
  })
})

test('a bracket that opens never ends a line', () => {
  for (let before = 1; before < 20; before += 1) {
    const runs = runsOf(fonts.chain, `${'检'.repeat(before)}（演示）中心`)
    const laid = Array.isArray(runs) ? fit(runs, { w: 64, h: 400, size: 8, least: 8, breaks: 'text' }) : null
    const lines = laid?.lines.map((line) => line.map((run) => run.text).join('')) ?? []
    expect(lines.join('')).toContain('（演示）')
    expect(lines.filter((line) => /[（《“]$/u.test(line))).toEqual([])
  }
})
