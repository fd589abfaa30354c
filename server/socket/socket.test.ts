import { generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckView, HallView, Live, LiveValue, QueueView } from '#protocol/check.ts'
import { openLink } from '#protocol/link.ts'
import { agentMessages, agentPushes, hallPushes, staffMessages, staffPushes } from '#protocol/messages.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { handshakeText } from '#protocol/rest.ts'
import { cardOf } from '../../test/driver.ts'
import { openWorld, rawKey, STROKES, still, sure, until, type World } from '../../test/world.ts'
import { shownBy } from '../service/checks/booths.ts'
import { changeMachine, createMachine, enrol, machines, renewCode } from '../service/machines/machines.ts'
import { EVERYTHING } from '../service/sites/scope.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

type Watched = { watch(take: (state: string, refusal: Refusal | null) => void): () => void }
const refusalOf = async (link: Watched) => {
  let seen: Refusal | null = null
  const stop = link.watch((_, refusal) => {
    seen = refusal ?? seen
  })
  const refusal = await until(() => seen)
  stop()
  return refusal
}
const connected = async (link: Watched) => {
  let state = ''
  link.watch((now) => {
    state = now
  })
  await until(() => state === 'connected')
}

test('a booth is known by its key and a number used once; whoever else is refused with the reason', async () => {
  const booth = await world.booth('握手间')
  const shake = await booth.shake()
  await connected(booth.connect(async () => shake))
  expect(await refusalOf(booth.connect(async () => shake))).toMatchObject({ refused: 'nonce-unknown' })
  const other = await world.booth('别的间')
  expect(await refusalOf(booth.connect(async () => ({ ...(await other.shake()), machine: booth.who.id })))).toMatchObject({
    refused: 'signature-wrong',
  })
  expect(await refusalOf(booth.connect(async () => ({ ...(await booth.shake()), machine: world.ids() })))).toMatchObject({
    refused: 'booth-unknown',
  })
  expect(await refusalOf(booth.connect(async () => ({})))).toMatchObject({ refused: 'malformed' })
})

test('staff are known by their cookie, from the pages of this origin alone', async () => {
  const doctor = await world.person('dr-socket', 'doctor')
  await connected(await doctor.connect())
  const open = (headers: Record<string, string>) =>
    openLink(world.url, { messages: staffMessages, pushes: staffPushes, path: '/staff/socket', headers })
  const nobody = open({ origin: world.settings.origin })
  expect(await refusalOf(nobody)).toMatchObject({ refused: 'not-signed-in' })
  nobody.close()
  const foreign = open({ origin: 'https://evil.example', cookie: await doctor.cookie() })
  // The reason goes along, so that a page under a wrong address can say where to enter.
  expect(await refusalOf(foreign)).toMatchObject({ refused: 'origin-wrong', fields: { origin: world.settings.origin } })
  foreign.close()
})

test('a counter may not claim, a doctor may not accept, and a body that does not fit is refused', async () => {
  const counter = await (await world.person('counter-socket', 'counter')).connect()
  const doctor = await (await world.person('dr-roles', 'doctor')).connect()
  await Promise.all([connected(counter), connected(doctor)])
  const command = { command: world.ids(), check: world.ids(), version: 1 }
  expect(await counter.ask('check:claim', command)).toMatchObject({ refused: 'not-allowed' })
  expect(await doctor.ask('counter:accept', command)).toMatchObject({ refused: 'not-allowed' })
  expect(await doctor.ask('check:claim', { ...command, version: -1 })).toMatchObject({
    refused: 'malformed',
    fields: { where: '/version' },
  })
  expect(await doctor.ask('check:claim', command)).toMatchObject({ refused: 'check-unknown' })
})

