import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { terminalLanguage } from '#words/terminal.ts'
import { checksNamed } from '../store/inspected.ts'
import { lookingAt } from '../store/looking.ts'
import { inspected } from './lines.ts'

// `npm run inspect -- CHECK [DATA]`: one check as text, without writing anything.
// Ends with 0: its chain of events holds; 1: it doesn't; 2: it was asked wrongly, or there is no such check.

const language = terminalLanguage(process.env)
const { inspect: words } = text[language]
const [asked = '', folder, ...more] = process.argv.slice(2)
// npm changes the folder: what was typed counts from where it was typed.
const data = resolve(process.env['INIT_CWD'] ?? process.cwd(), folder ?? (process.env['ROADFIT_DATA'] || 'data'))
const file = join(data, 'roadfit.sqlite')

const complain = (...lines: string[]): void => {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exitCode = 2
}

if (asked === '' || more.length > 0) complain(words.usage)
else if (!existsSync(file)) complain(fill(words.unreadable, { path: file }))
else
  await lookingAt(file, async (db, isCopy) => {
    const found = await checksNamed(db, asked, 10)
    const [check, ...others] = found.entries
    if (check === undefined) return complain(fill(words.unknown, { asked }))
    if (others.length > 0)
      return complain(fill(words.several, { asked }), ...found.entries.map((id) => `  ${id}`), ...(found.more ? ['  …'] : []))
    const { holds, lines } = await inspected(db, check, language)
    process.stdout.write(`${[...(isCopy ? [words.copied] : []), ...lines].join('\n')}\n`)
    process.exitCode = holds ? 0 : 1
  })
