import { createHmac, randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { availableParallelism, loadavg } from 'node:os'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WATCHED_MOST } from '#protocol/watching.ts'
import { text } from '#words/index.ts'
import { openNetwork, reachMediaBy } from '../media/network.ts'
import { openStage, type Stage } from '../media/stage.ts'
import { freePort } from './product.ts'

/** An address that leads nowhere (RFC 5737). */
const NOWHERE = '192.0.2.1'
/** Another address of this machine, with a network in between that can be cut. */
const ELSEWHERE = '127.0.0.2'
/** What is promised within seconds takes longer where more programs want to run than there are cores. */
const slowness = () => Math.min(4, Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()))

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const opened: Page[] = []
afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close()
})

const open = async (
  me: 'booth' | 'doctor' | 'watcher',
  check: string,
  extra = '',
  on = stage,
  mediaBy: string | null = null,
  ownClock = false,
) => {
  const page = await (await on.browser.newContext()).newPage()
  if (ownClock) await page.clock.install()
  if (mediaBy !== null) await reachMediaBy(page, mediaBy)
  page.setDefaultTimeout(60_000)
  await page.addInitScript(() => {
    const lines: RTCPeerConnection[] = []
    Object.assign(window, { lines })
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        lines.push(this)
      }
    }
  })
  opened.push(page)
  await page.goto(on.page(me, check) + extra)
  await page.waitForSelector('body[data-ready]')
  return page
}
/** Both sides, in the middle of a call. */
const call = async (extra = '') => {
  const check = randomUUID()
  const booth = await open('booth', check, extra)
  await booth.waitForSelector('body[data-state=live]')
  const doctor = await open('doctor', check, extra)
  await doctor.click('#claim')
  await both(booth, doctor)
  return { check, booth, doctor }
}
const TILES = { booth: ['#theirs'], doctor: ['#theirs', '#overview'] }
const playing = async (page: Page, tile: string) => {
  await page.waitForSelector(`${tile}[data-playing]`)
  const frames = () =>
    page.$eval(tile, (element) => element.shadowRoot?.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0)
  const before = await frames()
  await expect.poll(frames, { timeout: 60_000 }).toBeGreaterThan(before + 5)
}
/** Frames move and voices are live on both sides. */
const both = async (booth: Page, doctor: Page) => {
  for (const tile of TILES.doctor) await playing(doctor, tile)
  for (const tile of TILES.booth) await playing(booth, tile)
  // The voice is agreed on after the picture.
  for (const page of [booth, doctor]) await page.waitForSelector('body[data-voice=live]')
}
/**
 * Gives how to wait until the other's picture begins to move again from now on. A picture that stood still may have done so for too
 * short a time to be seen.
 */
const nextMoving = async (page: Page) => {
  await page.$eval('#theirs', (tile) => {
    Object.assign(window, { moving: new Promise((begun) => tile.addEventListener('moving', () => begun(true), { once: true })) })
  })
  return () =>
    page
      .evaluate(() => Promise.race([Reflect.get(window, 'moving'), new Promise((no) => setTimeout(no, 60_000))]))
      .then((begun) => expect(begun).toBe(true))
}
/** The loudest moment of the other's voice in three seconds, 0 to 1. */
const loudness = (page: Page) =>
  page.$eval('#theirs', async (element) => {
    const picture = element.shadowRoot?.querySelector('video')
    const stream = picture?.srcObject
    if (!(stream instanceof MediaStream)) return 0
    const audio = new AudioContext()
    const meter = new AnalyserNode(audio)
    audio.createMediaStreamSource(stream).connect(meter)
    const samples = new Float32Array(meter.fftSize)
    let most = 0
    for (let n = 0; n < 60; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      meter.getFloatTimeDomainData(samples)
      most = Math.max(most, ...samples.map(Math.abs))
    }
    await audio.close()
    return most
  })

