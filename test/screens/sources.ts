import { globSync, readFileSync } from 'node:fs'

/**
 * What the pages in these folders can show, as their sources say: each element of the product's own, and each dialog by the element that
 * opens it and its place there. `within`: whose dialogs those are that a file without an element of its own draws.
 */
export const showable = (folders: readonly string[], within: string): string[] => {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`)).filter((path) => !path.endsWith('.test.ts'))
  const dialogs = new Map<string, number>()
  const elements = files.flatMap((path) => {
    const source = readFileSync(path, 'utf8')
    const defined = [...source.matchAll(/customElements\.define\('([^']+)'/g)].flatMap(([, name]) => name ?? [])
    const count = source.match(/<rf-dialog\s/g)?.length ?? 0
    const owner = defined.at(-1) ?? within
    if (count > 0) dialogs.set(owner, (dialogs.get(owner) ?? 0) + count)
    return defined
  })
  return [
    ...elements,
    ...[...dialogs].flatMap(([owner, count]) => Array.from({ length: count }, (_, at) => `dialog ${at + 1} of ${owner}`)),
  ].toSorted()
}
