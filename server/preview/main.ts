import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Value } from 'typebox/value'
import { Report } from '#protocol/report.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { wrongSettingWords } from '#words/setting-fault.ts'
import { terminalLanguage } from '#words/terminal.ts'
import { mapName } from '../handover/fields/map.ts'
import { MAPS } from '../handover/fields/maps.ts'
import { isWrong, openDestinations } from '../handover/opening.ts'
import { openFiles } from '../store/files.ts'
import { besideEvents, checksNamed } from '../store/inspected.ts'
import { lookingAt } from '../store/looking.ts'
import type { Db } from '../store/open.ts'
import { previewLines } from './lines.ts'

// `npm run handover -- preview CHECK [DATA]`: what each destination would get of a check's report; nothing is sent or written.
// `npm run handover -- map NAME`: a map of columns as JSON, to start one's own from.
// Ends with 0: it was shown; 1: there is no report yet; 2: it was asked wrongly.

const language = terminalLanguage(process.env)
const { inspect: words, preview: own } = text[language]
const [command, asked = '', folder, ...more] = process.argv.slice(2)
// npm changes the folder: what was typed counts from where it was typed.
const data = resolve(process.env['INIT_CWD'] ?? process.cwd(), folder ?? (process.env['ROADFIT_DATA'] || 'data'))
const database = join(data, 'roadfit.sqlite')

const complain = (code: number, ...lines: string[]): void => {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exitCode = code
}

const preview = async (db: Db): Promise<void> => {
  const found = await checksNamed(db, asked, 10)
  const [check, ...others] = found.entries
  if (check === undefined) return complain(2, fill(words.unknown, { asked }))
  if (others.length > 0)
    return complain(2, fill(words.several, { asked }), ...found.entries.map((id) => `  ${id}`), ...(found.more ? ['  …'] : []))
  const { reports } = await besideEvents(db, check)
  const row = reports.find(({ number }) => number === asked) ?? reports.at(-1)
  if (!row) return complain(1, own.noReport)
  const files = openFiles(join(data, 'files'))
  const bytes = await files.bytes(row.digest)
  const report: unknown = bytes && JSON.parse(new TextDecoder().decode(bytes))
  if (!Value.Check(Report, report)) return complain(1, fill(words.unreadable, { path: join(data, 'files', row.digest) }))
  const photo = await files.bytes(report.applicant.photo)
  const list = process.env['ROADFIT_DESTINATIONS']
  const around = {
    photo: (digest: string) => files.bytes(digest),
    answers: { keep: async () => {}, clean: async () => 0 },
    clock: () => new Date(),
  }
  const destinations = list ? openDestinations(list, process.env, () => around) : []
  if (isWrong(destinations)) return complain(2, ...destinations.map((wrong) => wrongSettingWords(wrong, language)))
  const lines = await previewLines(report, destinations, photo && Buffer.from(photo).toString('base64'), language)
  process.stdout.write(`${lines.join('\n')}\n`)
}

if (command === 'map' && folder === undefined) {
  const map = MAPS.find((one) => mapName(one) === asked)
  if (map) process.stdout.write(`${JSON.stringify(map, null, 2)}\n`)
  else complain(2, fill(own.noMap, { maps: MAPS.map(mapName).join(', ') }))
} else if (command !== 'preview' || asked === '' || more.length > 0) complain(2, own.usage)
else if (!existsSync(database)) complain(2, fill(words.unreadable, { path: database }))
else await lookingAt(database, preview)