const say = (page: Page, event: string) => page.evaluate((name) => document.dispatchEvent(new Event(name)), event)
/** Bytes of voice that left the machine, or have come to it, by the browser's own account. */
const voice = (page: Page, way: 'outbound-rtp' | 'inbound-rtp') =>
  page.evaluate(async (way) => {
    const lines: RTCPeerConnection[] = Reflect.get(window, 'lines')
    const reports = await Promise.all(lines.map((line) => line.getStats()))
    const voices = reports.flatMap((report) => [...report.values()]).filter((stat) => stat.type === way && stat.kind === 'audio')
    return voices.reduce((all, stat) => all + Number(stat.bytesSent ?? stat.bytesReceived), 0)
  }, way)
const voiceSent = (page: Page) => voice(page, 'outbound-rtp')
const voiceGot = (page: Page) => voice(page, 'inbound-rtp')

/** How the packets of a page's media get to the server, each way once. */
const waysOf = (page: Page) =>
  page.evaluate(async () => {
    const lines: RTCPeerConnection[] = Reflect.get(window, 'lines')
    const reports = await Promise.all(lines.map((line) => line.getStats()))
    const ways = reports.flatMap((report) =>
      [...report.values()]
        .filter((stat) => stat.type === 'transport' && stat.selectedCandidatePairId)
        .map((stat) => String(report.get(report.get(stat.selectedCandidatePairId).remoteCandidateId).protocol)),
    )
    return [...new Set(ways)]
  })

/** Bytes and pictures that were made for the other side, by the browser's own account. */
const sent = (page: Page) =>
  page.evaluate(async () => {
    const lines: RTCPeerConnection[] = Reflect.get(window, 'lines')
    const reports = await Promise.all(lines.map((line) => line.getStats()))
    const out = reports.flatMap((report) => [...report.values()]).filter((stat) => stat.type === 'outbound-rtp')
    const sum = (field: string) => out.reduce((all, stat) => all + (stat[field] ?? 0), 0)
    return { bytes: sum('bytesSent'), pictures: sum('framesEncoded') }
  })

test('both sides see moving pictures and hear each other, the doctor the overview too', async () => {
  const { booth, doctor } = await call()
  await expect.poll(() => loudness(doctor)).toBeGreaterThan(0.001)
  await expect.poll(() => loudness(booth)).toBeGreaterThan(0.001)
})

test('a held booth stands in the room and sends nothing before the claim, nor after it is held again', async () => {
  const check = randomUUID()
  const booth = await open('booth', check)
  await booth.waitForSelector('body[data-state=live][data-held=true]')
  await booth.waitForSelector('#mine[data-playing]')
  expect(await sent(booth)).toEqual({ bytes: 0, pictures: 0 })
  const doctor = await open('doctor', check)
  expect(await doctor.getAttribute('body', 'data-state')).toBe(null)
  await doctor.click('#claim')
  await both(booth, doctor)
  await booth.evaluate(() => document.dispatchEvent(new Event('stage:hold')))
  await doctor.waitForSelector('body[data-they-hold=true]')
  const before = await sent(booth)
  expect(before.pictures).toBeGreaterThan(0)
  await doctor.waitForSelector('#theirs:not([data-playing])')
  // What was encoded before may still be on its way; the server drops it.
  expect((await sent(booth)).pictures).toBe(before.pictures)
  await booth.waitForSelector('#mine[data-playing]')
})

/** Does a browser send smaller pictures than it could, because its machine has no time for greater ones? By its own account. */
const lacksTime = (page: Page) =>
  page.evaluate(async () => {
    const lines: RTCPeerConnection[] = Reflect.get(window, 'lines')
    const reports = await Promise.all(lines.map((line) => line.getStats()))
    return reports
      .flatMap((report) => [...report.values()])
      .some((stat) => stat.type === 'outbound-rtp' && stat.qualityLimitationReason === 'cpu')
  })

/** Bytes of greater layers of pictures that left the machine, by the browser's own account. */
const greaterSent = (page: Page, width: number) =>
  page.evaluate(async (least) => {
    const lines: RTCPeerConnection[] = Reflect.get(window, 'lines')
    const reports = await Promise.all(lines.map((line) => line.getStats()))
    const out = reports.flatMap((report) => [...report.values()]).filter((stat) => stat.type === 'outbound-rtp' && stat.kind === 'video')
    return out.filter((stat) => Number(stat.frameWidth ?? 0) > least).reduce((all, stat) => all + stat.bytesSent, 0)
  }, width)

