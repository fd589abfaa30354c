import { nationalities, nationalityWords } from '#protocol/nationality.ts'
import type { Field, FieldMap, Form } from './map.ts'

// Maps of the columns that public code and tables name. Where those contradict each other, are silent or old, a field is marked `unsure`: it is to be
// agreed with the owners of the system before the first report. docs/field-map.md is made from these maps and says where each value comes from.

const TEXT: Form = { as: 'text' }
const DAY: Form = { as: 'day', pattern: 'yyyy-MM-dd' }
const PLAIN: Form = { as: 'number', times: 1, decimals: 0 }
/** The number of an acuity on the scale of GB/T 11533, 5.0 as `5.0` or as `50`; of an eye below all limits none is known. */
const ACUITY: Form = { as: 'number', times: 1, decimals: 1, below: '' }
const ACUITY_TENFOLD: Form = { as: 'number', times: 10, decimals: 0, below: '' }
const codes = (codes: Record<string, string>): Form => ({ as: 'codes', codes })
const bytes = (count: number) => ({ most: { count, of: 'bytes' as const } })
const UNSURE = { unsure: true } as const
const NEEDED = { needed: true } as const

const YES_NO = codes({ yes: '1', no: '0' })
const HEARD = codes({ heard: '1', 'not-heard': '0' })
const LIMB = codes({ normal: '1', relaxed: '0', abnormal: '0' })
const LEG = codes({ normal: '1', abnormal: '0' })
const SEX = codes({ male: '1', female: '2' })
/** Residence permits of Hong Kong, Macao and Taiwan have no letter in the public list: a report of one is refused until somebody names it. */
const DOCUMENT = codes({ 'resident-identity-card': 'A', 'foreign-permanent-residence-card': 'I' })
/** A report has a nationality in Chinese; where several codes have one name, the first of ISO 3166 stands for it. */
const NATIONALITY = codes(
  Object.fromEntries(
    nationalities()
      .toReversed()
      .map((letters) => [nationalityWords(letters), letters]),
  ),
)
const DISEASES: Form = { as: 'diseases', by: 'numbers', several: 'refused' }
const DISEASE_MASK: Form = { as: 'diseases', by: 'mask' }

/** The same columns, some of them filled otherwise. */
const changed = (fields: readonly Field[], changes: Readonly<Record<string, Field>>): Field[] =>
  fields.map((field) => changes[field.name] ?? field)

const DRIVER: readonly Field[] = [
  { name: 'sfzmmc', item: 'document', form: DOCUMENT, ...bytes(1), ...NEEDED },
  { name: 'sfzmhm', item: 'number', form: TEXT, ...bytes(18), ...NEEDED },
  { name: 'xm', item: 'name', form: TEXT, ...bytes(30), ...NEEDED },
  { name: 'xb', item: 'sex', form: SEX, ...bytes(1), ...NEEDED },
  { name: 'csrq', item: 'birth', form: DAY, ...NEEDED },
]

/** By which a system knows that it has a report already: the number that the outside gives. */
const REPORT_NUMBER: Field = { name: 'wwlsh', item: 'report-number', form: TEXT, ...NEEDED, ...UNSURE }

