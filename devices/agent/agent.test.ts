import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { replay } from '#measure/index.ts'
import type { BoothView, Hand, Touch } from '#protocol/booth.ts'
import { signedText } from '#protocol/canonical.ts'
import type { DeviceKind } from '#protocol/device.ts'
import { type Link, openLink } from '#protocol/link.ts'
import type { Setup } from '#protocol/measurement.ts'
import { pageMessages, pagePushes, simulatorMessages, simulatorPushes } from '#protocol/messages.ts'
import type { Cabin, CalibrationReading } from '#protocol/reading.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { checkView } from '../../test/made-up/check.ts'
import { openKey } from '../keep/key.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

// The agent as its own process, its devices on pseudo-terminals, a page and a pair of hands over real sockets.

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const wait = { timeout: 30_000, interval: 20 }
const acuity: Setup = {
  procedure: 'acuity',
  method: 'limits',
  eye: 'right',
  limits: [4.9],
  glasses: false,
  screen: { pitchMm: 0.1554, pathMm: 5000, mirrors: 1 },
}
const zhang = {
  id: 'zhang',
  name: '张三',
  classes: ['C1'],
  note: '',
  heightMm: 1720,
  card: {
    kind: 'resident',
    name: '张三',
    sex: 'male',
    nation: '01',
    birth: '1949-12-31',
    address: '测试路1号',
    number: '11010519491231002X',
    authority: '测试市公安局',
    validFrom: '2015-01-01',
    validTo: null,
  },
}

type Page = {
  view: () => BoothView
  link: Link<typeof pageMessages, typeof pagePushes>
  touch: (touch: Touch) => Promise<unknown>
  everything: string[]
}
type Booth = { process: ChildProcess; page: Page; hand: (hand: Hand) => Promise<unknown>; kill: () => Promise<void>; said: () => string }

const pages = () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-pages-'))
  mkdirSync(join(folder, 'booth'), { recursive: true })
  mkdirSync(join(folder, 'assets'))
  return folder
}
const dataFolder = () => mkdtempSync(join(tmpdir(), 'roadfit-booth-'))

/** Starts an agent and opens its two pages. */
const startBooth = async (server: TestServer, data: string): Promise<Booth> => {
  const drivers = join(data, 'drivers.json')
  writeFileSync(drivers, JSON.stringify([zhang]))
  const process_ = spawn(process.execPath, ['devices/main.ts'], {
    env: {
      ...process.env,
      ROADFIT_SERVER: server.url,
      ROADFIT_BOOTH_DATA: data,
      ROADFIT_BOOTH_PORT: '0',
      ROADFIT_BOOTH_CODE: 'CODE',
      ROADFIT_BOOTH_STATIC: pages(),
      ROADFIT_SIMULATE: '1',
      ROADFIT_PACE: '0.05',
      ROADFIT_SIMULATED_DRIVERS: drivers,
    },
  })
  let said = ''
  let logged = ''
  process_.stdout.on('data', (part: Buffer) => (said += part.toString()))
  process_.stderr.on('data', (part: Buffer) => (logged += part.toString()))
  const ended = new Promise<void>((resolve) => process_.once('exit', () => resolve()))
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    process_.kill(signal)
    await ended
  }
  closing.push(() => kill('SIGTERM'))
  await vi.waitFor(() => {
    if ([...said.matchAll(/^ready \S+$/gm)].length < 2) throw new Error(`not ready: ${logged}`)
  }, wait)
  const { booth, simulator } = JSON.parse(readFileSync(join(data, 'launch.json'), 'utf8')) as Record<string, string>
  const page = await openPage(booth ?? '')
  const headers = await headersFrom(simulator ?? '')
  const hands = openLink(headers.origin, { messages: simulatorMessages, pushes: simulatorPushes, path: '/door/socket', headers })
  closing.push(() => hands.close())
  await new Promise((take) => hands.on('simulator:view', take))
  return { process: process_, page, hand: (hand) => hands.ask('simulator:do', hand), kill, said: () => said + logged }
}

