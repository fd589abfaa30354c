import type { Language } from '#protocol/basic.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import { fill } from '#words/fill.ts'
import { places } from '#words/places.ts'
import { preview } from '#words/preview.ts'
import { refusalWords } from '#words/refusal.ts'
import type { Destination } from '../handover/destinations.ts'
import { mapName } from '../handover/fields/map.ts'
import { MAPS } from '../handover/fields/maps.ts'
import { type PreviewColumn, previewColumns } from '../handover/fields/preview.ts'

/** What each destination would get of a report, as lines; where none takes columns, what every map that comes with the program makes of it. */
export const previewLines = async (
  report: Report,
  destinations: readonly Pick<Destination, 'id' | 'carrier'>[],
  photo: string | null,
  language: Language,
): Promise<string[]> => {
  const words = preview[language]
  const lines: string[] = [fill(words.report, { number: report.number })]
  for (const { id, carrier } of destinations) {
    lines.push('', fill(words.destination, { id }))
    if (!carrier.preview) {
      lines.push(...JSON.stringify(report, null, 2).split('\n'))
      continue
    }
    const previews = await carrier.preview(report)
    if (isRefusal(previews)) lines.push(refused(previews, language))
    else
      for (const { interface: name, map, columns, message } of previews)
        lines.push('', fill(words.interface, { name, map }), ...columnLines(columns, language), words.message, message)
  }
  if (destinations.some(({ carrier }) => carrier.preview)) return lines
  lines.push('', words.byMaps)
  for (const map of MAPS) {
    const columns = previewColumns(report, map, photo)
    lines.push('', fill(words.map, { map: mapName(map) }))
    lines.push(...(isRefusal(columns) ? [refused(columns, language)] : columnLines(columns, language)))
  }
  return lines
}

const refused = (refusal: Refusal, language: Language): string => `  ${refusalWords(language, refusal, 'administrator')}`

const columnLines = (columns: readonly PreviewColumn[], language: Language): string[] => {
  const items = places[language]
  const { same, unsure } = preview[language]
  const width = Math.max(...columns.map(({ name }) => name.length))
  return columns.map(({ name, item, value, unsure: open }) =>
    [`  ${name.padEnd(width)}  ${value}`, item === null ? same : items[item], ...(open ? [unsure] : [])].join('  ·  '),
  )
}
