import type { Duplex } from 'node:stream'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openMediaLine } from '#protocol/media-line.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { ROOM_CAPABILITIES } from '#protocol/room-capabilities.ts'
import { cardOf } from '../../test/driver.ts'
import { workerBin } from '../../test/worker-bin.ts'
import { openWorld, sure, until, type World } from '../../test/world.ts'
import { type Media, openMedia } from '../media/media.ts'
import { leave } from '../service/checks/booths.ts'
import { release } from '../service/checks/commands.ts'
import { claim } from '../service/checks/leases.ts'
import { sessionsOf } from '../store/sessions.ts'

// Signalling by tickets, with the real media behind it: lines, and seats in rooms.

const quiet = { error() {}, warn() {}, info() {}, debug() {} }
let world: World
let media: Media
/** The server's ends of all lines of calls. */
const ends: Duplex[] = []
beforeAll(async () => {
  media = await openMedia({
    workerBin: workerBin(),
    workers: 1,
    listenIp: '127.0.0.1',
    announcedAddress: null,
    port: 0,
    helpers: { urls: [], secret: null },
    clock: () => new Date(),
    // Without end: what is seen to end was ended, and not left alone.
    lingerMs: 600_000,
    log: quiet,
  })
  world = await openWorld({ outside: { media } })
  world.app.http.server.on('upgrade', ({ url = '' }, socket: Duplex) => url.startsWith('/media/socket') && ends.push(socket))
}, 60_000)
afterAll(async () => {
  await world.close()
  await media.close()
})

type Answer = { ticket: string } | Refusal
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})
let serial = 900

/** A line of a call; `heard`: what became of it. */
const lineBy = (ticket: () => Promise<Answer>) => {
  const line = openMediaLine(world.url, ticket)
  closing.push(() => line.close())
  const heard = { states: [] as string[], refused: null as string | null, closed: false, room: null as string | null }
  line.watch((state, refusal) => {
    heard.states.push(state)
    heard.refused = refusal?.refused ?? heard.refused
  })
  line.on('media:room', ({ room }) => {
    heard.room = room
    heard.closed ||= room === null
  })
  const stands = () => until(() => heard.states.at(-1) === 'connected')
  return { line, heard, stands }
}
/** A booth with somebody in it, a doctor who has claimed them, and both at their lines. */
const examined = async () => {
  const booth = await world.booth(`通话${++serial}号`)
  await booth.calibrate()
  const check = await booth.queued(cardOf('通话', serial))
  const doctor = await world.person(`dr-call-${serial}`, 'doctor')
  const version = async () => ({ command: world.ids(), check, version: (await world.check(check)).version })
  sure(await claim(world.deps, doctor.doctor, await version()))
  const [staff, agent] = [await doctor.connect(), booth.connect()]
  let states: string[] = []
  staff.watch((state) => (states = [...states, `staff ${state}`]))
  agent.watch((state) => (states = [...states, `agent ${state}`]))
  await until(() => states.includes('staff connected') && states.includes('agent connected'))
  return {
    check,
    booth,
    doctor,
    staff,
    agent,
    version,
    ofDoctor: () => staff.ask('check:call', { check }),
    ofBooth: () => agent.ask('booth:call', { check }),
  }
}
const join = async ({ line, stands }: ReturnType<typeof lineBy>, check: string) => {
  await stands()
  return line.ask('media:join', { check, rtpCapabilities: ROOM_CAPABILITIES })
}
/** Who sits opposite, as one side is told. */
const opposite = async ({ line }: ReturnType<typeof lineBy>, check: string) => sure(await line.ask('media:lines', { check })).theirs

test('doctor and booth get tickets, open a line each, and sit in one room', async () => {
  const { check, ofDoctor, ofBooth } = await examined()
  const [doctor, booth] = [lineBy(ofDoctor), lineBy(ofBooth)]
  const rooms = [sure(await join(doctor, check)), sure(await join(booth, check))].map(({ room }) => room.room)
  expect(rooms[0]).toBe(rooms[1])
  expect(await opposite(doctor, check)).toBe('still')
})

test('who may not join gets no ticket, and is told why', async () => {
  const { check, agent, booth, version, doctor } = await examined()
  const other = await (await world.person(`dr-other-${serial}`, 'doctor')).connect()
  const foreign = (await world.booth(`外${serial}号`)).connect()
  const asked = async <T>(ask: () => Promise<T | Refusal>) =>
    until(async () => {
      const answer = await ask()
      return isRefusal(answer) && answer.refused === 'not-connected' ? null : answer
    })
  expect(await asked(() => other.ask('check:call', { check }))).toMatchObject({ refused: 'not-your-check' })
  expect(await asked(() => foreign.ask('booth:call', { check }))).toMatchObject({ refused: 'check-unknown' })
  sure(await release(world.deps, doctor.doctor, await version()))
  sure(await leave(world.deps, booth.who, { check, command: world.ids() }))
  expect(await asked(() => agent.ask('booth:call', { check }))).toMatchObject({ refused: 'wrong-state' })
})

test('a ticket opens one line, for its own check, and nothing opens one without', async () => {
  const { ofDoctor } = await examined()
  const ticket = sure(await ofDoctor())
  const first = lineBy(async () => ticket)
  await first.stands()
  expect(await first.line.ask('media:join', { check: world.ids(), rtpCapabilities: ROOM_CAPABILITIES })).toMatchObject({
    refused: 'media-unknown',
  })
  const second = lineBy(async () => ticket)
  await until(() => second.heard.refused === 'media-unknown')
  const madeUp = lineBy(async () => ({ ticket: 'a' }))
  await until(() => madeUp.heard.refused === 'media-unknown')
})