const headersFrom = async (launch: string) => {
  const answer = await fetch(launch, { redirect: 'manual' })
  return { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '', origin: new URL(launch).origin }
}
const openPage = async (launch: string): Promise<Page> => {
  const headers = await headersFrom(launch)
  const link = openLink(headers.origin, { messages: pageMessages, pushes: pagePushes, path: '/door/socket', headers })
  closing.push(() => link.close())
  let view: BoothView | null = null
  const everything: string[] = []
  const see = (next: BoothView) => {
    view = next
    everything.push(JSON.stringify(next))
  }
  link.on('booth:view', see)
  link.on('booth:stage', (moved) => view && see({ ...view, ...moved }))
  const now = () => {
    if (!view) throw new Error('no view yet')
    return view
  }
  await vi.waitFor(now, wait)
  return { view: now, link, touch: (touch) => link.ask('page:touch', touch), everything }
}

const stateOf = (page: Page, device: DeviceKind) => page.view().devices.find(({ kind }) => kind === device)?.state

/** Reads the E on the page and presses its arrow on the keypad, so many trials long or until it's over. */
const answerAcuity = async ({ page, hand }: Booth, times: number, over = () => false) => {
  for (let n = 0; n < times; n++) {
    const stage = await vi.waitFor(() => {
      const { stage } = page.view()
      if (over()) return null
      if (stage?.scene.scene !== 'optotype') throw new Error('no optotype')
      // A keypad that has just been opened is not listened to yet: what comes first may be old bytes.
      if (stateOf(page, 'keypad') !== 'alive') throw new Error('no keypad')
      return { ...stage, scene: stage.scene }
    }, wait)
    if (stage === null) return
    await page.touch({ touch: 'shown', attempt: stage.attempt, index: stage.index })
    await hand({ hand: 'key', key: stage.scene.direction })
    await vi.waitFor(() => {
      if (page.view().stage?.index === stage.index) throw new Error('not answered')
    }, wait)
  }
}

test('a card opens a check, a height is measured, and a signed reading arrives that replays', { timeout: 90_000 }, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  const data = dataFolder()
  const booth = await startBooth(server, data)
  const { page, hand } = booth
  await vi.waitFor(() => expect(page.view()).toMatchObject({ link: 'connected', booth: { name: '1号舱', site: '城东大厅' } }), wait)
  await vi.waitFor(
    () =>
      expect(server.inbox.calibrations.map(({ value }) => value.device)).toEqual(expect.arrayContaining(['screen', 'speakers', 'height'])),
    wait,
  )

  await hand({ hand: 'card', driver: 'zhang' })
  await vi.waitFor(() => expect(page.view().check?.applicant.name).toBe('张三'), wait)
  const [card] = server.inbox.cards
  expect(card).toMatchObject({ card: zhang.card, photo: expect.stringMatching(/^iVBORw0KGgo/) })
  expect(server.inbox.cards).toHaveLength(1)

  server.show({ check: checkView({ version: 5 }), attempt: null })
  await vi.waitFor(() => expect(page.view().check?.phase).toBe('underway'), wait)
  expect(await page.touch({ touch: 'start', station: 'height', glasses: false, aid: false })).toEqual({ done: true })
  expect(server.inbox.started).toMatchObject([{ station: 'height', glasses: false, aid: false }])
  const floor = server.inbox.calibrations.find(({ value }) => value.device === 'height')?.value
  const setup: Setup = { procedure: 'height', floorMm: floor?.device === 'height' ? floor.floorMm : 0, limitsMm: [1550] }
  const attempt = server.issue('height', setup)
  await hand({ hand: 'stand', heightMm: 1720 })
  while (server.inbox.readings.length === 0) {
    const scene = await vi.waitFor(
      () => page.view().stage?.scene ?? (server.inbox.readings.length > 0 ? null : Promise.reject(new Error('no scene'))),
      wait,
    )
    if (scene?.scene !== 'height') continue
    await hand({ hand: 'stand', heightMm: scene.step === 'stand' ? 1720 : null })
    await new Promise((later) => setTimeout(later, 50))
  }
  const [reading] = server.inbox.readings
  if (!reading) throw new Error('no reading')
  expect(reading).toMatchObject({
    attempt: attempt.id,
    seed: attempt.seed,
    setup,
    devices: [{ id: 'simulated-head', kind: 'height', model: 'A02YYUW', quality: { faults: 0 } }],
  })
  expect(replay(reading.setup, reading.seed, reading.trials)).toMatchObject({ ok: true, score: { cm: 172 } })
  const { createPublicKey, verify } = await import('node:crypto')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: openKey(data).publicKey }, format: 'jwk' })
  expect(verify(null, Buffer.from(signedText(reading)), key, Buffer.from(reading.signature, 'base64url'))).toBe(true)
  expect(server.inbox.values.some(({ value }) => value !== null && Math.abs(value - 1720) < 10)).toBe(true)
  await vi.waitFor(() => expect(page.view()).toMatchObject({ unsent: 0, stage: null }), wait)

  // Nobody's name, number or seed where it has no business.
  expect(page.everything.some((view) => view.includes(attempt.seed))).toBe(false)
  expect(booth.said()).not.toMatch(/张三|11010519491231002X|测试路/)
  // Nor does it hand a launch address, which opens the booth to whoever reads it, to a log.
  expect(booth.said()).toMatch(/^ready http:\/\/\S+\/booth\/$/m)
  expect(booth.said()).not.toContain('launch')
})

