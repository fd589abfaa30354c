import { Value } from 'typebox/value'
import { isDay } from '#protocol/days.ts'
import { isForeignersNumber, isIdentityNumber } from '#protocol/document-number.ts'
import { Card } from '#protocol/reading.ts'

/** Why a card's text is no identity card that Roadfit takes. */
export type CardFault =
  | 'text-broken'
  /** A kind of card whose layout is not known here. */
  | 'other-card'
  | 'name-missing'
  | 'sex-unknown'
  | 'nation-unknown'
  | 'birth-impossible'
  | 'number-wrong'
  | 'validity-impossible'

/** Where a field stands in the 256 bytes: first byte and bytes. The letter at `TYPE` says which of the four layouts it is. */
type Place = readonly [at: number, bytes: number]
const TYPE: Place = [248, 2]
const RESIDENT = {
  name: [0, 30],
  sex: [30, 2],
  nation: [32, 4],
  birth: [36, 16],
  address: [52, 70],
  number: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
} as const
/** Permanent residence card of foreigners, type I. The name is the one in Latin letters; a Chinese one may stand at 158. */
const FOREIGNER = {
  name: [0, 120],
  sex: [120, 2],
  number: [122, 30],
  nationality: [152, 6],
  validFrom: [188, 16],
  validTo: [204, 16],
  birth: [220, 16],
  authority: [240, 8],
} as const
/**
 * The same of 2023, type Y: a resident's layout. The name is the one in Latin letters, its 36th letter and those after it in a place of
 * their own; a Chinese one stands at 0, how often the card was renewed at 32, what links it with an older number at 250.
 */
const FOREIGNER_2023 = {
  sex: [30, 2],
  birth: [36, 16],
  name: [52, 70],
  number: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
  nationality: [242, 6],
} as const
const REST_OF_NAME: Place = [220, 22]
const BYTES = 256
const OTHER_TYPE = /^[A-Z]$/
const FOREVER = '长期'
const SEX = { '0': 'unknown', '1': 'male', '2': 'female', '9': 'unknown' } as const
const SEX_CODE = { male: '1', female: '2', unknown: '0' } as const

/**
 * The text block of an identity card, 256 bytes of UTF-16LE padded with spaces, as a card; or what is wrong with it. Residents of
 * Hong Kong, Macao and Taiwan (type J) have a resident's layout without a nation; foreigners (type I, and Y since 2023) have their own. Dates must be
 * days of the calendar, the number's last digit must be right (GB 11643).
 */
export function readTextBlock(block: Uint8Array): Card | CardFault {
  if (block.length !== BYTES) return 'text-broken'
  const type = textAt(block, TYPE)
  if (type === 'I') return readForeigner((name) => textAt(block, FOREIGNER[name]))
  if (type === 'Y') return readForeigner((name) => (name === 'name' ? longName(block) : textAt(block, FOREIGNER_2023[name])))
  if (type !== 'J' && OTHER_TYPE.test(type)) return 'other-card'
  return readResident(block, type === 'J' ? 'hmt-resident' : 'resident')
}

/** A name in two places: a space may stand where the first is full. */
const longName = (block: Uint8Array): string => {
  const [[at, bytes], [rest, more]] = [FOREIGNER_2023.name, REST_OF_NAME]
  return utf16(Uint8Array.of(...block.subarray(at, at + bytes), ...block.subarray(rest, rest + more)))
}

function readResident(block: Uint8Array, kind: 'resident' | 'hmt-resident'): Card | CardFault {
  const field = (name: keyof typeof RESIDENT) => textAt(block, RESIDENT[name])
  const person = readPerson(field)
  if (typeof person === 'string') return person
  const [nation, address] = [kind === 'resident' ? field('nation') : '', field('address')]
  if (!isSound(address)) return 'text-broken'
  if (kind === 'resident' && !/^\d{2}$/.test(nation)) return 'nation-unknown'
  if (!isIdentityNumber(person.number)) return 'number-wrong'
  const { name, sex, birth, ...rest } = person
  return checked({ kind, name, sex, nation, birth, address, ...rest })
}

