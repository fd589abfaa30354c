import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { namedIn } from '../screens/input-names.ts'
import { driveByKeys, presserAt } from './keypad.ts'
import {
  askMore,
  boothWords,
  chooseMethod,
  decideGood,
  drawUpAt,
  handsAt,
  openBrowser,
  openContext,
  signByPassword,
  signInAt,
  until,
  watchBooth,
  words,
  writeName,
} from './people.ts'
import { type Product, startProduct } from './product.ts'

let browser: Browser
let product: Product
const contexts: BrowserContext[] = []
const pageIn = async (viewport: { width: number; height: number }): Promise<Page> => {
  const context = await openContext(browser, viewport)
  contexts.push(context)
  return context.newPage()
}

beforeAll(async () => {
  browser = await openBrowser()
  // The screen hangs where nobody can touch it.
  product = await startProduct({ agent: { ROADFIT_BOOTH_TOUCH: '0' } })
})
afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${product.recent()}\n`)
})
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await product?.close()
})

/** Everything that is written on the booth's page. */
const readOn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const under = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? under(each.shadowRoot) : [])])
    return under(document)
      .filter((each) => !(each instanceof HTMLStyleElement || each instanceof HTMLScriptElement) && each.checkVisibility())
      .flatMap((each) => [...each.childNodes].flatMap((node) => (node instanceof Text ? [node.data.trim()] : [])))
      .filter((line) => line !== '')
      .join('\n')
  })

test('a driver goes from the card to the signed report by the keypad alone, except for the writing', async () => {
  const booth = await pageIn({ width: 1920, height: 1080 })
  const eyes = watchBooth(booth)
  const hands = await handsAt(product)
  const presser = presserAt(booth, hands)
  const sounds = new Set<string>()
  booth.on('request', (request) => void sounds.add(new URL(request.url()).pathname))
  const doctor = await pageIn({ width: 1920, height: 1080 })
  await signInAt(doctor, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')

  await booth.goto(product.boothUrl())
  await until('the booth waits for a card', () => eyes.view()?.link === 'connected' && eyes.view()?.inputs.join() === 'keypad,pen')
  expect(await readOn(booth)).toContain(boothWords.choose.keypad)
  await hands.do({ hand: 'card', driver: 'wang-shan' })

  // Who they are, both consents, the declaration.
  await presser.choose(boothWords.identify.right)
  await presser.choose(boothWords.consent.agreeGeneral)
  await presser.choose(boothWords.consent.agreeHealth)
  await presser.choose(boothWords.declare.hasNot)
  expect(await readOn(booth)).toContain(boothWords.sign.title.pen)
  // The pen writes; everything around it is pressed.
  await writeName(booth)
  await presser.choose(boothWords.sign.done)
  await presser.choose(boothWords.photo.take)
  await until(
    'the photo can be used, or was used by itself',
    async () => eyes.view()?.check?.photo || (await presser.sees(boothWords.photo.use)),
  )
  if (!eyes.view()?.check?.photo) await presser.choose(boothWords.photo.use).catch(() => undefined)
  await until('the driver stands in the queue', () => eyes.view()?.check?.queue)

  // The doctor is called, and the call is taken back.
  await presser.choose(text.zh.help.doctor.call)
  await until('the doctor is called', () => eyes.view()?.help?.doctor === 'called')
  await presser.choose(text.zh.help.doctor.called)
  await until('nobody is called', () => eyes.view()?.help?.doctor === undefined)

  await doctor.getByRole('button', { name: `${words.queue.claim} ${eyes.view()?.check?.applicant.name ?? ''}` }).click()
  await doctor.locator('rf-exam').waitFor()

  // Every station; the doctor asks for pure tones too.
  const station = (name: string) => eyes.view()?.check?.stations.find((one) => one.station === name)
  const read = (name: string) => station(name)?.attempts.filter(({ state }) => state === 'read').length ?? 0
  const measured = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing']
  const limbs = ['upper-limbs', 'lower-limbs', 'trunk'] as const
  const driver = { product, page: booth, eyes, hands, presser }
  await driveByKeys(driver, () => measured.every((name) => station(name)?.finding != null) && limbs.every((name) => read(name) > 0))
  await chooseMethod(doctor, 'hearing', 'tones')
  await askMore(doctor, 'hearing')
  await driveByKeys(driver, () => read('hearing') === 2)
  for (const name of limbs) await decideGood(doctor, name)
  await drawUpAt(doctor)
  await signByPassword(doctor, 'roadfit-demo')

  // Each value beside its limit, in plain words, read and spoken.
  await until('the result stands there', async () => (await booth.locator('rf-values').count()) > 0)
  const { values, terms } = text.zh
  // 172.5 cm under a sensor that flickers.
  const height = station('height')?.finding
  const lines = [
    fill(values.height.asked, { found: height && 'cm' in height ? height.cm : '', asked: 155 }),
    fill(values.acuity.asked, { station: terms.stations['acuity-right'], found: '5.0', asked: '5.0' }),
    fill(values.normal, { station: terms.stations.hearing }),
  ]
  const result = await until('the values stand there', async () => {
    const all = await readOn(booth)
    return all.includes(lines[0] ?? '') && all
  })
  for (const line of lines) expect(result).toContain(line)
  // “要求” is said of values alone.
  const meta = await booth.locator('meta[name=sounds]').getAttribute('content')
  const index: { zh: { pieces: string[]; files: string[] } } = await (await booth.request.get(new URL(meta ?? '', booth.url()).href)).json()
  const soundOf = (piece: string) => `/assets/${index.zh.files[index.zh.pieces.indexOf(piece)]}`
  await until('the values are spoken', () => sounds.has(soundOf('要求')))

  // Nothing on the way was answered by touching the screen, and nothing asked for that.
  for (const one of eyes.view()?.check?.stations ?? [])
    expect(
      one.attempts.every(({ state }) => state === 'read'),
      one.station,
    ).toBe(true)
  expect(namedIn(result)).not.toContain('touch')

  await presser.choose(boothWords.result.finish)
  await hands.do({ hand: 'card', driver: null })
  await hands.do({ hand: 'stand', heightMm: null })
  await until('the booth waits for the next driver', () => eyes.view()?.check === null)
  hands.close()
})