test('killed in the middle of a station, the booth comes back at the same trial', { timeout: 90_000 }, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  server.held = { check: checkView(), attempt: null }
  const data = dataFolder()
  const first = await startBooth(server, data)
  await vi.waitFor(() => expect(first.page.view().check).not.toBeNull(), wait)
  const attempt = server.issue('acuity-right', acuity)
  await answerAcuity(first, 4)
  const before = await vi.waitFor(() => {
    const { stage } = first.page.view()
    if (stage?.index !== 4) throw new Error('not at the fifth trial')
    return stage
  }, wait)
  await first.kill()

  const second = await startBooth(server, data)
  await vi.waitFor(() => expect(second.page.view().stage).toEqual(before), wait)
  // The answer of one trial arrives, its acknowledgement is lost: the same bytes come again.
  server.loseAnswers = 1
  await answerAcuity(second, 40, () => server.inbox.readings.length > 0)
  await vi.waitFor(() => expect(server.inbox.readings.length).toBeGreaterThan(1), wait)
  const [one, again] = server.inbox.readings
  expect(again).toEqual(one)
  expect(one).toMatchObject({ attempt: attempt.id, devices: [{ id: 'screen' }, { id: 'simulated-keypad', quality: { faults: 0 } }] })
  expect(one && replay(acuity, attempt.seed, one.trials)).toMatchObject({ ok: true, score: { reached: 4.9 } })
  await vi.waitFor(() => expect(readdirSync(join(data, 'spool/waiting'))).toEqual([]), wait)
  expect(readdirSync(join(data, 'spool/journal'))).toEqual([])
})

test('killed in a station that needs a device, the booth waits for the device to be found again and comes back at the same trial', {
  timeout: 90_000,
}, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  server.held = { check: checkView(), attempt: null }
  const data = dataFolder()
  const first = await startBooth(server, data)
  await vi.waitFor(() => expect(stateOf(first.page, 'force')).toBe('alive'), wait)
  await vi.waitFor(() => expect(server.inbox.calibrations.some(({ value }) => value.device === 'force')).toBe(true), wait)
  const tasks: Setup = { procedure: 'limbs', station: 'lower-limbs', tasks: ['lift-left-foot', 'press-right-pedal'] }
  const attempt = server.issue('lower-limbs', tasks)
  await vi.waitFor(() => expect(first.page.view().stage?.index).toBe(0), wait)
  await first.page.touch({ touch: 'answer', attempt: attempt.id, index: 0, answer: { done: 'done', force: null } })
  await vi.waitFor(() => expect(first.page.view().stage?.index).toBe(1), wait)
  await first.kill()

  // The server's word is there at once, the ports are looked for.
  const second = await startBooth(server, data)
  await vi.waitFor(() => expect(second.page.view().stage).toMatchObject({ attempt: attempt.id, index: 1 }), wait)
  expect(second.page.everything.some((view) => view.includes('device-missing'))).toBe(false)
  expect(server.inbox.faults).toEqual([])
})