test('booth, doctor and hall each see the check move: queue, claim, live values, lease', async () => {
  const booth = await world.booth('路上间', '路上大厅')
  await booth.calibrate()
  const agent = booth.connect()
  const shown: (string | undefined)[] = []
  agent.on('booth:begin', ({ shown: one }) => shown.push(one?.check.phase))
  agent.on('booth:check', (value) => shown.push(value?.check.phase))
  await connected(agent)
  const { check } = sure(await agent.ask('booth:card', booth.cardReading(cardOf('路上', 5))))
  sure(
    await agent.ask('booth:declare', { command: world.ids(), check: check.id, consent: true, has: false, diseases: [], strokes: STROKES }),
  )
  await until(() => shown.at(-1) === 'underway')

  const doctor = await world.person('dr-road', 'doctor')
  const link = await doctor.connect()
  const shows: { queue?: QueueView; check?: CheckView; counts?: HallView } = {}
  const live: Live[] = []
  const values: LiveValue[] = []
  link.on('queue:view', (view) => {
    shows.queue = view
  })
  link.on('queue:moved', ({ rows, gone, concludedToday }) => {
    const others = shows.queue?.entries.filter(({ check: id }) => !gone.includes(id) && !rows.some((row) => row.check === id)) ?? []
    shows.queue = { entries: [...others, ...rows], concludedToday }
  })
  link.on('check:view', (view) => {
    shows.check = view
  })
  link.on('check:live', (log) => live.push(log))
  link.on('check:value', (value) => values.push(value))
  const hall = await world.hall(await (await world.person('chief', 'administrator')).cookie())
  hall.on('hall:view', (view) => {
    shows.counts = view
  })
  await until(() => shows.queue && shows.counts)
  const boothOf = () => shows.counts?.booths.find(({ name }) => name === '路上间')
  expect(boothOf()).toMatchObject({ online: true, state: 'underway' })

  sure(await agent.ask('booth:photo', { command: world.ids(), check: check.id, jpeg: (await still).toString('base64') }))
  const entry = await until(() => shows.queue?.entries.find(({ check: id }) => id === check.id))
  expect(entry).toMatchObject({ name: '路上', booth: '路上间' })
  sure(await link.ask('check:watch', { check: check.id }))
  const claimed = sure(await link.ask('check:claim', { command: world.ids(), check: check.id, version: entry.version }))
  expect(claimed.lease?.doctor.id).toBe(doctor.id)
  await until(() => boothOf()?.state === 'examined')

  const started = sure(
    await agent.ask('booth:start', { command: world.ids(), check: check.id, station: 'height', glasses: false, aid: false }),
  )
  const { attempt } = started
  if (!attempt) throw new Error('no attempt')
  sure(await agent.ask('booth:live', { check: check.id, attempt: attempt.id, station: 'height', trials: [] }))
  sure(await agent.ask('booth:value', { check: check.id, attempt: attempt.id, value: 480 }))
  await until(() => live.at(-1)?.attempt === attempt.id && values.at(-1)?.value === 480)
  // Another booth can't put words or numbers into this check.
  const stranger = (await world.booth('隔壁间')).connect()
  await connected(stranger)
  for (const said of [
    await stranger.ask('booth:live', { check: check.id, attempt: attempt.id, station: 'height', trials: [] }),
    await stranger.ask('booth:value', { check: check.id, attempt: attempt.id, value: 9 }),
  ])
    expect(said).toMatchObject({ refused: 'check-unknown' })
  expect(values.map(({ value }) => value)).toEqual([480])
  sure(await agent.ask('booth:reading', booth.reading(attempt)))
  await until(() => shows.check?.stations.find(({ station }) => station === 'height')?.finding)
  expect(JSON.stringify(shows.check)).not.toContain(attempt.seed)

  // Whoever decides on an old version is refused, and is shown the new one.
  expect(await link.ask('check:note', { command: world.ids(), check: check.id, version: 1, text: '迟到的话' })).toMatchObject({
    refused: 'stale',
  })
  agent.close()
  await until(() => boothOf()?.online === false)
})

