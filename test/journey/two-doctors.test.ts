import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { escalation } from '#words/escalation.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { chromium } from '../../vitest.config.ts'
import {
  boothWords,
  decideGood,
  declareAtBooth,
  eventsOf,
  type Hands,
  handsAt,
  openBrowser,
  openContext,
  press,
  signInAt,
  takePhotoAtBooth,
  until,
  watchBooth,
  words,
} from './people.ts'
import { type Product, startProduct } from './product.ts'

// A driver with a doctor, over the product's own media: the doctor changes devices in the call, and passes a hard case to a senior doctor.

const hard = escalation.zh
let film: Browser
/** Doctors have several cameras and microphones; a film is one camera. */
let many: Browser
let product: Product
let hands: Hands
let booth: Page
let lin: Page
const contexts: BrowserContext[] = []
const pageIn = async (browser: Browser, viewport: { width: number; height: number }): Promise<Page> => {
  const context = await openContext(browser, viewport)
  contexts.push(context)
  const page = await context.newPage()
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
  return page
}

beforeAll(async () => {
  // A camera that is changed or ends is looked at in the browser that stands on a doctor’s desk.
  film = await openBrowser(undefined, chromium)
  many = await playwright.launch(chromium)
  product = await startProduct()
  hands = await handsAt(product)
  booth = await pageIn(film, { width: 1080, height: 1920 })
  const eyes = watchBooth(booth)
  lin = await pageIn(many, { width: 1366, height: 768 })
  await signInAt(lin, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')
  await booth.goto(product.boothUrl())
  await until('the booth waits for a card', () => eyes.view()?.link === 'connected')
  await hands.do({ hand: 'card', driver: 'zhang-san' })
  await declareAtBooth(booth)
  await takePhotoAtBooth(booth)
  await press(booth, boothWords.hub.hold)
  await lin.getByRole('button', { name: `${words.queue.claim} 张三` }).click()
  await moving(booth, DOCTOR)
})
afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${product.recent()}\n`)
})
afterAll(async () => {
  hands?.close()
  for (const context of contexts) await context.close()
  await film?.close()
  await many?.close()
  await product?.close()
})

/** On the booth's page: the doctor who has the driver, and the second one. */
const DOCTOR = 'rf-doctor rf-video-tile:not(.second)'
const SECOND = 'rf-doctor rf-video-tile.second'
/** On a doctor's page: the driver, and the other doctor. */
const DRIVER = 'rf-picture rf-video-tile.big'
const OTHER = 'rf-picture .small.three rf-video-tile:nth-of-type(2)'

/** Pictures come on a tile, from now on too. */
const moving = async (page: Page, tile: string): Promise<void> => {
  const seen = () =>
    page
      .locator(tile)
      .evaluate((element) => {
        const video = element.shadowRoot?.querySelector('video')
        return { width: video?.videoWidth ?? 0, frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0 }
      })
      .catch(() => ({ width: 0, frames: 0 }))
  const before = (await seen()).frames
  await until(`pictures move in ${tile}`, async () => {
    const { width, frames } = await seen()
    return width > 0 && frames > before + 5
  })
}

type Sources = 'camera' | 'microphone'
/** What comes from each of the others, by a page's own account. */
const comes = (page: Page): Promise<{ theirs: string[]; third: string[] }> =>
  page.evaluate(() => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])])
    const [at] = all(document).filter(({ localName }) => ['rf-doctor', 'rf-picture'].includes(localName))
    const call = at && (at.localName === 'rf-doctor' ? Reflect.get(at, 'call') : Reflect.get(at, 'view').call)
    return { theirs: Object.keys(call?.theirs ?? {}).toSorted(), third: Object.keys(call?.third ?? {}).toSorted() }
  })
const BOTH = ['camera', 'microphone']

/** What a doctor's page has open: the track of each source and its device. */
const opened = (page: Page, source: Sources): Promise<{ track: string; device: string } | null> =>
  page.locator('rf-picture').evaluate((picture, source) => {
    const track: MediaStreamTrack | undefined = Reflect.get(picture, 'view').captured?.tracks[source]
    return track && track.readyState === 'live' ? { track: track.id, device: track.getSettings().deviceId ?? '' } : null
  }, source)
/** Of a page's senders: which tracks they send, and how much voice has left the machine. */
const sends = (page: Page): Promise<{ tracks: string[]; voice: number }> =>
  page.evaluate(async () => {
    const lines: RTCPeerConnection[] = Reflect.get(window, 'lines')
    const stats = (await Promise.all(lines.map((line) => line.getStats()))).flatMap((report) => [...report.values()])
    return {
      tracks: lines.flatMap((line) => line.getSenders().flatMap(({ track }) => track?.id ?? [])),
      voice: stats
        .filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'audio')
        .reduce((all, { bytesSent }) => all + bytesSent, 0),
    }
  })

/** Takes a device that isn't used yet, and waits until it's open; a camera that measures depth doesn't go through WebRTC. */
const chooseOther = async (page: Page, source: Sources): Promise<string> => {
  const before = await opened(page, source)
  const select = page.locator(`rf-choose-devices select[name=${source}]`)
  const others = await until(`${source}s are listed`, async () => {
    const all = await select.locator('option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))
    const some = all.filter((value) => value !== '' && value !== before?.device)
    return some.length > 0 && some
  })
  const device = others.at(-1) ?? ''
  await select.selectOption(device)
  await until(`another ${source} is open`, async () => (await opened(page, source))?.device === device)
  return device
}
const isMuted = (page: Page) => page.locator('rf-picture').getByRole('button', { name: words.media.unmute, exact: true }).waitFor()

test('devices are changed in the call: the driver goes on seeing the doctor by the new camera, muted stays muted, and a reload changes neither', async () => {
  await lin.keyboard.press('Alt+KeyM')
  await isMuted(lin)
  await lin.keyboard.press('Alt+KeyG')
  const camera = await chooseOther(lin, 'camera')
  const newCamera = await opened(lin, 'camera')
  await until('the new camera is sent', async () => (await sends(lin)).tracks.includes(newCamera?.track ?? ''))
  await moving(booth, DOCTOR)

  const before = (await sends(lin)).voice
  const microphone = await chooseOther(lin, 'microphone')
  await isMuted(lin)
  await moving(booth, DOCTOR)
  expect((await sends(lin)).voice).toBe(before)

  await lin.reload()
  await until('what was chosen is open again', async () => {
    const [eye, ear] = [await opened(lin, 'camera').catch(() => null), await opened(lin, 'microphone').catch(() => null)]
    return eye?.device === camera && ear?.device === microphone
  })
  await isMuted(lin)
  await moving(booth, DOCTOR)
  expect(await sends(lin)).toMatchObject({ voice: 0 })
  await lin.keyboard.press('Alt+KeyM')
  await until('the driver hears the doctor', async () => (await comes(booth)).theirs.includes('microphone'))
  await until('voice is sent', async () => (await sends(lin)).voice > 0)
})

test('a camera that ends in the call is opened again, and the driver goes on seeing the doctor', async () => {
  const before = await opened(lin, 'camera')
  await lin.locator('rf-picture').evaluate((picture) => {
    const track: MediaStreamTrack = Reflect.get(picture, 'view').captured.tracks.camera
    track.stop()
    // A device that is pulled out says so; one that a page stops doesn't.
    track.dispatchEvent(new Event('ended'))
  })
  const after = await until('another is open', async () => {
    const now = await opened(lin, 'camera')
    return now && now.track !== before?.track && now
  })
  await until('it is sent', async () => (await sends(lin)).tracks.includes(after.track))
  await moving(booth, DOCTOR)
})

/** Nothing of a second doctor is on the first doctor's page or in the booth, and the two go on. */
const onlyTwo = async (first: Page) => {
  for (const page of [booth, first]) {
    await until('nothing comes from a third', async () => (await comes(page)).third.length === 0)
    await until('both come from the other', async () => (await comes(page)).theirs.join() === BOTH.join())
  }
  await booth.locator(SECOND).waitFor({ state: 'detached' })
  await booth.locator('rf-doctor .watched').waitFor({ state: 'detached' })
  await first.locator(OTHER).waitFor({ state: 'detached' })
}

test('a senior doctor who is asked joins, leaves without a trace, comes again and takes over: from then on they decide, and the first doctor can’t', async () => {
  const wang = await pageIn(many, { width: 1366, height: 768 })
  await signInAt(wang, `${product.origin}/clinician/`, 'wang', 'roadfit-demo')
  await wang.locator('rf-queue').waitFor()
  // What the booth says aloud of it, by the sound that it fetches for that.
  const sound = await booth.evaluate(async (said) => {
    const { zh } = await (await fetch(document.querySelector<HTMLMetaElement>('meta[name=sounds]')?.content ?? '')).json()
    return zh.files[zh.pieces.indexOf(said)] as string
  }, boothWords.doctor.senior.split('（')[0])
  let isSpoken = false
  booth.on('request', (request) => {
    isSpoken ||= request.url().endsWith(sound)
  })

  await lin.keyboard.press('Alt+KeyL')
  const why = lin.locator('rf-escalation select[name=why]')
  await expect.poll(() => why.evaluate((select) => select.matches(':focus'))).toBe(true)
  await why.selectOption('limbs')
  await lin.locator('rf-escalation input[name=words]').fill('左手食指末节残缺')
  await lin.keyboard.press('Enter')
  await wang.locator('rf-escalation-alarm li', { hasText: '左手食指末节残缺' }).waitFor()

  await wang.keyboard.press('Alt+KeyJ')
  await wang.locator('rf-joined').waitFor()
  await Promise.all([
    moving(wang, DRIVER),
    moving(wang, OTHER),
    moving(lin, DRIVER),
    moving(lin, OTHER),
    moving(booth, DOCTOR),
    moving(booth, SECOND),
  ])
  for (const page of [booth, lin, wang])
    await until('voices of two others come', async () => (await comes(page)).third.join() === BOTH.join())
  expect(await booth.locator('rf-doctor .watched').innerText()).toBe(fill(boothWords.doctor.senior, { doctor: '王文中' }))
  // Both doctors have something to say, and the booth waits for each of them.
  await lin.keyboard.press('Alt+KeyM')
  await isMuted(lin)
  for (let n = 0; n < 3; n++) await moving(booth, SECOND)
  expect(isSpoken).toBe(false)
  await wang.keyboard.press('Alt+KeyM')
  await until('the booth says so', () => isSpoken)
  for (const page of [lin, wang]) await page.keyboard.press('Alt+KeyM')
  await lin.locator('rf-escalation strong', { hasText: fill(hard.here, { doctor: '王文中' }) }).waitFor()

  await press(wang, hard.joined.leave)
  await wang.locator('rf-queue').waitFor()
  await onlyTwo(lin)
  await moving(booth, DOCTOR)

  await wang.keyboard.press('Alt+KeyJ')
  await moving(booth, SECOND)
  await wang.keyboard.press('Alt+KeyR')
  await wang.locator('rf-exam').waitFor()
  await lin.getByText(fill(text.zh.clinician.notice.leaseTaken, { doctor: '王文中' })).waitFor()
  await lin.locator('rf-queue').waitFor()
  expect(await lin.locator('rf-exam').count()).toBe(0)
  await until('the booth is with the senior doctor', async () => (await booth.locator('rf-doctor .who').innerText()).includes('王文中'))
  await onlyTwo(wang)
  await Promise.all([moving(booth, DOCTOR), moving(wang, DRIVER)])
  await decideGood(wang, 'trunk')
  const events = eventsOf(product)
  expect(events.find(({ kind }) => kind === 'decided')?.event).toMatchObject({ doctor: { name: '王文中' } })
  expect(events.map(({ kind }) => kind).filter((kind) => ['escalated', 'joined', 'taken-over', 'decided'].includes(kind))).toEqual([
    'escalated',
    'joined',
    'joined',
    'taken-over',
    'decided',
  ])

  await press(wang, words.exam.release)
  await wang.locator('rf-exam rf-dialog button.danger').click()
  await wang.locator('rf-queue').waitFor()
  await until('nobody is with the driver', async () => {
    const { theirs, third } = await comes(booth)
    return theirs.length + third.length === 0
  })
  expect(await booth.locator('rf-doctor .watched').count()).toBe(0)
})
