import { CLASSES, type LicenceClass } from '#protocol/station.ts'
import { VALID_MONTHS } from '../report.ts'
import { type ClassRule, forkOf, type Rules, VERSIONS } from './rules.ts'
import { type ClassItem, COMMON_ITEMS, type CommonItem, commonMarkOf, type Mark, markOf } from './verified.ts'

/** docs/rules.md: every version with all its values and how sure each is. `node server/check/rules/page.ts > docs/rules.md` */
export const rulesPage = (versions: readonly Rules[] = VERSIONS): string =>
  [
    '# The rules',
    '',
    'Written from the data in `server/check/rules/`; a test holds it to them. A check keeps the version by which it was opened.',
    '',
    'How sure a value is: ✔ compared with the official text, ◕ read in a complete copy of the order, ◐ in reprints of parts of it,',
    '○ from memory, ◇ a proposal that no text names. Before real use somebody has to compare each ◕, ◐ and ○ with the official text, in the gazette: Order 162 at',
    'www.gov.cn/gongbao/content/2022/content_5679696.htm, Order 172 at www.gov.cn/gongbao/2025/issue_11866/202502/content_7004031.html.',
    ...versions.flatMap(versionPart),
    '',
  ].join('\n')

const SIGN = { official: '✔', copy: '◕', reprint: '◐', memory: '○', proposal: '◇' } as const

const versionPart = (rules: Rules): string[] => [
  '',
  `## ${rules.version}`,
  '',
  `${rules.order}. ${rules.source}. In force since ${rules.inForce}.`,
  '',
  '| class | applied for at | kept until | height, cm | acuity | one eye | hearing aid | upper limbs relaxed | left leg | named institution only | covers |',
  '|---|---|---|---|---|---|---|---|---|---|---|',
  ...CLASSES.map((one) => row(rules, one)),
  '',
  '| for all classes | value | |',
  '|---|---|---|',
  ...COMMON_ITEMS.map((item) => `| ${item} | ${commonValue(rules, item)} | ${SIGN[commonMarkOf(rules.version, item).verified]} |`),
  '',
  'Where it was read, and what is open:',
  '',
  ...notes(rules),
]

const row = (rules: Rules, one: LicenceClass): string => {
  const rule = rules.classes[one]
  const cell = (item: ClassItem, value: string) => `${value} ${SIGN[markOf(rules.version, item, one).verified]}`
  const yes = (is: boolean) => (is ? 'yes' : 'no')
  const { from, to } = rule.ages
  return `| ${[
    cell('name', one),
    cell('ages', to === null ? `${from}+` : `${from}–${to}`),
    cell('keeping', keepingWords(rule.keeping)),
    cell('heightCm', rule.heightCm === null ? 'none' : `≥ ${rule.heightCm}`),
    cell('acuity', `≥ ${rule.acuity.toFixed(1)}`),
    cell('oneEye', yes(rule.oneEye)),
    cell('hearingAid', yes(rule.hearingAid)),
    cell('upperRelaxed', yes(rule.upperRelaxed)),
    cell('leftLeg', yes(rule.leftLeg)),
    cell('special', yes(rule.special)),
    cell('covers', rule.covers.join(' ') || '–'),
  ].join(' | ')} |`
}

const EXCHANGES = { car: 'C1 or C2', 'car-and-c6': 'C1 or C2, C6 may stay', moped: 'F', nothing: 'nothing' } as const
const keepingWords = (keeping: ClassRule['keeping']): string => {
  if (keeping === undefined) return 'not said'
  if (keeping === null) return 'for life'
  const { until, driveOnTo, exchange } = keeping
  return `${until}${driveOnTo === null ? '' : `, by the test ${driveOnTo}`}; then ${EXCHANGES[exchange]}`
}

const commonValue = (rules: Rules, item: CommonItem): string =>
  ({
    colour: 'no red-green blindness',
    hearing: 'each ear tells the direction of a tuning fork at 50 cm',
    fork: `sounds of ${forkOf(rules).softestDb} to ${forkOf(rules).loudestDb} dB HL at 512 Hz stand for the fork`,
    upperLimbs: 'both thumbs and at least three other fingers of each hand complete, movement normal',
    lowerLimbs: 'both complete, movement normal, lengths within 5 cm',
    trunk: 'no movement disorder of trunk and neck',
    abilityTestFrom: `test of memory, judgement and reaction from ${rules.abilityTestFrom} years${testWords(rules)}: told, not judged`,
    validity: `${VALID_MONTHS} months from the day of the examination, or of the issue`,
  })[item]

const testWords = ({ applying }: Rules): string =>
  applying ? `, of who applies for ${applying.abilityTest.join(' ')} and of every holder` : ''

const ITEMS: readonly ClassItem[] = [
  'name',
  'ages',
  'keeping',
  'heightCm',
  'acuity',
  'oneEye',
  'hearingAid',
  'upperRelaxed',
  'leftLeg',
  'special',
  'covers',
]

const notes = ({ version }: Rules): string[] => [
  ...ITEMS.flatMap((item) => {
    const byMark = Map.groupBy(CLASSES, (one) => line(markOf(version, item, one)))
    return [...byMark].map(([words, classes]) => `- ${item}${classes.length < CLASSES.length ? ` (${classes.join(' ')})` : ''}: ${words}`)
  }),
  ...COMMON_ITEMS.map((item) => `- ${item}: ${line(commonMarkOf(version, item))}`),
]

const line = ({ verified, source, note }: Mark): string =>
  [`${SIGN[verified]} ${source ?? 'no source read'}`, note].filter(Boolean).join('; ')

if (import.meta.main) process.stdout.write(rulesPage())