test('what moves is told to those alone to whom it moved: places to booths that wait, rows to doctors, a note to who looks on', async () => {
  const waiting = await Promise.all(
    Array.from({ length: 3 }, async (_, index) => {
      const booth = await world.booth(`移动${index}间`)
      const id = await booth.queued(cardOf('移动', 50 + index))
      const agent = booth.connect()
      const told: string[] = []
      agent.on('booth:begin', ({ shown }) => told.push(`begin ${shown?.check.version}`))
      agent.on('booth:check', (value) => told.push(`view ${value?.check.version}`))
      agent.on('booth:place', ({ place }) => told.push(`place ${place}`))
      await until(() => told.length > 0)
      return { id, booth, agent, told, place: () => told.findLast((one) => one.startsWith('place')) }
    }),
  )
  const [first, second, third] = waiting
  if (!first || !second || !third) throw new Error('three wait')
  const doctor = await world.person('dr-moved', 'doctor')
  const [link, other] = [await doctor.connect(), await (await world.person('dr-onlooker', 'doctor')).connect()]
  const heard: string[] = []
  let views = 0
  other.on('queue:view', () => (views += 1))
  other.on('queue:moved', ({ rows, gone }) =>
    heard.push(...rows.map(({ check }) => `row ${check}`), ...gone.map((check) => `gone ${check}`)),
  )
  other.on('check:view', ({ id, version }) => heard.push(`view ${id} ${version}`))
  await until(() => views)
  const forget = () => [heard, ...waiting.map(({ told }) => told)].forEach((list) => list.splice(0))
  await world.app.settled()
  forget()

  // What was said before is no news, whoever it comes from.
  const device = { kind: 'height', name: 'A02YYUW', state: 'alive', simulated: false, faults: 0 } as const
  for (let times = 0; times < 3; times++) sure(await first.agent.ask('booth:status', { devices: [device] }))
  await world.app.settled()
  expect([heard, first.told, second.told]).toEqual([[], [], []])

  const version = async ({ id }: { id: string }) => (await world.check(id)).version
  const claimed = sure(await link.ask('check:claim', { command: world.ids(), check: first.id, version: await version(first) }))
  // Everybody behind moves up by one, and hears no more than that.
  const before = (await world.check(second.id)).version
  await until(() => second.place() && third.place() && heard.length)
  await world.app.settled()
  expect(heard).toEqual([`row ${first.id}`])
  expect([second.told, third.told].map((told) => told.length)).toEqual([1, 1])
  expect(Number(third.place()?.split(' ')[1]) - Number(second.place()?.split(' ')[1])).toBe(1)
  expect(before).toBe((await world.check(second.id)).version)

  forget()
  sure(await link.ask('check:note', { command: world.ids(), check: first.id, version: claimed.version, text: '头颈活动自如' }))
  await until(() => first.told.length)
  await world.app.settled()
  expect([heard, second.told, third.told]).toEqual([[], [], []])
  expect(first.told).toEqual([`view ${claimed.version + 1}`])
  expect(views).toBe(1)
})

test('what a doctor says in writing is told to the booth of that driver alone, and nobody else can say anything there', async () => {
  const [booth, beside] = [await world.booth('写字间'), await world.booth('写字间隔壁')]
  const id = await booth.queued(cardOf('写字', 60))
  await beside.queued(cardOf('隔壁', 61))
  const told: unknown[] = []
  const [agent, other] = [booth.connect(), beside.connect()]
  let begun = 0
  for (const line of [agent, other]) line.on('booth:begin', () => (begun += 1))
  agent.on('booth:said', (saying) => told.push(saying))
  other.on('booth:said', () => told.push('beside'))
  await until(() => begun === 2)
  const connected = async (login: string) => {
    const line = await (await world.person(login, 'doctor')).connect()
    let stands = false
    line.watch((state) => (stands = state === 'connected'))
    await until(() => stands)
    return line
  }
  const [doctor, stranger] = [await connected('dr-writes'), await connected('dr-stranger')]
  const { version } = await world.check(id)
  sure(await doctor.ask('check:claim', { command: world.ids(), check: id, version }))
  expect(await stranger.ask('check:say', { check: id, said: { phrase: 'wait' } })).toMatchObject({ refused: 'not-your-check' })
  sure(await doctor.ask('check:say', { check: id, said: { phrase: 'both-hands-up' } }))
  sure(await doctor.ask('check:say', { check: id, said: { words: '请把\n手举高' } }))
  sure(await doctor.ask('check:say', { check: id, said: null }))
  await until(() => told.length === 3)
  expect(told).toEqual([
    { check: id, said: { phrase: 'both-hands-up' } },
    { check: id, said: { words: '请把 手举高' } },
    { check: id, said: null },
  ])
  expect(await doctor.ask('check:say', { check: id, said: { words: '长'.repeat(81) } })).toMatchObject({ refused: 'malformed' })
})

