import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { evaluate } from '#check/rules/evaluate.ts'
import { rulesOn } from '#check/rules/rules.ts'
import { LANGUAGES, type Language } from '#protocol/basic.ts'
import { REASONS, type Reason } from '#protocol/report.ts'
import { type Finding, type LicenceClass, STATIONS } from '#protocol/station.ts'
import { text } from '#words/index.ts'
import { outcomeWords, reasonWords } from '#words/outcome.ts'
import { READERS } from '#words/reader.ts'

// From a body to the sentence that its driver reads.

const SOUND: Finding[] = [
  { station: 'height', cm: 172 },
  { station: 'acuity-right', reached: 5, glasses: false },
  { station: 'acuity-left', reached: 5, glasses: false },
  { station: 'colour', colour: 'no-red-green-blindness' },
  { station: 'hearing', left: true, right: true, aid: false },
  { station: 'upper-limbs', upper: 'normal', left: '', right: '' },
  { station: 'lower-limbs', lower: 'normal', left: '', right: '' },
  { station: 'trunk', trunk: 'normal' },
]
type Person = { classes: LicenceClass[]; business?: string; birth?: string; disease?: boolean; has?: Finding; without?: Finding['station'] }
const outcomeOf = ({ classes, business = 'G', birth = '1980-06-01', disease = false, has, without }: Person) =>
  evaluate(rulesOn('2026-11-25'), {
    classes,
    business,
    birth,
    on: '2026-11-25',
    declaredDisease: disease,
    findings: SOUND.map((one) => (has?.station === one.station ? has : one)).filter(({ station }) => station !== without),
  })

/** Who gets each reason, and what the sentence must say in both languages besides the classes. */
const WHO: Record<Exclude<Reason['code'], 'one-eye-not-allowed'>, [Person, ...(string | Record<Language, string>)[]]> = {
  'meets-all': [{ classes: ['C1'] }],
  'height-below': [{ classes: ['A1'], has: { station: 'height', cm: 154 } }, '154', '155'],
  'acuity-below': [
    { classes: ['A1'], has: { station: 'acuity-left', reached: 4.9, glasses: false } },
    { zh: '左眼', en: 'Left eye' },
    '4.9',
    '5.0',
  ],
  'one-eye-field-unknown': [
    { classes: ['C1'], has: { station: 'acuity-right', reached: 4.8, glasses: false } },
    { zh: '右眼', en: 'Right eye' },
    '4.8',
    '5.0',
    '150',
  ],
  'colour-blind': [
    { classes: ['C1'], has: { station: 'colour', colour: 'red-green-blind' } },
    { zh: '红绿色盲', en: 'red-green colour blindness' },
  ],
  'hearing-not-heard': [
    { classes: ['C1'], has: { station: 'hearing', left: false, right: true, aid: false } },
    { zh: '左耳', en: 'the left ear' },
  ],
  'hearing-aid-not-allowed': [
    { classes: ['B2'], has: { station: 'hearing', left: true, right: true, aid: true } },
    { zh: '助听', en: 'hearing aid' },
  ],
  'upper-limbs': [{ classes: ['C1'], has: { station: 'upper-limbs', upper: 'abnormal', left: '左手缺三指', right: '' } }, '左手缺三指'],
  'lower-limbs': [{ classes: ['C1'], has: { station: 'lower-limbs', lower: 'abnormal', left: '', right: '右小腿缺失' } }, '右小腿缺失'],
  trunk: [
    { classes: ['C1'], has: { station: 'trunk', trunk: 'disorder' } },
    { zh: '颈部', en: 'neck' },
  ],
  'declared-disease': [
    { classes: ['C1'], disease: true },
    { zh: '申告', en: 'declared' },
  ],
  'age-below': [{ classes: ['A1'], business: 'B', birth: '2005-11-26' }, '20', '22'],
  'age-above': [{ classes: ['B1'], business: 'B', birth: '1962-11-25' }, '64', '63'],
  'age-to-car': [{ classes: ['A1'], birth: '1963-11-25' }, '63', 'C1', 'C2'],
  'age-to-car-and-c6': [{ classes: ['A2'], birth: '1963-11-25' }, '63', 'C1', 'C2', 'C6'],
  'age-to-moped': [{ classes: ['D'], birth: '1956-11-25' }, '70', 'F'],
  'age-ends': [{ classes: ['C3'], birth: '1956-11-25' }, '70', { zh: '注销', en: 'cancels' }],
  'age-may-ask': [{ classes: ['A1'], birth: '1964-11-25' }, '62', '66'],
  'age-may-drive-on': [{ classes: ['A1'], birth: '1963-11-25' }, '66'],
  'ability-test': [{ classes: ['C1'], birth: '1954-11-26' }, '71', '70', { zh: '审验', en: 'review' }],
  'ability-test-applying': [{ classes: ['C1'], business: 'A', birth: '1954-11-26' }, '71', '70', { zh: '申请', en: 'applies' }],
  'step-down': [{ classes: ['A1'], has: { station: 'height', cm: 154 } }, '30', { zh: '不要驾驶', en: 'Do not drive' }],
  'give-up-licence': [
    { classes: ['C1'], has: { station: 'colour', colour: 'red-green-blind' } },
    '30',
    { zh: '不得驾驶', en: 'Do not drive' },
  ],
  'special-institution': [{ classes: ['C5'] }, { zh: '专门医疗机构', en: 'medical institutions named' }],
  'not-measured': [
    { classes: ['C1'], without: 'hearing' },
    { zh: '听力', en: 'Hearing' },
  ],
  referred: [{ classes: ['C1'], has: { station: 'colour', refer: 'hospital', words: '红绿难辨' } }, '红绿难辨'],
}
/** Words that speak to whoever reads: for anybody but the driver that would be somebody else. */
const SPOKEN_TO: Record<Language, RegExp> = { zh: /您|你|(?<!申)请/, en: /\b(you|yours?|please)\b/i }
const codes = REASONS.filter((code) => code !== 'one-eye-not-allowed')

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(codes)('%s tells the driver what was found and what is asked', (code) => {
    const [person, ...said] = WHO[code]
    const reason = outcomeOf(person).reasons.find((one) => one.code === code)
    if (!reason) throw new Error(`nobody gets ${code}`)
    const words = reasonWords(language, reason, 'driver')
    for (const part of said) expect(words).toContain(typeof part === 'string' ? part : part[language])
    if (typeof reason.found === 'number' && reason.found > 10) expect(words).toContain(String(reason.found))
    if (reason.asked !== null) expect(words).toMatch(new RegExp(`${reason.asked}`))
    if (!['ability-test', 'not-measured', 'referred'].includes(code)) for (const one of person.classes) expect(words).toContain(one)
    expect(words).toMatch(/[.。]$|红绿难辨$|左手缺三指$|右小腿缺失$/)
    expect(words).not.toMatch(/[{}]|null|undefined|unfit/)
  })

  test.each(READERS.filter((reader) => reader !== 'driver'))('no reason speaks to the %s as if to the driver', (reader) => {
    for (const code of REASONS)
      for (const found of [null, 63, 'left'])
        for (const station of [null, ...STATIONS]) {
          const words = reasonWords(language, { code, station, classes: ['A1', 'C1'], found, asked: 66 }, reader)
          expect(words, code).not.toMatch(SPOKEN_TO[language])
        }
    for (const [person] of Object.values(WHO)) {
      const { title, conditions, reasons } = outcomeWords(language, outcomeOf(person), reader)
      for (const words of [title, ...conditions, ...reasons]) expect(words).not.toMatch(SPOKEN_TO[language])
    }
  })

  test('an eye that reached none of the levels is said in words, whatever becomes of it', () => {
    const blind: Finding = { station: 'acuity-left', reached: null, glasses: false }
    for (const classes of [['A1'], ['C1'], ['D']] satisfies LicenceClass[][])
      for (const reason of outcomeOf({ classes, has: blind }).reasons.filter(({ station }) => station !== null))
        expect(reasonWords(language, reason, 'driver')).toContain(text[language].conclusion.belowAll)
    const alone: Reason = { code: 'one-eye-not-allowed', station: 'acuity-left', classes: ['A1'], found: null, asked: null }
    expect(reasonWords(language, alone, 'driver')).toContain(text[language].conclusion.belowAll)
  })

  test('no title says no and leaves it at that: every outcome stands with a reason that names a class or an item', () => {
    for (const [person] of Object.values(WHO)) {
      const { title, reasons } = outcomeWords(language, outcomeOf(person), 'driver')
      expect(title).not.toBe('')
      expect(reasons.length).toBeGreaterThan(0)
      const named = [...person.classes, ...STATIONS.map((station) => text[language].terms.stations[station])]
      expect(named.some((name) => reasons.some((words) => words.includes(name)))).toBe(true)
    }
  })
})

