import { once } from 'node:events'
import { connect } from 'node:net'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLine } from '../../test/attacks/wire.ts'
import { cardOf } from '../../test/driver.ts'
import { openWorld, until, type World } from '../../test/world.ts'
import { openStore } from '../store/open.ts'

// What one event makes the server do when nobody waits, and when many do. Counted, not timed: rows that are read, words that are said and
// how long they are. Whatever grows with those who wait keeps pings waiting in the end.
const WAITING = 200
/** Booths among those who wait whose lines stand. */
const CONNECTED = 10
const OF_LOOPS = 20
const minute = (at: number) => `2026-11-25T03:${String(at % 60).padStart(2, '0')}:00.000Z`

let world: World
let rows = 0
let questions = 0
const counting: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    rows += result.rows.length
    questions += 1
    return result
  },
}
type Line = Awaited<ReturnType<typeof openLine>>
type Booth = { line: Line; check: string }
let booths: Booth[]
let doctors: Line[]
const close: (() => Promise<void>)[] = []

const command = async (check: string) => `"command":"${world.ids()}","check":"${check}","version":${(await world.check(check)).version}`

beforeAll(async () => {
  const db = await openStore(':memory:')
  close.push(() => db.destroy())
  world = await openWorld({ outside: { db: db.withPlugin(counting) }, pace: { waits: 3_600_000 } })
  booths = []
  for (let at = 0; at < 2; at++) {
    const booth = await world.booth(`人多${at}间`)
    const check = await booth.queued(cardOf('人多', 100 + at))
    booths.push({ check, line: await openLine(world.url, '/agent/socket', await booth.shake()) })
  }
  doctors = []
  for (const login of ['dr-holds', 'dr-waits']) {
    const headers = { cookie: await (await world.person(login, 'doctor')).cookie(), origin: world.settings.origin }
    doctors.push(await openLine(world.url, '/staff/socket', {}, headers))
  }
}, 60_000)
afterAll(async () => {
  for (const { close } of [...booths.map(({ line }) => line), ...doctors]) close()
  await world.close()
  for (const end of close) await end()
})

/** So many more drivers behind those who wait: copies of one, each in a booth of its own. */
const crowd = async (): Promise<void> => {
  const { db } = world.deps
  const like = booths[1]?.check ?? ''
  const check = await db.selectFrom('checks').selectAll().where('id', '=', like).executeTakeFirstOrThrow()
  const line = await db.selectFrom('check_lines').selectAll().where('check_id', '=', like).executeTakeFirstOrThrow()
  for (let at = 0; at < WAITING; at++) {
    const id = world.ids()
    const booth = at < CONNECTED ? await world.booth(`人群${at}间`) : null
    const place = booth?.who.id ?? world.ids()
    const state = check.state.replaceAll(like, id).replaceAll(check.booth, place)
    await db
      .insertInto('checks')
      .values({ ...check, id, state, booth: place, open_booth: place })
      .execute()
    await db
      .insertInto('check_lines')
      .values({ ...line, check_id: id, booth: place, queue_since: minute(at), turn: minute(at) })
      .execute()
    if (!booth) continue
    await db.updateTable('machines').set({ showing: id }).where('id', '=', place).execute()
    booths.push({ check: id, line: await openLine(world.url, '/agent/socket', await booth.shake()) })
  }
}

/** What everybody has been told so far: their answers come after it on the same lines. */
const quiet = async (): Promise<void> => {
  await world.app.settled()
  const nobody = world.ids()
  for (const { line } of booths) await line.ask('booth:value', `{"check":"${nobody}","attempt":"${nobody}","value":1}`)
  for (const line of doctors) await line.ask('check:renew', `{"check":"${nobody}"}`)
}

