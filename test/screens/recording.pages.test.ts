import { execFileSync } from 'node:child_process'
import { type Browser, chromium as browsers, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Source, Speaker } from '#protocol/media.ts'
import { recording as both } from '#words/recording.ts'
import { stationName } from '#words/stations.ts'
// @ts-expect-error scripts that set up are plain JavaScript
import { pages } from '../../scripts/setup/built.mjs'
import { decideStation } from '../../server/service/checks/commands.ts'
import { claim } from '../../server/service/checks/leases.ts'
import { conclude, drawUp } from '../../server/service/checks/signoff.ts'
import { accessView } from '../../server/service/people/access.ts'
import { windowless } from '../../vitest.config.ts'
import { cardOf } from '../driver.ts'
import { recordSample } from '../recorded.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../world.ts'

// The recording of a check as its doctor watches it: a film, the real server that keeps it encrypted, and a browser that plays it.

const words = both.zh
const LENGTH_S = 40
/** How much brighter the film's pictures get each second, as a canvas shows them: 5 of the 219 steps between black and white. */
const BRIGHTER = (5 * 255) / 219
/** Noise, so that it is large enough to be fetched in parts, and ever brighter, so that a picture tells its own time. A whole one every 5 s. */
const FILM = {
  video: [
    '-f',
    'lavfi',
    '-i',
    `color=black:size=160x120:rate=10:duration=${LENGTH_S},geq=lum='16+5*T':cb=128:cr=128,noise=c0s=12:c0f=t`,
    ...'-c:v libvpx -deadline realtime -b:v 400k -g 50'.split(' '),
  ],
  audio: ['-f', 'lavfi', '-i', `sine=sample_rate=48000:duration=${LENGTH_S}`, '-c:a', 'libopus', '-b:a', '32k'],
}
const film = (kind: keyof typeof FILM): Buffer =>
  execFileSync('ffmpeg', ['-v', 'error', ...FILM[kind], '-cluster_time_limit', '1000', '-f', 'webm', 'pipe:1'], { maxBuffer: 20_000_000 })

let world: World
let browser: Browser
let page: Page
/** What the browser was answered of the parts of the recording. */
const answers: { status: number; range: string }[] = []
beforeAll(async () => {
  if (!pages.ready()) await pages.build()
  world = await openWorld({ settings: { recording: { days: 30, leastFreeGb: 0 } } })
  browser = await browsers.launch(windowless)
  const doctor = await world.person('lin', 'doctor')
  const number = await recorded(doctor)
  const [name = '', value = ''] = (await doctor.cookie()).split('=')
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  await context.addCookies([{ name, value, url: world.settings.origin }])
  page = await context.newPage()
  page.on('response', (answer) => {
    if (/\/recording\/./.test(answer.url())) answers.push({ status: answer.status(), range: answer.headers()['content-range'] ?? '' })
  })
  await page.goto(`${world.settings.origin}/clinician/?language=zh`)
  await page.locator('rf-other-report button').first().click()
  await page.locator('rf-other-report input[name=number]').fill(number)
  await page.locator('rf-other-report input[name=reason]').fill('复看录像')
  await page.locator('rf-other-report button[form=other]').click()
  await page.locator('rf-other-report .good button').click()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** A check with decisions 8, 14 and 20 s after its recording began, and the signature at 26 s. */
const recorded = async ({ doctor }: Awaited<ReturnType<World['person']>>): Promise<string> => {
  const booth = await world.booth()
  await booth.calibrate()
  const check = await booth.queued(cardOf('张三', 720))
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(check, station)
  const [picture, voice] = [film('video'), film('audio')]
  const sources: [Speaker, Source][] = [
    ['booth', 'camera'],
    ['booth', 'microphone'],
    ['doctor', 'camera'],
    ['doctor', 'microphone'],
  ]
  const of = (kind: keyof typeof FILM) => (kind === 'video' ? picture : voice)
  await recordSample(world, check, sources, { of, lengthMs: LENGTH_S * 1000, apartMs: 0 })
  const asked = async () => ({ command: world.ids(), check, version: (await world.check(check)).version })
  world.step(2000)
  sure(await claim(world.deps, doctor, await asked()))
  for (const finding of LIMBS_WELL) {
    world.step(6000)
    sure(await decideStation(world.deps, doctor, { ...(await asked()), finding, reason: null }))
  }
  world.step(6000)
  const { drawnUp } = sure(await drawUp(world.deps, doctor, { ...(await asked()), remark: null }))
  const proof = { by: 'password', password: PASSWORD } as const
  sure(await conclude(world.deps, doctor, { ...(await asked()), digest: drawnUp?.digest ?? '', proof }))
  await until(async () => (await world.check(check)).phase === 'handed-over')
  return drawnUp?.number ?? ''
}

const player = () => page.locator('rf-recording-player')
const video = () => player().locator('video').first()
const mark = (name: string) => player().getByRole('button', { name })
const decided = (station: 'upper-limbs' | 'lower-limbs' | 'trunk') => mark(`${stationName(station, 'zh')}：医生判定`)
/** Where the first picture is, in s: as the element says, and as the picture itself tells. Null: it is on its way. */
const shown = (): Promise<{ at: number; pictured: number } | null> =>
  video().evaluate((element, brighter) => {
    if (!(element instanceof HTMLVideoElement) || element.seeking || element.readyState < element.HAVE_CURRENT_DATA) return null
    const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 12 })
    const pen = canvas.getContext('2d')
    pen?.drawImage(element, 0, 0, 16, 12)
    const { data = [] } = pen?.getImageData(0, 0, 16, 12) ?? {}
    let sum = 0
    for (let at = 0; at < data.length; at += 4) sum += data[at] ?? 0
    return { at: element.currentTime, pictured: sum / (data.length / 4) / brighter }
  }, BRIGHTER)
