import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { isLoopback, leastPort } from '#protocol/ports.ts'
import { refusalIn } from '#protocol/refusal.ts'
import type { WrongSetting } from '#protocol/setting-fault.ts'
import { isKeyFault } from '#protocol/setting-fault.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { wrongSettingWords } from '#words/setting-fault.ts'
import { terminalLanguage } from '#words/terminal.ts'
import { openApp } from './app.ts'
import { caseAlone, type Destination } from './handover/destinations.ts'
import { isWrong, openDestinations } from './handover/opening.ts'
import { openAnswers } from './handover/soap/answers.ts'
import type { Around } from './handover/soap/carrier.ts'
import { httpTraffic, noTraffic } from './handover/traffic.ts'
import { openKeys, openStamps } from './keys.ts'
import { openMedia } from './media/media.ts'
import { fileMessages } from './notice/file.ts'
import { httpMessages } from './notice/http-form.ts'
import { readGateway } from './notice/read-gateway.ts'
import { openDrawing } from './report/drawing.ts'
import { findFonts } from './report/fonts.ts'
import { openSm2 } from './report/sm2.ts'
import { firstCode } from './service/people/first-administrator.ts'
import { leftByDemonstration, type WrongFolder, wrongFolder } from './service/proof/folder.ts'
import { tornFile } from './service/proof/whole.ts'
import { readSettings } from './settings.ts'
import { steadyFrom } from './steady.ts'
import { openFiles, sweepFiles } from './store/files.ts'
import { lockFolder } from './store/folder-lock.ts'
import { openStore } from './store/open.ts'
import { keepPrivate, keepPrivateBelow } from './store/private-folder.ts'
import { databaseFault } from './store/sound.ts'
import { markingBy } from './store/walks.ts'

/** Bytes of the log that are kept while its disk is full. */
const MOST_UNWRITTEN = 1_000_000

const language = terminalLanguage(process.env)
const words = text[language].starting

/** Says on the terminal what a person has to do, and ends. */
const giveUp = (lines: readonly string[]): never => {
  for (const line of lines) console.error(line)
  process.exit(1)
}

const settings = readSettings(process.env, { leastPort: leastPort(textOf), workers: availableParallelism() })
const list = process.env['ROADFIT_DESTINATIONS']
const listed = list ? openDestinations(list, process.env, aroundIn(process.env['ROADFIT_DATA'] ?? 'data')) : []
if (Array.isArray(settings) || isWrong(listed))
  tellWrong([...(Array.isArray(settings) ? settings : []), ...(isWrong(listed) ? listed : [])])
else await start(settings, listed).catch(tellUnreadable)

/** What carriers need of this data folder: pictures by their digest, and for each of them a place for answers as they came. */
function aroundIn(data: string) {
  return (place: string): Around => ({
    photo: (digest: string) => openFiles(join(data, 'files')).bytes(digest),
    answers: openAnswers(join(data, 'answers', place), () => new Date()),
    clock: () => new Date(),
  })
}

function tellWrong(wrong: readonly WrongSetting[]): never {
  return giveUp([words.wrong, ...wrong.map((one) => `  ${wrongSettingWords(one, language)}`)])
}

