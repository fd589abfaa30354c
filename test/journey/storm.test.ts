import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CheckView } from '#protocol/check.ts'
import { type Link, openLink } from '#protocol/link.ts'
import { staffMessages, staffPushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Finding, Station } from '#protocol/station.ts'
import { text } from '#words/index.ts'
import { drivers } from '../../demo/drivers.ts'
import {
  caseReceived,
  declareAtBooth,
  drawUpAt,
  driveUntil,
  type Eyes,
  eventsOf,
  type Hands,
  handsAt,
  mediaOf,
  openBrowser,
  openContext,
  signByPassword,
  signInAt,
  takePhotoAtBooth,
  until,
  watchBooth,
  witness,
  words,
} from './people.ts'
import { type Product, startProduct } from './product.ts'

// Five checks in one product. In each, one part is killed at every step, and which part it is moves on by one from step to step
// and from check to check: after five checks each of the five parts has died at each of the seven steps. Then the booth's power is cut.

const STEPS = ['declaring', 'queued', 'claimed', 'in a station', 'stations done', 'drawn up', 'concluded'] as const
type Step = (typeof STEPS)[number]
const PARTS = ['page', 'agent', 'console', 'worker', 'server'] as const
type PartName = (typeof PARTS)[number]

/** Who comes, and which station they do themselves; the doctor settles the others. */
const CHECKS = [
  { id: 'zhang-san', station: 'lower-limbs' },
  { id: 'ji-ye-jia', station: 'height' },
  { id: 'wang-shan', station: 'colour' },
  { id: 'li-jianguo', station: 'acuity-right' },
  { id: 'chen-meiling', station: 'hearing' },
] as const satisfies { id: string; station: Station }[]

const FINDINGS: readonly Finding[] = [
  { station: 'height', cm: 172 },
  { station: 'acuity-right', reached: 5, glasses: false },
  { station: 'acuity-left', reached: 5, glasses: false },
  { station: 'colour', colour: 'no-red-green-blindness' },
  { station: 'hearing', left: true, right: true, aid: false },
  { station: 'upper-limbs', upper: 'normal', left: '', right: '' },
  { station: 'lower-limbs', lower: 'normal', left: '', right: '' },
  { station: 'trunk', trunk: 'normal' },
]

/** The promise is 5 s from the moment that the part is ready again; more only where more programs want to run than there are cores. */
const promisedMs = (): number => 5000 * Math.min(4, Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()))

const PASSWORD = 'roadfit-demo'

/** What died in this check so far, and how long the screens took: to show when a test fails. */
const killed: string[] = []

let product: Product
let hands: Hands
type Line = Link<typeof staffMessages, typeof staffPushes>
let doctor: Line
/** Signs too what nothing but an eye has found. */
let second: Line
/** A browser of its own for each screen, so that its renderers can be killed and nobody else's. */
type Screen = { browser: Browser; context: BrowserContext; page: Page }
let booth: Screen & { eyes: Eyes }
let console_: Screen

const openScreen = async (width: number, height: number): Promise<Screen> => {
  const browser = await openBrowser()
  const context = await openContext(browser, { width, height })
  return { browser, context, page: await context.newPage() }
}

/** The kiosk opens the booth's page, with the cookie that it has. */
const openBooth = async (page: Page) => {
  booth.page = page
  booth.eyes = watchBooth(page)
  await page.goto(product.boothUrl())
}
const openConsole = async (page: Page) => {
  console_.page = page
  await page.goto(`${product.origin}/clinician/`)
}