test('who watches sees the face small and hears nothing, whatever they show it as, and the doctor who claims then gets all of it', async () => {
  const check = randomUUID()
  const booth = await open('booth', check)
  await booth.waitForSelector('body[data-state=live][data-held=true]')
  const watcher = await open('watcher', check)
  await playing(watcher, '#theirs')
  const whole = await booth.$eval('#mine', (element) => Number((Reflect.get(element, 'video') as MediaStreamTrack).getSettings().width))
  await resize(watcher, '#theirs', 900)
  await playing(watcher, '#theirs')
  expect((await gotOf(watcher, '#theirs')).width).toBe(whole / 4)
  // Nothing else leaves the booth.
  expect([await voiceSent(booth), await greaterSent(booth, whole / 4)]).toEqual([0, 0])
  expect(await watcher.getAttribute('body', 'data-voice')).toBe('')
  const doctor = await open('doctor', check)
  await doctor.click('#claim')
  await both(booth, doctor)
  expect(await watcher.getAttribute('body', 'data-voice')).toBe('')
})

test('six booths are watched at once, each small, silent and itself, also while one is stepped into and after it was left again', async () => {
  const booths: { check: string; page: Page; tile: string }[] = []
  for (const at of Array.from({ length: WATCHED_MOST }).keys()) {
    const check = randomUUID()
    const page = await open('booth', check)
    await page.waitForSelector('body[data-state=live][data-held=true]')
    booths.push({ check, page, tile: at === 0 ? '#theirs' : `#theirs-${at + 1}` })
  }
  const [first, second, ...others] = booths
  if (!first || !second) throw new Error('no booths')
  const watcher = await open('watcher', first.check, [second, ...others].map(({ check }) => `&check=${check}`).join(''))
  const whole = await first.page.$eval('#mine', (mine) => Number((Reflect.get(mine, 'video') as MediaStreamTrack).getSettings().width))
  const sixAlone = async () => {
    await Promise.all(booths.map(({ tile }) => playing(watcher, tile)))
    for (const { tile } of booths) await expect.poll(async () => (await gotOf(watcher, tile)).width, { timeout: 60_000 }).toBe(whole / 4)
    const tracks = await watcher.evaluate(
      (ids) => ids.map((id) => Reflect.get(document.querySelector(id) ?? {}, 'video')?.id),
      booths.map(({ tile }) => tile),
    )
    expect(new Set(tracks).size).toBe(WATCHED_MOST)
    expect(await voiceGot(watcher)).toBe(0)
  }
  const sent = ({ page }: (typeof booths)[number]) => Promise.all([voiceSent(page), greaterSent(page, whole / 4)])
  await sixAlone()
  for (const booth of booths) expect(await sent(booth)).toEqual([0, 0])

  const doctor = await open('doctor', second.check)
  await doctor.click('#claim')
  await both(second.page, doctor)
  expect(await voiceGot(doctor)).toBeGreaterThan(0)
  await sixAlone()
  for (const booth of [first, ...others]) expect(await sent(booth)).toEqual([0, 0])

  await say(doctor, 'stage:close')
  await say(watcher, 'stage:watch')
  await sixAlone()
  const voiceMeanwhile = async () => {
    const before = await voiceSent(second.page)
    await playing(watcher, second.tile)
    return (await voiceSent(second.page)) - before
  }
  await expect.poll(voiceMeanwhile, { timeout: 60_000 }).toBe(0)
})

test('a machine without camera and microphone lends made-up ones', async () => {
  const check = randomUUID()
  const context = await stage.browser.newContext()
  const booth = await context.newPage()
  opened.push(booth)
  await booth.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
  })
  await booth.goto(`${stage.page('booth', check)}&made-up`)
  await booth.waitForSelector('body[data-ready][data-made-up=true][data-missing=""]')
  const doctor = await open('doctor', check)
  await doctor.click('#claim')
  await both(booth, doctor)
})

test('after the worker was killed both come back', async () => {
  const { booth, doctor } = await call()
  const movesAgain = await nextMoving(doctor)
  process.kill(stage.media.workers()[0]?.pid ?? 0, 'SIGKILL')
  await movesAgain()
  await both(booth, doctor)
})

