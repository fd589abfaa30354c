import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { Value } from 'typebox/value'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { RECORDING_WORDS, Recording } from '#protocol/recording.ts'
import { escalation } from '#words/escalation.ts'
import { fill } from '#words/fill.ts'
import {
  boothWords,
  declareAtBooth,
  eventsOf,
  handsAt,
  mediaOf,
  openBrowser,
  openContext,
  press,
  signInAt,
  takePhotoAtBooth,
  until,
  watchBooth,
  witness,
  words,
} from './people.ts'
import { type Product, startProduct } from './product.ts'

// A whole call is recorded by the product's own processes, of which two are killed in the middle of it.

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
  product = await startProduct({ server: { ROADFIT_RECORDING_DAYS: '1', ROADFIT_RECORDING_FREE: '0' } })
})
afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${product.recent()}\n`)
})
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await product?.close()
})

/** A second camera, which the browser's film of one person isn't: run in the booth's page. */
const overviewCamera = () => {
  const { mediaDevices } = navigator
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  const list = mediaDevices.enumerateDevices.bind(mediaDevices)
  const device = { kind: 'videoinput' as const, deviceId: 'overview', groupId: '', label: '' }
  mediaDevices.enumerateDevices = async () => [...(await list()), { ...device, toJSON: () => device }]
  mediaDevices.getUserMedia = async (wanted) => {
    const video = wanted?.video
    const id = typeof video === 'object' ? video.deviceId : undefined
    if (typeof id !== 'object' || !('exact' in id) || id.exact !== 'overview') return open(wanted)
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
    const pen = canvas.getContext('2d')
    setInterval(() => {
      if (pen) Object.assign(pen, { fillStyle: `hsl(${performance.now() / 20} 60% 60%)` }).fillRect(0, 0, 320, 240)
    }, 100)
    return canvas.captureStream(10)
  }
}

/** The processes of ffmpeg that the server has started, with what each writes. */
const ffmpegs = (): { pid: number; kind: 'video' | 'audio' }[] =>
  readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const line = readFileSync(`/proc/${name}/cmdline`, 'utf8')
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
      if (!line.startsWith('ffmpeg\0') || (parent !== product.server.pid && parent !== 1)) return []
      return [{ pid: Number(name), kind: line.includes('aresample') ? 'audio' : 'video' }]
    } catch {
      return []
    }
  })
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const files = (): string[] => {
  const folder = join(product.data, 'recordings')
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((one) =>
      one.isFile() ? [join(one.parentPath, one.name)] : [],
    )
  } catch {
    return []
  }
}
const checkId = (): string =>
  witness(product, (db) => (db.prepare('select id from checks order by rowid desc limit 1').get() as { id: string }).id)

/** By the doctor's session, and by connections of their own: those of the browser may still be the killed server's. */
const fetched = async (doctor: Page, path: string, headers: Record<string, string> = {}): Promise<Response> => {
  const cookie = (await doctor.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  return fetch(`${product.origin}/api/checks/${checkId()}/recording${path}`, { headers: { ...headers, cookie, connection: 'close' } })
}
const recordingNow = async (doctor: Page): Promise<Recording | null> => {
  const answer = await fetched(doctor, '').catch(() => null)
  const said: unknown = answer?.ok ? await answer.json() : null
  return Value.Check(Recording, said) ? said : null
}
/** Every source of both sides has a part that is at least so long, ms, and begins behind a moment of the recording. */
const SOURCES = ['booth camera', 'booth microphone', 'booth overview', 'doctor camera', 'doctor microphone']
const allRecorded = async (doctor: Page, longMs: number, behind = -1, sought = SOURCES): Promise<Recording> => {
  let last: Recording | null = null
  const all = async () => {
    // Each look is an opening, which reads all of it.
    await after(500)
    last = await recordingNow(doctor)
    const long = last?.parts.filter(({ lengthMs, fromMs }) => lengthMs >= longMs && fromMs > behind) ?? []
    const sources = new Set(long.map(({ side, source }) => `${side} ${source}`))
    return sought.every((one) => sources.has(one)) && last
  }
  return until(`${longMs} ms of every source`, all, 120_000).catch((error: unknown) => {
    throw new Error(
      `${String(error)}: ${JSON.stringify(last?.parts)} ${files()
        .map((file) => `${file} ${statSync(file).size}`)
        .join(', ')}`,
    )
  })
}
const probe = (file: string): { codec: string; seconds: number } => {
  const said: unknown = JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name:format=duration', '-of', 'json', file], {
      encoding: 'utf8',
    }),
  )
  const { streams, format } = said as { streams: { codec_name: string }[]; format: { duration: string } }
  expect(streams).toHaveLength(1)
  return { codec: streams[0]?.codec_name ?? '', seconds: Number(format.duration) }
}
/** How many pictures or stretches of voice ffmpeg decodes of a file, without a complaint. */
const decoded = (file: string): number => {
  const count = execFileSync(
    'ffprobe',
    ['-v', 'error', '-count_frames', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', file],
    {
      encoding: 'utf8',
    },
  )
  return Number.parseInt(count, 10)
}

test('a check is recorded when its driver says yes, plays after ffmpeg and the server were killed, and is erased when they say no', async () => {
  const booth = await pageIn({ width: 1080, height: 1920 })
  await booth.addInitScript(overviewCamera)
  const eyes = watchBooth(booth)
  const doctor = await pageIn({ width: 1920, height: 1080 })
  const hands = await handsAt(product)
  await signInAt(doctor, `${product.origin}/clinician/`, 'lin', 'roadfit-demo')
  await booth.goto(product.boothUrl())
  await until('the booth waits for a card', () => eyes.view()?.link === 'connected')
  await hands.do({ hand: 'card', driver: 'zhang-san' })
  await declareAtBooth(booth, false)
  await takePhotoAtBooth(booth)
  await doctor.getByRole('button', { name: `${words.queue.claim} 张三` }).click()
  const call = () =>
    until(
      'both sides see and hear each other',
      async () => {
        const both = await Promise.all([mediaOf(booth), mediaOf(doctor)])
        return both.every(({ frames, audio }) => frames > 10 && audio)
      },
      120_000,
    )
  await call()

  // The driver said no: nothing is written, and nothing runs that could.
  expect(ffmpegs()).toEqual([])
  expect(files()).toEqual([])
  expect((await fetched(doctor, '')).status).toBe(404)

  await answer(booth, true)
  const first = await allRecorded(doctor, 3000)
  expect(first.marks[0]).toMatchObject({ what: 'doctor-came' })
  await until('the doctor reads that it is recorded', async () => eyes.view()?.check?.recording?.state === 'on')
  expect(ffmpegs()).toHaveLength(SOURCES.length)

  // What lies on the disk says neither what it is nor what is in it.
  for (const file of files()) {
    const bytes = readFileSync(file)
    for (const sign of ['webm', 'matroska', 'Lavf', 'Opus', 'V_VP8', '\x1a\x45\xdf\xa3', '\x1f\x43\xb6\x75'])
      expect(bytes.includes(Buffer.from(sign, 'latin1')), `${sign} in ${file}`).toBe(false)
  }

  // ffmpeg is killed: the source goes on in another part.
  const killed = ffmpegs().find(({ kind }) => kind === 'video')
  process.kill(killed?.pid ?? 0, 'SIGKILL')
  const parts = () => witness(product, (db) => (db.prepare('select count(*) as n from recording_parts').get() as { n: number }).n)
  await until('the source has another part', () => parts() === SOURCES.length + 1)

  // The server is killed: what it had written stays, its ffmpegs end with it, and the call that comes back is recorded again.
  const before = await allRecorded(doctor, 5000)
  const left = ffmpegs().map(({ pid }) => pid)
  await product.server.kill('SIGKILL')
  await until('its ffmpegs have ended with it', () => left.every((pid) => !isAlive(pid)))
  await product.server.start()
  const whole = await allRecorded(doctor, 3000, before.lengthMs)

  expect(whole.marks.map(({ atMs }) => atMs)).toEqual(whole.marks.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
  expect(whole.marks.map(({ what }) => what)).toEqual(expect.arrayContaining(['doctor-came', 'lost', 'found']))
  let jumped = 0
  for (const { id, side, source, lengthMs } of whole.parts) {
    const answered = await fetched(doctor, `/${id}`)
    const all = Buffer.from(await answered.arrayBuffer())
    const file = join(product.data, `${side}-${source}-${id}.webm`)
    writeFileSync(file, all)
    const { codec, seconds } = probe(file)
    expect(codec).toBe(source === 'microphone' ? 'opus' : 'vp8')
    // A part that is still written grows between the list and the bytes.
    const since = (await recordingNow(doctor))?.parts.find((one) => one.id === id)?.lengthMs ?? lengthMs
    expect(seconds, `${side} ${source}`).toBeGreaterThan(lengthMs / 1000 - 2)
    expect(seconds, `${side} ${source}`).toBeLessThan(since / 1000 + 2)
    expect(decoded(file), `${side} ${source}`).toBeGreaterThan(0)
    if (all.length < 3000) continue
    // As a browser asks: of what has grown since it gets the whole once more.
    const part = await fetched(doctor, `/${id}`, { range: 'bytes=1000-2999', 'if-range': answered.headers.get('etag') ?? '' })
    const bytes = Buffer.from(await part.arrayBuffer())
    if (part.status === 200) continue
    expect([part.status, bytes.equals(all.subarray(1000, 3000))]).toEqual([206, true])
    jumped += 1
  }
  // Those of before the server was killed don't grow any more.
  expect(jumped).toBeGreaterThanOrEqual(SOURCES.length)

  // A second doctor who joins is recorded for as long as they are there.
  const senior = await pageIn({ width: 1366, height: 768 })
  await makeSenior('wang')
  await signInAt(senior, `${product.origin}/clinician/`, 'wang', 'roadfit-demo')
  await escalate(doctor)
  await senior.getByRole('button', { name: fill(escalation.zh.alarm.joinNamed, { name: '张三' }) }).click()
  const three = await allRecorded(doctor, 2000, whole.lengthMs, ['senior camera', 'senior microphone'])
  expect(three.marks.filter(({ what }) => what === 'doctor-came')).toHaveLength(2)
  await senior.close()
  const going = () => witness(product, (db) => db.prepare('select count(*) as n from recording_parts where ended_at is null').get())
  await until('what they send is recorded no more, and everything else is', () => (going() as { n: number }).n === SOURCES.length)

  // The driver takes it back in the middle of the call.
  await press(booth, boothWords.recording.stop)
  await press(booth, boothWords.recording.stopYes)
  await booth.getByText(boothWords.recording.states.erased).waitFor()
  await until('nothing of it is left', () => files().length === 0 && ffmpegs().length === 0)
  expect((await fetched(doctor, '')).status).toBe(404)
  await call()
  expect(
    eventsOf(product)
      .filter(({ kind }) => kind === 'recording-answered')
      .map(({ event }) => event['agreed']),
  ).toEqual([false, true, false])
  hands.close()
})

/** Gives an account of the demonstration the role of a senior doctor, as its administrator. */
const makeSenior = async (login: string): Promise<void> => {
  const ask = (method: string, path: string, cookie: string, body?: unknown) =>
    fetch(product.origin + path, {
      method,
      headers: { origin: product.origin, cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const entered = await ask('POST', '/api/session', '', { login: 'admin', password: 'roadfit-demo' })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const people = (await (await ask('GET', '/api/people', cookie)).json()) as { id: string; login: string }[]
  const id = people.find((person) => person.login === login)?.id
  expect((await ask('PATCH', `/api/people/${id}`, cookie, { roles: ['doctor', 'senior'] })).status).toBe(200)
}
/** The doctor passes the case on, by their console's own line. */
const escalate = (doctor: Page) =>
  doctor.evaluate(async () => {
    const card = document.querySelector('rf-clinician')?.shadowRoot?.querySelector('rf-exam')?.shadowRoot?.querySelector('rf-escalation')
    await Reflect.get(card ?? {}, 'work').escalate('拿不准')
  })

/** The driver says it by the booth's own line; who said no has no button for a yes. */
const answer = (booth: Page, agreed: boolean) =>
  booth.evaluate(
    async ({ agreed, words }) => {
      const keys = document.querySelector('rf-booth')?.shadowRoot?.querySelector('rf-call-keys')
      await Reflect.get(keys ?? {}, 'booth').touch({ touch: 'recording', agreed, words })
    },
    { agreed, words: RECORDING_WORDS },
  )
