import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { text } from '#words/index.ts'

// Plain modern English in comments, names of tests, pages and docs; and names that say what a thing is.

const root = join(import.meta.dirname, '..')

/** Words that a stranger has to look up, or reads another way, and what is said instead. */
const OLD: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\b(lest|unto|upon|amiss|n[ao]ught|ere|hitherto|forthwith|whence|thither|hither|henceforth)\b/i, 'a word of today'],
  [/\b(where|there)(of|in|by|upon|fore|from|with|to)\b(?<!therefore)/i, 'of which, in it, so that …'],
  [/\b(shall|hence|thus|till)\b/i, 'will, so, until'],
  [/\boften(er)\b/i, 'more often'],
  [/\blikelier\b/i, 'more likely'],
  [/\banew\b/i, 'again'],
  [/\bin vain\b/i, 'without success'],
  [/\bbeforehand\b/i, 'in advance'],
  [/\b(come|comes|came) to nothing\b/i, 'fails'],
  [/\berr(s|ed|ing)\b/i, 'is wrong, is off by'],
  [/\bfor want of\b|\bsave for\b|\bbut for (the|those|these|what|who|an?|its|their)\b/i, 'without, except for'],
  [/\bmend(s|ed|ing)?\b/i, 'fix, repair, correct'],
  [/\bwhosoever\b/i, 'whoever'],
  [/\b(say|says|said) of itself\b/i, 'says about itself'],
  [/\bas it were\b|\bat the least\b|\bat all events\b|\bto no avail\b/i, 'nothing, or at least'],
  [/\bcan not\b/i, 'cannot'],
]

/** Participles that were used as names of things: a file or folder is called by what it holds. */
const PARTICIPLES = /^(told|mine|heard|said|say|given|taken|seen|asked|left|put|looked|typed|copied|shown|parsed)$/

const sources = globSync('{common,server,devices,booth,clinician,demo,test,scripts}/**/*.{ts,mjs}', { cwd: root })
const pages = globSync(['*.md', '{common,server,devices,booth,clinician,demo,test,scripts,docs}/**/*.md'], { cwd: root })

/** The lines of a source that people read: comments, and the names of tests. Code in backticks is code. */
const proseOf = (source: string): [line: number, prose: string][] =>
  source.split('\n').flatMap((line, at): [number, string][] => {
    const comment = /^\s*(?:\/\/|\/?\*)(.*)|\s(?:\/\/|\/\*\*) (.*)/.exec(line)
    const name = /\b(?:test|it|describe)\b.*?\(\s*['`](.*)['`]|^\s*['`]([^'`]*)['`],$/.exec(line)
    const prose = [comment?.[1] ?? comment?.[2], name?.[1] ?? name?.[2]].flatMap((part) => part ?? []).join(' ')
    return prose === '' ? [] : [[at + 1, prose.replaceAll(/`[^`]*`/g, '')]]
  })
const pageLines = (page: string): [line: number, prose: string][] => {
  let inCode = false
  return page.split('\n').flatMap((line, at): [number, string][] => {
    if (line.startsWith('```')) inCode = !inCode
    return inCode ? [] : [[at + 1, line.replaceAll(/`[^`]*`|\]\([^)]*\)/g, '')]]
  })
}
const read = (file: string) => readFileSync(join(root, file), 'utf8')

const faultsOf = (place: string, prose: string): string[] =>
  OLD.flatMap(([word, instead]) => {
    const [found] = word.exec(prose) ?? []
    return found === undefined ? [] : [`${place}: “${found}” (say: ${instead})`]
  })

test('comments and names of tests are in plain modern English', () => {
  const looked = sources.filter((file) => file !== 'test/plain-words.test.ts')
  expect(looked.length).toBeGreaterThan(500)
  expect(looked.flatMap((file) => proseOf(read(file)).flatMap(([line, prose]) => faultsOf(`${file}:${line}`, prose)))).toEqual([])
})

test('pages for people are in plain modern English', () => {
  expect(pages.length).toBeGreaterThan(50)
  expect(pages.flatMap((file) => pageLines(read(file)).flatMap(([line, prose]) => faultsOf(`${file}:${line}`, prose)))).toEqual([])
})

test('so is every sentence that Roadfit says', () => {
  const sentences = (of: unknown, place: string): [string, string][] =>
    typeof of === 'string'
      ? [[place, of]]
      : typeof of === 'object' && of !== null
        ? Object.entries(of).flatMap(([key, inner]) => sentences(inner, `${place}.${key}`))
        : []
  const said = sentences(text.en, 'en')
  expect(said.length).toBeGreaterThan(1000)
  expect(said.flatMap(([place, sentence]) => faultsOf(place, sentence))).toEqual([])
})

test('a file or folder is called by what it holds, not by what was done to it', () => {
  const named = sources.flatMap((file) => file.split('/').map((part) => basename(part).replace(/(\.\w+)+$/, '')))
  expect(named.filter((name) => PARTICIPLES.test(name))).toEqual([])
})

test('texts are called words: nothing in a page is called say', () => {
  const found = sources
    .filter((file) => /^(booth|clinician|common|demo)\//.test(file))
    .flatMap((file) => [...read(file).matchAll(/^.*(?:\bconst say\b|: say\b[ ,]).*$/gm)].map(([line]) => `${file}: ${line.trim()}`))
  expect(found).toEqual([])
})

test('a README names only files and folders that are there', () => {
  const missing = pages
    .filter((file) => basename(file) === 'README.md' && /^(common|server|booth|clinician|demo|test|scripts)\//.test(file))
    .flatMap((file) => {
      const folder = join(file, '..')
      return [...new Set([...read(file).matchAll(/`([\w./-]+\.(?:ts|mjs|md|sh|txt|html))`/g)].flatMap(([, name]) => name ?? []))]
        .filter((name) => globSync([join(folder, name), join(folder, '**', name), name], { cwd: root }).length === 0)
        .map((name) => `${file}: ${name}`)
    })
  expect(missing).toEqual([])
})
