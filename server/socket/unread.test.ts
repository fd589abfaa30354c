import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BoothCheck, HallView, Live } from '#protocol/check.ts'
import { openDeafLine } from '../../test/attacks/wire.ts'
import { cardOf, rehearsed } from '../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../test/world.ts'
import { decideStation, note } from '../service/checks/commands.ts'
import { claim } from '../service/checks/leases.ts'
import { conclude, drawUp } from '../service/checks/signoff.ts'
import { addMachine } from '../store/machines.ts'

/** Far more than the two ends of a connection hold for a program that doesn't read, which is 4 MB and more; and what the server may. */
const ENOUGH = 40_000_000
/** A report as long as the longest, bytes. */
const PAPER = 1_000_000
/** Of the big screen's names: some rounds of a second fill a line. */
const BOOTHS = 1500
const NAME = '间'.repeat(600)

let world: World
/** The server's ends of all connections. */
const ends: Socket[] = []
const endOf = (port: number | undefined): Socket => {
  const end = ends.find(({ remotePort }) => remotePort === port)
  if (!end) throw new Error('no such connection')
  return end
}
/** What the process holds for those who don't read, bytes. */
const waiting = () => ends.reduce((sum, { writableLength }) => sum + writableLength, 0)
const listen = (one: World) => one.app.http.server.on('connection', (socket: Socket) => ends.push(socket))

beforeAll(async () => {
  world = await openWorld({ pace: { unread: { most: 1_000_000, ms: 600_000 } } })
  listen(world)
}, 60_000)
afterAll(() => world.close())

/** Sends until something is so; gives how much that took. */
const sendUntil = async (done: () => boolean, send: () => Promise<number> | number): Promise<number> => {
  let sent = 0
  while (!done() && sent < ENOUGH) {
    sent += await send()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return sent
}

/** A doctor who examines somebody, and a long log of that check. */
const examined = async (name: string, serial: number, one = world) => {
  const booth = await one.booth(`${name}间`)
  await booth.calibrate()
  const check = await booth.queued(cardOf(name, serial))
  const doctor = await one.person(`dr-${serial}`, 'doctor')
  sure(await claim(one.deps, doctor.doctor, { command: one.ids(), check, version: (await one.check(check)).version }))
  const attempt = await booth.attempt(check, 'hearing')
  const live: Live = { check, attempt: attempt.id, station: 'hearing', trials: rehearsed(attempt) as Live['trials'] }
  return { check, doctor, live }
}
/** Tells the doctors who look on so often; gives how many bytes each of them is sent. */
const tell = ({ deps }: World, live: Live, times: number): number => {
  for (let at = 0; at < times; at++) deps.announce({ kind: 'live', live })
  return times * JSON.stringify(live).length
}
/** A check that is through, whose paper is long. */
const finished = async (name: string, serial: number) => {
  const booth = await world.booth(`${name}间`)
  await booth.calibrate()
  const check = await booth.queued(cardOf(name, serial))
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(check, station)
  const doctor = await world.person(`dr-${serial}`, 'doctor')
  const asked = async () => ({ command: world.ids(), check, version: (await world.check(check)).version })
  sure(await claim(world.deps, doctor.doctor, await asked()))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await asked()), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor.doctor, { ...(await asked()), remark: null }))
  const { digest = '', number = '' } = drawnUp ?? {}
  sure(await conclude(world.deps, doctor.doctor, { ...(await asked()), digest, proof: { by: 'password', password: PASSWORD } }))
  await until(async () => (await world.check(check)).phase === 'handed-over')
  const pdf = (await world.check(check)).report?.pdf
  const { files } = world.deps
  const long = new Uint8Array(PAPER)
  world.deps.files = {
    ...files,
    get: async (digest) =>
      digest === pdf
        ? {
            digest,
            size: PAPER,
            stream: async function* () {
              yield long
            },
          }
        : files.get(digest),
    bytes: async (digest) => (digest === pdf ? long : files.bytes(digest)),
  }
  return { booth, check, doctor, number }
}
const deafDoctor = async (url: string, cookie: string, origin: string, check: string) => {
  const line = await openDeafLine(url, '/staff/socket', null, { cookie, origin })
  line.ask('check:watch', { check })
  return line
}