test('after either line to the server was cut the call goes on', async () => {
  const { booth, doctor } = await call()
  stage.cutAgent()
  stage.cutDoctors()
  await new Promise((resolve) => setTimeout(resolve, 2000))
  await both(booth, doctor)
})

test('a reloaded page takes its own place again, on either side', async () => {
  const { booth, doctor } = await call()
  await booth.reload()
  await booth.waitForSelector('body[data-state=live]')
  await doctor.click('#claim')
  await both(booth, doctor)
  await doctor.reload()
  await doctor.waitForSelector('body[data-ready]')
  await doctor.click('#claim')
  await both(booth, doctor)
})

test.each(['booth', 'doctor'] as const)(
  'a window of the %s that was out of sight for five minutes has lost neither seat nor picture, and no more is missing on the other side',
  async (hidden) => {
    const check = randomUUID()
    const booth = await open('booth', check, '', stage, null, hidden === 'booth')
    const doctor = await open('doctor', check, '', stage, null, hidden === 'doctor')
    await booth.waitForSelector('body[data-state=live]')
    await doctor.click('#claim')
    await both(booth, doctor)
    const page = hidden === 'booth' ? booth : doctor
    const out = (away: boolean) =>
      page.evaluate((away) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (away ? 'hidden' : 'visible') })
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => away })
        document.dispatchEvent(new Event('visibilitychange'))
      }, away)
    await out(true)
    // As a browser does it that has nothing to show: what was due in the meantime is done once, late.
    await page.clock.fastForward('05:00')
    await out(false)
    await both(booth, doctor)
    for (const side of [booth, doctor]) expect(await side.getAttribute('body', 'data-state')).toBe('live')
  },
)

test('where no datagram gets through, both sides see and hear each other by TCP', async () => {
  const port = await freePort()
  const narrow = await openStage({ mediaPort: port })
  // A line that carries connections alone.
  const network = await openNetwork({ address: ELSEWHERE, port }, { address: '127.0.0.1', port })
  try {
    const check = randomUUID()
    const booth = await open('booth', check, '', narrow, ELSEWHERE)
    await booth.waitForSelector('body[data-state=live]')
    const doctor = await open('doctor', check, '', narrow, ELSEWHERE)
    await doctor.click('#claim')
    await both(booth, doctor)
    for (const page of [booth, doctor]) expect(await waysOf(page)).toEqual(['tcp'])
  } finally {
    for (const page of opened.splice(0)) await page.context().close()
    await network.close()
    await narrow.close()
  }
})

test('a second console of the doctor takes the place, and the first is closed and does not fight for it', async () => {
  const { check, booth, doctor } = await call()
  const second = await open('doctor', check)
  await second.click('#claim')
  await both(booth, second)
  await doctor.waitForSelector('body[data-state=taken]')
  expect(await doctor.getAttribute('body', 'data-picture')).toBe(text.en.call.reads.doctor.taken)
  await say(doctor, 'stage:back')
  await both(booth, doctor)
  await second.waitForSelector('body[data-state=taken]')
})

test('what the doctor switches off leaves the machine no longer, both sides say so, and it comes back when it’s switched on', async () => {
  const { booth, doctor } = await call()
  await say(doctor, 'stage:mute')
  await booth.waitForSelector('body[data-said*="doctor is muted"]')
  expect(await doctor.getAttribute('body', 'data-said')).toContain('You are muted')
  const before = await voiceSent(doctor)
  await playing(booth, '#theirs')
  expect(await voiceSent(doctor)).toBe(before)
  await say(doctor, 'stage:unmute')
  await expect.poll(() => voiceSent(doctor)).toBeGreaterThan(before)
  await booth.waitForSelector('body[data-said=""]')
})

test('how both lines do is measured in the call, and each side knows of the other’s', async () => {
  const { booth, doctor } = await call()
  for (const page of [booth, doctor]) await page.waitForSelector('body[data-lines*=score]')
  const [mine, theirs] = JSON.parse((await doctor.getAttribute('body', 'data-lines')) ?? '[]')
  // On this machine the way is short, however busy it is.
  for (const line of [mine, theirs]) expect(line.roundTripMs).toBeLessThan(1000)
})

