import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../journey/product.ts'
import { handedOver } from '../signed.ts'
import { testSeal } from '../test-seal.ts'
import { openWorld } from '../world.ts'
import { copyProject } from './project-copy.ts'
import { commandsIn, commandsOf, type Said } from './read.ts'
import { ROWS, rowOf } from './table.ts'
import { typeCommand } from './terminal.ts'

// Types every command that README, CONTRIBUTING, docs and the rooms' pages tell somebody to type, in a copy of the project as it was
// cloned: no settings, nothing built, no data. Only npm's packages are there, since nothing may ask the net.

const root = resolve(import.meta.dirname, '../..')
const folders: string[] = []
const freshCopy = (): string => {
  const folder = copyProject()
  folders.push(folder)
  return folder
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const said = commandsOf(root)
const minutes = { timeout: 300_000 }
const ports = async (): Promise<Record<string, string>> => {
  const [server, booth, traffic, pages] = await Promise.all([freePort(), freePort(), freePort(), freePort()])
  return { ROADFIT_PORT: `${server}`, ROADFIT_BOOTH_PORT: `${booth}`, ROADFIT_CASE_PORT: `${traffic}`, ROADFIT_DEV_PORT: `${pages}` }
}

/** A command as it's typeCommand here, after the alias that its page made before it. */
const here = ({ command, alias }: Said, folder: string): string => {
  const given = rowOf(command)?.given ?? []
  const line = given.reduce((text, [words, instead]) => text.replace(words, () => instead), command).replaceAll('COPY', folder)
  const made = alias?.replace('sudo -u roadfit ', 'ROADFIT_SIMULATE=1 ')
  return `${made ? `${made.replaceAll('/opt/roadfit', folder).replace('/var/lib/roadfit-booth', join(folder, 'data/demo/booth'))}\n` : ''}${line}`
}

const tried = async (one: Said, folder: string, env: Record<string, string> = {}): Promise<void> => {
  const { until, ends = 0, env: more = {}, leaves = [] } = rowOf(one.command) ?? {}
  const running = typeCommand(here(one, folder), folder, { ...env, ...more })
  if (until) {
    await running.says(until)
    await running.stop()
  } else expect({ code: await running.ended, said: running.text() }).toMatchObject({ code: ends })
  expect(leaves.filter((file) => !existsSync(join(folder, file)))).toEqual([])
}

const named = (list: readonly Said[]) => list.map((one) => ({ ...one, name: `${one.command} (${one.pages.join(', ')})` }))
const ways = Object.groupBy(said, ({ command }) => {
  const row = rowOf(command)
  if (row?.instead) return 'looked'
  if (row?.starts) return 'starts'
  if (row?.demonstration) return 'demonstration'
  return row?.fresh ? 'fresh' : 'plain'
})

describe('the pages', () => {
  test('are read: their blocks, with aliases, and the commands within their sentences', () => {
    const page = '`npm start` and `npm`, `x.ts`\n```sh\nalias b="c"\nb d   # why\n```\n```json\n{"npm run":1}\n```\n```\nnpm run x\n```\n'
    expect(commandsIn(page).map(({ command, alias }) => [command, alias])).toEqual([
      ['npm start', null],
      ['b d', 'alias b="c"'],
      ['``` without a language', null],
    ])
    expect(said.length).toBeGreaterThan(50)
  })

  test('name nothing in the table that no page says any more', () => {
    expect(ROWS.filter(({ of }) => !said.some(({ command }) => of.test(command))).map(({ of }) => of.source)).toEqual([])
  })
})

describe('can’t be run by a test, and what can be looked at is there:', () => {
  test.each(named(ways.looked ?? []))('$name', ({ command }) => {
    const { why, look } = rowOf(command)?.instead ?? { why: '', look: () => {} }
    expect(why).not.toBe('')
    look(command)
  })
})

describe('does what it says as the first thing in a new copy:', () => {
  test.each(named(ways.fresh ?? []))('$name', minutes, async (one) => tried(one, freshCopy(), await ports()))
})

describe('does what it says in a copy whose first command is npm start:', () => {
  let copy = ''
  let demonstration: ReturnType<typeof typeCommand>
  beforeAll(async () => {
    copy = freshCopy()
    demonstration = typeCommand('npm start', copy, await ports())
    await demonstration.says(/Ctrl-C stops everything/)
    await paperIn(copy)
    mkdirSync(join(copy, 'roadfit-booth'))
    mkdirSync(join(copy, 'etc/systemd/system'), { recursive: true })
  }, 300_000)
  afterAll(async () => void (await demonstration?.stop()), 60_000)

  test.each(named(ways.starts ?? []))('$name', minutes, async ({ command }) => {
    await demonstration.says(rowOf(command)?.until ?? expect.fail('it never ends'))
  })

  test.each(named(ways.demonstration ?? []))('$name', minutes, (one) => tried(one, copy))
  test.each(named(ways.plain ?? []))('$name', minutes, (one) => tried(one, copy))
})

/** A data folder with one report that was handed over, its paper and the certificate of its seal, under the names that the pages use. */
const paperIn = async (folder: string) => {
  const shelf = mkdtempSync(join(tmpdir(), 'roadfit-shelf-'))
  folders.push(shelf)
  const chance = { now: new Date('2026-11-01T00:00:00Z'), random: (bytes: number) => new Uint8Array(bytes).fill(5) }
  const seal = await testSeal(join(shelf, 'seal'), chance)
  const world = await openWorld({ database: join(shelf, 'roadfit.sqlite'), outside: { seal } })
  const { pdf } = await handedOver(world, await world.person('dr-typeCommand', 'doctor'))
  for (const name of ['REPORT.pdf', 'FILE.pdf']) cpSync(join(world.settings.data, 'files', pdf.slice(0, 2), pdf), join(folder, name))
  mkdirSync(join(folder, 'data'), { recursive: true })
  cpSync(join(world.settings.data, 'files'), join(folder, 'data/files'), { recursive: true })
  cpSync(join(shelf, 'seal'), join(folder, 'data/seal'), { recursive: true })
  cpSync(join(shelf, 'seal/seal.crt'), join(folder, 'seal.crt'))
  await world.close()
  cpSync(join(shelf, 'roadfit.sqlite'), join(folder, 'data/roadfit.sqlite'))
}