test('a line says nothing of another check: neither does it join there nor learn who sits there', async () => {
  const [here, there] = [await examined(), await examined()]
  const [mine, theirs] = [lineBy(here.ofDoctor), lineBy(there.ofBooth)]
  sure(await join(mine, here.check))
  sure(await join(theirs, there.check))
  const says = { camera: 'off', overview: 'off', microphone: 'off', sound: 'on' } as const
  const { check } = there
  for (const answer of [
    await mine.line.ask('media:join', { check, rtpCapabilities: ROOM_CAPABILITIES }),
    await mine.line.ask('media:transport', { check }),
    await mine.line.ask('media:lines', { check }),
  ])
    expect(answer).toMatchObject({ refused: 'media-unknown' })
  // These are nobody's business but the own room's, and are answered alike wherever one sits.
  await mine.line.ask('media:say', { check, says })
  await mine.line.ask('media:leave', { check })
  expect(await opposite(theirs, check)).toBe('absent')
  expect(await opposite(mine, here.check)).toBe('absent')
  expect([mine.heard.closed, theirs.heard.closed]).toEqual([false, false])
})

test('a ticket ends with the line that asked for it: who signs out meanwhile opens nothing', async () => {
  const { ofDoctor, doctor, staff } = await examined()
  const ticket = sure(await ofDoctor())
  let state = ''
  staff.watch((now) => (state = now))
  world.deps.announce({ kind: 'person', person: doctor.id })
  await until(() => state === 'connecting')
  const late = lineBy(async () => ticket)
  await until(() => late.heard.refused === 'media-unknown')
})

test('a call goes on when the line of the staff or of the agent drops, and its own comes back by a new ticket to the seat as it was', async () => {
  const { check, staff, agent, ofDoctor, ofBooth } = await examined()
  const tickets: Answer[] = []
  const doctor = lineBy(async () => {
    const ticket = await ofDoctor()
    tickets.push(ticket)
    return ticket
  })
  const booth = lineBy(ofBooth)
  const { receive } = sure(await join(doctor, check))
  sure(await join(booth, check))
  agent.close()
  expect(await opposite(doctor, check)).toBe('still')
  for (const end of ends) end.destroy()
  await until(() => tickets.length > 1 && doctor.heard.states.at(-1) === 'connected')
  expect(sure(await doctor.line.ask('media:restart', { transport: receive.id }))).toHaveProperty('iceParameters.usernameFragment')
  staff.close()
  expect(await opposite(doctor, check)).toBe('still')
})

test.each([
  [
    'gives the driver back to the queue',
    async ({ doctor, version }: Case) => sure(await release(world.deps, doctor.doctor, await version())),
  ],
  ['loses the lease since nobody renewed it', async () => world.step(120_000)],
])('the seat of a doctor who %s ends at once, with its line, and the booth’s stays', async (_, happen) => {
  const one = await examined()
  const [doctor, booth] = [lineBy(one.ofDoctor), lineBy(one.ofBooth)]
  sure(await join(doctor, one.check))
  sure(await join(booth, one.check))
  await happen(one)
  await until(() => doctor.heard.closed && doctor.heard.refused === 'not-your-check')
  await until(async () => (await opposite(booth, one.check)) === 'absent')
  expect(booth.heard.closed).toBe(false)
})

test.each([
  ['person', 'doctor', async ({ doctor }: Case) => world.deps.announce({ kind: 'person', person: doctor.id })],
  [
    'session',
    'doctor',
    async ({ doctor }: Case) => {
      for (const { id } of await sessionsOf(world.deps.db, doctor.id)) world.deps.announce({ kind: 'session', session: id })
    },
  ],
  ['machine', 'booth', async ({ booth }: Case) => world.deps.announce({ kind: 'machine', machine: booth.who.id })],
])('what a seat stands by is its %s: when that ends the seat does, though its line was cut before', async (_, side, end) => {
  const one = await examined()
  const [doctor, booth] = [lineBy(one.ofDoctor), lineBy(one.ofBooth)]
  sure(await join(doctor, one.check))
  sure(await join(booth, one.check))
  const before = ends.filter(({ closed }) => !closed).length
  const cut = side === 'doctor' ? doctor : booth
  const other = side === 'doctor' ? booth : doctor
  cut.line.close()
  // The seat is kept for whoever comes back.
  await until(() => ends.filter(({ closed }) => !closed).length < before)
  expect(await opposite(other, one.check)).toBe('still')
  await end(one)
  await until(async () => (await opposite(other, one.check)) === 'absent')
})

test('when the booth is free for another driver both lines of the call end', async () => {
  const one = await examined()
  const [doctor, booth] = [lineBy(one.ofDoctor), lineBy(one.ofBooth)]
  sure(await join(doctor, one.check))
  sure(await join(booth, one.check))
  sure(await leave(world.deps, one.booth.who, { check: one.check, command: world.ids() }))
  await until(() => doctor.heard.closed && booth.heard.closed)
  await until(() => doctor.heard.refused !== null && booth.heard.refused !== null)
})
type Case = Awaited<ReturnType<typeof examined>>