test('a doctor’s page that doesn’t read is ended, others go on, and when it comes again it has the newest', async () => {
  const { check, doctor, live } = await examined('聋页', 901)
  const other = await doctor.connect()
  let heard = 0
  other.on('check:live', () => heard++)
  await until(async () => 'check' in (await other.ask('check:watch', { check })))
  const line = await deafDoctor(world.url, await doctor.cookie(), world.settings.origin, check)
  const end = endOf(line.port)
  let told = 0
  const sent = await sendUntil(
    () => end.destroyed,
    () => {
      told += 50
      return tell(world, live, 50)
    },
  )
  expect(sent).toBeLessThan(ENOUGH)
  // Whoever reads has missed nothing, and nothing is kept for the other.
  await until(() => heard === told)
  await until(() => waiting() === 0)
  sure(
    await note(world.deps, doctor.doctor, { command: world.ids(), check, version: (await world.check(check)).version, text: '看到最新' }),
  )
  const again = await doctor.connect()
  await until(async () => 'check' in (await again.ask('check:watch', { check })))
  expect(JSON.stringify(await again.ask('check:watch', { check }))).toContain('看到最新')
  line.close()
}, 60_000)

test('a booth that doesn’t read its answers is ended, and when it comes again it has its check as it is', async () => {
  const { booth, check } = await finished('聋舱', 902)
  const line = await openDeafLine(world.url, '/agent/socket', await booth.shake())
  const end = endOf(line.port)
  const sent = await sendUntil(
    () => end.destroyed,
    async () => {
      line.ask('booth:report', { check })
      await new Promise((resolve) => setTimeout(resolve, 20))
      return PAPER
    },
  )
  expect(sent).toBeLessThan(ENOUGH)
  await until(() => waiting() === 0)
  const shown: (BoothCheck | null)[] = []
  booth.connect().on('booth:begin', (begun) => shown.push(begun.shown))
  expect((await until(() => shown.at(-1))).check).toMatchObject({ id: check, phase: 'handed-over' })
  line.close()
}, 60_000)

test('a big screen that doesn’t read is ended, and when it comes again it has the newest', async () => {
  const { id: site } = await world.site('大屏厅')
  for (let at = 0; at < BOOTHS; at++)
    await addMachine(world.deps.db, world.deps.key, {
      id: world.ids(),
      kind: 'booth',
      name: `${at} ${NAME}`,
      site,
      codeUntil: '2026-12-01T00:00:00.000Z',
    })
  const chief = await world.person('chief', 'administrator')
  const line = await openDeafLine(world.url, '/hall/socket', null, { cookie: await chief.cookie(), origin: world.settings.origin })
  const end = endOf(line.port)
  const booth = await world.booth('来去间', '大屏厅')
  const { presence, announce } = world.deps
  const sent = await sendUntil(
    () => end.destroyed,
    async () => {
      if (!(await presence.left(booth.who.id, 'its line'))) await presence.arrived(booth.who.id, 'its line')
      announce({ kind: 'machines' })
      await new Promise((resolve) => setTimeout(resolve, 200))
      // A fifth of a view: they come once a second.
      return (BOOTHS * NAME.length * 3) / 5
    },
  )
  expect(sent).toBeLessThan(ENOUGH)
  await presence.arrived(booth.who.id, 'its line')
  const views: HallView[] = []
  ;(await world.hall(await chief.cookie())).on('hall:view', (view) => views.push(view))
  expect((await until(() => views.at(-1))).booths).toContainEqual({ name: '来去间', online: true, state: 'free', calls: false })
  line.close()
}, 60_000)

test('a line that takes nothing for too long is ended, however little waits there', async () => {
  const hasty = await openWorld({ pace: { unread: { most: ENOUGH * 2, ms: 500 } } })
  listen(hasty)
  const { check, doctor, live } = await examined('停页', 903, hasty)
  const line = await deafDoctor(hasty.url, await doctor.cookie(), hasty.settings.origin, check)
  const end = endOf(line.port)
  // Until there is something that the two ends of the connection don't take, and then nothing more.
  await sendUntil(
    () => end.writableLength > 0,
    () => tell(hasty, live, 20),
  )
  expect(end.destroyed).toBe(false)
  await until(() => end.destroyed)
  line.close()
  await hasty.close()
}, 60_000)

test('an answer that isn’t read is cut when its connection stands still, and what waited goes', async () => {
  const { doctor, number } = await finished('聋问', 904)
  const { server } = world.app.http
  const { timeout } = server
  // As long as it is borne: what the product is started with.
  expect(timeout).toBe(60_000)
  server.timeout = 500
  const { port } = new URL(world.url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.pause()
  const end = await until(() => ends.find(({ remotePort }) => remotePort === socket.localPort))
  socket.write(`GET /api/reports/${number}/pdf HTTP/1.1\r\nHost: x\r\nCookie: ${await doctor.cookie()}\r\n\r\n`.repeat(ENOUGH / PAPER))
  await until(() => end.writableLength > 0)
  // The framework goes on asking only when what it has answered was taken.
  expect(end.writableLength).toBeLessThan(10 * PAPER)
  // What was on its way to the system when the connection ended goes when that says so, a moment later.
  await until(() => end.destroyed && end.writableLength === 0)
  server.timeout = timeout
  socket.destroy()
}, 60_000)
