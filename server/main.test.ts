import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BARE } from '../test/bare-environment.ts'
import { workerBin } from '../test/worker-bin.ts'
import { openKeys } from './keys.ts'
import { openFiles } from './store/files.ts'
import { markFolder } from './store/folder-kind.ts'
import { openStore } from './store/open.ts'
import { addPerson, changePerson } from './store/people.ts'

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'roadfit-main-'))
})
afterAll(() => rm(data, { recursive: true }))

/** The server as a process of its own: what it says, and how it ends. */
const run = (environment: Record<string, string>) => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: { ...BARE, ROADFIT_LOG: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const heard = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      for (const look of heard) look()
    })
  const ended = new Promise<number | null>((end) => child.on('exit', end))
  const says = (words: RegExp) =>
    new Promise<RegExpExecArray>((found, failed) => {
      const look = () => {
        const match = words.exec(said)
        if (match) found(match)
      }
      heard.add(look)
      look()
      void ended.then(() => failed(new Error(`it ended without saying ${words.source}:\n${said}`)))
    })
  return { child, ended, says, said: () => said }
}

test('wrong settings stop the start, and every wrong variable is named', async () => {
  const server = run({ ROADFIT_PORT: 'abc', ROADFIT_DEMO: 'yes', ROADFIT_CASE_URL: 'http://127.0.0.1:1' })
  expect(await server.ended).toBe(1)
  for (const variable of ['ROADFIT_PORT', 'ROADFIT_DEMO', 'ROADFIT_CASE_KEY', 'ROADFIT_MEDIA_WORKER'])
    expect(server.said()).toContain(variable)
})

test('wrong settings are told in the terminal’s language', async () => {
  const server = run({ ROADFIT_PORT: 'abc', ROADFIT_DEMO: '1', ROADFIT_MEDIA_WORKER: 'worker', LANG: 'zh_CN.UTF-8' })
  expect(await server.ended).toBe(1)
  expect(server.said()).toBe('这些设置不对：\n  ROADFIT_PORT 必须是端口号，0 到 65535；0 表示由系统选择。\n')
})

test('it says where it is ready and how the first administrator enters, and ends in order when it is told to', async () => {
  const server = run({ ROADFIT_PORT: '0', ROADFIT_DEMO: '1', ROADFIT_DATA: data, ROADFIT_MEDIA_WORKER: workerBin() })
  const [, origin] = await server.says(/^ready (http:\/\/localhost:\d+)$/m)
  // What isn't a terminal may keep what it reads: the code itself goes into a file for this user alone, and into no log.
  const file = join(data, 'first-administrator.code')
  await server.says(new RegExp(`enter the code from ${file}$`, 'm'))
  const code = (await readFile(file, 'utf8')).trim()
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(server.said()).not.toContain(code)
  const ready = await fetch(`${origin?.replace('localhost', '127.0.0.1')}/readyz`)
  expect(await ready.json()).toEqual({ ready: true, database: true, disk: true, media: true, cause: null, draining: false })
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
})

test('a second server on the same folder does not start, and says which folder it is', async () => {
  const settings = { ROADFIT_PORT: '0', ROADFIT_DEMO: '1', ROADFIT_DATA: data, ROADFIT_MEDIA_WORKER: workerBin() }
  const first = run(settings)
  await first.says(/^ready /m)
  const second = run(settings)
  expect(await second.ended).toBe(1)
  expect(second.said()).toContain(`Another Roadfit server is using the folder ${data}.`)
  first.child.kill('SIGKILL')
  await first.ended
  const third = run(settings)
  await third.says(/^ready /m)
  // For an update: no doctor has a driver, so it ends at once.
  third.child.kill('SIGUSR2')
  expect(await third.ended).toBe(0)
})

test('a port in use is told plainly, with what to do', async () => {
  const taken = createServer()
  await new Promise<void>((up) => taken.listen(0, '127.0.0.1', up))
  const address = taken.address()
  const port = address && typeof address === 'object' ? String(address.port) : ''
  const server = run({ ROADFIT_PORT: port, ROADFIT_DEMO: '1', ROADFIT_DATA: data, ROADFIT_MEDIA_WORKER: workerBin() })
  expect(await server.ended).toBe(1)
  expect(server.said()).toContain(`Port ${port} is already used`)
  expect(server.said()).toContain('ROADFIT_PORT')
  await new Promise((down) => taken.close(down))
})

