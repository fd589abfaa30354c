import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { PURE } from '../scripts/pure-rooms.ts'
import { PAGES } from '../vite.config.ts'
import { importsOf, readSources, root, targetOf } from './rooms/imports.ts'
import { ROOMS } from './rooms/table.ts'

const IN_BOOTHS = ['refusals-in-booths', 'refusals-of-screens', 'to-driver']
const REFUSALS = [...IN_BOOTHS, 'places', 'refusals', 'refusals-of-registry']
const ATTENDED = ['account', 'attended', 'errands', 'product', ...REFUSALS, 'terms']

/** What each page loads of all words when it is opened: these subjects and no others. */
const LOADS: Readonly<Record<keyof typeof PAGES, readonly string[]>> = {
  hall: ['hall', 'product', 'waits'],
  // What a doctor writes to a driver comes behind the first page, with the doctor.
  booth: ['booth', 'call', 'conclusion', 'procedures', 'product', 'reasons', ...IN_BOOTHS, 'terms'],
  simulator: ['booth', ...IN_BOOTHS, 'simulator', 'terms'],
  service: ['call', 'echo', 'procedures', ...REFUSALS, 'screen-colours', 'service', 'terms', 'troubles'],
  // What comes after the queue is loaded behind it.
  clinician: [
    ...ATTENDED.filter((one) => one !== 'errands'),
    'call',
    'clinician',
    'conclusion',
    'effort',
    'paths',
    'procedures',
    'reasons',
    'recording',
  ],
  counter: [...ATTENDED, 'conclusion', 'counter', 'export-links', 'notices', 'provision', 'reasons'],
  admin: [...ATTENDED, 'admin', 'escalation', 'institutions', 'recordings', 'registry', 'rota', 'screen-colours'],
}

const sources = new Map(readSources().map(({ file, source }) => [file, source]))

/** Where a page's script begins. */
const mainOf = (html: string) =>
  join(dirname(html), /<script type="module" src="\.\/(\S+)"/.exec(readFileSync(join(root, html), 'utf8'))?.[1] ?? '')

/** Every file that is loaded with this one. What is asked for later, by `import()`, is not. */
const loadedWith = (main: string): Set<string> => {
  const loaded = new Set([main])
  for (const file of loaded)
    for (const { from, types, later } of importsOf(sources.get(file) ?? '')) {
      const target = targetOf(file, from)
      if (target !== null && !types && !later) loaded.add(target)
    }
  return loaded
}

/** The subjects among some files; all procedures are one. */
const subjectsIn = (files: Iterable<string>) => [
  ...new Set([...files].flatMap((file) => /^common\/words\/zh\/([\w-]+)/.exec(file)?.[1] ?? [])),
]

test.each(Object.entries(LOADS))('the page %s loads its own words when it is opened, and nobody else’s', (page, subjects) => {
  const html = Object.entries(PAGES).find(([name]) => name === page)?.[1] ?? ''
  expect(subjectsIn(loadedWith(mainOf(html))).toSorted()).toEqual(subjects.toSorted())
})

test('no page loads all words at once', () => {
  for (const html of Object.values(PAGES)) expect([...loadedWith(mainOf(html))]).not.toContain('common/words/index.ts')
})

test('what a page does not use of a room is left out of it where the room only makes values', () => {
  const ground = ROOMS.filter(({ at }) => at.every((folder) => folder.startsWith('common/')))
  for (const { name, at, pure } of ground) expect([name, PURE.test(`/${at[0]}x.ts`)]).toEqual([name, pure === true])
})
