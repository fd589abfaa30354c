import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as browsers, type Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { drawReport } from '../../server/report/draw.ts'
import { FORM } from '../../server/report/form.ts'
import { judgePhoto } from '../../server/report/photo.ts'
import { windowless } from '../../vitest.config.ts'
import { samplePhoto, sampleReport, sampleStrokes } from '../sample-report.ts'
import { builtPages } from './built-pages.ts'
import { clinicianScenes } from './clinician-scenes.ts'
import * as counterMadeUp from './made-up/counter.ts'
import { openStage } from './stage.ts'

// A report that is held before the counter's camera: Chromium plays a film of its real paper, as a camera would see it.

const DPI = 200
const SIZE = { width: 640, height: 480 }
const report = sampleReport()

let pages = ''
let folder = ''
let paper: Buffer
beforeAll(async () => {
  pages = await builtPages()
  folder = await mkdtemp(join(tmpdir(), 'roadfit-camera-'))
  const photo = await judgePhoto(await samplePhoto())
  if (isRefusal(photo)) throw new Error('the sample photo must be usable')
  const pdf = await drawReport(report, { photo: photo.jpeg, driver: sampleStrokes, doctor: sampleStrokes }, 'https://roadfit.example')
  if (isRefusal(pdf)) throw new Error(pdf.refused)
  const path = join(folder, 'paper')
  await writeFile(`${path}.pdf`, pdf)
  execFileSync('pdftoppm', ['-r', String(DPI), '-singlefile', '-png', `${path}.pdf`, path])
  paper = await sharp(`${path}.png`).toBuffer()
}, 120_000)
afterAll(async () => {
  await rm(pages, { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
})

/** A part of the paper as a camera sees it that somebody holds it before: turned a little, in a poor light, unsharp and noisy. */
const seen = async (field: string): Promise<Buffer> => {
  const box = FORM.fields[field]
  if (!box) throw new Error(`the form has no ${field}`)
  const px = (points: number) => Math.round((points * DPI) / 72)
  const { width } = await sharp(paper).metadata()
  const around = 25
  const [left, top] = [Math.max(0, px(box.x - around)), Math.max(0, px(box.y - around))]
  const shown = { left, top, width: Math.min(px(box.w + 2 * around), width - left), height: px(box.h + 2 * around) }
  const turned = await sharp(paper).extract(shown).rotate(9, { background: '#b8b2a8' }).toBuffer()
  const noise = await sharp({ create: { ...SIZE, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 28 } } })
    .png()
    .toBuffer()
  return sharp(turned)
    .resize({ ...SIZE, fit: 'contain', background: '#b8b2a8' })
    .linear(0.75, 20)
    .blur(0.8)
    .composite([{ input: noise, blend: 'soft-light' }])
    .jpeg({ quality: 70 })
    .toBuffer()
}

/** The counter's page in a browser whose camera shows this; what it is asked for; and how its camera stands. */
const before = async (picture: Buffer, look: (page: Page, searched: () => unknown[]) => Promise<void>): Promise<void> => {
  const film = join(folder, 'film.mjpeg')
  await writeFile(film, Buffer.concat(Array.from({ length: 10 }, () => picture)))
  const args = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
  const browser = await browsers.launch({ ...windowless, args: [...windowless.args, ...args] })
  const stage = await openStage(pages)
  try {
    await clinicianScenes.find(({ name }) => name === 'counter')?.say(stage)
    const [entry] = counterMadeUp.counter.entries
    if (!entry) throw new Error('nothing is at the counter')
    stage.said.found = { entries: [entry], more: false }
    const searched: unknown[] = []
    stage.heard = (message, body) => message === 'counter:search' && searched.push(body)
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    await page.addInitScript(watchCamera)
    await page.goto(`${stage.origin}/counter/?language=zh`)
    await page.locator('tbody tr').first().waitFor()
    await page.keyboard.press('Alt+c')
    await look(page, () => searched)
  } finally {
    await browser.close()
    await stage.close()
  }
}

/** In the page: which cameras were opened, and how many pictures were asked for since. */
const watchCamera = () => {
  const kept = { tracks: [] as MediaStreamTrack[], pictures: 0 }
  Object.assign(window, { kept })
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (asked) => {
    const stream = await open(asked)
    kept.tracks.push(...stream.getTracks())
    return stream
  }
  const video: { requestVideoFrameCallback: (this: HTMLVideoElement, then: VideoFrameRequestCallback) => number } =
    HTMLVideoElement.prototype
  const next = video.requestVideoFrameCallback
  video.requestVideoFrameCallback = function (then) {
    kept.pictures += 1
    return next.call(this, then)
  }
}
type Kept = { kept: { tracks: { readyState: string }[]; pictures: number } }
const camerasOf = (page: Page) => page.evaluate(() => (window as unknown as Kept).kept.tracks.map(({ readyState }) => readyState))

test('a report that is held before the camera is found by the code on its paper and opened, and the camera stops', async () => {
  await before(await seen('qr'), async (page, searched) => {
    await expect.poll(searched).toEqual([{ by: { code: report.code }, behind: null }])
    await page
      .locator('rf-counter-report .number', { hasText: counterMadeUp.counter.entries[0]?.number ?? '' })
      .first()
      .waitFor()
    expect(await page.locator('rf-code-camera dialog[open]').count()).toBe(0)
    expect(await camerasOf(page)).toEqual(['ended'])
  })
})

test('a part of the paper without a code finds nothing, however long it is looked at, and the camera stops when the clerk closes the window', async () => {
  await before(await seen('name'), async (page, searched) => {
    await page.waitForFunction(() => (window as unknown as Kept).kept.pictures >= 12)
    expect([searched(), await camerasOf(page)]).toEqual([[], ['live']])
    await page.keyboard.press('Escape')
    await expect.poll(() => camerasOf(page)).toEqual(['ended'])
    expect(await page.locator('rf-code-camera video').count()).toBe(0)
    expect(searched()).toEqual([])
  })
})
