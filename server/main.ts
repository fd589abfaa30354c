import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openApp } from './app.ts'
import { httpTraffic, noTraffic } from './handover/traffic.ts'
import { openMedia } from './media/media.ts'
import { openSeal } from './report/seal.ts'
import { firstCode } from './service/first-administrator.ts'
import { readSettings } from './settings.ts'
import { openFiles } from './store/files.ts'
import { lockFolder } from './store/folder-lock.ts'
import { openKeyFile } from './store/key-file.ts'
import { openStore } from './store/open.ts'

/** Says on the terminal what a person has to do, and ends. */
const giveUp = (lines: readonly string[]): never => {
  for (const line of lines) console.error(line)
  process.exit(1)
}

const settings = readSettings(process.env)
if (Array.isArray(settings)) giveUp(['These settings are wrong:', ...settings.map(({ variable, why }) => `  ${variable} ${why}`)])
else await start(settings)

async function start(settings: Exclude<ReturnType<typeof readSettings>, unknown[]>): Promise<void> {
  const log = pino({ level: settings.log }, pino.destination({ dest: 2, sync: true }))
  const random = (bytes: number): Uint8Array => new Uint8Array(randomBytes(bytes))
  await mkdir(settings.data, { recursive: true, mode: 0o700 })
  const lock = lockFolder(settings.data)
  if (!lock)
    return giveUp([`Another Roadfit server works on the folder ${settings.data}. Stop that one, or set ROADFIT_DATA to another folder.`])
  const sealed = join(settings.data, 'seal')
  const seal = await openSeal(sealed, { now: new Date(), random }).catch((error: unknown) =>
    giveUp([
      `The seal in ${sealed} can't be used: ${said(error)}. No report is made without it.`,
      'Put seal.crt and seal.key back from their copy. In a demonstration remove both: a new test seal is made.',
    ]),
  )
  const db = await openStore(join(settings.data, 'roadfit.sqlite'))
  const loopback = ['127.0.0.1', 'localhost'].includes(settings.media.address)
  const media = await openMedia({
    workerBin: settings.media.worker,
    workers: availableParallelism(),
    listenIp: loopback ? '127.0.0.1' : '0.0.0.0',
    announcedAddress: loopback ? null : settings.media.address,
    port: settings.media.port,
    log,
  }).catch((error: unknown) =>
    giveUp([`The media worker ${settings.media.worker} doesn't start: ${said(error)}. Run the set-up again, or set ROADFIT_MEDIA_WORKER.`]),
  )
  const app = await openApp({
    settings,
    db,
    clock: () => new Date(),
    ids: randomUUID,
    random,
    key: await openKeyFile(settings.data),
    files: openFiles(join(settings.data, 'files')),
    traffic: settings.case ? httpTraffic(settings.case.url, settings.case.key) : noTraffic,
    media,
    seal,
    log,
  })
  await app.http
    .listen({ port: settings.port, host: settings.host })
    .catch((error: NodeJS.ErrnoException) =>
      giveUp([
        error.code === 'EADDRINUSE'
          ? `Port ${settings.port} is already used, perhaps by another Roadfit. Stop that one, or set ROADFIT_PORT to another port.`
          : `The server can't listen on ${settings.host}:${settings.port}: ${said(error)}. Set ROADFIT_HOST and ROADFIT_PORT.`,
      ]),
    )
  const address = app.http.server.address()
  // A port that the system chose is only known now.
  if (settings.port === 0 && settings.origin === 'http://localhost:0' && address && typeof address === 'object')
    settings.origin = `http://localhost:${address.port}`

  const code = await firstCode(app.deps)
  if (code) console.log(`There is no administrator yet. Open ${settings.origin}/admin/ and enter this code: ${code}`)
  console.log(`ready ${settings.origin}`)

  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    await app.close()
    await media.close()
    await db.destroy()
    lock.release()
    log.info({}, 'the server has ended')
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      close().then(
        () => process.exit(0),
        (error: unknown) => giveUp([`The server did not end in order: ${said(error)}`]),
      )
    })
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