/** A doctor's own line, signed in by the password. */
const lineOf = async (login: string): Promise<Line> => {
  const signedIn = await fetch(`${product.origin}/api/session`, {
    method: 'POST',
    headers: { origin: product.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  const headers = { cookie, origin: product.origin }
  return openLink(product.origin, { messages: staffMessages, pushes: staffPushes, path: '/staff/socket', headers })
}

beforeAll(async () => {
  ;[product, booth, console_] = await Promise.all([
    // Hurried enough for minutes, but not so much that a page is drawn five hundred times a second.
    // Between two steps nothing begins by itself: the hub stands until the next one is played.
    startProduct({ pace: 0.1, server: { ROADFIT_ALONE: 'hearing' } }),
    openScreen(1080, 1920).then((screen) => ({ ...screen, eyes: { view: () => null } })),
    openScreen(1440, 900),
  ])
  hands = await handsAt(product)
  await openBooth(booth.page)
  await signInAt(console_.page, `${product.origin}/clinician/`, 'lin', PASSWORD)
  // The same doctor's quick hands: what a doctor settles in a minute at the console, over the console's own line.
  doctor = await lineOf('lin')
  second = await lineOf('wang')
  await until(
    'the booth waits for a card',
    () => booth.eyes.view()?.link === 'connected' && booth.eyes.view()?.devices.every(({ state }) => state === 'alive'),
  )
})
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  process.stderr.write(`${killed.join('\n')}\n${product.recent()}\n`)
  for (const [name, { page }] of Object.entries({ booth, console: console_ })) {
    const path = join(tmpdir(), `roadfit-storm-${name}.png`)
    await page.screenshot({ path, timeout: 10_000 }).then(
      () => process.stderr.write(`${path}\n`),
      () => undefined,
    )
  }
})
afterAll(async () => {
  hands?.close()
  doctor?.close()
  second?.close()
  await Promise.all([booth, console_].map((screen) => screen?.browser.close()))
  await product?.close()
})

// ---------------------------------------------------------------- the kills

const childrenOf = (pid: number | undefined): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
/** What a process was started with; empty once it has gone. */
const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
const workers = (): number[] => childrenOf(product.server.pid).filter((pid) => commandOf(pid).includes('mediasoup-worker'))

/** Kills what draws this screen's page; the browser opens another, as a kiosk's or a person's would. */
const killRenderers = async ({ browser, context, page }: Screen): Promise<Page> => {
  const session = await browser.newBrowserCDPSession()
  const crashed = page.waitForEvent('crash')
  const renderers = async () =>
    (await session.send('SystemInfo.getProcessInfo')).processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  const doomed = await renderers()
  for (const id of doomed) process.kill(id, 'SIGKILL')
  await crashed
  // One of them is kept in reserve. Until the browser knows that it's dead too it may give it to the next page, which then never opens.
  await until('the browser knows that all of them are dead', async () => !(await renderers()).some((id) => doomed.includes(id)))
  await session.detach()
  await page.close()
  return context.newPage()
}

/** A killed program takes its children along. */
const killProgram = async (part: Product['server']): Promise<void> => {
  const children = childrenOf(part.pid)
  await part.kill('SIGKILL')
  await until('its children end with it', () => !children.some(isAlive))
}

/** Kills a part and brings it back as whoever minds it would. Resolves when it is ready. */
const KILL: Record<PartName, (driver: string, step: Step) => Promise<void>> = {
  async page() {
    await openBooth(await killRenderers(booth))
  },
  async console() {
    await openConsole(await killRenderers(console_))
  },
  async agent(driver, step) {
    hands.close()
    await killProgram(product.agent)
    // The page finds its agent by itself; the eyes look at what comes over its new line alone.
    booth.eyes = watchBooth(booth.page)
    await product.agent.start()
    hands = await handsAt(product)
    // The usual reader doesn't find a card again that it has read. Another one does, and then it's offered again: the same check
    // must go on. Not shortly before the end: the simulated reader then tells of a card that goes, as if the driver left.
    if (step !== 'drawn up' && step !== 'concluded') await hands.do({ hand: 'card', driver })
  },
  async worker() {
    const before = workers()
    for (const pid of before) process.kill(pid, 'SIGKILL')
    await until('new workers stand', () => workers().filter((pid) => !before.includes(pid)).length === before.length)
  },
  async server() {
    await killProgram(product.server)
    await until('the booth notices', () => booth.eyes.view()?.link !== 'connected')
    await console_.page.getByText(text.zh.attended.line.connecting).waitFor()
    await product.server.start()
  },
}

/**
 * The booth's program and its browser die in the same moment, and both come back by themselves. Gives how many trials of the
 * attempt lay in the booth's journal while it was dark.
 */
const cutPower = async (attempt: string): Promise<number> => {
  hands.close()
  const [page] = await Promise.all([killRenderers(booth), killProgram(product.agent)])
  const journal = readFileSync(join(product.data, 'booth', 'spool', 'journal', `${attempt}.jsonl`), 'utf8')
  await product.agent.start()
  hands = await handsAt(product)
  await openBooth(page)
  return journal.split('\n').filter(Boolean).length
}

// ---------------------------------------------------------------- what stands on the screens

const BOOTH: Record<Step, string> = {
  declaring: 'rf-declare',
  queued: 'rf-hub',
  claimed: 'rf-hub',
  'in a station': '.station-body',
  'stations done': 'rf-hub',
  'drawn up': 'rf-hub',
  concluded: 'rf-result',
}
const CONSOLE: Record<Step, string> = {
  declaring: 'rf-queue',
  queued: 'rf-queue tbody tr',
  claimed: 'rf-exam',
  'in a station': 'rf-exam',
  'stations done': 'rf-exam',
  'drawn up': 'rf-conclude',
  // What is signed is off the desk: a console that is opened again begins with the queue.
  concluded: 'rf-after, rf-queue',
}

/** Booth and console stand at the step, with live lines behind them. Says what doesn't. */
const whatIsWrong = async (step: Step, { id, version }: Pick<CheckView, 'id' | 'version'>, attempt: string | null) => {
  const view = booth.eyes.view()
  if (view?.link !== 'connected') return `the booth's line: ${view?.link ?? 'no view'}`
  if (view.check?.id !== id || view.check.version < version) return `the booth has another check: ${view.check?.id} ${view.check?.version}`
  if (attempt && view.stage?.attempt !== attempt) return `another attempt runs: ${view.stage?.attempt}`
  if (view.refusal) return `the booth was refused: ${view.refusal.refusal.refused}`
  if (!(await booth.page.locator(BOOTH[step]).first().isVisible())) return `the booth doesn't show ${BOOTH[step]}`
  if (!(await console_.page.locator(CONSOLE[step]).first().isVisible())) return `the console doesn't show ${CONSOLE[step]}`
  if (await console_.page.getByText(text.zh.attended.line.connecting).isVisible()) return "the console's line is down"
  return null
}
const stands = async (what: string, step: Step, check: CheckView, attempt: string | null = null, waitMs = 30_000): Promise<void> => {
  let wrong: string | null = 'not looked at'
  await until(what, async () => (wrong = await whatIsWrong(step, check, attempt)) === null, waitMs).catch((error: Error) => {
    throw new Error(`${error.message}: ${wrong}`)
  })
}

/** Both sides see moving pictures and hear each other. */
const seeEachOther = async (): Promise<void> => {
  for (const page of [booth.page, console_.page]) {
    const start = await until('a picture and a voice come', async () => {
      const media = await mediaOf(page)
      return media.frames > 0 && media.audio ? media : null
    })
    await until('the picture moves', async () => (await mediaOf(page)).frames !== start.frames)
  }
}

// ---------------------------------------------------------------- the doctor's quick hands

const version = (): number => eventsOf(product).length
/** Gives a command until it is taken: a line may be coming back, and the booth may have moved the check meanwhile. */
const command = async (what: string, ask: (ids: { command: string; check: string; version: number }) => Promise<CheckView | Refusal>) => {
  const id = randomUUID()
  let refused = ''
  await until(
    what,
    async () => {
      const answer = await ask({ command: id, check: checkOf().id, version: version() })
      refused = isRefusal(answer) ? answer.refused : ''
      if (refused && !['stale', 'not-connected', 'no-answer'].includes(refused)) throw new Error(`${what}: ${refused}`)
      return refused === ''
    },
    20_000,
  )
}
const checkOf = (): CheckView => {
  const check = booth.eyes.view()?.check
  if (!check) throw new Error('the booth has no check')
  return check
}

/** A check from card to case, and `kill` at each step. */
const walkThrough = async (
  { id: driver, station }: { id: string; station: Station },
  kill: (step: Step, attempt?: string) => Promise<void>,
) => {
  const name = drivers.find((one) => one.id === driver)?.card.name ?? ''
  // Whoever was here before takes the card along: their result stays until then.
  await hands.do({ hand: 'card', driver: null })
  // A reader that was started again has not seen that card: the driver says so.
  const taken = booth.page.getByRole('button', { name: '结束，我已取走身份证' })
  await until('the booth is free', async () => {
    // It goes away under the finger when the reader says it first.
    if (await taken.isVisible()) await taken.click({ timeout: 2000 }).catch(() => undefined)
    return booth.eyes.view()?.check === null && booth.eyes.view()?.card === 'none'
  })
  await hands.do({ hand: 'card', driver })
  await until('the card opens a check', () => booth.eyes.view()?.check?.phase === 'opened')
  await kill('declaring')

  await declareAtBooth(booth.page)
  await takePhotoAtBooth(booth.page)
  await until('the driver stands in the queue', () => booth.eyes.view()?.check?.queue)
  await kill('queued')

  await console_.page.getByRole('button', { name: `${words.queue.claim} ${name}` }).click()
  await seeEachOther()
  await kill('claimed')
  await seeEachOther()

  await command('a station starts', (ids) => doctor.ask('check:start', { ...ids, station, glasses: false, aid: false }))
  const attempt = await until('the station runs', () => booth.eyes.view()?.stage?.attempt)
  const trials = () => booth.eyes.view()?.stage?.index ?? 0
  const drive = (enough: () => boolean) => driveUntil(product, booth.page, booth.eyes, hands, enough)
  await drive(() => trials() >= 1)
  const done = trials()
  await kill('in a station', attempt)
  // Nothing that was answered is asked again.
  expect(trials()).toBeGreaterThanOrEqual(done)
  // Until this attempt is off the screen and no further: at the hub the driver would start the next station.
  await drive(() => booth.eyes.view()?.stage?.attempt !== attempt)
  await until('the reading is taken', () => eventsOf(product).some(({ kind }) => kind === 'read'))
  for (const finding of FINDINGS.filter((one) => checkOf().missing.includes(one.station)))
    await command(`${finding.station} is decided`, (ids) => doctor.ask('check:decide', { ...ids, finding, reason: '视频中查看，动作完整' }))
  await console_.page.getByRole('button', { name: words.exam.drawUp, exact: true, disabled: false }).waitFor()
  await kill('stations done')

  await drawUpAt(console_.page)
  await until('the booth hears of it', () => booth.eyes.view()?.check?.drawnUp)
  await kill('drawn up')

  await console_.page.getByText(words.conclude.digestSame).waitFor()
  await signByPassword(console_.page, PASSWORD)
  const digest = await until('it is signed', () => checkOf().signed?.digest)
  const proof = { by: 'password', password: PASSWORD } as const
  await command('a second doctor signs', (ids) => second.ask('check:countersign', { ...ids, digest, proof }))
  await until('it is concluded', () => eventsOf(product).some(({ kind }) => kind === 'concluded'))
  await kill('concluded')
  await until('the case acknowledges', () => eventsOf(product).some(({ kind }) => kind === 'delivered'))
  const back = console_.page.getByRole('button', { name: text.zh.clinician.after.back, exact: true })
  if (await back.isVisible()) await back.click()
}

/** What was written down of a check, whatever died meanwhile. */
const expectWhole = async (check: string): Promise<void> => {
  const events = eventsOf(product, check)
  const count = (kind: string) => events.filter((one) => one.kind === kind).length
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
  for (const once of ['opened', 'declared', 'photographed', 'claimed', 'started', 'read', 'drawn-up', 'concluded', 'sealed', 'delivered'])
    expect(count(once), once).toBe(1)
  const rows = (sql: string, ...of: string[]) => witness(product, (db) => db.prepare(sql).all(...of))
  expect(rows('select attempt from readings where check_id = ?', check)).toHaveLength(1)
  const reports = rows('select number from reports where check_id = ?', check)
  expect(reports).toHaveLength(1)
  const number = String(reports[0]?.number)
  expect(rows('select receipt from receipts where number = ?', number)).toHaveLength(1)
  // The case may have been asked twice, where the server died before it heard the answer; it took the report once.
  const received = (await caseReceived(product)).filter((one) => one.number === number)
  expect(received.map(({ receipts }) => receipts.length)).toEqual([1])
}

test.each(CHECKS.map((check, index) => ({ ...check, index })))(
  'check $index of $id stands at every step although a part is killed there',
  async ({ index, ...check }) => {
    killed.length = 0
    const kill = async (step: Step, attempt: string | null = null) => {
      const part = PARTS[(index + STEPS.indexOf(step)) % PARTS.length] ?? 'page'
      const before = checkOf()
      if (step !== 'concluded') await stands(`the screens stand at: ${step}`, step, before, attempt)
      await KILL[part](check.id, step)
      const ready = Date.now()
      const what = `after the ${part} was killed the screens stand at: ${step}`
      await stands(what, step, before, attempt, promisedMs())
      killed.push(`${step}: ${part} ${Date.now() - ready} ms`)
      expect(Date.now() - ready, what).toBeLessThan(promisedMs())
    }
    const checks = () => witness(product, (db) => Number(db.prepare('select count(*) as n from checks').get()?.n))
    const others = checks()
    await walkThrough(check, kill)
    await expectWhole(checkOf().id)
    expect(checks()).toBe(others + 1)
  },
)

test('a booth whose power is cut in the middle of a test goes on with the same check at the same trial', async () => {
  const cut = async (step: Step, attempt: string | null = null) => {
    if (step !== 'in a station' || attempt === null) return
    const before = checkOf()
    const trials = await cutPower(attempt)
    expect(trials).toBeGreaterThan(0)
    await stands('after the power was cut the booth stands at its test', step, before, attempt, promisedMs())
    expect(booth.eyes.view()?.stage?.index).toBe(trials)
  }
  await walkThrough({ id: 'zhao-xiaoman', station: 'acuity-right' }, cut)
  await expectWhole(checkOf().id)
})
