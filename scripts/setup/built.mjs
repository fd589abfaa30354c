import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestOf, filesUnder, root } from './places.mjs'
import { program, step } from './step.mjs'

/**
 * Something that vite builds from `sources` into `folder`, by the configuration `config`. The digest of its sources lies with it: every
 * build empties its folder first, so one that failed has none.
 */
const built = ({ title, name, folder, config, sources, what }) => {
  const stamp = join(root, folder, '.sources')
  const digest = () =>
    digestOf(
      [...sources, config, 'package-lock.json']
        .map((source) => join(root, source))
        .filter((path) => existsSync(path))
        .flatMap(filesUnder)
        .filter((path) => !/\.test\.(ts|mjs)$|\.md$/.test(path)),
    )
  return {
    /** Does what was built fit its sources? */
    ready: () => existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(),
    async build() {
      const now = digest()
      await step(title, () =>
        program(name, join(root, 'node_modules/.bin/node'), [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', config], {
          what,
          remedy: 'fix the source that is named above, then start again.',
        }),
      )
      writeFileSync(stamp, now)
    },
  }
}

/** Every page, in dist/. Building them takes the agent away. */
export const pages = built({
  title: 'Pages: vite build, about ten seconds …',
  name: 'pages',
  folder: 'dist',
  config: 'vite.config.ts',
  sources: ['booth', 'clinician', 'common', 'scripts'],
  what: 'The pages could not be built.',
})

/** The booth's agent as JavaScript, in dist/agent/. */
export const agent = built({
  title: 'Agent: vite build …',
  name: 'agent',
  folder: 'dist/agent',
  config: 'vite.agent.config.ts',
  sources: ['devices', 'common'],
  what: 'The booth’s agent could not be built.',
})