function readForeigner(field: (name: Common | 'nationality') => string): Card | CardFault {
  const person = readPerson(field)
  if (typeof person === 'string') return person
  const nationality = field('nationality')
  if (!/^[A-Z]{3}$/.test(nationality)) return 'nation-unknown'
  if (!isForeignersNumber(person.number)) return 'number-wrong'
  return checked({ kind: 'foreigner', ...person, nation: '', nationality, address: '' })
}

type Common = 'name' | 'sex' | 'birth' | 'number' | 'authority' | 'validFrom' | 'validTo'

/** What all layouts have. The number is not looked at yet. */
function readPerson(field: (name: Common) => string): Pick<Card, Common> | CardFault {
  const [name, authority, sex] = [field('name'), field('authority'), sexOf(field('sex'))]
  if (![name, authority].every(isSound)) return 'text-broken'
  if (name === '') return 'name-missing'
  if (sex === null) return 'sex-unknown'
  const birth = day(field('birth'))
  if (birth === null) return 'birth-impossible'
  const validFrom = day(field('validFrom'))
  const endless = field('validTo') === FOREVER
  const validTo = endless ? null : day(field('validTo'))
  if (validFrom === null || (validTo === null && !endless) || (validTo !== null && validTo < validFrom)) return 'validity-impossible'
  // Some writers put the check digit in small; the standard and everybody who compares numbers has it large.
  return { name, sex, birth, number: field('number').replace(/x$/, 'X'), authority, validFrom, validTo }
}

const checked = (card: Card): Card | CardFault => (Value.Check(Card, card) ? card : 'text-broken')

/** The block that such a card would hold: what a simulated reader says. Throws when a field does not fit. */
export function writeTextBlock(card: Card): Uint8Array {
  const block = new Uint8Array(BYTES)
  const texts: Record<string, string> = {
    name: card.name,
    sex: SEX_CODE[card.sex],
    nation: card.nation,
    nationality: card.nationality ?? '',
    birth: card.birth.replaceAll('-', ''),
    address: card.address,
    number: card.number,
    authority: card.authority,
    validFrom: card.validFrom.replaceAll('-', ''),
    validTo: card.validTo?.replaceAll('-', '') ?? FOREVER,
  }
  put16(block, 0, ' '.repeat(BYTES / 2))
  const type = card.kind === 'foreigner' ? (isIdentityNumber(card.number) ? 'Y' : 'I') : card.kind === 'hmt-resident' ? 'J' : ' '
  const letters = FOREIGNER_2023.name[1] / 2
  if (type === 'Y') put16(block, REST_OF_NAME[0], card.name.slice(letters, letters + REST_OF_NAME[1] / 2))
  for (const [name, [at, bytes]] of Object.entries<Place>({ Y: FOREIGNER_2023, I: FOREIGNER, J: RESIDENT, ' ': RESIDENT }[type])) {
    const text = type === 'Y' && name === 'name' ? card.name.slice(0, letters) : (texts[name] ?? '')
    if (text.length * 2 > bytes) throw new Error(`The field ${name} of a card holds ${bytes / 2} characters at most.`)
    put16(block, at, text)
  }
  put16(block, TYPE[0], type)
  return block
}

/** `yyyyMMdd` as `yyyy-MM-dd`, when the calendar has that day. */
function day(text: string): string | null {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined || month === undefined || date === undefined) return null
  const written = `${year}-${month}-${date}`
  return isDay(written) ? written : null
}

const textAt = (block: Uint8Array, [at, bytes]: Place): string => utf16(block.subarray(at, at + bytes))

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

const isSound = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)
const sexOf = (code: string) => (code === '0' || code === '1' || code === '2' || code === '9' ? SEX[code] : null)
