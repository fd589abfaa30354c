import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { BoothCheck } from '#protocol/check.ts'
import type { LinkState } from '#protocol/link.ts'
import { openMediaLine } from '#protocol/media-line.ts'
import type { Refusal } from '#protocol/refusal.ts'
import { ROOM_CAPABILITIES } from '#protocol/room-capabilities.ts'
import type { WatchedMoved } from '#protocol/watching.ts'
import { cardOf } from '../../test/driver.ts'
import { workerBin } from '../../test/worker-bin.ts'
import { openWorld, sure, until, type World } from '../../test/world.ts'
import { type Media, openMedia } from '../media/media.ts'
import { release } from '../service/checks/commands.ts'
import { claim } from '../service/checks/leases.ts'
import { accessView } from '../service/people/access.ts'

// A doctor watches drivers who go through their checks alone, over real lines with the real media behind them.

const quiet = { error() {}, warn() {}, info() {}, debug() {} }
let world: World
let media: Media
beforeAll(async () => {
  media = await openMedia({
    workerBin: workerBin(),
    workers: 1,
    listenIp: '127.0.0.1',
    announcedAddress: null,
    port: 0,
    helpers: { urls: [], secret: null },
    clock: () => new Date(),
    log: quiet,
  })
  world = await openWorld({ outside: { media } })
}, 60_000)
afterAll(async () => {
  await world.close()
  await media.close()
})
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const connected = async (link: { watch(take: (state: LinkState) => void): unknown }): Promise<void> => {
  let state: LinkState = 'connecting'
  link.watch((now) => void (state = now))
  await until(() => state === 'connected')
}
let serial = 0
/** Drivers in booths of their own who go through their checks alone, and what each booth is shown. */
const alone = async (count: number, site = '示范服务大厅') => {
  const drivers = []
  for (let at = 0; at < count; at++) {
    const booth = await world.booth(`瓷${++serial}号`, site)
    await booth.calibrate()
    const check = await booth.queued(cardOf('独自', 700 + serial))
    const agent = booth.connect()
    closing.push(() => agent.close())
    const shown: BoothCheck[] = []
    const take = (held: BoothCheck | null) => void (held && shown.push(held))
    agent.on('booth:begin', (begin) => take(begin.shown))
    agent.on('booth:check', take)
    await connected(agent)
    const watchers = () => shown.at(-1)?.check.watchers ?? []
    drivers.push({ booth, check, agent, watchers })
  }
  return drivers
}
const sits = async (login: string) => {
  const person = await world.person(`${login}-${++serial}`, 'doctor')
  const link = await person.connect()
  closing.push(() => link.close())
  const moved: WatchedMoved[] = []
  link.on('watched:moved', (news) => void moved.push(news))
  await connected(link)
  const asked = async (check: string) => ({ command: world.ids(), check, version: (await world.check(check)).version })
  return { ...person, link, moved, asked, choose: async (checks: string[]) => link.ask('watched:choose', { checks }) }
}
/** A line of a call by a ticket, and who is told what on it. */
const lineBy = async (ticket: () => Promise<{ ticket: string } | Refusal>) => {
  const line = openMediaLine(world.url, ticket)
  closing.push(() => line.close())
  const heard = { closed: false, refused: null as string | null }
  line.watch((_, refusal) => {
    heard.refused = refusal?.refused ?? heard.refused
  })
  line.on('media:room', ({ room }) => {
    heard.closed ||= room === null
  })
  await connected(line)
  return { line, heard }
}

