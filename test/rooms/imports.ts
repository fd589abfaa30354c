import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { LIBRARIES, roomOf } from './table.ts'

// Who imports whom, read from the sources themselves.

export const root = resolve(import.meta.dirname, '../..')

const ALIASES = Object.entries(packageJson.imports).map(
  ([alias, folder]) => [alias.replace('*', ''), folder.slice('./'.length, -1)] as const,
)

/** `later`: it is loaded when it is asked for, by `import()`. */
type Import = { from: string; types: boolean; later: boolean }

/** Every import and re-export of a source. `import { type X }` counts as a value: it still loads the module. */
export const importsOf = (source: string): Import[] => [
  ...[...source.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm)].map(([, types, from = '']) => ({
    from,
    types: types !== undefined,
    later: false,
  })),
  ...[...source.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)].map(([, from = '']) => ({ from, types: false, later: false })),
  ...[...source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)(\s*\.\s*[A-Z])?/g)].map(([, from = '', member]) => ({
    from,
    types: member !== undefined,
    later: true,
  })),
]

/** Where an import leads, from the project's root; null: to a library. */
export const targetOf = (file: string, from: string): string | null => {
  const alias = ALIASES.find(([start]) => from.startsWith(start))
  if (alias) return alias[1] + from.slice(alias[0].length)
  return from.startsWith('.') ? normalize(join(dirname(file), from)) : null
}

/** The rule that an import of this file breaks, as a sentence; null: none. */
export const ruleBrokenBy = (file: string, { from, types }: Pick<Import, 'from' | 'types'>): string | null => {
  const room = roomOf(file)
  if (!room) return null
  const target = targetOf(file, from)
  if (target === null) {
    if (room.pure && from.startsWith('node:')) return `${room.name} is pure and does no I/O`
    const library = LIBRARIES.find((one) => one.library.test(from))
    return !library || library.only.test(file) || (types && library.typesFree) ? null : `only ${library.only.source} may`
  }
  const other = roomOf(target)
  if (!other) return 'it leads out of every room'
  if (other === room || room.may.includes(other.name)) return null
  if (room.types?.includes(other.name)) return types ? null : `${room.name} may import only types of ${other.name} (import type)`
  return `${room.name} may import ${room.may.join(', ') || 'nothing of ours'}`
}

/** What a file may not import, each with the rule that it breaks. */
export const faultsOf = (file: string, source: string): { from: string; rule: string }[] =>
  importsOf(source).flatMap((one) => {
    const rule = ruleBrokenBy(file, one)
    return rule === null ? [] : [{ from: one.from, rule }]
  })

const read = (files: readonly string[]): { file: string; source: string }[] =>
  files.toSorted().map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }))

/** Every source of the product without its tests, and what is made up for them. */
export const readSources = (): { file: string; source: string }[] =>
  read(
    globSync('{common,server,devices,booth,clinician,demo,test/made-up}/**/*.ts', { cwd: root }).filter(
      (file) => !file.endsWith('.test.ts'),
    ),
  )

/** What stands in no room: tests and what they stand on, examples, scripts. */
export const readTests = (): { file: string; source: string }[] =>
  read(globSync('{common,server,devices,booth,clinician,demo,test,scripts,docs}/**/*.{ts,mjs}', { cwd: root }))

/** Circles of files that import one another, types too: each as its files. */
export const circlesOf = (sources: readonly { file: string; source: string }[]): string[][] => {
  const known = new Set(sources.map(({ file }) => file))
  const arrows = new Map(
    sources.map(({ file, source }) => {
      const targets = importsOf(source).flatMap(({ from }) => targetOf(file, from) ?? [])
      return [file, targets.filter((target) => target !== file && known.has(target))]
    }),
  )
  // Tarjan 1972: strongly connected components.
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (file: string) => {
    order.set(file, order.size)
    lowest.set(file, order.size - 1)
    stack.push(file)
    for (const target of arrows.get(file) ?? []) {
      if (!order.has(target)) visit(target)
      if (stack.includes(target)) lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(target) ?? 0))
    }
    if (lowest.get(file) !== order.get(file)) return
    const circle = stack.splice(stack.indexOf(file))
    if (circle.length > 1) circles.push(circle)
  }
  for (const { file } of sources) if (!order.has(file)) visit(file)
  return circles
}
