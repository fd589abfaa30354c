import { Value } from 'typebox/value'
import { Card } from '#protocol/reading.ts'

/** Why a card's text is no identity card that Roadfit takes. */
export type CardFault =
  | 'text-broken'
  /** A foreigner's permanent residence card, or one for residents of Hong Kong, Macao and Taiwan: laid out differently. */
  | 'other-card'
  | 'name-missing'
  | 'sex-unknown'
  | 'nation-unknown'
  | 'birth-impossible'
  | 'number-wrong'
  | 'validity-impossible'

/** Where a field stands in the 256 bytes: first byte and bytes. */
const FIELDS = {
  name: [0, 30],
  sex: [30, 2],
  nation: [32, 4],
  birth: [36, 16],
  address: [52, 70],
  number: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
  type: [248, 2],
} as const
const BYTES = 256
const FOREVER = '长期'
const SEX = { '0': 'unknown', '1': 'male', '2': 'female', '9': 'unknown' } as const
const SEX_CODE = { male: '1', female: '2', unknown: '0' } as const

/**
 * The text block of a resident's identity card, 256 bytes of UTF-16LE padded with spaces, as a card; or what is wrong with it.
 * Dates must be days of the calendar, the number's last digit must be right (GB 11643).
 */
export function readTextBlock(block: Uint8Array): Card | CardFault {
  if (block.length !== BYTES) return 'text-broken'
  const field = (name: keyof typeof FIELDS) => utf16(block.subarray(FIELDS[name][0], FIELDS[name][0] + FIELDS[name][1]))
  if (field('type') === 'I' || field('type') === 'J') return 'other-card'

  const [name, sex, nation, address, number, authority] = [
    field('name'),
    sexOf(field('sex')),
    field('nation'),
    field('address'),
    // Some writers put the check digit in small; the standard and everybody who compares numbers has it large.
    field('number').replace(/x$/, 'X'),
    field('authority'),
  ]
  if (![name, address, authority].every((text) => text.isWellFormed() && !hasControls(text))) return 'text-broken'
  if (name === '') return 'name-missing'
  if (sex === null) return 'sex-unknown'
  if (!/^\d{2}$/.test(nation)) return 'nation-unknown'
  const birth = day(field('birth'))
  if (birth === null) return 'birth-impossible'
  if (!isIdentityNumber(number)) return 'number-wrong'
  const validFrom = day(field('validFrom'))
  const validTo = field('validTo') === FOREVER ? null : day(field('validTo'))
  const endless = field('validTo') === FOREVER
  if (validFrom === null || (validTo === null && !endless) || (validTo !== null && validTo < validFrom)) return 'validity-impossible'

  const card: Card = { kind: 'resident', name, sex, nation, birth, address, number, authority, validFrom, validTo }
  return Value.Check(Card, card) ? card : 'text-broken'
}

/** The block that such a card would hold: what a simulated reader says. Throws when a field does not fit. */
export function writeTextBlock(card: Card): Uint8Array {
  const block = new Uint8Array(BYTES)
  const put = (name: keyof typeof FIELDS, text: string) => {
    const [at, bytes] = FIELDS[name]
    if (text.length * 2 > bytes) throw new Error(`The field ${name} of a card holds ${bytes / 2} characters at most.`)
    put16(block, at, text.padEnd(bytes / 2, ' '))
  }
  put16(block, 0, ' '.repeat(BYTES / 2))
  put('name', card.name)
  put('sex', SEX_CODE[card.sex])
  put('nation', card.nation)
  put('birth', card.birth.replaceAll('-', ''))
  put('address', card.address)
  put('number', card.number)
  put('authority', card.authority)
  put('validFrom', card.validFrom.replaceAll('-', ''))
  put('validTo', card.validTo?.replaceAll('-', '') ?? FOREVER)
  return block
}

/** GB 11643: 17 digits and a check digit, the sum of digit × weight mod 11; ten is a capital X. */
export function isIdentityNumber(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const total = weights.reduce((all, weight, at) => all + weight * Number(number[at]), 0)
  return '10X98765432'[total % 11] === number[17]
}

/** `yyyyMMdd` as `yyyy-MM-dd`, when the calendar has that day. */
function day(text: string): string | null {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined || month === undefined || date === undefined) return null
  const written = `${year}-${month}-${date}`
  const instant = new Date(`${written}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== written ? null : written
}

/** Padding goes; what stands inside stays. Zeros pad where a maker forgot the spaces. */
function utf16(bytes: Uint8Array): string {
  const units = Array.from({ length: bytes.length / 2 }, (_, at) => (bytes[at * 2] ?? 0) | ((bytes[at * 2 + 1] ?? 0) << 8))
  return String.fromCharCode(...units).replace(/[\s\0]+$/u, '')
}

function put16(block: Uint8Array, at: number, text: string) {
  for (let unit = 0; unit < text.length; unit++) {
    const code = text.charCodeAt(unit)
    block[at + unit * 2] = code & 0xff
    block[at + unit * 2 + 1] = code >> 8
  }
}

const hasControls = (text: string) => /\p{Cc}/u.test(text)
const sexOf = (code: string) => (code === '0' || code === '1' || code === '2' || code === '9' ? SEX[code] : null)
