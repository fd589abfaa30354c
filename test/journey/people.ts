import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { Value } from 'typebox/value'
import { nextStimulus } from '#measure/index.ts'
import { DONE } from '#measure/procedure.ts'
import { BoothView, type Hand, type Stage, StageMoved } from '#protocol/booth.ts'
import { openLink } from '#protocol/link.ts'
import { type Answer, Attempt, type Stimulus, type Trial } from '#protocol/measurement.ts'
import { simulatorMessages, simulatorPushes } from '#protocol/messages.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { AnyStation, Method } from '#protocol/stations.ts'
import { text } from '#words/index.ts'
import { stationName } from '#words/stations.ts'
import { windowless } from '../../vitest.config.ts'
import { type Film, filmPerson, SMALL } from './camera.ts'
import type { Product } from './product.ts'

const boothWords = text.zh.booth
const ask = text.zh.procedures

/** A browser whose camera films a made-up person. `program`: benches look at the one that stands in a booth, journeys need no window. */
export const openBrowser = async (shot: Film = SMALL, program: typeof windowless = windowless): Promise<Browser> => {
  const film = join(mkdtempSync(join(tmpdir(), 'roadfit-camera-')), 'person.y4m')
  await filmPerson(film, shot)
  const browser = await playwright.launch({ ...program, args: [...program.args, `--use-file-for-fake-video-capture=${film}`] })
  browser.on('disconnected', () => rmSync(dirname(film), { recursive: true, force: true }))
  return browser
}

/** Somebody's own screen: in Chinese, with camera and microphone. */
export const openContext = (browser: Browser, viewport: { width: number; height: number }): Promise<BrowserContext> =>
  browser.newContext({ viewport, locale: 'zh-CN', permissions: ['camera', 'microphone'] })

/** Waits until `found` gives something; says what was hoped for when it doesn't within `waitMs`. */
export const until = async <T>(
  what: string,
  found: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  waitMs = 60_000,
): Promise<T> => {
  const end = Date.now() + waitMs
  for (;;) {
    const value = await found()
    if (value) return value
    if (Date.now() > end) throw new Error(`not within ${waitMs} ms: ${what}`)
    await new Promise((next) => setTimeout(next, 60))
  }
}

/** Reads the server's database from outside, as a witness. */
export const witness = <T>(product: Product, read: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(join(product.data, 'roadfit.sqlite'), { readOnly: true })
  try {
    return read(db)
  } finally {
    db.close()
  }
}

export type RecordedEvent = { sequence: number; kind: string; event: Record<string, unknown> }
/** All events of the newest check, in order. */
export const eventsOf = (product: Product, check?: string): RecordedEvent[] =>
  witness(product, (db) => {
    const newest = check ?? (db.prepare('select id from checks order by rowid desc limit 1').get() as { id: string } | undefined)?.id
    const rows = db.prepare('select sequence, event from check_events where check_id = ? order by sequence').all(newest ?? '')
    return rows.map((row) => {
      const event = JSON.parse(String(row.event)) as Record<string, unknown>
      return { sequence: Number(row.sequence), kind: String(event.kind), event }
    })
  })

/** The hands of somebody at a booth without hardware: they lay cards, stand, press. */
export type Hands = { do(hand: Hand): Promise<void>; close(): void }
export const handsAt = async (product: Product): Promise<Hands> => {
  const url = product.simulatorUrl()
  const answer = await fetch(url, { redirect: 'manual' })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  return handsWith(new URL(url).origin, cookie)
}
/** The same hands beside a simulator's page that is open already: by its cookie, since its address opens once. */
export const handsWith = (origin: string, cookie: string): Hands => {
  const link = openLink(origin, { messages: simulatorMessages, pushes: simulatorPushes, path: '/door/socket', headers: { cookie, origin } })
  return {
    do: async (hand) => {
      await until(`the hand ${hand.hand} is taken`, async () => !isRefusal(await link.ask('simulator:do', hand)))
    },
    close: () => link.close(),
  }
}