const EXAMINATION: readonly Field[] = [
  REPORT_NUMBER,
  ...DRIVER,
  { name: 'gj', item: 'nationality', form: NATIONALITY, ...bytes(50), ...UNSURE },
  { name: 'lxzsxxdz', item: 'address', form: TEXT, ...bytes(128) },
  { name: 'lxdh', item: 'phone', form: TEXT, ...bytes(20) },
  { name: 'dabh', item: 'file', form: TEXT, ...bytes(12), ...UNSURE },
  { name: 'zkcx', item: 'classes', form: TEXT, ...bytes(30), ...UNSURE },
  { name: 'sg', item: 'height', form: PLAIN },
  { name: 'zsl', item: 'acuity-left', form: ACUITY, ...UNSURE },
  { name: 'ysl', item: 'acuity-right', form: ACUITY, ...UNSURE },
  { name: 'zysfjz', item: 'corrected-left', form: YES_NO, ...bytes(1) },
  { name: 'yysfjz', item: 'corrected-right', form: YES_NO, ...bytes(1) },
  { name: 'dyslze', item: 'one-eye', form: YES_NO, ...bytes(1), ...UNSURE },
  { name: 'yyspsy', item: 'field', form: PLAIN },
  { name: 'bsl', item: 'colour', form: codes({ 'red-green-blind': '1', 'no-red-green-blindness': '0' }), ...bytes(1), ...UNSURE },
  { name: 'zetl', item: 'ear-left', form: HEARD, ...bytes(20) },
  { name: 'yetl', item: 'ear-right', form: HEARD, ...bytes(20) },
  { name: 'tlsfjz', item: 'hearing-aid', form: YES_NO, ...bytes(50) },
  { name: 'zsz', item: 'upper-left', form: LIMB, ...bytes(20), ...UNSURE },
  { name: 'ysz', item: 'upper-right', form: LIMB, ...bytes(20), ...UNSURE },
  { name: 'zxz', item: 'lower-left', form: LEG, ...bytes(1) },
  { name: 'yxz', item: 'lower-right', form: LEG, ...bytes(1) },
  { name: 'qgjb', item: 'trunk', form: codes({ disorder: '1', normal: '0' }), ...bytes(40), ...UNSURE },
  { name: 'sfngzzzl', item: 'sits-alone', form: YES_NO, ...bytes(20) },
  { name: 'sfjyjb', item: 'has-disease', form: YES_NO, ...bytes(1) },
  { name: 'jyjbqk', item: 'diseases', form: DISEASES, ...bytes(2), ...UNSURE },
  { name: 'tjrq', item: 'examined-on', form: DAY, ...NEEDED },
  { name: 'tjyymc', item: 'institution', form: TEXT, ...bytes(50), ...NEEDED },
  { name: 'tjysxm', item: 'doctor', form: TEXT, ...bytes(30), ...UNSURE },
  { name: 'sqfs', always: '1' },
]

/** The other polarity that public code shows: 1 and 2 for the one eye, 1 for what is fit. */
const OTHERWISE: Readonly<Record<string, Field>> = {
  dyslze: { name: 'dyslze', item: 'one-eye', form: codes({ yes: '1', no: '2' }), ...bytes(1), ...UNSURE },
  bsl: { name: 'bsl', item: 'colour', form: codes({ 'red-green-blind': '0', 'no-red-green-blindness': '1' }), ...bytes(1), ...UNSURE },
  qgjb: { name: 'qgjb', item: 'trunk', form: codes({ disorder: '0', normal: '1' }), ...bytes(40), ...UNSURE },
  zsl: { name: 'zsl', item: 'acuity-left', form: ACUITY_TENFOLD, ...UNSURE },
  ysl: { name: 'ysl', item: 'acuity-right', form: ACUITY_TENFOLD, ...UNSURE },
  jyjbqk: { name: 'jyjbqk', item: 'diseases', form: DISEASE_MASK, ...bytes(4), ...UNSURE },
}

/** What the oldest interface takes, in twelve items. */
const SHORT: readonly Field[] = [
  { name: 'sfzmhm', item: 'number', form: TEXT, ...bytes(18), ...NEEDED },
  { name: 'sg', item: 'height', form: PLAIN },
  { name: 'zsl', item: 'acuity-left', form: ACUITY, ...UNSURE },
  { name: 'ysl', item: 'acuity-right', form: ACUITY, ...UNSURE },
  { name: 'bsl', item: 'colour', form: codes({ 'red-green-blind': '1', 'no-red-green-blindness': '0' }), ...bytes(1), ...UNSURE },
  { name: 'tl', item: 'hearing', form: HEARD, ...bytes(20), ...UNSURE },
  { name: 'sz', item: 'upper-limbs', form: LIMB, ...bytes(20), ...UNSURE },
  { name: 'zxz', item: 'lower-left', form: LEG, ...bytes(1) },
  { name: 'yxz', item: 'lower-right', form: LEG, ...bytes(1) },
  { name: 'qgjb', item: 'trunk', form: codes({ disorder: '1', normal: '0' }), ...bytes(40), ...UNSURE },
  { name: 'tjrq', item: 'examined-on', form: DAY, ...NEEDED },
  { name: 'tjyymc', item: 'institution', form: TEXT, ...bytes(50), ...NEEDED },
]

const empty = (...names: string[]): Field[] => names.map((name) => ({ name, always: '', ...UNSURE }))