async function start(settings: Exclude<ReturnType<typeof readSettings>, unknown[]>, listed: readonly Destination[]): Promise<void> {
  const destination = pino.destination({ dest: 2, sync: true, maxLength: MOST_UNWRITTEN })
  // A log that its disk doesn't take must not end the server: what can't be written is kept to a bound, and written when there's room.
  destination.on('error', () => {})
  const log = pino({ level: settings.log }, destination)
  const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))
  const unwritable = (error: unknown) => giveUp([fill(words.folderUnwritable, { folder: settings.data, message: said(error) })])
  await mkdir(settings.data, { recursive: true, mode: 0o700 }).catch(unwritable)
  await keepPrivate(settings.data).catch(unwritable)
  const lock = lockOr(unwritable, settings.data)
  if (!lock) return giveUp([fill(words.folderUsed, { folder: settings.data })])
  const refused = (why: WrongFolder) => giveUp([fill(words[why], { folder: settings.data })])
  const wrong = await wrongFolder(settings.data, settings.demo)
  if (wrong) return refused(wrong)
  const file = join(settings.data, 'roadfit.sqlite')
  const fault = databaseFault(file)
  if (fault) return giveUp([fill(words[fault.code], fault.fields)])
  const swept = await sweepFiles(join(settings.data, 'files'))
  if (swept > 0) log.info({ files: swept }, 'half-written files of an earlier run were taken away')
  const keys = await openKeys(settings.data, { testSeal: settings.testSeal, now: new Date(), random })
  if (Array.isArray(keys))
    return giveUp([words.keysUnusable, ...keys.map((wrong) => `  ${wrongSettingWords({ variable: 'ROADFIT_DATA', ...wrong }, language)}`)])
  const gateway = settings.notices && readGateway(settings.notices.form)
  if (Array.isArray(gateway)) return giveUp([words.wrong, ...gateway.map((wrong) => `  ${wrongSettingWords(wrong, language)}`)])
  const stamps = await openStamps(settings.data, settings.tsa, random)
  if (stamps && isKeyFault(stamps))
    return giveUp([words.keysUnusable, `  ${wrongSettingWords({ variable: 'ROADFIT_TSA_URL', ...stamps }, language)}`])
  const sm2 = await openSm2(join(settings.data, 'sm2'))
  if (sm2 && isKeyFault(sm2)) return giveUp([words.keysUnusable, `  ${wrongSettingWords({ variable: 'ROADFIT_DATA', ...sm2 }, language)}`])
  const db = await openStore(file, markingBy(keys.key))
  const files = openFiles(join(settings.data, 'files'))
  const torn = await tornFile(db, files)
  if (torn) return giveUp([fill(words.fileTorn, { file: join(settings.data, 'files', torn.slice(0, 2), torn) })])
  const left = await leftByDemonstration(db, settings.data)
  if (left) return refused(left)
  const { address: reached } = settings.media
  const loopback = isLoopback(reached)
  const media = await openMedia({
    workerBin: settings.media.worker,
    workers: availableParallelism(),
    listenIp: isIPv6(reached) ? (loopback ? '::1' : '::') : loopback ? '127.0.0.1' : '0.0.0.0',
    announcedAddress: loopback ? null : settings.media.address,
    port: settings.media.port,
    helpers: settings.media.helpers,
    clock: () => new Date(),
    log,
  }).catch((error: unknown) => giveUp([fill(words.workerFailed, { worker: settings.media.worker, message: said(error) })]))
  // Without it, as on another system, each start of the server counts as one of the machine.
  const boot = textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? randomUUID()
  const fontFolder = join(settings.data, 'fonts')
  const drawing = openDrawing(fontFolder)
  const app = await openApp({
    settings,
    db,
    clock: () => new Date(),
    steady: steadyFrom(new Date(), () => performance.now()),
    uptime: () => ({ boot, ms: Number(process.hrtime.bigint() / 1_000_000n) }),
    ids: randomUUID,
    random,
    key: keys.key,
    files,
    traffic: settings.case ? httpTraffic(settings.case.url, settings.case.key) : noTraffic,
    // Outside of a demonstration nobody's number lies in a file.
    messages: gateway
      ? httpMessages(gateway, settings.notices?.key ?? '', () => new Date())
      : settings.demo
        ? fileMessages(join(settings.data, 'text-messages.jsonl'), () => new Date())
        : null,
    destinations: listed.length === 0 && settings.case ? [caseAlone(settings.case)] : listed,
    media,
    seal: keys.seal,
    stamps,
    sm2,
    fonts: findFonts(fontFolder),
    draw: drawing.draw,
    drawLabels: drawing.drawLabels,
    log,
  })
  await app.http
    .listen({ port: settings.port, host: settings.host })
    .catch((error: NodeJS.ErrnoException) =>
      giveUp([
        error.code === 'EADDRINUSE'
          ? fill(words.portUsed, { port: settings.port, variable: 'ROADFIT_PORT' })
          : fill(words.notListening, { host: settings.host, port: settings.port, message: said(error) }),
      ]),
    )
  const address = app.http.server.address()
  // A port that the system chose is only known now.
  if (settings.port === 0 && settings.origin === 'http://localhost:0' && address && typeof address === 'object')
    settings.origin = `http://localhost:${address.port}`

  const code = await firstCode(app.deps)
  // Whoever reads the code enters as administrator: it goes to a person's terminal, and to nothing that keeps what it reads.
  if (code)
    console.log(
      process.stdout.isTTY
        ? fill(words.firstCode, { origin: settings.origin, code })
        : fill(words.firstCodeIn, { origin: settings.origin, file: join(settings.data, 'first-administrator.code') }),
    )
  let closing: Promise<void> | null = null
  const closeAll = async () => {
    await app.close()
    await drawing.close()
    await media.close()
    await db.destroy()
    lock.release()
    log.info({}, 'the server has ended')
  }
  // Asked twice, it ends once.
  const close = () => (closing ??= closeAll())
  const end = () =>
    close().then(
      () => process.exit(0),
      (error: unknown) => giveUp([fill(words.notEnded, { message: said(error) })]),
    )
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end())
  // Before an update: nobody is cut off in the middle of a check.
  process.once('SIGUSR2', () => void app.drained().then(end, end))
  // Whoever is told that it is ready may end it at once, and in order.
  console.log(`ready ${settings.origin}`)
  keepPrivateBelow(settings.data).catch((error: unknown) => log.error({ err: error }, 'a file of the data folder cannot be made private'))
}

/** What is stored and can't be read is told in words: whoever starts a server has to put it back. Anything else is a bug. */
function tellUnreadable(error: unknown): never {
  const { refused, fields } = refusalIn(error)
  if (refused === 'record-unreadable') {
    const said = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
    return giveUp([fill(words.recordUnreadable, said)])
  }
  throw error
}

/** A file's text, or null where there is none. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function lockOr(unwritable: (error: unknown) => never, folder: string): ReturnType<typeof lockFolder> {
  try {
    return lockFolder(folder)
  } catch (error) {
    return unwritable(error)
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
