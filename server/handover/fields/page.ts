import { type Field, type FieldMap, type Form, mapName } from './map.ts'
import { MAPS } from './maps.ts'

/** docs/field-map.md: every map with its columns in order. `node server/handover/fields/page.ts > docs/field-map.md` */
export const fieldMapPage = (): string => [INTRODUCTION, ...MAPS.flatMap(sectionOf), ''].join('\n')

const INTRODUCTION = `# What the traffic police get, column by column

Written from the data in \`server/handover/fields/maps.ts\`; a test holds it to them. \`npm run handover -- preview CHECK\` prints a check's report as each
destination would get it, without sending anything. A destination names one of these maps, or a file with a map of its own:
\`npm run handover -- map examination-1\` prints one to start from.

**There is no public specification.** Names, order and lengths come from a table definition, codes from public clients of such systems. Where those
contradict each other, are silent or old, a column is marked **?**: agree on it with the owners of the system before the first report. The contradictions:

| column                 | one system                   | another                                        |
| ---------------------- | ---------------------------- | ---------------------------------------------- |
| dyslze, one eye        | 1 yes, 0 no                  | 1 yes, 2 no                                    |
| qgjb, trunk and neck   | 1 a disorder, 0 none         | 1 fit, 0 unfit                                 |
| bsl, colour vision     | 1 red-green blind, 0 not     | fit or unfit                                   |
| zsl, ysl, acuity       | 5.0                          | a column of whole numbers: perhaps 50          |
| hearing, arms          | one column each: tl, sz      | one a side: zetl, yetl, zsz, ysz               |
| jyjbqk, disease        | its number in the form       | a sum of powers of two, 2 the first … 1024     |
| tjyymc, institution    | its name                     | \`name-suffix\`, split at the dash               |

\`examination-1\` follows the first system, \`examination-2\` the other.

What a report doesn't have leaves its column empty, unless the column is needed (**!**): a test that has to be done in person, the field of the better eye,
sitting without help. An eye below all limits has no number. A value that has no code here, that is longer than its column or has a character that the
system lacks is refused before the doctor signs; nothing is cut off and no character becomes \`?\`. Bytes are counted as GB 18030 writes them, two for
most Chinese characters: a column of 30 bytes holds fifteen.

\`wwlsh\` is the report's number: by it a system can know that it has a report already. Who has none such says so, and it is left out of a map of their own.
`

const sectionOf = (map: FieldMap): string[] => [
  `## ${mapName(map)}`,
  '',
  `In \`<${map.root.join('><')}>\`; characters of ${map.characters}.`,
  '',
  '| column | what | how | room | |',
  '|---|---|---|---|---|',
  ...map.fields.map(rowOf),
  '',
]

const rowOf = (field: Field): string => {
  const what = 'item' in field ? field.item : '–'
  const how = 'item' in field ? formWords(field.form) : field.always === '' ? 'empty' : `always ${field.always}`
  const room = field.most ? `${field.most.count} ${field.most.of}` : '–'
  const marks = [field.unsure ? '**?**' : '', 'item' in field && field.needed ? '**!**' : ''].filter((one) => one !== '').join(' ')
  return `| ${field.name} | ${what} | ${how} | ${room} | ${marks} |`
}

/** Nationalities are too many for a row. */
const MOST_CODES = 10

const formWords = (form: Form): string => {
  switch (form.as) {
    case 'text':
      return form.after === undefined ? 'as it is' : `as it is, then ${form.after}`
    case 'number':
      return form.decimals > 0 ? `${form.decimals} decimals` : form.times === 10 ? 'times ten' : 'whole'
    case 'day':
      return form.pattern
    case 'codes': {
      const codes = Object.entries(form.codes)
      return codes.length > MOST_CODES ? 'ISO 3166-1, three letters' : codes.map(([value, code]) => `${code} ${value}`).join(', ')
    }
    case 'diseases':
      return form.by === 'mask'
        ? 'a sum of powers of two'
        : form.several === 'joined'
          ? 'numbers, by commas'
          : 'its number; several are refused'
    case 'base64':
      return 'base64'
  }
}

if (import.meta.main) process.stdout.write(fieldMapPage())
