import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestOf, filesUnder, root } from './places.mjs'
import { program, step } from './step.mjs'

/** What the pages are made from. */
const SOURCES = ['booth', 'clinician', 'server/protocol', 'devices/measure', 'vite.config.ts', 'package-lock.json']

// Lies in dist/, which every build empties first: a build that failed has no stamp.
const stamp = join(root, 'dist/.sources')

const digest = () =>
  digestOf(
    SOURCES.map((name) => join(root, name))
      .filter((path) => existsSync(path))
      .flatMap(filesUnder)
      .filter((path) => !/\.test\.ts$|\.md$/.test(path)),
  )

/** Do the built pages fit their sources? */
export const ready = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === digest()

/** Builds every page into dist/. */
export const build = async () => {
  const now = digest()
  await step('Pages: vite build, about ten seconds …', () =>
    program('pages', join(root, 'node_modules/.bin/node'), [join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
      what: 'The pages could not be built.',
      remedy: 'mend the source that is named above, then start again.',
    }),
  )
  writeFileSync(stamp, now)
}
