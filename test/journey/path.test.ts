import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { text } from '#words/index.ts'
import { KEYS } from '../../clinician/keys.ts'
import { forSimulator } from '../../demo/drivers.ts'
import { FORM } from '../../server/report/form.ts'

import {
  askMore,
  caseReceived,
  chooseMethod,
  declareAtBooth,
  driveUntil,
  eventsOf,
  handsAt,
  mediaOf,
  openBrowser,
  openContext,
  repeatStation,
  signInAt,
  takePhotoAtBooth,
  until,
  watchBooth,
  withAuthenticator,
  witness,
  words,
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
  // With every line that they can write in their logs: the last test reads them.
  product = await startProduct({ server: { ROADFIT_LOG: 'debug' }, agent: { ROADFIT_LOG: 'debug' } })
})
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  process.stderr.write(`${product.recent()}\n`)
  const pages = contexts.flatMap((context) => context.pages())
  for (const [index, page] of pages.entries()) {
    const path = join(tmpdir(), `roadfit-journey-page-${index}.png`)
    await page.screenshot({ path, timeout: 10_000 }).then(
      () => process.stderr.write(`${path} shows ${new URL(page.url()).pathname}\n`),
      () => undefined,
    )
  }
})
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await product?.close()
})

const enrolPasskey = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: words.signature.open, exact: true }).first().click()
  await page.getByLabel(text.zh.account.again).fill('roadfit-demo')
  await page.getByRole('button', { name: text.zh.account.enrol, exact: true }).click()
  await page.getByText(words.signature.ready).first().waitFor()
  await page.getByRole('button', { name: words.signature.back, exact: true }).click()
}

/** Ink in a field of the report's first page, drawn to pixels by another program, the form's own lines left out. */
const inkIn = async (pdf: string, field: string): Promise<number> => {
  const dpi = 150
  execFileSync('pdftoppm', ['-r', String(dpi), '-gray', '-singlefile', '-png', pdf, pdf])
  const box = FORM.fields[field]
  if (!box) throw new Error(`no field ${field}`)
  const px = (points: number) => Math.round((points * dpi) / 72)
  const area = { left: px(box.x) + 3, top: px(box.y) + 3, width: px(box.w) - 6, height: px(box.h) - 6 }
  const raw = await sharp(`${pdf}.png`).extract(area).grayscale().raw().toBuffer()
  return raw.filter((grey) => grey < 128).length
}

