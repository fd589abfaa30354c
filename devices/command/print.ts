import type { Language } from '#protocol/basic.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { SelfTest, ServiceView } from '#protocol/service.ts'
import { dated } from '#words/dated.ts'
import { fill, listed } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { foundWords, troubleWords } from '#words/trouble.ts'

/** Rows under each other, each column as wide as its widest; Chinese characters take two places. */
const table = (rows: readonly (readonly string[])[]): string => {
  const width = (word: string) => Array.from(word).reduce((all, letter) => all + (/[\u2e80-\uffef]/.test(letter) ? 2 : 1), 0)
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))))
  const line = (row: readonly string[]) =>
    row
      .map((word, column) => word + ' '.repeat((widths[column] ?? 0) - width(word)))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

/** Ports and devices, with what is wrong under each. */
export const devicesInWords = ({ devices, spare }: ServiceView, language: Language): string => {
  const { service: words } = text[language]
  const { columns } = words
  const head = [columns.name, columns.model, columns.state, columns.port, columns.frames, columns.faults, columns.calibration]
  const rows = devices.map(({ name, model, state, port, frames, faults, calibration }) => {
    const until = calibration === undefined ? '' : calibration === null ? words.never : dated(calibration.expiresAt)
    const ended = calibration?.expired ? ` (${words.expired})` : ''
    return [name, model, words.states[state], port ?? words.none, String(frames), String(faults), until + ended]
  })
  const troubles = devices.flatMap(({ name, trouble }) => (trouble ? [`${name}: ${troubleWords(trouble, language)}`] : []))
  const ports = spare.map(({ path, id, vendorId, productId }) => `${path}  ${id}${vendorId ? `  ${vendorId}:${productId}` : ''}`)
  return [table([head, ...rows]), ...troubles, '', `${words.spare}:`, ...(ports.length > 0 ? ports : [words.noSpare])].join('\n')
}

/** The rows of a test, and what they come to. */
export const testInWords = ({ result, rows }: SelfTest, language: Language): string => {
  const { service: words, terms } = text[language]
  const lines = rows.map((row) => [
    words.results[row.result],
    row.name ?? (row.kind ? terms.devices[row.kind] : words.rows[row.row]),
    words.rows[row.row],
    foundWords(row, language),
  ])
  return `${table(lines)}\n\n${words.overall[result]}`
}

/** A no, as a person reads it. */
export const refusalInWords = ({ refused, fields }: Refusal, language: Language): string => {
  const { devices, cells } = text[language].terms
  const named: Record<string, string> = { ...devices, ...cells }
  const words = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      listed(
        language,
        (Array.isArray(value) ? value : [String(value)]).map((one) => named[one] ?? one),
      ),
    ]),
  )
  return fill(text[language].refusals[refused], words)
}
