import type { Language } from '#protocol/basic.ts'
import { CLASSES } from '#protocol/station.ts'

/** A text as it is looked up: one space for any gap. */
export const plain = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

/** Where a sentence has a field. */
const FIELD = /\s*\{\w+\}\s*/gu
/** A piece begins and ends with what is heard: no comma, no bracket. */
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{STerm}]+$/gu

/** The pieces of a sentence between its fields, each of which has a sound of its own. One without fields is one piece. */
export const piecesOf = (sentence: string): string[] =>
  sentence
    .split(FIELD)
    .map((piece) => plain(piece).replaceAll(EDGES, ''))
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))

const HAN = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const han = (digit: number): string => HAN[digit] ?? ''
/** 0 to 99 as it is said alone: 十二, 七十二. */
const hanUnderHundred = (n: number): string =>
  n < 10 ? han(n) : `${n < 20 ? '' : han(Math.floor(n / 10))}十${n % 10 === 0 ? '' : han(n % 10)}`

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const underHundred = (n: number): string => SMALL[n] ?? `${TENS[Math.floor(n / 10) - 2]}${n % 10 === 0 ? '' : `-${SMALL[n % 10]}`}`
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** Pieces of a whole number from 0 to 9999, as each language says it. */
const wholePieces: Readonly<Record<Language, (n: number) => string[]>> = {
  zh(n) {
    const [thousands, hundreds, rest] = [Math.floor(n / 1000), Math.floor(n / 100) % 10, n % 100]
    if (n < 100) return [hanUnderHundred(n)]
    const skips = rest > 0 && rest < 10 ? ['零'] : []
    const tail = rest === 0 ? [] : rest >= 10 && rest < 20 ? ['一', hanUnderHundred(rest)] : [...skips, hanUnderHundred(rest)]
    if (thousands === 0) return [`${han(hundreds)}百`, ...tail]
    if (hundreds > 0) return [`${han(thousands)}千`, `${han(hundreds)}百`, ...tail]
    return [`${han(thousands)}千`, ...(rest >= 10 ? ['零'] : []), ...tail]
  },
  en(n) {
    const [thousands, hundreds, rest] = [Math.floor(n / 1000), Math.floor(n / 100) % 10, n % 100]
    const high = [
      ...(thousands > 0 ? [`${underHundred(thousands)} thousand`] : []),
      ...(hundreds > 0 ? [`${underHundred(hundreds)} hundred`] : []),
    ]
    if (high.length === 0) return [underHundred(rest)]
    return [...high, ...(rest > 0 ? ['and', underHundred(rest)] : [])]
  },
}

/** The word between a whole number and its decimals, and the one before a number below zero. */
const POINT = { zh: '点', en: 'point' } as const
const MINUS = { zh: '负', en: 'minus' } as const

/** Pieces of a number in digits; null: longer than anybody says in one breath, as a report's. */
export const numberPieces = (language: Language, digits: string): string[] | null => {
  const [, sign = '', whole = '', decimals = ''] = /^([-−]?)(\d{1,4})(?:\.(\d{1,2}))?$/.exec(digits) ?? []
  if (whole === '') return null
  const single = (digit: string) => (language === 'zh' ? han(Number(digit)) : (SMALL[Number(digit)] ?? ''))
  return [
    ...(sign === '' ? [] : [MINUS[language]]),
    ...wholePieces[language](Number(whole)),
    ...(decimals === '' ? [] : [POINT[language], ...Array.from(decimals, single)]),
  ]
}

/** Pieces of a day, `2026-11-20`: 二零二六 年 十一 月 二十 日; 20 November twenty twenty-six. Null: no day. */
export const dayPieces = (language: Language, day: string): string[] | null => {
  const [, year = '', month = '', date = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []
  if (year === '') return null
  const [m, d] = [Number(month), Number(date)]
  if (language === 'zh')
    return [...Array.from(year, (digit) => han(Number(digit))), '年', hanUnderHundred(m), '月', hanUnderHundred(d), '日']
  const [century, rest] = [Number(year.slice(0, 2)), Number(year.slice(2))]
  return [underHundred(d), MONTHS[m - 1] ?? '', underHundred(century), ...(rest < 10 ? ['zero'] : []), underHundred(rest)]
}

/** Behind an hour, and behind minutes. */
const OCLOCK = { zh: '点', en: 'o’clock' } as const
const MINUTE = '分'

/** Pieces of a time of day, `13:05`, behind its day where it is another one: 十三 点 零 五 分; thirteen zero five. Null: no time. */
export const timePieces = (language: Language, time: string): string[] | null => {
  const [, day, hours = '', minutes = ''] = /^(?:(\d{4}-\d\d-\d\d) )?(\d\d):(\d\d)$/.exec(time) ?? []
  if (hours === '') return null
  const said = day === undefined ? [] : dayPieces(language, day)
  const [h, m] = [Number(hours), Number(minutes)]
  const zero = m > 0 && m < 10
  const clock =
    language === 'zh'
      ? [hanUnderHundred(h), OCLOCK.zh, ...(zero ? [han(0)] : []), ...(m > 0 ? [hanUnderHundred(m), MINUTE] : [])]
      : [underHundred(h), ...(zero ? [underHundred(0)] : []), m > 0 ? underHundred(m) : OCLOCK.en]
  return said && [...said, ...clock]
}

/** Whether a text is a licence class, as `C1`. */
export const isClass = (text: string): boolean => CLASSES.some((each) => each === text)

const under100 = (words: (n: number) => string) => Array.from({ length: 100 }, (_, n) => words(n))
/** Every piece that a number, a day, a time or a licence class is joined from. */
export const VALUE_PIECES: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    ...under100(hanUnderHundred),
    ...HAN.slice(1).flatMap((digit) => [`${digit}百`, `${digit}千`]),
    '年',
    '月',
    '日',
    OCLOCK.zh,
    MINUTE,
    POINT.zh,
    MINUS.zh,
    ...CLASSES,
  ],
  en: [
    ...under100(underHundred),
    ...SMALL.slice(1, 10).flatMap((digit) => [`${digit} hundred`, `${digit} thousand`]),
    'and',
    OCLOCK.en,
    POINT.en,
    MINUS.en,
    ...MONTHS,
    ...CLASSES,
  ],
}