/** What the booth's page was told last, read off its own line: eyes that touch nothing. */
export type Eyes = { view(): BoothView | null }
export const watchBooth = (page: Page): Eyes => {
  let view: BoothView | null = null
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const [, body] = /^42(\[.*)$/s.exec(String(payload)) ?? []
      if (!body) return
      const [name, value]: unknown[] = JSON.parse(body)
      if (name === 'booth:view' && Value.Check(BoothView, value)) view = value
      if (name === 'booth:stage' && view && Value.Check(StageMoved, value)) view = { ...view, ...value }
    }),
  )
  return { view: () => view }
}

/** The right answers so far: a driver who sees, hears and reads everything, told by the server's own record of the attempt. */
const rightAnswer = (stimulus: Stimulus): Answer | null => {
  if ('direction' in stimulus) return stimulus.direction
  if ('figure' in stimulus) return stimulus.figure
  if ('side' in stimulus) return stimulus.side === 'silent' ? 'nothing' : stimulus.side
  return null
}
export const knownAnswer = (product: Product, attemptId: string, index: number): Answer => {
  const started = eventsOf(product).findLast(({ kind, event }) => kind === 'started' && (event.attempt as { id?: string }).id === attemptId)
  if (!started || !Value.Check(Attempt, started.event.attempt)) throw new Error(`no attempt ${attemptId} on record`)
  const { setup, seed } = started.event.attempt
  const trials: Trial[] = []
  for (;;) {
    const stimulus = nextStimulus(setup, seed, trials)
    const answer = stimulus === DONE ? null : rightAnswer(stimulus)
    if (stimulus === DONE || answer === null) throw new Error(`trial ${index} has no right answer`)
    if (trials.length === index) return answer
    const trial = { stimulus, answer, shownAt: trials.length, answeredAt: trials.length, source: 'touch' }
    trials.push(trial as Trial)
  }
}

/** A button of the page by its words, whichever shadow it stands in. */
export const press = async (page: Page, words: string, waitMs = 15_000): Promise<void> => {
  await page.getByRole('button', { name: words, exact: true }).first().click({ timeout: waitMs })
}

export const writeName = async (page: Page): Promise<void> => {
  const pad = page.locator('rf-signature-pad svg')
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('there is no pad to sign on')
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  for (const line of [
    [at(0.15, 0.3), at(0.4, 0.7), at(0.2, 0.75), at(0.45, 0.25)],
    [at(0.55, 0.25), at(0.85, 0.3), at(0.6, 0.7), at(0.88, 0.72), at(0.5, 0.5)],
  ]) {
    const [first, ...rest] = line
    if (!first) continue
    await page.mouse.move(...first)
    await page.mouse.down()
    for (const point of rest) await page.mouse.move(...point, { steps: 6 })
    await page.mouse.up()
  }
}

/** Card is read: confirms who they are, agrees, says whether they want to be recorded (absent: nobody asks), declares nothing, signs. */
export const declareAtBooth = async (page: Page, recording?: boolean): Promise<void> => {
  await press(page, boothWords.identify.right, 30_000)
  await page.getByRole('checkbox', { name: boothWords.consent.agreeGeneral }).click()
  await page.getByRole('checkbox', { name: boothWords.consent.agreeHealth }).click()
  if (recording !== undefined) await press(page, recording ? boothWords.recording.yes : boothWords.recording.no)
  await press(page, boothWords.declare.hasNot)
  await writeName(page)
  await press(page, boothWords.sign.done)
}

export const takePhotoAtBooth = async (page: Page): Promise<void> => {
  await press(page, boothWords.photo.take, 30_000)
  // Who looks at it for longer than the page waits finds it used.
  const used = page.locator('rf-hub').waitFor({ timeout: 30_000 })
  const use = page.getByRole('button', { name: boothWords.photo.use, exact: true }).click({ timeout: 30_000 })
  await Promise.any([use, used])
  await Promise.allSettled([use.catch(() => null)])
}