test('six drivers are watched at once: each booth is told by whom, each look is on record, and nobody is claimed', async () => {
  const drivers = await alone(6)
  const doctor = await sits('six')
  const checks = drivers.map(({ check }) => check)
  const versions = await Promise.all(checks.map(async (check) => (await world.check(check)).version))
  expect(sure(await doctor.choose(checks)).checks.map(({ id }) => id)).toEqual(checks)
  for (const { watchers } of drivers) await until(() => watchers().includes(doctor.name))
  const { entries } = await accessView(world.deps, null)
  expect(entries.filter(({ what, person }) => what === 'watch' && person === doctor.name).map(({ check }) => check)).toHaveLength(6)
  for (const [at, check] of checks.entries()) expect(await world.check(check)).toMatchObject({ lease: null, version: versions[at] })
  // What goes on in a booth is shown at once.
  await drivers[3]?.booth.measure(checks[3] ?? '', 'height')
  await until(() => doctor.moved.some(({ check, view }) => check === checks[3] && view?.stations[0]?.state === 'measured'))
})

test('a seventh is refused, and so is one of another site', async () => {
  const [here] = await alone(1, '东城瓷厅')
  const doctor = await sits('east')
  await doctor.worksFor('西城瓷厅')
  const link = await doctor.connect()
  closing.push(() => link.close())
  await connected(link)
  expect(await link.ask('watched:choose', { checks: [here?.check ?? ''] })).toMatchObject({ refused: 'other-site' })
  expect(here?.watchers()).toEqual([])
  const seven = Array.from({ length: 7 }, () => world.ids())
  expect(await doctor.choose(seven)).toMatchObject({ refused: 'malformed' })
})

test('the booth is told no more as soon as the page watches another, or its line has gone', async () => {
  const [one, other] = await alone(2)
  if (!one || !other) throw new Error('nobody')
  const doctor = await sits('leaves')
  sure(await doctor.choose([one.check]))
  await until(() => one.watchers().length === 1)
  sure(await doctor.choose([other.check]))
  await until(() => one.watchers().length === 0 && other.watchers().length === 1)
  doctor.link.close()
  await until(() => other.watchers().length === 0)
})

test('a doctor who claims ends the watching of all others, whose seats end with it, and theirs is the seat of the doctor', async () => {
  const [driver] = await alone(1)
  if (!driver) throw new Error('nobody')
  const { check, agent, watchers } = driver
  const [watcher, doctor] = [await sits('watches'), await sits('claims')]
  sure(await watcher.choose([check]))
  await until(() => watchers().length === 1)
  const booth = await lineBy(() => agent.ask('booth:call', { check }))
  const seen = await lineBy(() => watcher.link.ask('watched:call', { check }))
  sure(await booth.line.ask('media:join', { check, rtpCapabilities: ROOM_CAPABILITIES }))
  sure(await seen.line.ask('media:join', { check, rtpCapabilities: ROOM_CAPABILITIES }))
  sure(await claim(world.deps, doctor.doctor, await doctor.asked(check)))
  await until(() => seen.heard.closed && watcher.moved.some((news) => news.check === check && news.view === null))
  expect(watchers()).toEqual([])
  // Given back, the driver is alone again, and watched by nobody who doesn't ask.
  sure(await release(world.deps, doctor.doctor, await doctor.asked(check)))
  await world.app.settled()
  expect(watchers()).toEqual([])
  expect(await watcher.link.ask('watched:call', { check })).toMatchObject({ refused: 'not-your-check' })
})

test('who watches gets a ticket for what they watch alone, sends nothing, and gets no voice', async () => {
  const [driver, other] = await alone(2)
  if (!driver || !other) throw new Error('nobody')
  const watcher = await sits('ticket')
  sure(await watcher.choose([driver.check]))
  expect(await watcher.link.ask('watched:call', { check: other.check })).toMatchObject({ refused: 'not-your-check' })
  expect(await watcher.link.ask('check:call', { check: driver.check })).toMatchObject({ refused: 'not-your-check' })
  const { line } = await lineBy(() => watcher.link.ask('watched:call', { check: driver.check }))
  const joined = sure(await line.ask('media:join', { check: driver.check, rtpCapabilities: ROOM_CAPABILITIES }))
  expect(joined.room.producers).toEqual([])
  expect(await line.ask('media:transport', { check: driver.check })).toMatchObject({ refused: 'not-allowed' })
})
