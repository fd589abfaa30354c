import { run } from './run.mjs'
import { isStarted } from './setup/places.mjs'
import { setUpOrExit } from './setup.mjs'

const CHECKS = [
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  {
    name: 'exports',
    command: 'knip',
    args: ['--no-progress', '--treat-config-hints-as-errors'],
    remedy: 'take away what is named, or its “export”.',
  },
  { name: 'format', command: 'biome', args: ['check', '.'], remedy: 'node scripts/run.mjs biome check --write .' },
]

/** Runs the checks one after the other. Gives the names of those that failed. */
export const check = async () => {
  const failed = []
  for (const { name, command, args, remedy } of CHECKS) {
    process.stdout.write(`\n— ${name}: ${command} ${args.join(' ')}\n`)
    if ((await run(command, args)) === 0) continue
    failed.push(name)
    process.stdout.write(`✗ ${name} failed${remedy ? `; to mend it: ${remedy}` : ''}\n`)
  }
  return { failed, passed: CHECKS.length - failed.length }
}

if (isStarted(import.meta.filename)) {
  await setUpOrExit({ pages: false })
  const { failed } = await check()
  process.stdout.write(failed.length === 0 ? '\nTypes, lint, exports and format are clean.\n' : `\nFailed: ${failed.join(', ')}\n`)
  process.exitCode = failed.length === 0 ? 0 : 1
}