/** What the page itself has on its screen: the eyes may be a moment ahead or behind. */
const shownOn = (page: Page, element: string): Promise<Stage> =>
  page.locator(element).evaluate((one) => Reflect.get(one, 'stage') as Stage, undefined, { timeout: 2000 })

export const pedalOf = (task: string) => (task === 'press-right-pedal' ? 'right' : task === 'press-left-pedal' ? 'left' : null)

/** One step of a willing driver at whatever the page shows; gives what was done, or null when there was nothing to do. */
const actOnce = async (product: Product, page: Page, eyes: Eyes, hands: Hands): Promise<string | null> => {
  const view = eyes.view()
  const stage = view?.stage
  const quick = { timeout: 3000 }
  if (!stage) {
    const starts = page.locator('rf-hub button.primary.big:not([disabled])')
    if ((await starts.count()) > 0) {
      await starts.first().click(quick)
      return 'start'
    }
    for (const words of [boothWords.hub.noGlasses, boothWords.hub.noAid]) {
      const choice = page.getByRole('button', { name: words, exact: true })
      if ((await choice.count()) > 0) {
        await choice.first().click(quick)
        return words
      }
    }
    return null
  }
  const { scene, attempt, index } = stage
  for (const ready of [ask.acuity.booth.ready, ask.hearing.booth.ready, ask.tones.booth.ready, ask.reaction.booth.ready]) {
    const button = page.getByRole('button', { name: ready, exact: true })
    if ((await button.count()) > 0) {
      await button.first().click(quick)
      return 'ready'
    }
  }
  switch (scene.scene) {
    case 'optotype': {
      // While the keys are dead the last E stands there still: whoever read that would answer the next one by it.
      await page.locator('rf-acuity button.up:not([disabled])').waitFor(quick)
      // Seen on the screen itself, mirrored back where the booth has a mirror.
      const direction = await page.locator('rf-optotype').evaluate((element) => Reflect.get(element, 'direction') as string)
      await page.locator(`rf-acuity button.${direction}:not([disabled])`).click(quick)
      return `E ${direction}`
    }
    case 'plate': {
      const shown = await shownOn(page, 'rf-colour')
      const digits = knownAnswer(product, attempt, shown.index)
      if (typeof digits !== 'string') return null
      await page.locator(`rf-colour button.k${digits[0]}:not([disabled])`).click(quick)
      await page.locator(`rf-colour button.k${digits[1]}:not([disabled])`).click(quick)
      await until('the next plate comes', async () => (await shownOn(page, 'rf-colour').catch(() => null))?.index !== shown.index, 5000)
      return `plate ${digits}`
    }
    case 'sound': {
      const shown = await shownOn(page, 'rf-hearing')
      const side = shown.scene.scene === 'sound' ? shown.scene.side : 'silent'
      const words = { left: ask.hearing.booth.left, right: ask.hearing.booth.right, silent: ask.hearing.booth.nothing }[side]
      await page.locator('rf-hearing').getByRole('button', { name: words }).click({ timeout: 60_000 })
      await until('the next sound comes', async () => (await shownOn(page, 'rf-hearing').catch(() => null))?.index !== shown.index, 5000)
      return `sound ${side}`
    }
    case 'listen':
      // The booth listens by itself; only where it is too loud somebody has to say that it is quiet now.
      for (const words of [boothWords.listen.begin, boothWords.listen.again]) {
        const button = page.getByRole('button', { name: words, exact: true })
        if ((await button.count()) > 0) await button.first().click(quick)
      }
      return null
    case 'tone': {
      const shown = await shownOn(page, 'rf-tones')
      const heard = shown.scene.scene === 'tone' && shown.scene.gain > 0
      await page
        .locator('rf-tones')
        .getByRole('button', { name: heard ? ask.tones.booth.heard : ask.tones.booth.nothing })
        .click({ timeout: 60_000 })
      await until('the next tone comes', async () => (await shownOn(page, 'rf-tones').catch(() => null))?.index !== shown.index, 5000)
      return `tone ${shown.index}`
    }
    case 'height':
      await hands.do({ hand: 'stand', heightMm: scene.step === 'stand' ? 1725 : null })
      return `height ${scene.step}`
    case 'task': {
      const pedal = pedalOf(scene.task)
      if (pedal && scene.newtons !== null) {
        await hands.do({ hand: 'pedal', side: pedal, millinewtons: 300_000 })
        await until(
          'the pedal was held long enough',
          () => eyes.view()?.stage?.index !== index || eyes.view()?.stage?.attempt !== attempt,
          60_000,
        )
        await hands.do({ hand: 'pedal', side: pedal, millinewtons: 0 })
        return scene.task
      }
      await page.getByRole('button', { name: ask.limbs.booth.done, exact: true }).click(quick)
      return scene.task
    }
    case 'circle': {
      const shown = await shownOn(page, 'rf-reaction')
      await page.locator('rf-reaction .circle.green').dispatchEvent('pointerdown', {}, { timeout: 10_000 })
      await until('the next circle comes', async () => (await shownOn(page, 'rf-reaction').catch(() => null))?.index !== shown.index, 5000)
      return 'circle'
    }
    default:
      // A scene that this driver doesn't know.
      return null
  }
}

