import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  boothWords,
  declareAtBooth,
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

let browser: Browser
let product: Product
const contexts: BrowserContext[] = []
const pageIn = async (viewport: { width: number; height: number }, script: () => void): Promise<Page> => {
  const context = await openContext(browser, viewport)
  contexts.push(context)
  const page = await context.newPage()
  await page.addInitScript(script)
  return page
}

beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
})
afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${product.recent()}\n`)
})
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await product?.close()
})

/** A microphone into which somebody speaks when they are told to: run in the doctor's page. */
const speakingMicrophone = () => {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  const voices: GainNode[] = []
  Object.assign(window, { speak: (loud: boolean) => voices.forEach((voice) => (voice.gain.value = loud ? 0.5 : 0)) })
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted)
    const [track] = stream.getAudioTracks()
    if (!track) return stream
    const context = new AudioContext()
    const voice = new GainNode(context, { gain: 0 })
    const said = new MediaStreamAudioDestinationNode(context)
    const tone = new OscillatorNode(context, { frequency: 240, type: 'sawtooth' })
    tone.connect(voice).connect(said)
    tone.start()
    voices.push(voice)
    stream.removeTrack(track)
    for (const each of said.stream.getAudioTracks()) stream.addTrack(each)
    return stream
  }
}

/** Writes down when a sentence begins to sound, and whether it was cut: run in the booth's page. */
const listeningIn = () => {
  const heard: string[] = []
  Object.assign(window, { heard })
  const isSilent = (buffer: AudioBuffer | null) => !buffer || buffer.getChannelData(0).every((sample) => sample === 0)
  window.AudioBufferSourceNode = class extends AudioBufferSourceNode {
    override start(...given: Parameters<AudioBufferSourceNode['start']>) {
      const sound = `${this.buffer?.length}`
      if (!isSilent(this.buffer)) {
        heard.push(`begins ${sound}`)
        this.addEventListener('ended', () => heard.push(`ends ${sound}`))
      }
      super.start(...given)
    }
    override stop(...given: Parameters<AudioBufferSourceNode['stop']>) {
      if (!isSilent(this.buffer)) heard.push(`is cut ${this.buffer?.length}`)
      super.stop(...given)
    }
  }
}
const heardOn = (page: Page): Promise<string[]> => page.evaluate(() => [...(Reflect.get(window, 'heard') as string[])])
const speak = (page: Page, loud: boolean): Promise<void> => page.evaluate((now) => Reflect.get(window, 'speak')(now), loud)

test('the booth stops in the middle of a sentence when the doctor speaks, and says it from its beginning afterwards', async () => {
  const booth = await pageIn({ width: 1080, height: 1920 }, listeningIn)
  const eyes = watchBooth(booth)
  const doctor = await pageIn({ width: 1920, height: 1080 }, speakingMicrophone)
  const hands = await handsAt(product)
  await signInAt(doctor, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')
  await booth.goto(product.boothUrl())
  await until('the booth waits for a card', () => eyes.view()?.link === 'connected')
  await hands.do({ hand: 'card', driver: 'zhang-san' })
  await declareAtBooth(booth)
  await takePhotoAtBooth(booth)
  await press(booth, boothWords.hub.hold)
  await doctor.getByRole('button', { name: `${words.queue.claim} 张三` }).click()
  await booth.locator('rf-doctor rf-video-tile[data-voice]').waitFor()

  // A long sentence is being said.
  await press(booth, boothWords.leave)
  const before = (await heardOn(booth)).length
  const long = await until('a sentence of some seconds has begun', async () => {
    const [last = ''] = (await heardOn(booth)).slice(before).slice(-1)
    return last.startsWith('begins ') && Number(last.slice(7)) > 3 * 24_000 && last.slice(7)
  })
  await speak(doctor, true)
  await until(
    'it is cut',
    async () => (await heardOn(booth)).at(-1) === `is cut ${long}` || (await heardOn(booth)).at(-2) === `is cut ${long}`,
  )

  // It waits for as long as the doctor speaks, whatever it is asked to say.
  const held = (await heardOn(booth)).filter((each) => each.startsWith('begins ')).length
  await press(booth, boothWords.leaving.no)
  await press(booth, boothWords.leave)
  await booth.getByRole('button', { name: boothWords.leaving.yes, exact: true }).waitFor()
  expect((await heardOn(booth)).filter((each) => each.startsWith('begins '))).toHaveLength(held)

  await speak(doctor, false)
  await until('it is said from its beginning', async () => (await heardOn(booth)).filter((each) => each === `begins ${long}`).length === 2)
  await until('it is said to its end', async () => (await heardOn(booth)).at(-1) === `ends ${long}`)
  hands.close()
})
