import { type ChildProcess, fork, spawn } from 'node:child_process'
import { type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { sql } from 'kysely'
import { cookieName } from '../../../server/http/who.ts'
import { openKeys } from '../../../server/keys.ts'
import { openSession } from '../../../server/service/people/sessions.ts'
import { openFiles } from '../../../server/store/files.ts'
import { markFolder } from '../../../server/store/folder-kind.ts'
import { openStore } from '../../../server/store/open.ts'
import { cardOf } from '../../driver.ts'
import { workerBin } from '../../worker-bin.ts'
import { openWorld } from '../../world.ts'
import type { Crowd } from './clients.ts'

/**
 * Puts a crowd into a folder: booths, doctors, a driver for each doctor, and then as many more who wait as `more` is asked for. Copies of
 * the folder stay as they were while others come.
 */
export const fillHouse = async (folder: string, origin: string, sizes: { booths: number; doctors: number }) => {
  await markFolder(folder, 'demonstration')
  await openKeys(folder, { testSeal: true, now: new Date(), random: (bytes) => new Uint8Array(randomBytes(bytes)) })
  const db = await openStore(join(folder, 'roadfit.sqlite'))
  const outside = {
    db,
    files: openFiles(join(folder, 'files')),
    ids: () => randomUUID() as string,
    random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  }
  const world = await openWorld({ outside })
  world.step(Date.now() - world.now().getTime())
  const booths: Awaited<ReturnType<typeof world.booth>>[] = []
  for (let at = 0; at < sizes.booths; at++) booths.push(await world.booth(`${at}号`, '大厅'))
  const checks: string[] = []
  const queue = async (most: number) => {
    for (const booth of booths.slice(checks.length, most)) checks.push(await booth.queued(cardOf('张三', 1 + checks.length)))
  }
  await queue(sizes.doctors)
  const doctors: Crowd['doctors'] = []
  for (let at = 0; at < sizes.doctors; at++) {
    const { id } = await world.person(`d${at}`, 'doctor')
    doctors.push({ cookie: `${cookieName(origin)}=${await openSession(world.deps, id)}`, check: checks[at] ?? '' })
  }
  const pem = (key: KeyObject) => key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString()
  const crowd: Crowd = {
    doctors,
    booths: booths.map(({ who, pair }, at) => ({
      id: who.id,
      key: pem(pair.privateKey),
      check: at < sizes.doctors ? (checks[at] ?? null) : null,
    })),
  }
  return {
    crowd,
    keys: Object.fromEntries(booths.map(({ who, pair }) => [who.id, pem(pair.publicKey)])),
    /** A copy of the folder, with so many who wait beside those whom the doctors have. */
    async copyTo(copy: string, waiting: number): Promise<void> {
      await queue(sizes.doctors + waiting)
      await world.app.settled()
      await cp(folder, copy, { recursive: true, filter: (path) => !basename(path).startsWith('roadfit.sqlite') })
      await sql`VACUUM INTO ${join(copy, 'roadfit.sqlite')}`.execute(db)
    },
    async close(): Promise<void> {
      await world.close()
      await db.destroy()
    },
  }
}

/** A server as a process of its own. */
export type Side = { start: () => Promise<void>; stop: () => Promise<void>; cpuMs: () => number }

const sideOf = (begin: () => ChildProcess, ready: (child: ChildProcess) => Promise<void>): Side => {
  let child: ChildProcess | null = null
  return {
    async start() {
      child = begin()
      let said = ''
      // The pipe stays open: a server that can't say any more what it does ends.
      const words = child.stdout?.iterator({ destroyOnReturn: false })
      for await (const bytes of words ?? []) if ((said += String(bytes)).includes('ready')) break
      child.stdout?.resume()
      if (!said.includes('ready')) throw new Error('the server does not start')
      await ready(child)
    },
    async stop() {
      if (!child) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      child = null
    },
    /** What it has had of the processors, ms. */
    cpuMs() {
      const fields = readFileSync(`/proc/${child?.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
  }
}

export const productSide = (folder: string, port: number): Side => {
  const settings = {
    ROADFIT_PORT: String(port),
    ROADFIT_DEMO: '1',
    ROADFIT_DATA: folder,
    ROADFIT_MEDIA_WORKER: workerBin(),
    ROADFIT_LOG: 'error',
  }
  return sideOf(
    () =>
      spawn(process.execPath, [resolve(import.meta.dirname, '../../../server/main.ts')], {
        env: { PATH: process.env['PATH'] ?? '', ...settings },
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    async () => {},
  )
}
export const bareSide = (port: number, keys: Record<string, string>): Side =>
  sideOf(
    () => fork(join(import.meta.dirname, 'bare.ts'), [String(port)], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] }),
    async (child) => {
      const known = once(child, 'message')
      child.send(keys)
      await known
    },
  )
