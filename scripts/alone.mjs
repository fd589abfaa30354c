import { boothSettings, noBoothWords } from './alone/booth.mjs'
import { run } from './run.mjs'
import { isStarted } from './setup/places.mjs'
import { setUpOrExit } from './setup.mjs'

// One part of the product by itself, after what that part needs has been set up. Debian's packages are left alone, except for the two that
// building the pages takes: who installs a server or a booth has put there what its page in docs/ names, and a program that starts asks nobody for root.

const PARTS = {
  build: {
    needs: { machine: false, worker: false, pages: 'again' },
    runs: [],
  },
  server: { needs: { machine: false }, runs: [['node', 'server/main.ts']] },
  agent: { needs: { machine: false, worker: false }, runs: [['node', 'devices/main.ts']] },
  booth: {
    needs: { machine: false, worker: false, pages: false },
    settings: boothSettings,
    missing: noBoothWords,
    runs: [['node', 'devices/command/main.ts']],
  },
  gallery: { needs: { machine: false, worker: false, pages: false }, runs: [['node', 'test/gallery/main.ts']] },
  watch: { needs: { pages: false }, runs: [['vitest', 'watch', '--project', 'unit']] },
  verify: { needs: { machine: false, worker: false, pages: false }, runs: [['node', 'server/verify.ts']] },
  handover: { needs: { machine: false, worker: false, pages: false }, runs: [['node', 'server/preview/main.ts']] },
  renew: { needs: { machine: false, worker: false, pages: false }, runs: [['node', 'server/renew.ts']] },
  inspect: { needs: { machine: false, worker: false, pages: false }, runs: [['node', 'server/inspect/main.ts']] },
}

/** Sets up and runs a part by its name; the arguments go to its last program. Gives the exit code. */
export const alone = async (name, args) => {
  const part = PARTS[name]
  if (!part) {
    process.stderr.write(`There is no part “${name}”. Parts: ${Object.keys(PARTS).join(', ')}\n`)
    return 2
  }
  await setUpOrExit(part.needs)
  const settings = part.settings ? part.settings(process.env) : {}
  if (settings === null) {
    process.stderr.write(part.missing)
    return 1
  }
  for (const [at, [command, ...own]] of part.runs.entries()) {
    const code = await run(command, at === part.runs.length - 1 ? [...own, ...args] : own, settings)
    if (code !== 0) return code
  }
  return 0
}

if (isStarted(import.meta.filename)) {
  const [name, ...args] = process.argv.slice(2)
  process.exitCode = await alone(name, args)
}