type Cost = { rows: number; doctors: string[][]; booths: string[][]; longest: number }
const costOf = async (act: () => Promise<unknown>): Promise<Cost> => {
  await quiet()
  for (const { heard } of [...booths.map(({ line }) => line), ...doctors]) heard.length = 0
  rows = 0
  await act()
  await world.app.settled()
  const read = rows
  await quiet()
  const told = ({ heard }: Line) => heard.filter((text) => text.startsWith('42'))
  const names = (line: Line) => told(line).map((text) => /^42\["([a-z:]+)"/.exec(text)?.[1] ?? text)
  const all = [...booths.map(({ line }) => line), ...doctors]
  return {
    rows: read,
    doctors: doctors.map(names),
    booths: booths.map(({ line }) => names(line)),
    longest: Math.max(0, ...all.flatMap(told).map((text) => text.length)),
  }
}

let faults = 0
const status = (count: number) => `{"devices":[{"kind":"height","name":"A02YYUW","state":"alive","simulated":false,"faults":${count}}]}`
const said = async (answer: Promise<string>) => expect(await answer).not.toContain('"refused"')

/** Each event that a hall is full of; what it costs. */
const events = async () => {
  const [held, next] = booths
  const [holds] = doctors
  if (!held || !next || !holds) throw new Error('two booths and a doctor')
  const attempt = world.ids()
  const costs: Record<string, Cost> = {}
  costs['claim'] = await costOf(async () => said(holds.ask('check:claim', `{${await command(held.check)}}`)))
  costs['a status that says the same'] = await costOf(async () => {
    await said(next.line.ask('booth:status', status(faults)))
    await said(next.line.ask('booth:status', status(faults)))
  })
  costs['a status of somebody who waits'] = await costOf(() => said(next.line.ask('booth:status', status(++faults))))
  costs['a status of somebody whom a doctor has'] = await costOf(() => said(held.line.ask('booth:status', status(++faults))))
  costs['a value'] = await costOf(() => said(held.line.ask('booth:value', `{"check":"${held.check}","attempt":"${attempt}","value":9}`)))
  costs['a renewal'] = await costOf(() => said(holds.ask('check:renew', `{"check":"${held.check}"}`)))
  costs['a note'] = await costOf(async () => said(holds.ask('check:note', `{${await command(held.check)},"text":"头颈活动自如"}`)))
  costs['release'] = await costOf(async () => said(holds.ask('check:release', `{${await command(held.check)}}`)))
  return costs
}

test('an event costs the same whether nobody waits or two hundred do; who isn’t concerned hears nothing, and no list is said again', {
  timeout: 120_000,
}, async () => {
  await until(() => doctors.every(({ heard }) => heard.some((text) => text.includes('queue:view'))))
  await said((booths[1] as Booth).line.ask('booth:status', status(faults)))
  const alone = await events()
  await crowd()
  const many = await events()
  const silent = booths.slice(2).map(() => [])
  for (const [name, before] of Object.entries(alone)) {
    const after = many[name]
    const moves = name === 'claim' || name === 'release'
    // The places of all who wait are worked out once, from one short list, by what moves the queue alone.
    // A loop may read a row or two of its own meanwhile.
    expect(after?.rows, name).toBeLessThanOrEqual(before.rows + (moves ? WAITING : 0) + OF_LOOPS)
    expect(after?.doctors, name).toEqual(before.doctors)
    expect(after?.booths.slice(0, 2), name).toEqual(before.booths)
    expect(after?.booths.slice(2), name).toEqual(moves ? silent.map(() => ['booth:place']) : silent)
    // Places have more digits now, and the held check a note more; a whole queue would be fifty thousand letters.
    expect(after?.longest, name).toBeLessThan(before.longest + 500)
  }
  expect(alone['a status that says the same']).toMatchObject({ doctors: [[], []], booths: [[], []] })
  expect(alone['a status of somebody who waits']).toMatchObject({ doctors: [[], []], booths: [[], []] })
  expect(alone['a status of somebody whom a doctor has']).toMatchObject({ doctors: [['check:view'], []], booths: [[], []] })
  expect(alone['a value']).toMatchObject({ doctors: [['check:value'], []], booths: [[], []] })
  expect(alone['a renewal']).toMatchObject({ doctors: [[], []], booths: [[], []] })
  expect(alone['a note']).toMatchObject({ doctors: [['check:view'], []], booths: [['booth:check'], []] })
  expect(alone['claim']?.doctors[1]).toEqual(['queue:moved'])
})

test('a booth that comes in costs the database two questions: who it is, and how far its numbers came with what it shows', async () => {
  const costs: number[] = []
  const lines: Line[] = []
  for (let at = 0; at < 20; at++) {
    const booth = await world.booth(`来${at}间`)
    const shake = await booth.shake()
    await world.app.settled()
    questions = 0
    const line = await openLine(world.url, '/agent/socket', shake)
    await until(() => line.heard.some((text) => text.includes('booth:begin')))
    await world.app.settled()
    costs.push(questions)
    lines.push(line)
  }
  for (const line of lines) line.close()
  // A loop may ask something of its own meanwhile, but not each time.
  expect(Math.min(...costs)).toBe(2)
})

test('the answer to an upgrade and the line’s first packet come in one piece, and all that a booth is told at first in one push', async () => {
  const { hostname, port } = new URL(world.url)
  const socket = connect(Number(port), hostname)
  const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
  socket.write(`GET /agent/socket/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}\r\n${upgrade}\r\n\r\n`)
  const [piece] = await once(socket, 'data')
  socket.destroy()
  expect(String(piece)).toMatch(/^HTTP\/1\.1 101 .*\r\n\r\n.*"sid":/s)

  const booth = await world.booth('一封间')
  const line = await openLine(world.url, '/agent/socket', await booth.shake())
  await until(() => line.heard.some((text) => text.includes('booth:begin')))
  await world.app.settled()
  expect(line.heard.filter((text) => text.includes('"booth:'))).toHaveLength(1)
  line.close()
})

test('doctors who come together are shown one look at the queue between them, and each is shown it', async () => {
  const headers = { cookie: await (await world.person('dr-crowd', 'doctor')).cookie(), origin: world.settings.origin }
  await world.app.settled()
  rows = 0
  const first = await openLine(world.url, '/staff/socket', {}, headers)
  const others = await Promise.all(Array.from({ length: 8 }, () => openLine(world.url, '/staff/socket', {}, headers)))
  const lines = [first, ...others]
  await until(() => lines.every(({ heard }) => heard.some((text) => text.includes('queue:view'))))
  const read = rows
  for (const line of lines) line.close()
  // A look reads everybody who waits. A slow machine may take more than one for all, and never one for each.
  expect(read).toBeLessThan((lines.length - 2) * WAITING)
})
