import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A command that a page tells somebody to type, and the pages. `alias`: what a line before it in its block made of a word. */
export type Said = { command: string; pages: string[]; alias: string | null }

/** Every file of the project as it stands: those that git follows, and new ones that it doesn't ignore. */
export const projectFiles = (root: string): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '')

/** The languages of blocks that are typed into a terminal. A block without one isn't allowed: nobody knows what it is. */
const SHELLS = ['sh', 'bash', 'shell', 'console']
/** What begins a command within a sentence, with something behind it: `npm` alone is the name of a program. */
const PROGRAM =
  /^(?:[A-Z_]+=\S* )*(?:npm|npx|node|bash|sh|git|apt|apt-get|sudo|systemctl|journalctl|lpadmin|curl|openssl|roadfit-booth|booth) \S/

/** The commands of one page, in their order: the lines of its shell blocks, and those within its sentences. */
export const commandsIn = (page: string): { command: string; alias: string | null }[] => {
  const found: { command: string; alias: string | null }[] = []
  let language: string | null = null
  let alias: string | null = null
  for (const line of page.split('\n')) {
    const fence = /^\s*```(\S*)/.exec(line)
    if (fence) {
      language = language === null ? (fence[1] ?? '') : null
      alias = null
      if (language === '') found.push({ command: '``` without a language', alias: null })
    } else if (language === null) {
      for (const [, command = ''] of line.matchAll(/`([^`]+)`/g)) if (PROGRAM.test(command)) found.push({ command, alias: null })
    } else if (SHELLS.includes(language)) {
      const command = line.replace(/\s+# .*$/, '').trim()
      if (command.startsWith('alias ')) alias = command
      else if (command !== '') found.push({ command, alias })
    }
  }
  return found
}

/** Every command of every page of the project, once each. What is said to have changed is of its own day. */
export const commandsOf = (root: string): Said[] => {
  const found = new Map<string, Said>()
  for (const file of projectFiles(root).filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md'))
    for (const { command, alias } of commandsIn(readFileSync(join(root, file), 'utf8'))) {
      const known = found.get(command)
      if (!known) found.set(command, { command, alias, pages: [file] })
      else if (!known.pages.includes(file)) known.pages.push(file)
    }
  return [...found.values()]
}