const { without: _, ...worn } = text.zh.booth.worn
/** What a doctor wants worn or taken off is said to be so. */
const putOn = async (page: Page): Promise<void> => {
  for (const { done } of Object.values(worn)) {
    const button = page.locator('rf-worn-first').getByRole('button', { name: done, exact: true })
    if (await button.isVisible()) await button.click({ timeout: 2000 })
  }
}

/** A driver who does what the page asks until `enough`; a click that came too late for its trial is simply tried again. */
export const driveUntil = async (
  product: Product,
  page: Page,
  eyes: Eyes,
  hands: Hands,
  enough: () => boolean,
  waitMs = 240_000,
): Promise<void> => {
  const end = Date.now() + waitMs
  while (!enough()) {
    if (Date.now() > end)
      throw new Error(
        `the driver is stuck: ${eyes.view()?.stage?.station ?? 'no station'} ${eyes.view()?.stage?.index ?? ''}, missing ${eyes.view()?.check?.missing.join(' ')}`,
      )
    const before = JSON.stringify(eyes.view()?.stage?.index)
    if (eyes.view()?.stage?.index === 0) await putOn(page).catch(() => null)
    // The station may be over since: whoever acts now would begin the next one.
    if (enough()) return
    await actOnce(product, page, eyes, hands).catch(() => null)
    if (JSON.stringify(eyes.view()?.stage?.index) === before) await new Promise((next) => setTimeout(next, 40))
  }
}

// ---------------------------------------------------------------- staff

const words = text.zh.clinician

export const signInAt = async (page: Page, url: string, login: string, password: string): Promise<void> => {
  await page.goto(url)
  await page.getByLabel(text.zh.attended.signIn.login).fill(login)
  await page.getByLabel(text.zh.attended.signIn.password).fill(password)
  await page.getByRole('button', { name: text.zh.attended.signIn.enter, exact: true }).click()
}

/** Gives a page an authenticator that verifies its user, as a fingerprint reader would. */
export const withAuthenticator = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Decides a station as found good, with a reason where there is a field for one. */
export const decideGood = async (page: Page, station: AnyStation): Promise<void> => {
  const name = stationName(station, 'zh')
  await unfold(page, station)
  await page.getByRole('button', { name: `${words.exam.decide} ${name}`, exact: true }).click()
  const row = page.locator('rf-station').filter({ has: page.locator('rf-decide-form') })
  // A doctor says each time what they saw: nothing is chosen in advance.
  await row
    .getByRole('radio', { name: { trunk: words.finding.trunk.normal }[station as string] ?? words.finding.upper.normal, exact: true })
    .check()
  const reason = row.locator('[name=reason]')
  if ((await reason.count()) > 0) await reason.fill('视频中查看，动作完整')
  await row.getByRole('button', { name: words.exam.save, exact: true }).click()
  await row.locator('rf-decide-form').waitFor({ state: 'detached', timeout: 60_000 })
}