/** What the browser gets of a tile's picture: its width in pixels, and all bytes so far. */
const gotOf = (page: Page, tile: string) =>
  page.$eval(tile, async (element) => {
    const track: MediaStreamTrack | null = Reflect.get(element, 'video')
    const lines: RTCPeerConnection[] = Reflect.get(window, 'lines')
    const reports = await Promise.all(lines.map((line) => line.getStats()))
    const stat = reports
      .flatMap((report) => [...report.values()])
      .find((one) => one.type === 'inbound-rtp' && one.trackIdentifier === track?.id)
    return { width: Number(stat?.frameWidth ?? 0), bytes: Number(stat?.bytesReceived ?? 0) }
  })
const resize = (page: Page, tile: string, px: number) =>
  page.$eval(tile, (element, px) => Object.assign((element as HTMLElement).style, { width: `${px}px` }), px)

test.each(['#theirs', '#overview'])(
  '%s comes in its smallest layer alone while it is shown small, and in a greater one when it is enlarged',
  async (tile) => {
    const { booth, doctor } = await call()
    const sent = await booth.$eval('#mine', (element) => Number((Reflect.get(element, 'video') as MediaStreamTrack).getSettings().width))
    const width = async () => (await gotOf(doctor, tile)).width
    await resize(doctor, tile, 200)
    await expect.poll(width).toBe(sent / 4)
    // What was on its way has come: from now on the smallest layer alone, of 150 kbit/s at most.
    const before = await gotOf(doctor, tile)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    const after = await gotOf(doctor, tile)
    expect(after.width).toBe(sent / 4)
    expect(((after.bytes - before.bytes) * 8) / 3).toBeLessThan(200_000 * slowness())
    await resize(doctor, tile, 640)
    // A browser without time for its greater layers sends none of them, however long somebody waits, and says so.
    const isGreater = async () => (await width()) > sent / 4
    await expect.poll(async () => (await isGreater()) || (await lacksTime(booth)), { timeout: 180_000 }).toBe(true)
  },
)

test('a camera that stands still is named as that on the other side, and forgotten when it moves', async () => {
  const { booth, doctor } = await call()
  await say(booth, 'stage:freeze')
  await doctor.waitForSelector('body[data-stuck=camera]')
  expect(await doctor.getAttribute('body', 'data-picture')).toBe(text.en.call.reads.doctor.stuck.camera)
  expect(await booth.getAttribute('body', 'data-stuck')).toBe('')
})

test('a line that dies is the other’s line to whoever waits, and one’s own to whoever has it', async () => {
  const { booth, doctor } = await call()
  // Its page doesn't notice: nothing comes and nothing goes.
  await booth.evaluate(() => Reflect.get(window, 'lines').forEach((line: RTCPeerConnection) => line.close()))
  await doctor.waitForSelector('body[data-was-stuck*=theirs]')
  await booth.waitForSelector('body[data-was-stuck*=mine]')
  // And it's made again by itself.
  await both(booth, doctor)
  await doctor.waitForSelector('body[data-stuck=""]')
})

test('while the line for words alone is cut the call goes on, however long, and nobody loses the seat', async () => {
  const { booth, doctor } = await call()
  stage.holdDoctors(true)
  try {
    // Longer than a seat without a line is kept, many times over.
    await new Promise((resolve) => setTimeout(resolve, 3000))
    for (const page of [booth, doctor]) {
      await playing(page, '#theirs')
      expect(await page.getAttribute('body', 'data-state')).toBe('live')
    }
  } finally {
    stage.holdDoctors(false)
  }
  await both(booth, doctor)
})

/** When each side first showed what a selector asks for, ms from now. */
const shownAfter = (page: Page, selector: string) =>
  page.evaluate(
    (selector) =>
      new Promise<number>((shown) => {
        const began = performance.now()
        const look = () => document.querySelector(selector) && shown(performance.now() - began)
        const watching = new MutationObserver(look)
        watching.observe(document.body, { attributes: true })
        look()
      }),
    selector,
  )