test('calibrations are the same signed bytes after a restart, and the empty booth is measured again', { timeout: 90_000 }, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  const data = dataFolder()
  const told = () => server.inbox.calibrations
  const of = (device: string) => told().filter(({ value }) => value.device === device)
  const first = await startBooth(server, data)
  // What a simulated booth begins with, and the tare of its empty floor.
  await vi.waitFor(() => expect(of('height')).toHaveLength(2), wait)
  expect(told().map(({ value }) => value.device)).toEqual(expect.arrayContaining(['screen', 'speakers', 'force']))
  await first.kill()
  const before = [...told()]
  server.inbox.calibrations.length = 0

  await startBooth(server, data)
  await vi.waitFor(() => expect(of('height')).toHaveLength(2), wait)
  for (const device of ['screen', 'speakers', 'force']) expect(of(device)).toEqual(before.filter(({ value }) => value.device === device))
  const [again, anew] = of('height')
  expect(again).toEqual(before.findLast(({ value }) => value.device === 'height'))
  expect(anew?.id).not.toBe(again?.id)
  expect(anew?.sequence).toBeGreaterThan(Math.max(...before.map(({ sequence }) => sequence)))
})

test('a card that was laid on without a line is not offered once its reader was lost: nobody knows whose it would be', {
  timeout: 90_000,
}, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  server.silent = true
  const { page, hand } = await startBooth(server, dataFolder())
  await hand({ hand: 'card', driver: 'zhang' })
  await vi.waitFor(() => expect(page.view().card).toBe('read'), wait)
  await hand({ hand: 'plug', device: 'identity-card', in: false })
  await vi.waitFor(() => expect([stateOf(page, 'identity-card'), page.view().card]).toEqual(['absent', 'none']), wait)
  await hand({ hand: 'card', driver: null })
  server.show(null)
  await hand({ hand: 'plug', device: 'identity-card', in: true })
  await vi.waitFor(() => expect(stateOf(page, 'identity-card')).toBe('alive'), wait)
  expect(server.inbox.cards).toEqual([])
})

test('a disk that can’t be written ends nothing: a card is refused in words, and all goes on once it can', {
  timeout: 90_000,
}, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  const data = dataFolder()
  const first = await startBooth(server, data)
  await vi.waitFor(() => expect(server.inbox.calibrations.filter(({ value }) => value.device === 'height')).toHaveLength(2), wait)
  await first.kill()
  server.inbox.calibrations.length = 0

  // Nothing can be signed where the count of what was signed can't be written.
  const blocked = join(data, 'sequence.new')
  mkdirSync(blocked)
  const booth = await startBooth(server, data)
  await vi.waitFor(() => expect(booth.said()).toContain('tare failed'), wait)
  await booth.hand({ hand: 'card', driver: 'zhang' })
  await vi.waitFor(
    () => expect(booth.page.view()).toMatchObject({ card: 'take-away', refusal: { refusal: { refused: 'spool-failed' } } }),
    wait,
  )
  expect(server.inbox.cards).toEqual([])

  rmdirSync(blocked)
  await vi.waitFor(() => expect(server.inbox.calibrations.filter(({ value }) => value.device === 'height')).toHaveLength(2), wait)
  await booth.hand({ hand: 'card', driver: null })
  await vi.waitFor(() => expect(booth.page.view().card).toBe('none'), wait)
  await booth.hand({ hand: 'card', driver: 'zhang' })
  await vi.waitFor(() => expect(server.inbox.cards).toHaveLength(1), wait)
  expect(booth.process.exitCode).toBeNull()
})

test('a calibration that the server took from another booth is offered again under a new id', { timeout: 90_000 }, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  const screens: CalibrationReading[] = []
  server.answer['booth:calibration'] = (reading) => {
    if (reading.value.device !== 'screen') return { calibration: reading.id }
    screens.push(reading)
    return screens.length === 1 ? refuse('id-taken') : { calibration: reading.id }
  }
  await startBooth(server, dataFolder())
  await vi.waitFor(() => expect(screens).toHaveLength(2), wait)
  const [first, second] = screens
  expect(second).toMatchObject({ value: first?.value, at: first?.at, expiresAt: first?.expiresAt })
  expect(second?.id).not.toBe(first?.id)
})

