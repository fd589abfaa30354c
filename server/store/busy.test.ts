import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardOf } from '../../test/driver.ts'
import { openWorld, PASSWORD, sure, until, type World } from '../../test/world.ts'
import { claim } from '../service/checks/leases.ts'

let folder: string
let world: World
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-busy-'))
  world = await openWorld({ database: join(folder, 'roadfit.sqlite') })
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

/** Another program that holds the write lock of the database until it is told to let go. */
const hold = async () => {
  const program = `
    const { DatabaseSync } = require('node:sqlite')
    const db = new DatabaseSync(process.argv[1], { timeout: 60_000 })
    db.exec('begin immediate')
    process.stdout.write('held')
    process.stdin.on('end', () => process.exit()).resume()`
  const child = spawn(process.execPath, ['-e', program, join(folder, 'roadfit.sqlite')], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return async () => {
    const gone = once(child, 'exit')
    child.stdin.end()
    await gone
  }
}

const ready = async () => {
  const answer = await fetch(`${world.url}/readyz`)
  return { status: answer.status, ...((await answer.json()) as object) }
}
const signIn = async (login: string) => {
  const body = JSON.stringify({ login, password: PASSWORD })
  const answer = await fetch(`${world.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return { status: answer.status, body: (await answer.json()) as object }
}

test('while another program holds the records, who only reads is answered, and who writes is told to try again', async () => {
  const booth = await world.booth()
  const id = await booth.queued(cardOf('张三', 41))
  const doctor = await world.person('dr-busy', 'doctor')
  const { version } = sure(await claim(world.deps, doctor.doctor, { command: world.ids(), check: id, version: 1 }))
  const link = await doctor.connect()
  await new Promise<void>((connected) => link.watch((state) => state === 'connected' && connected()))
  expect(await ready()).toMatchObject({ status: 200, ready: true })

  const release = await hold()
  const request = { command: world.ids(), check: id, version, text: '头颈活动自如' }
  /** Is something read answered while something written still waits? */
  const meanwhile = async () => {
    let refused = false
    const noting = link.ask('check:note', request).finally(() => {
      refused = true
    })
    expect(sure(await link.ask('check:watch', { check: id })).check?.version).toBe(version)
    const waited = !refused
    expect(await noting).toEqual({ refused: 'records-busy', fields: {} })
    return waited
  }
  // A machine that stands still for as long as we wait may miss it once.
  await until(meanwhile)
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200)
  expect(await signIn('dr-busy')).toEqual({ status: 503, body: { refused: 'records-busy', fields: {} } })
  expect(await ready()).toMatchObject({ status: 503, ready: false, database: false })

  await release()
  expect(sure(await link.ask('check:note', request)).notes).toMatchObject([{ text: '头颈活动自如' }])
  expect(await ready()).toMatchObject({ status: 200, ready: true, database: true })
})

test('who writes while another program holds the records only for a moment is served, and nobody in line behind is forgotten', async () => {
  const release = await hold()
  const written = Array.from({ length: 20 }, (_, index) =>
    world.deps.db
      .insertInto('counters')
      .values({ name: `n${index}`, value: 1 })
      .execute(),
  )
  await release()
  await Promise.all(written)
  const rows = await world.deps.db.selectFrom('counters').select('name').where('name', 'like', 'n%').execute()
  expect(rows).toHaveLength(20)
})

test('nobody sees what a transaction has not committed, and what fails in one leaves nothing behind', async () => {
  const { db } = world.deps
  const begun = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const failing = db.transaction().execute(async (tx) => {
    await tx.insertInto('counters').values({ name: 'half', value: 1 }).execute()
    begun.resolve()
    await go.promise
    throw new Error('called off')
  })
  await begun.promise
  const look = db.selectFrom('counters').selectAll().where('name', '=', 'half').execute()
  go.resolve()
  await expect(failing).rejects.toThrow('called off')
  expect(await look).toEqual([])
})