test('a place at which a doctor points is told to the booth of that driver alone', async () => {
  const [booth, beside] = [await world.booth('指点间'), await world.booth('指点间隔壁')]
  const id = await booth.queued(cardOf('指点', 62))
  await beside.queued(cardOf('隔壁', 63))
  const told: unknown[] = []
  const [agent, other] = [booth.connect(), beside.connect()]
  let begun = 0
  for (const line of [agent, other]) line.on('booth:begin', () => (begun += 1))
  agent.on('booth:pointed', (pointing) => told.push(pointing))
  other.on('booth:pointed', () => told.push('beside'))
  await until(() => begun === 2)
  const doctor = await (await world.person('dr-points', 'doctor')).connect()
  let stands = false
  doctor.watch((state) => (stands = state === 'connected'))
  await until(() => stands)
  const pointing = { check: id, spot: { camera: 'overview', x: 0.25, y: 0.75 } } as const
  expect(await doctor.ask('check:point', pointing)).toMatchObject({ refused: 'not-your-check' })
  const { version } = await world.check(id)
  sure(await doctor.ask('check:claim', { command: world.ids(), check: id, version }))
  sure(await doctor.ask('check:point', pointing))
  await until(() => told.length === 1)
  expect(told).toEqual([pointing])
  expect(await doctor.ask('check:point', { ...pointing, spot: { ...pointing.spot, x: 1.2 } })).toMatchObject({ refused: 'malformed' })
})

test('a crowd that comes at once is let in, each of them, and the hall is told at most once a second', async () => {
  const chief = await world.hall(await (await world.person('chief-crowd', 'administrator')).cookie())
  const shown: number[] = []
  chief.on('hall:view', ({ booths }) => shown.push(booths.filter(({ name, online }) => online && name.startsWith('人群')).length))
  await until(() => shown.length)
  const booths = await Promise.all(Array.from({ length: 40 }, (_, index) => world.booth(`人群${index}间`)))
  const began = performance.now()
  const links = booths.map((booth) => booth.connect())
  await Promise.all(links.map(connected))
  await until(() => shown.at(-1) === 40)
  // At the beginning, and after each second's rest.
  expect(shown.length).toBeLessThanOrEqual(3 + Math.ceil((performance.now() - began) / 1000))
})

