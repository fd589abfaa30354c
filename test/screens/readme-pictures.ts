import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { text } from '#words/index.ts'
import { serviceAddress } from '../../devices/command/reach.ts'
import { chromium } from '../../vitest.config.ts'
import {
  boothWords,
  decideGood,
  drawUpAt,
  driveUntil,
  handsWith,
  mediaOf,
  openBrowser,
  press,
  signByPasskey,
  signInAt,
  takePhotoAtBooth,
  until,
  watchBooth,
  withAuthenticator,
  words,
  writeName,
} from '../journey/people.ts'
import { startProduct } from '../journey/product.ts'

// The pictures of the README and of docs/install-a-booth.md, taken off the real product while one made-up driver walks through it:
//   node scripts/setup.mjs && node scripts/run.mjs node test/screens/readme-pictures.ts [FOLDER]
// It shows the pages that setting up built: older ones don't understand what the agent says.

const [folder = 'docs/pictures'] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })

/** Few colours and no more pixels than a README shows: small enough to live in the repository. */
const keep = async (name: string, png: Buffer, width: number) => {
  await sharp(png)
    .resize({ width })
    .png({ palette: true, colours: 128, compressionLevel: 9 })
    .toFile(join(folder, `${name}.png`))
  process.stdout.write(`${name}\n`)
}
const TALL = 480
const WIDE = 900
/** A page as it stands, or its upper `height` pixels where the rest is empty. */
const take = async (page: Page, name: string, width: number, height?: number) => {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(400)
  const whole = page.viewportSize() ?? { width, height: width }
  await keep(name, await page.screenshot({ clip: { x: 0, y: 0, width: whole.width, height: height ?? whole.height } }), width)
}

const product = await startProduct({ pace: 0.05 })
const browser = await openBrowser(undefined, chromium)
try {
  const pageIn = async (width: number, height: number) =>
    (await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', permissions: ['camera', 'microphone'] })).newPage()
  const booth = await pageIn(1080, 1920)
  const doctor = await pageIn(1920, 1080)
  const counter = await pageIn(1440, 900)
  const admin = await pageIn(1440, 900)
  const hall = await pageIn(1920, 1080)
  const simulator = await pageIn(1440, 1250)
  const eyes = watchBooth(booth)

  await simulator.goto(product.simulatorUrl())
  const { origin } = new URL(product.simulatorUrl())
  const cookies = await simulator.context().cookies(origin)
  const hands = handsWith(origin, cookies.map(({ name, value }) => `${name}=${value}`).join('; '))
  await hall.goto(`${product.origin}/hall/#${product.seeded.hallCode}`)
  await withAuthenticator(doctor)
  await signInAt(doctor, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')
  await signInAt(counter, `${product.origin}/counter/`, 'counter', 'roadfit-demo')
  await signInAt(admin, `${product.origin}/admin/`, 'admin', 'roadfit-demo')
  await press(doctor, words.signature.open)
  await doctor.getByLabel(text.zh.account.again).fill('roadfit-demo')
  await press(doctor, text.zh.account.enrol)
  await doctor.getByText(words.signature.ready).first().waitFor()
  await press(doctor, words.signature.back)

  await booth.goto(product.boothUrl())
  await booth.getByText(boothWords.welcome.text).waitFor()
  await until('every device is alive', () => eyes.view()?.devices.every(({ state }) => state === 'alive'))
  await take(booth, 'booth-welcome', TALL)
  const service = await pageIn(1920, 1080)
  await service.goto(serviceAddress(join(product.data, 'booth')) ?? '')
  await service.getByText(text.zh.service.states.alive).first().waitFor()
  await take(service, 'booth-service', WIDE, 1050)
  await service.close()

  await hands.do({ hand: 'card', driver: 'zhang-san' })
  await press(booth, boothWords.identify.right)
  await take(simulator, 'simulator', WIDE)
  await booth.getByRole('checkbox', { name: boothWords.consent.agreeGeneral }).click()
  await booth.getByRole('checkbox', { name: boothWords.consent.agreeHealth }).click()
  await press(booth, boothWords.declare.hasNot)
  await writeName(booth)
  await take(booth, 'booth-signature', TALL)
  await press(booth, boothWords.sign.done)
  await takePhotoAtBooth(booth)
  await until('the driver stands in the queue', () => eyes.view()?.check?.queue)

  const claim = doctor.getByRole('button', { name: `${words.queue.claim} 张三` })
  await claim.waitFor()
  await take(doctor, 'clinician-queue', WIDE, 420)
  await claim.click()
  for (const page of [doctor, booth]) await until('pictures move', async () => (await mediaOf(page)).frames > 20)

  const scene = () => eyes.view()?.stage?.scene.scene
  const station = (name: string) => eyes.view()?.check?.stations.find((one) => one.station === name)
  const found = (name: string) => station(name)?.finding != null
  await driveUntil(product, booth, eyes, hands, () => scene() === 'optotype' && (eyes.view()?.stage?.index ?? 0) > 1)
  await take(booth, 'booth-acuity', TALL)
  await driveUntil(product, booth, eyes, hands, () => scene() === 'plate' && (eyes.view()?.stage?.index ?? 0) > 1)
  await take(booth, 'booth-colour', TALL)
  const limbs = ['upper-limbs', 'lower-limbs', 'trunk'] as const
  await driveUntil(
    product,
    booth,
    eyes,
    hands,
    () =>
      limbs.every((name) => station(name)?.attempts.some(({ state }) => state === 'read')) &&
      ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'].every(found),
    600_000,
  )
  for (const name of limbs.slice(0, 1)) await decideGood(doctor, name)
  await take(doctor, 'clinician-exam', WIDE)
  for (const name of limbs.slice(1)) await decideGood(doctor, name)

  await drawUpAt(doctor)
  await doctor.getByText(words.conclude.digestSame).waitFor()
  await take(doctor, 'clinician-report', WIDE)
  await signByPasskey(doctor)
  await until('the case acknowledges', () => eyes.view()?.check?.phase === 'handed-over')
  await take(booth, 'booth-result', TALL)

  const { number = '', verifyUrl = '' } = eyes.view()?.check?.report ?? {}
  await counter.getByRole('button', { name: number, exact: true }).click()
  await counter.waitForTimeout(3000)
  await take(counter, 'counter', WIDE)
  const paper = await counter.request.get(`${product.origin}/api/reports/${number}/pdf`)
  const pdf = join(product.data, 'report.pdf')
  writeFileSync(pdf, await paper.body())
  await keep('report', execFileSync('pdftoppm', ['-r', '110', '-singlefile', '-png', pdf], { maxBuffer: 64 << 20 }), WIDE)
  await press(counter, text.zh.counter.accept)

  await take(hall, 'hall', WIDE, 640)
  // Loaded before the doctor had a passkey.
  await admin.reload()
  await admin.getByText('lin', { exact: true }).waitFor()
  await take(admin, 'admin', WIDE, 620)
  const verify = await pageIn(720, 1100)
  await verify.goto(verifyUrl)
  await take(verify, 'verify', TALL)
  hands.close()
} finally {
  await browser.close()
  await product.close()
}