test('a station that is begun while the last reading is still on its way begins once that has arrived', { timeout: 90_000 }, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  server.held = { check: checkView(), attempt: null }
  const came: string[] = []
  const arrives = Promise.withResolvers<void>()
  const onItsWay = Promise.withResolvers<void>()
  server.answer['booth:reading'] = async (reading) => {
    onItsWay.resolve()
    await arrives.promise
    came.push('reading')
    return { acknowledged: reading.id }
  }
  server.answer['booth:start'] = () => (came.push('start'), server.held ?? refuse('check-unknown'))
  const booth = await startBooth(server, dataFolder())
  await vi.waitFor(() => expect(booth.page.view().check).not.toBeNull(), wait)
  server.issue('acuity-right', acuity)
  let sent = false
  void onItsWay.promise.then(() => (sent = true))
  await answerAcuity(booth, 40, () => sent)
  await onItsWay.promise
  const begun = booth.page.touch({ touch: 'start', station: 'height', glasses: false, aid: false })
  // What came before the touch on the same line has been handled: the touch is there.
  await booth.page.touch({ touch: 'still-here' })
  arrives.resolve()
  expect(await begun).toEqual({ done: true })
  expect(came).toEqual(['reading', 'start'])
  expect(booth.page.view().refusal).toBeNull()
})

test('a reading that is refused for good, also after a restart, voids its attempt: the station can be started again', {
  timeout: 90_000,
}, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  server.held = { check: checkView(), attempt: null }
  let readings = 0
  // After this the same bytes may be taken later.
  server.answer['booth:reading'] = () => (readings++, refuse('not-signed-in'))
  const data = dataFolder()
  const first = await startBooth(server, data)
  await vi.waitFor(() => expect(first.page.view().check).not.toBeNull(), wait)
  server.issue('acuity-right', acuity)
  await answerAcuity(first, 40, () => readings > 0)
  await vi.waitFor(() => expect(first.page.view()).toMatchObject({ unsent: 1, stage: null }), wait)
  expect(server.inbox.faults).toEqual([])
  await first.kill()

  server.answer['booth:reading'] = () => refuse('calibration-expired', { device: 'screen', until: '2026-11-25T08:00:00.000Z' })
  const { page } = await startBooth(server, data)
  // The doctor hears why, and of no device that would have failed.
  const told = { check: checkView().id, refusal: { refused: 'calibration-expired', fields: { device: 'screen' } } }
  await vi.waitFor(() => expect(server.inbox.aside).toMatchObject([told]), wait)
  expect(server.inbox.faults).toEqual([])
  await vi.waitFor(
    () => expect(page.view()).toMatchObject({ unsent: 0, stage: null, refusal: { refusal: { refused: 'calibration-expired' } } }),
    wait,
  )
  expect(server.held?.attempt).toBeNull()
})

test('a device that is unplugged voids the station that needs it, and a station without its device is not started', {
  timeout: 90_000,
}, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  server.held = { check: checkView(), attempt: null }
  const { page, hand } = await startBooth(server, dataFolder())
  await vi.waitFor(() => expect(stateOf(page, 'height')).toBe('alive'), wait)
  server.issue('height', { procedure: 'height', floorMm: 2300, limitsMm: [] })
  await vi.waitFor(() => expect(page.view().stage?.station).toBe('height'), wait)
  await hand({ hand: 'plug', device: 'height', in: false })
  await vi.waitFor(() => expect(server.inbox.faults).toMatchObject([{ device: 'height' }]), wait)
  await vi.waitFor(
    () => expect(page.view()).toMatchObject({ stage: null, refusal: { refusal: refuse('device-missing', { device: 'height' }) } }),
    wait,
  )
  await vi.waitFor(() => expect(stateOf(page, 'height')).toBe('absent'), wait)
  expect(await page.touch({ touch: 'start', station: 'height', glasses: false, aid: false })).toEqual(
    refuse('device-missing', { device: 'height' }),
  )
  expect(server.inbox.readings).toEqual([])
  await hand({ hand: 'plug', device: 'height', in: true })
  await vi.waitFor(() => expect(stateOf(page, 'height')).toBe('alive'), wait)
})

