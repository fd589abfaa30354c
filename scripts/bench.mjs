import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { root } from './setup/places.mjs'
import { setUpOrExit } from './setup.mjs'

const folder = join(root, 'test/bench')
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => file.slice(0, -3))
  : []

const [name, ...args] = process.argv.slice(2)
if (!names.includes(name)) {
  process.stderr.write(`usage: npm run bench -- NAME\n${name ? `There is no “${name}”. ` : ''}Names: ${names.join(', ') || 'none yet'}\n`)
  process.exit(2)
}
await setUpOrExit()
process.exitCode = await run('node', [join(folder, `${name}.ts`), ...args])