test('where all media is blocked, from the start or in the middle, both sides are told within 3 s and to go on without within 30 s', async () => {
  const port = await freePort()
  const blocked = await openStage({ mediaPort: port })
  const network = await openNetwork({ address: ELSEWHERE, port }, { address: '127.0.0.1', port }, { datagrams: true })
  const told = (page: Page) => Promise.all([shownAfter(page, 'body:not([data-picture=""])'), shownAfter(page, 'body[data-no-way=true]')])
  const inTime = (times: number[][]) => {
    for (const [word, end] of times) {
      expect(word).toBeLessThan(3000 * slowness())
      expect(end).toBeLessThan(30_000 * slowness())
    }
  }
  try {
    network.set({ cut: true })
    const check = randomUUID()
    const booth = await open('booth', check, '', blocked, ELSEWHERE)
    await booth.waitForSelector('body[data-state=live]')
    const doctor = await open('doctor', check, '', blocked, ELSEWHERE)
    const fromTheStart = Promise.all([booth, doctor].map(told))
    await doctor.click('#claim')
    inTime(await fromTheStart)
    for (const page of [booth, doctor]) expect(await page.getAttribute('body', 'data-was-stuck')).toContain('mine')
    expect(await booth.getAttribute('body', 'data-picture')).toBe(text.en.call.reads.booth.noWay)
    expect(await doctor.getAttribute('body', 'data-picture')).toBe(text.en.call.reads.doctor.noWay)

    // It was tried all along: what is open again is found by itself.
    network.set({ cut: false })
    await both(booth, doctor)
    for (const page of [booth, doctor]) await page.waitForSelector('body[data-no-way=false][data-picture=""]')
    network.set({ cut: true })
    inTime(await Promise.all([booth, doctor].map(told)))
    network.set({ cut: false })
    await both(booth, doctor)
    for (const page of opened.splice(0)) await page.context().close()
  } finally {
    await network.close()
    await blocked.close()
  }
})

test('the end of the check closes the room on both sides', async () => {
  const { check, booth, doctor } = await call()
  await stage.media.closeRoom(check)
  for (const page of [booth, doctor]) await page.waitForSelector('body[data-state=closed]')
})

test('both sides’ browsers are told of the relay that the settings name, ask it for a way, and never hear its secret', async () => {
  // Nobody relays here: who asks is heard.
  const relay = createSocket('udp4')
  // RFC 8656, 7.1: an Allocate request. A browser asks a relay for its own address, too.
  const asked = new Promise<void>((heard) => relay.on('message', (message) => message.readUInt16BE(0) === 3 && heard()))
  await new Promise<void>((up) => relay.bind(0, '127.0.0.1', up))
  const url = `turn:127.0.0.1:${relay.address().port}?transport=udp`
  const secret = 'north-of-the-river-9d1f'
  // The straight way leads nowhere: a browser that has found it stops asking for others, at times before it asked the relay.
  const own = await openStage({ announcedAddress: NOWHERE, helpers: { urls: [url], secret } })
  const check = randomUUID()
  const booth = await open('booth', check, '', own)
  await booth.waitForSelector('body[data-state=live]')
  const doctor = await open('doctor', check, '', own)
  await doctor.click('#claim')
  await asked
  const names = new Set<string>()
  for (const page of [booth, doctor]) {
    const told = () =>
      page.evaluate(() =>
        (Reflect.get(window, 'lines') as RTCPeerConnection[])
          .map((line) => line.getConfiguration().iceServers ?? [])
          .filter((servers) => servers.length > 0),
      )
    await expect.poll(async () => (await told()).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2)
    for (const [server] of await told()) {
      expect(server).toMatchObject({ urls: [url], username: expect.stringMatching(/^\d{10}:[0-9a-f-]{36}$/) })
      expect(server?.credential).toBe(
        createHmac('sha1', secret)
          .update(server?.username ?? '')
          .digest('base64'),
      )
      names.add(server?.username ?? '')
    }
    expect(await page.content()).not.toContain(secret)
  }
  expect(names.size).toBeGreaterThanOrEqual(4)
  relay.close()
  for (const page of opened.splice(0)) await page.context().close()
  await own.close()
})