test('a booth with a cabin board tells the server of its cabin, without one nothing', { timeout: 90_000 }, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  const told: { kinds: DeviceKind[]; cabin: Cabin | undefined }[] = []
  server.answer['booth:status'] = ({ devices, cabin }) => {
    told.push({ kinds: devices.map(({ kind }) => kind), cabin })
    return { done: true }
  }
  const data = dataFolder()
  const board = { model: 'cabin-board', port: { byId: 'simulated-cabin' } }
  writeFileSync(join(data, 'booth.json'), JSON.stringify({ devices: { board } }))
  const { kill } = await startBooth(server, data)
  await vi.waitFor(() => expect(told.at(-1)?.cabin).toMatchObject({ door: 'closed', noise: { quality: 'good' } }), wait)
  await kill()
  told.length = 0
  await startBooth(server, dataFolder())
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), wait)
  for (const { kinds, cabin } of told) expect([kinds.includes('cabin'), cabin]).toEqual([false, undefined])
})

test('a finished check is shown until its driver leaves, and the next one finds a fresh screen', { timeout: 90_000 }, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  server.held = { check: checkView({ phase: 'reported' }), attempt: null }
  const { page } = await startBooth(server, dataFolder())
  await vi.waitFor(() => expect(page.view().check?.phase).toBe('reported'), wait)
  await page.touch({ touch: 'language', language: 'en' })
  expect(await page.touch({ touch: 'leave' })).toEqual({ done: true })
  await vi.waitFor(() => expect(page.view()).toMatchObject({ check: null, language: 'zh' }), wait)
  await vi.waitFor(() => expect(server.inbox.left).toEqual([checkView().id]), wait)
})

test('a booth that starts again while a result is shown and its card still lies there opens no second check', {
  timeout: 90_000,
}, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  server.silent = true
  const { page, hand } = await startBooth(server, dataFolder())
  await hand({ hand: 'card', driver: 'zhang' })
  await vi.waitFor(() => expect(page.view()).toMatchObject({ link: 'connected', card: 'read' }), wait)
  server.show({ check: checkView({ phase: 'reported' }), attempt: null })
  await vi.waitFor(() => expect(page.view()).toMatchObject({ card: 'take-away', check: { phase: 'reported' } }), wait)
  await hand({ hand: 'card', driver: null })
  await vi.waitFor(() => expect(page.view()).toMatchObject({ card: 'none', check: null }), wait)
  expect(server.inbox.cards).toEqual([])
})

test('what the server refuses is shown until it was read, and a line that is cut comes back', { timeout: 90_000 }, async () => {
  const server = await openTestServer()
  closing.push(() => server.close())
  server.answer['booth:card'] = () => refuse('card-expired', { validTo: '2020-01-01' })
  const { page, hand } = await startBooth(server, dataFolder())
  await vi.waitFor(() => expect(page.view().link).toBe('connected'), wait)
  await hand({ hand: 'card', driver: 'zhang' })
  await vi.waitFor(() => expect(page.view().refusal?.refusal).toEqual(refuse('card-expired', { validTo: '2020-01-01' })), wait)
  await page.touch({ touch: 'seen-refusal' })
  await vi.waitFor(() => expect(page.view().refusal).toBeNull(), wait)
  server.down = true
  server.cut()
  await vi.waitFor(() => expect(page.view().link).toBe('connecting'), wait)
  expect(await page.link.ask('media:join', { check: checkView().id, rtpCapabilities: {} })).toEqual(refuse('not-connected'))
  server.down = false
  await vi.waitFor(() => expect(page.view().link).toBe('connected'), wait)
  expect(isRefusal(await page.link.ask('media:join', { check: checkView().id, rtpCapabilities: {} }))).toBe(false)
})