describe('of two computers with one key', () => {
  const machineOf = async (id: string) =>
    sure((await machines(world.deps, EVERYTHING)).find((machine) => machine.id === id) ?? refuse('not-found'))

  test('the second is refused, with ever longer pauses, while the first one stays; the administrator sees when it came', async () => {
    const booth = await world.booth('两线间')
    const states: string[] = []
    const first = booth.connect()
    await connected(first)
    first.watch((state) => states.push(state))
    const tries: number[] = []
    const second = openLink(world.url, {
      messages: agentMessages,
      pushes: agentPushes,
      path: '/agent/socket',
      credentials: async () => {
        tries.push(performance.now())
        return booth.shake()
      },
      backOff: { firstMs: 10, longestMs: 50, jitter: 0 },
    })
    const refusals: (string | undefined)[] = []
    second.watch((state, refusal) => state === 'refused' && refusals.push(refusal?.refused))
    await until(() => refusals.length >= 4)
    expect(new Set(refusals)).toEqual(new Set(['booth-taken']))
    // 50, 100 and 200 ms lie between them at least; a timer never comes early by more than a millisecond.
    const [one = 0, two = 0, three = 0, four = 0] = tries
    expect(two - one).toBeGreaterThanOrEqual(49)
    expect(three - two).toBeGreaterThanOrEqual(99)
    expect(four - three).toBeGreaterThanOrEqual(199)
    expect(states).toEqual(['connected'])
    expect(await first.ask('booth:status', { devices: [] })).toEqual({ done: true })
    expect(await machineOf(booth.who.id)).toMatchObject({ online: true, secondAt: world.now().toISOString() })
    // Once the first one has gone, the second may stand there.
    first.close()
    await connected(second)
    expect(await second.ask('booth:status', { devices: [] })).toEqual({ done: true })
    second.close()
  })

  test('one that ended and comes again gets in at once, as often as it likes, and nobody speaks of a second one', async () => {
    const booth = await world.booth('重启间')
    for (let round = 0; round < 3; round++) {
      const link = booth.connect()
      const refusals: unknown[] = []
      link.watch((_, refusal) => refusal && refusals.push(refusal))
      await connected(link)
      expect(refusals).toEqual([])
      link.close()
    }
    expect(await machineOf(booth.who.id)).toMatchObject({ secondAt: null })
  })

  test('a line whose computer has lost its power, and which closes nothing, gives way to the next one', async () => {
    const booth = await world.booth('断电间')
    // Shakes hands by the real protocol, then never says another word: no pong, no end.
    const dead = new WebSocket(`${world.url.replace('http', 'ws')}/agent/socket/?EIO=4&transport=websocket`)
    await new Promise((open) => dead.addEventListener('open', open, { once: true }))
    dead.send(`40${JSON.stringify(await booth.shake())}`)
    await until(() => world.isHere(booth.who.id))
    await connected(booth.connect())
    expect(await machineOf(booth.who.id)).toMatchObject({ online: true, secondAt: null })
    dead.close()
  })

  test('only one of many that come together gets the place', async () => {
    const booth = await world.booth('同来间')
    const links = Array.from({ length: 8 }, () => booth.connect())
    const states = links.map(() => '')
    for (const [index, link] of links.entries()) link.watch((state) => (states[index] = state))
    await until(() => states.every((state) => state !== 'connecting'))
    expect(states.toSorted()).toEqual(['connected', ...Array.from({ length: 7 }, () => 'refused')])
  })

  test('another key makes good what the administrator saw', async () => {
    const booth = await world.booth('换钥间')
    await connected(booth.connect())
    expect(await refusalOf(booth.connect())).toMatchObject({ refused: 'booth-taken' })
    const { code } = sure(await renewCode(world.deps, booth.who.id))
    const { publicKey } = generateKeyPairSync('ed25519')
    sure(await enrol(world.deps, { code: code?.code ?? '', publicKey: rawKey(publicKey) }))
    expect(await machineOf(booth.who.id)).toMatchObject({ secondAt: null })
  })
})