/** Has a station done again in a way that only tells more: nobody passes by it, so the console warns of nothing. */
export const askMore = async (page: Page, station: AnyStation): Promise<void> => {
  await unfold(page, station)
  await page.getByRole('button', { name: `${words.exam.repeat} ${stationName(station, 'zh')}`, exact: true }).click()
}

/** Opens a station's line: what is done and right shows its keys only then. */
const unfold = async (page: Page, station: AnyStation): Promise<void> => {
  const line = page.locator('rf-station button.name[aria-expanded=false]', { hasText: stationName(station, 'zh') })
  if ((await line.count()) > 0) await line.click()
}

/** Has a station done again: the console first says what a repeat costs. */
export const repeatStation = async (page: Page, station: AnyStation): Promise<void> => {
  await askMore(page, station)
  await page.getByRole('button', { name: words.exam.repeatYes, exact: true }).click()
}

/** Chooses how a station is measured next: what the console calls that way. */
export const chooseMethod = async (page: Page, station: AnyStation, method: Method): Promise<void> => {
  const name = stationName(station, 'zh')
  const select = page.getByRole('combobox', { name: `${words.exam.method} ${name}`, exact: true })
  if ((await select.count()) === 0) await page.locator('rf-station button.name', { hasText: name }).click()
  await select.selectOption(method)
}

export const drawUpAt = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: words.exam.drawUp, exact: true }).click()
  await page.locator('rf-paper').waitFor()
}

/** Reads the whole paper, as nobody may sign what was not on the screen. */
const readPaper = async (page: Page, sign: string): Promise<void> => {
  await page.getByRole('button', { name: sign, exact: true }).waitFor()
  const on = page.locator('.unread button')
  while (await on.isVisible()) await on.click({ timeout: 2000 }).catch(() => undefined)
}

export const signByPasskey = async (page: Page): Promise<void> => {
  await readPaper(page, words.conclude.sign)
  await page.getByRole('button', { name: words.conclude.sign, exact: true }).click({ timeout: 20_000 })
}

export const signByPassword = async (page: Page, password: string): Promise<void> => {
  await readPaper(page, words.conclude.byPassword)
  await page.locator('input[name=password]').fill(password)
  await page.getByRole('button', { name: words.conclude.byPassword, exact: true }).click()
}

/** Frames decoded in the first video that shows something, and whether its sound track is live. */
export const mediaOf = (page: Page): Promise<{ frames: number; audio: boolean }> =>
  page.evaluate(() => {
    const deep = (root: ParentNode): HTMLVideoElement[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element instanceof HTMLVideoElement ? [element] : []),
        ...(element.shadowRoot ? deep(element.shadowRoot) : []),
      ])
    const videos = deep(document)
    const audios = (root: ParentNode): HTMLMediaElement[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element instanceof HTMLMediaElement ? [element] : []),
        ...(element.shadowRoot ? audios(element.shadowRoot) : []),
      ])
    const frames = Math.max(0, ...videos.map((video) => video.getVideoPlaybackQuality().totalVideoFrames))
    const audio = audios(document).some(
      (one) =>
        one.srcObject instanceof MediaStream && one.srcObject.getAudioTracks().some((track) => track.readyState === 'live' && !track.muted),
    )
    return { frames, audio }
  })

/** What the stand-in case has taken, read from its own record. */
export const caseReceived = async (product: Product): Promise<{ number: string; deliveries: number; receipts: string[] }[]> => {
  const answer = await fetch(`${product.caseOrigin}/received`)
  return ((await answer.json()) as { received: { number: string; deliveries: number; receipts: string[] }[] }).received
}

export const scriptCase = async (product: Product, mode: string): Promise<void> => {
  await fetch(`${product.caseOrigin}/script`, {
    method: 'POST',
    headers: { authorization: `Bearer ${product.caseKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ mode }),
  })
}

export { boothWords, words }