test('a driver goes from the identity card to a report that the traffic case has acknowledged and the counter has accepted', async () => {
  const booth = await pageIn({ width: 1080, height: 1920 })
  const eyes = watchBooth(booth)
  // A small laptop: nothing that must be read to sign lies below its fold.
  const doctor = await pageIn({ width: 1366, height: 768 })
  const other = await pageIn({ width: 1440, height: 900 })
  const counter = await pageIn({ width: 1440, height: 900 })
  const hall = await pageIn({ width: 1920, height: 1080 })
  const hands = await handsAt(product)

  // The hall's screen enrols itself by its code; the staff sign in; the doctor enrols a passkey.
  await hall.goto(`${product.origin}/hall/#${product.seeded.hallCode}`)
  await hall.getByText(text.zh.hall.waiting).first().waitFor()
  await withAuthenticator(doctor)
  await signInAt(doctor, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')
  await signInAt(other, `${product.origin}/clinician/`, 'wang', 'roadfit-demo')
  await signInAt(counter, `${product.origin}/counter/`, 'counter', 'roadfit-demo')
  await enrolPasskey(doctor)

  // 3. The driver: card, declaration, photo, queue.
  await booth.goto(product.boothUrl())
  await until(
    'the booth waits for a card',
    () => eyes.view()?.link === 'connected' && eyes.view()?.devices.every(({ state }) => state === 'alive'),
  )
  await hands.do({ hand: 'card', driver: 'ji-ye-jia' })
  await declareAtBooth(booth)
  await takePhotoAtBooth(booth)
  await until('the driver stands in the queue', () => eyes.view()?.check?.queue)

  // 4. Two doctors reach for the same driver: one gets her, the other is told who has her.
  const claims = [doctor, other].map((page) => page.getByRole('button', { name: `${words.queue.claim} 𠮷野家` }))
  await Promise.all(claims.map((button) => button.waitFor()))
  /** What the doctor presses from the claim to the signature. */
  let presses = 1
  const key = async (keys: string) => {
    presses += 1
    await doctor.keyboard.press(keys)
  }
  await claims[0]?.click()
  await doctor.locator('rf-exam').waitFor()
  await other.locator('rf-queue').getByText('林大山').waitFor()

  // Both sides see moving pictures and hear each other.
  for (const page of [doctor, booth]) {
    const first = await until('a picture comes', async () => {
      const media = await mediaOf(page)
      return media.frames > 0 && media.audio ? media : null
    })
    await until('the picture moves', async () => (await mediaOf(page)).frames > first.frames + 3)
  }

  // The driver does every station as the page asks; the doctor has one repeated and decides those that need a person.
  const station = (name: string) => eyes.view()?.check?.stations.find((one) => one.station === name)
  const read = (name: string) => station(name)?.attempts.filter(({ state }) => state === 'read').length ?? 0
  const measured = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing']
  const limbs = ['upper-limbs', 'lower-limbs', 'trunk'] as const
  await driveUntil(
    product,
    booth,
    eyes,
    hands,
    () => measured.every((name) => station(name)?.finding != null) && limbs.every((name) => read(name) > 0),
  )
  // Before the first sound the booth heard with its microphone that it was quiet enough.
  const heard = eventsOf(product).find(
    ({ kind, event }) => kind === 'read' && (event.score as { procedure?: string }).procedure === 'hearing',
  )
  expect(heard?.event.score).toMatchObject({ outcome: 'both-ears', ambientDb: expect.any(Number) })
  await repeatStation(doctor, 'trunk')
  await driveUntil(product, booth, eyes, hands, () => read('trunk') === 2)
  await doctor.getByRole('button', { name: words.exam.allNormal, exact: true, disabled: false }).waitFor()
  await key(KEYS.allNormal)
  await until('all that eyes judge is decided', () => limbs.every((name) => station(name)?.finding != null))
  // Pure tones tell the doctor more, and leave what was found.
  const found = station('hearing')?.finding
  await chooseMethod(doctor, 'hearing', 'tones')
  await askMore(doctor, 'hearing')
  await driveUntil(product, booth, eyes, hands, () => read('hearing') === 2)
  expect(station('hearing')?.attempts.at(-1)?.score).toMatchObject({ procedure: 'tones', faults: [], falsePositives: 0 })
  expect(station('hearing')?.finding).toEqual(found)
  expect(eyes.view()?.check?.missing).toEqual([])

  // The report is drawn up, read, hashed by the console and signed by passkey.
  await doctor.getByRole('button', { name: words.exam.drawUp, exact: true, disabled: false }).waitFor()
  await key(KEYS.drawUp)
  await doctor.getByText(words.conclude.digestSame).waitFor()
  // Both handwritings stand on what is signed: the driver's from the booth, the doctor's own.
  for (const name of [text.zh.clinician.paper.driverSignature, text.zh.clinician.paper.doctorSignature])
    await doctor.getByRole('img', { name, exact: true }).waitFor()
  await doctor.getByRole('button', { name: words.conclude.sign, exact: true, disabled: false }).waitFor()
  await key(KEYS.sign)
  // Beside the passkey, from the claim to the signature of a driver without findings.
  expect(presses).toBeLessThanOrEqual(5)

  // 6 and 7. Drawn, sealed, handed over.
  const handed = await until('the case acknowledges', () => (eyes.view()?.check?.phase === 'handed-over' ? eyes.view()?.check : null))
  expect(handed.report?.signedBy).toBe('passkey')
  const { number = '', verifyUrl = '', digest, pdf } = handed.report ?? {}
  expect(await caseReceived(product)).toMatchObject([{ number, deliveries: 1 }])
  const receipts = witness(product, (db) => db.prepare('select * from receipts').all())
  expect(receipts).toHaveLength(1)
  expect(JSON.stringify(receipts)).toContain(handed.handover?.receipt ?? 'no receipt')

  // 8. The counter opens the paper and accepts it.
  await counter.getByRole('button', { name: number, exact: true }).click()
  const paper = await counter.request.get(`${product.origin}/api/reports/${number}/pdf`)
  const path = join(product.data, 'report.pdf')
  writeFileSync(path, await paper.body())
  expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(pdf)
  expect(execFileSync('pdfsig', [path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toContain('Signature is Valid')
  for (const field of ['name', 'photo', 'applicant-signature', 'doctor-signature', 'qr', 'height'])
    expect(await inkIn(path, field), field).toBeGreaterThan(60)
  await counter.getByRole('button', { name: text.zh.counter.accept, exact: true }).first().click()
  await until('the counter has accepted', () => eventsOf(product).some(({ kind }) => kind === 'accepted'))

  // The page behind the code says valid, masks the name, and shows the digest.
  const verify = await (await fetch(verifyUrl)).text()
  expect(verify).toContain('𠮷**')
  expect(verify).toContain(digest)
  expect(verify).not.toContain('𠮷野家')

  // 9. The hall counts it.
  await until('the hall counts the finished check', async () => {
    const shown = (await hall.locator('dl').innerText()).replaceAll(/\s+/g, ' ')
    return shown.includes('1') && !shown.includes('𠮷')
  })

  // Every event once, in order, each reading once.
  const events = eventsOf(product)
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
  const readings = witness(product, (db) => db.prepare('select count(*) as n from readings').get() as { n: number })
  expect(readings.n).toBe(events.filter(({ kind }) => kind === 'read').length)

  // The driver takes the card; the booth is ready for the next.
  await hands.do({ hand: 'card', driver: null })
  await hands.do({ hand: 'stand', heightMm: null })
  await until('the booth waits for the next driver', () => eyes.view()?.check === null)
  hands.close()
})

test('what server and booth wrote into their logs on the way names nobody and opens nothing', async () => {
  const driver = forSimulator.find(({ id }) => id === 'ji-ye-jia')
  if (!driver) throw new Error('no such driver')
  const { name, number, address } = driver.card
  const cookies = (await Promise.all(contexts.map((context) => context.cookies()))).flat().map(({ value }) => value)
  const launch = new URL(product.boothUrl()).search.slice(1)
  const { hallCode, boothCode } = product.seeded
  const records = new DatabaseSync(join(product.data, 'roadfit.sqlite'), { readOnly: true })
  const codes = records
    .prepare('select code from reports')
    .all()
    .map(({ code }) => String(code))
  records.close()
  expect(codes.length).toBeGreaterThan(0)
  const opens = [...cookies, launch, launch.split('=').at(-1), hallCode, boothCode, 'roadfit-demo', ...codes]
  const told = ['林大山', name, number, number.slice(-6), address, ...opens].filter((one): one is string => Boolean(one))
  expect(cookies.length).toBeGreaterThan(3)
  for (const part of ['server', 'agent']) {
    const log = readFileSync(join(product.data, `${part}.log`), 'utf8')
    expect(log).toContain('"level":')
    expect(
      log.split('\n').filter((line) => told.some((one) => line.includes(one))),
      part,
    ).toEqual([])
  }
})