/** A pre-registration: the driver, then the short examination, in the order of its class. What a check doesn't know stays empty. */
const PRE_REGISTRATION: readonly Field[] = [
  { name: 'lsh', item: 'case-number', form: TEXT, ...UNSURE },
  { name: 'sfzmhm', item: 'number', form: TEXT, ...bytes(18), ...NEEDED },
  { name: 'sfzmmc', item: 'document', form: DOCUMENT, ...bytes(1), ...NEEDED },
  { name: 'hmcd', always: '', ...UNSURE },
  { name: 'xm', item: 'name', form: TEXT, ...bytes(30), ...NEEDED },
  { name: 'xb', item: 'sex', form: SEX, ...bytes(1), ...NEEDED },
  { name: 'csrq', item: 'birth', form: DAY, ...NEEDED },
  ...empty('djzsxzqh'),
  { name: 'djzsxxdz', item: 'address', form: TEXT, ...bytes(128) },
  ...empty('lxzsxzqh'),
  { name: 'lxzsxxdz', item: 'address', form: TEXT, ...bytes(128) },
  ...empty('lxzsyzbm', 'ly', 'xzqh'),
  { name: 'lxdh', item: 'phone', form: TEXT, ...bytes(20) },
  ...empty('zzzm', 'zkzmbh'),
  { name: 'dabh', item: 'file', form: TEXT, ...bytes(12), ...UNSURE },
  { name: 'zkcx', item: 'classes', form: TEXT, ...bytes(6), ...UNSURE },
  ...empty('jxmc', 'dzyx'),
  { name: 'sjhm', item: 'phone', form: TEXT, ...bytes(20) },
  ...SHORT.slice(1),
  ...empty('sn'),
]

/** The picture goes by itself. A licence photo has 30,000 bytes at most. */
const PHOTO: readonly Field[] = [
  { name: 'sfzmhm', item: 'number', form: TEXT, ...bytes(18), ...NEEDED },
  { name: 'zp', item: 'photo', form: { as: 'base64' }, ...bytes(40_000), ...NEEDED },
]

/** What says that a report has been taken back. No public source shows how, only that systems outside keep a mark of this name. */
const WITHDRAWAL: readonly Field[] = [
  REPORT_NUMBER,
  { name: 'sfzmhm', item: 'number', form: TEXT, ...bytes(18), ...NEEDED },
  { name: 'tjrq', item: 'examined-on', form: DAY, ...NEEDED },
  { name: 'qxtj', always: '1', ...UNSURE },
]

/**
 * How a report stands at the counter that was accepted without a paper (容缺受理). No public source has columns for it: all of these names and codes are
 * ours, to be agreed on. Where two have crossed, the greater number counts.
 */
const STANDING: readonly Field[] = [
  REPORT_NUMBER,
  { name: 'sfzmhm', item: 'number', form: TEXT, ...bytes(18), ...NEEDED },
  { name: 'rqxh', item: 'standing-sequence', form: PLAIN, ...UNSURE },
  { name: 'rqzt', item: 'standing', form: codes({ provisional: '1', final: '2', lapsed: '3', returned: '4' }), ...UNSURE },
  {
    name: 'rqcl',
    item: 'missing',
    form: codes({ 'identity-document': '1', licence: '2', photo: '3', 'medical-paper': '4', authorisation: '5', other: '9' }),
    ...UNSURE,
  },
  { name: 'rqqx', item: 'until', form: DAY, ...UNSURE },
  { name: 'blrq', item: 'standing-at', form: DAY, ...UNSURE },
  { name: 'blr', item: 'standing-by', form: TEXT, ...bytes(30), ...UNSURE },
]

/** Every map that comes with the program, the newest version of each last. */
export const MAPS: readonly FieldMap[] = [
  { map: 'examination', version: 1, root: ['root', 'DrvTempMid'], characters: 'gb18030', fields: [...EXAMINATION] },
  { map: 'examination', version: 2, root: ['root', 'DrvTempMid'], characters: 'gb18030', fields: changed(EXAMINATION, OTHERWISE) },
  { map: 'pre-registration', version: 1, root: ['root', 'DrvtempMid'], characters: 'gb18030', fields: [...PRE_REGISTRATION] },
  { map: 'health-bean', version: 1, root: ['root', 'HealthBean'], characters: 'gb18030', fields: [...SHORT] },
  { map: 'photo', version: 1, root: ['root', 'drvphoto'], characters: 'gb18030', fields: [...PHOTO] },
  { map: 'withdrawal', version: 1, root: ['root', 'DrvTempMid'], characters: 'gb18030', fields: [...WITHDRAWAL] },
  { map: 'standing', version: 1, root: ['root', 'DrvTempMid'], characters: 'gb18030', fields: [...STANDING] },
]