describe('a hall’s screens', () => {
  const screenOf = async (hall: string) => {
    const machine = sure(
      await createMachine(world.deps, {
        kind: 'hall-screen',
        name: `${hall}大屏${world.ids().slice(-4)}`,
        site: (await world.site(hall)).id,
      }),
    )
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    sure(await enrol(world.deps, { code: machine.code?.code ?? '', publicKey: rawKey(publicKey) }))
    const credentials = async () => {
      const { nonce } = (await (await fetch(`${world.url}/api/nonce`)).json()) as { nonce: string }
      return { machine: machine.id, nonce, signature: sign(null, Buffer.from(handshakeText(nonce)), privateKey).toString('base64url') }
    }
    const connect = () => {
      const backOff = { firstMs: 10, longestMs: 20, jitter: 0 }
      const link = openLink(world.url, { messages: {}, pushes: hallPushes, path: '/hall/socket', credentials, backOff })
      const seen: { state: string; refusal: string | null; view: HallView | null } = { state: '', refusal: null, view: null }
      link.watch((state, refusal) => Object.assign(seen, { state, refusal: refusal?.refused ?? seen.refusal }))
      link.on('hall:view', (view) => (seen.view = view))
      return { link, seen }
    }
    return { id: machine.id, connect }
  }
  const seenBy = async (id: string) => (await machines(world.deps, EVERYTHING)).find((machine) => machine.id === id)

  test('one that is shut off loses its line at once, shows nothing more, and its key is dead for good', async () => {
    const screen = await screenOf('关屏大厅')
    const { link, seen } = screen.connect()
    await until(() => seen.view)
    expect(await seenBy(screen.id)).toMatchObject({ online: true, disabled: false })
    sure(await changeMachine(world.deps, screen.id, { disabled: true }))
    await until(() => seen.state !== 'connected')
    await until(() => seen.refusal === 'machine-disabled')
    expect(await seenBy(screen.id)).toMatchObject({ online: false, disabled: true })
    // Let in again it needs a new code: what was copied of the old key opens nothing.
    sure(await changeMachine(world.deps, screen.id, { disabled: false }))
    seen.refusal = null
    await until(() => seen.refusal)
    expect(seen.state).not.toBe('connected')
    link.close()
  })

  test('a second one with the key of one that is there is refused, and the administrator sees when it came', async () => {
    const screen = await screenOf('双屏大厅')
    const first = screen.connect()
    await until(() => first.seen.view)
    const second = screen.connect()
    await until(() => second.seen.refusal === 'screen-taken')
    expect([first.seen.state, second.seen.view]).toEqual(['connected', null])
    expect(await seenBy(screen.id)).toMatchObject({ online: true, secondAt: world.now().toISOString() })
    first.link.close()
    await until(() => second.seen.view)
    expect(await seenBy(screen.id)).toMatchObject({ online: true })
    second.link.close()
    await until(async () => (await seenBy(screen.id))?.online === false)
  })

  test('several of one hall, each with a key of its own, show the same', async () => {
    const screens = [await screenOf('三屏大厅'), await screenOf('三屏大厅'), await screenOf('三屏大厅')].map(({ connect }) => connect())
    await until(() => screens.every(({ seen }) => seen.view?.site?.name === '三屏大厅'))
    expect(screens.map(({ seen }) => [seen.state, seen.refusal])).toEqual(screens.map(() => ['connected', null]))
    for (const { link } of screens) link.close()
  })

  test('administrators look on from as many windows as they like', async () => {
    const cookie = await (await world.person('chief-windows', 'administrator')).cookie()
    const links = [await world.hall(cookie), await world.hall(cookie)]
    await Promise.all(links.map(connected))
    for (const link of links) link.close()
  })
})

test('a device that a booth loses is stated to the doctor who looks on, and in the metrics, until it is back', async () => {
  const booth = await world.booth('失联间')
  const agent = booth.connect()
  await connected(agent)
  const { check } = sure(await agent.ask('booth:card', booth.cardReading(cardOf('失联', 7))))
  sure(
    await agent.ask('booth:declare', { command: world.ids(), check: check.id, consent: true, has: false, diseases: [], strokes: STROKES }),
  )
  const jpeg = (await still).toString('base64')
  sure(await agent.ask('booth:photo', { command: world.ids(), check: check.id, jpeg }))
  const link = await (await world.person('dr-lost', 'doctor')).connect()
  await connected(link)
  let view: CheckView | null = null
  link.on('check:view', (value) => (view = value))
  sure(await link.ask('check:watch', { check: check.id }))
  const say = (state: 'alive' | 'silent') =>
    agent.ask('booth:status', { devices: [{ kind: 'height', name: 'A02YYUW', state, simulated: false, faults: 0 }] })
  const metric = async (state: string) =>
    (await (await fetch(`${world.url}/metrics`)).text()).includes(
      `roadfit_booth_device{booth="${booth.who.id}",device="height",state="${state}"} 1`,
    )
  for (const state of ['alive', 'silent', 'alive'] as const) {
    sure(await say(state))
    await until(() => view?.booth.devices?.[0]?.state === state)
    expect(await metric(state)).toBe(true)
    expect(await metric(state === 'alive' ? 'silent' : 'alive')).toBe(false)
  }
  // A booth that has gone says nothing of its devices: what it said last isn't shown as if it were now.
  agent.close()
  await until(() => view?.booth.devices?.[0]?.kind === 'computer')
  expect(view).toMatchObject({ booth: { devices: [{ kind: 'computer', state: 'absent' }] } })
  const again = booth.connect()
  await connected(again)
  sure(await again.ask('booth:status', { devices: [{ kind: 'height', name: 'A02YYUW', state: 'alive', simulated: false, faults: 0 }] }))
  await until(() => view?.booth.devices?.[0]?.kind === 'height')
})