describe('which room reads which words', () => {
  /** Every sentence under these subjects, with its place; what is for the driver alone left out. */
  const leavesOf = (value: unknown, place: string): [string, string][] => {
    if (typeof value === 'string') return place.endsWith('.toDriver') ? [] : [[place, value]]
    return typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${place}.${key}`))
      : []
  }

  test.each(LANGUAGES)('in %s, what booth, console, counter and paper share speaks to nobody', (language) => {
    const { terms, report, conclusion, places, procedures } = text[language]
    const logs = Object.values(procedures).map(({ log }) => log)
    const shared = leavesOf({ terms, report, conclusion, places, logs }, language)
    expect(shared.length).toBeGreaterThan(300)
    expect(shared.filter(([, sentence]) => SPOKEN_TO[language].test(sentence))).toEqual([])
  })

  test('pages of doctors, counters and administrators never take words that were written to the driver, nor the booth those of doctors', async () => {
    const root = join(import.meta.dirname, '..')
    const takes = async (files: string, subjects: string): Promise<string[]> => {
      const taken: string[] = []
      const asked = new RegExp(
        `(text\\[[^\\]]+\\]\\.|\\b(?=procedures\\[))(${subjects})\\b|\\{[^{}]*\\b(${subjects})\\b[^{}]*\\} = text\\[[^\\]]+\\]\\s`,
      )
      for await (const path of glob(files, { cwd: root }))
        if (!path.endsWith('.test.ts') && asked.test(await readFile(join(root, path), 'utf8'))) taken.push(path)
      return taken
    }
    // What a procedure says to each is told apart by its own two names.
    const doctors = 'procedures(\\[\\w+\\])?\\.\\w+\\.(score|log)'
    expect(await takes('clinician/**/*.ts', 'booth|toDriver|procedures\\.\\w+\\.booth')).toEqual([])
    expect(await takes('booth/{*,steps/*}.ts', `clinician|counter|admin|refusals|${doctors}`)).toEqual([])
    // The patterns do find those that take them.
    expect(await takes('booth/steps/*.ts', 'booth')).not.toEqual([])
    expect(await takes('common/pictures/*.ts', doctors)).not.toEqual([])
  })
})