test.each([
  { language: 'en_US.UTF-8', words: 'was made by a demonstration' },
  { language: 'zh_CN.UTF-8', words: '是演示建立的' },
])('the product does not start in the folder of a demonstration, and says why ($language)', async ({ language, words }) => {
  const product = { ROADFIT_INSTITUTION: '医院', ROADFIT_MEDIA_WORKER: workerBin(), ROADFIT_PORT: '0', LANG: language }
  const before = await readdir(data)
  const server = run({ ...product, ROADFIT_DATA: data })
  expect(await server.ended).toBe(1)
  expect(server.said()).toContain(words)
  expect(await readdir(data)).toEqual(before)
})

test('a demonstration does not start in a folder that somebody else has filled', async () => {
  const theirs = await mkdtemp(join(tmpdir(), 'roadfit-theirs-'))
  await writeFile(join(theirs, 'roadfit.sqlite'), '')
  const server = run({ ROADFIT_PORT: '0', ROADFIT_DEMO: '1', ROADFIT_DATA: theirs, ROADFIT_MEDIA_WORKER: workerBin() })
  expect(await server.ended).toBe(1)
  expect(server.said()).toContain(`The folder ${theirs} is not empty`)
  expect(await readFile(join(theirs, 'roadfit.sqlite'), 'utf8')).toBe('')
  await rm(theirs, { recursive: true })
})

/** A data folder of a demonstration with a doctor whose signature is stored; closed. */
const founded = async () => {
  const place = await mkdtemp(join(data, 'founded-'))
  await markFolder(place, 'demonstration')
  await openKeys(place, { testSeal: true, now: new Date(), random: (bytes) => new Uint8Array(randomBytes(bytes)) })
  const file = join(place, 'roadfit.sqlite')
  const digest = await openFiles(join(place, 'files')).put(Buffer.from('{}'))
  const db = await openStore(file)
  await addPerson(db, new Uint8Array(32), { id: 'd', login: 'd', name: '林', roles: ['doctor'], password: '' })
  await changePerson(db, new Uint8Array(32), 'd', { signature: digest })
  await db.destroy()
  return { place, file, stored: join(place, 'files', digest.slice(0, 2), digest) }
}
type Founded = Awaited<ReturnType<typeof founded>>

test('what is damaged, newer, torn or can’t be written stops the start with words that say what to do', { timeout: 300_000 }, async () => {
  const faults: Record<string, { harm: (of: Founded) => Promise<unknown>; zh: RegExp; en: RegExp }> = {
    damaged: { harm: ({ file }) => truncate(file, 5000), zh: /数据库 .* 已损坏.*从备份中恢复/, en: /The database .* is damaged: .*backup/ },
    newer: {
      harm: async ({ file }) => {
        const db = new DatabaseSync(file)
        db.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')")
        db.close()
      },
      zh: /更新版本的 Roadfit .*9999-later.*请换用新版本/,
      en: /A newer Roadfit .*9999-later.*Start the newer version/,
    },
    gone: { harm: ({ file }) => rm(file), zh: /不见了或是空的.*请从备份中恢复/, en: /is gone or empty.*from your backup/ },
    torn: {
      harm: ({ stored }) => truncate(stored, 1),
      zh: /已存的文件 .* 残缺.*请从备份中恢复/,
      en: /The stored file .* is incomplete .*from your backup/,
    },
    unreadable: {
      harm: async ({ file }) => {
        const db = new DatabaseSync(file)
        db.exec(`update people set roles = '["doctor","king"]'`)
        db.close()
      },
      zh: /一条记录读不出来：表 people，行 d，列 roles，位置 \/1。.*npm run verify.*从备份中恢复/,
      en: /A stored record can’t be read: table people, row d, column roles, at \/1\..*npm run verify.*your backup/,
    },
    unwritable: {
      harm: async ({ place }) => {
        await rm(join(place, 'lock'), { force: true })
        await mkdir(join(place, 'lock'))
      },
      zh: /写不进去.*请把目录交给启动本程序的用户/,
      en: /can't be written: .*Give it to the user who starts this program/,
    },
  }
  const refuses = async ({ harm, zh, en }: (typeof faults)[string], index: number) => {
    const of = await founded()
    await harm(of)
    const settings = { ROADFIT_PORT: '0', ROADFIT_DEMO: '1', ROADFIT_DATA: of.place, ROADFIT_MEDIA_WORKER: workerBin() }
    const [language, words] = index % 2 === 0 ? ['zh_CN.UTF-8', zh] : ['en_GB.UTF-8', en]
    const server = run({ ...settings, LANG: language })
    expect(await server.ended).toBe(1)
    expect(server.said()).toMatch(words)
    // Words alone: no stack of calls.
    expect(server.said()).not.toMatch(/^\s+at /m)
  }
  await Promise.all(Object.values(faults).map(refuses))
})