/** The picture of a moment stands, s: exactly by the clock, and by its brightness. */
const stands = async (seconds: number) => {
  await expect.poll(async () => Math.abs(((await shown())?.at ?? -1) - seconds) < 0.3).toBe(true)
  await expect.poll(async () => Math.abs(((await shown())?.pictured ?? -9) - seconds) < 1.5, { message: `${seconds} s` }).toBe(true)
}
const opened = async () => {
  await page.getByRole('button', { name: words.open }).click()
  await player().waitFor()
}

test('a jump to a moment far from what has come is fetched from there, over a line that would take half a minute for all of it', async () => {
  const line = await page.context().newCDPSession(page)
  const slow = { offline: false, latency: 20, downloadThroughput: 150_000, uploadThroughput: 150_000 }
  await line.send('Network.enable')
  await page.getByRole('button', { name: words.open }).waitFor()
  await line.send('Network.emulateNetworkConditions', slow)
  await opened()
  await mark('签字').click()
  await stands(26)
  const parts = answers.filter(({ range }) => range !== '')
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 206))
  const began = parts.map(({ range }) => Number(/^bytes (\d+)-/.exec(range)?.[1]))
  expect(Math.max(...began)).toBeGreaterThan(500_000)
  await line.send('Network.emulateNetworkConditions', { ...slow, downloadThroughput: -1, uploadThroughput: -1, latency: 0 })
}, 60_000)

test('a moment chosen while the picture is still on its way to another one is where it ends', async () => {
  const [far, near] = [await mark('签字').elementHandle(), await decided('upper-limbs').elementHandle()]
  await decided('trunk').click()
  await stands(20)
  await video().evaluate(
    (element, marks) =>
      new Promise<void>((resolve) => {
        element.addEventListener('seeking', () => resolve(void marks[1]?.dispatchEvent(new MouseEvent('click'))), { once: true })
        marks[0]?.dispatchEvent(new MouseEvent('click'))
      }),
    [far, near] as const,
  )
  await stands(8)
})

test('each moment moves the picture to its time, on and back', async () => {
  for (const [button, seconds] of [
    [decided('trunk'), 20],
    [decided('upper-limbs'), 8],
    [decided('lower-limbs'), 14],
    [mark('医生接诊'), 2],
  ] as const) {
    await button.click()
    await stands(seconds)
    expect(await button.getAttribute('aria-current')).toBe('true')
  }
})

const slider = () => player().getByRole('slider', { name: words.where })
const media = () => player().locator('video, audio')
const isPlaying = () => media().evaluateAll((all) => all.every((one) => one instanceof HTMLMediaElement && !one.paused))

test.each([0.7, 1, 1.25, 1.5, 2])('at %s× every picture and voice goes on at that rate, from where it was', async (speed) => {
  await decided('upper-limbs').click()
  await stands(8)
  await player().getByRole('combobox', { name: words.speed }).selectOption(`${speed}`)
  await player().getByRole('button', { name: words.play, exact: true }).click()
  await expect.poll(isPlaying).toBe(true)
  const rates = await media().evaluateAll((all) => all.map((one) => (one instanceof HTMLMediaElement ? one.playbackRate : 0)))
  expect(rates).toEqual([speed, speed, speed, speed])
  await expect.poll(async () => ((await shown())?.at ?? 0) > 9).toBe(true)
  await player().getByRole('button', { name: words.pause, exact: true }).click()
  await expect.poll(isPlaying).toBe(false)
  const now = await until(shown)
  expect(Math.abs(now.pictured - now.at)).toBeLessThan(1.5)
})

test('the keyboard alone plays and stops, goes five seconds on and back, and from moment to moment', async () => {
  await decided('upper-limbs').click()
  await stands(8)
  await page.keyboard.press('n')
  await stands(14)
  await page.keyboard.press('p')
  await stands(8)
  await page.keyboard.press('ArrowRight')
  await stands(13)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await stands(3)
  await slider().focus()
  await page.keyboard.press(' ')
  await expect.poll(isPlaying).toBe(true)
  await page.keyboard.press(' ')
  await expect.poll(isPlaying).toBe(false)
  // The arrows are the slider's own there: a tenth of a second each.
  const before = Number(await slider().inputValue())
  await page.keyboard.press('ArrowRight')
  expect(Number(await slider().inputValue())).toBe(before + 100)
  await page.keyboard.press('Home')
  await stands(0)
})

test('each opening is on record, with who and when', async () => {
  const { entries } = await accessView(world.deps, null)
  expect(entries.filter(({ what }) => what === 'recording').map(({ person }) => person)).toEqual(['医生lin'])
})