test('the doctor who looks on sees the cabin as its board says, with the limit of noise, until the board or the booth has gone', async () => {
  const booth = await world.booth('舱门间')
  const agent = booth.connect()
  await connected(agent)
  const { check } = sure(await agent.ask('booth:card', booth.cardReading(cardOf('舱门', 8))))
  const link = await (await world.person('dr-cabin', 'doctor')).connect()
  await connected(link)
  let view: CheckView | null = null
  link.on('check:view', (value) => (view = value))
  expect(sure(await link.ask('check:watch', { check: check.id })).check?.booth).not.toHaveProperty('cabin')
  const open = { door: 'open', occupied: true, noise: { db: 52, quality: 'good' }, lux: 320 } as const
  sure(await agent.ask('booth:status', { devices: [], cabin: open }))
  await until(() => view?.booth.cabin?.door === 'open')
  expect(view).toMatchObject({ booth: { cabin: { ...open, noiseLimitDb: world.deps.settings.noiseLimitDb } } })
  // The booth itself needs no view of it, and a board that has gone says nothing of now.
  expect((await shownBy(world.deps, booth.who.id))?.check.booth).not.toHaveProperty('cabin')
  sure(await agent.ask('booth:status', { devices: [] }))
  await until(() => view && !view.booth.cabin)
  sure(await agent.ask('booth:status', { devices: [], cabin: open }))
  await until(() => view?.booth.cabin)
  agent.close()
  await until(() => view && !view.booth.cabin)
})

test('a cabin that no board can have noticed is refused', async () => {
  const booth = await world.booth('错报间')
  const agent = booth.connect()
  await connected(agent)
  const cabin = { door: 'open', occupied: true, noise: { db: 52, quality: 'good' }, lux: 320 } as const
  for (const wrong of [{ lux: -1 }, { noise: { db: 38.5, quality: 'good' as const } }, { noise: { db: 300, quality: 'good' as const } }])
    expect(await agent.ask('booth:status', { devices: [], cabin: { ...cabin, ...wrong } })).toMatchObject({ refused: 'malformed' })
})

test('the metrics count the devices that answer and their faults, by the booth’s id, and forget a booth that has gone', async () => {
  const booth = await world.booth('计数间')
  const told = async () => (await (await fetch(`${world.url}/metrics`)).text()).split('\n')
  const answering = async () => Number((await told()).find((line) => line.startsWith('roadfit_alive{of="devices"}'))?.split(' ')[1])
  const before = await answering()
  const agent = booth.connect()
  await connected(agent)
  const device = { name: 'SDT', simulated: false }
  sure(
    await agent.ask('booth:status', {
      devices: [
        { ...device, kind: 'identity-card', state: 'alive', faults: 3 },
        { ...device, kind: 'height', state: 'silent', faults: 0 },
      ],
    }),
  )
  expect(await answering()).toBe(before + 1)
  const lines = await told()
  expect(lines).toContain(`roadfit_booth_device_faults{booth="${booth.who.id}",device="identity-card"} 3`)
  expect(lines).toContain(`roadfit_booth_device{booth="${booth.who.id}",device="height",state="silent"} 1`)
  expect(lines.join()).not.toContain('计数间')
  agent.close()
  await until(async () => !(await told()).join().includes(booth.who.id))
  expect(await answering()).toBe(before)
})
