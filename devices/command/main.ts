import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { dated } from '#words/dated.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { wrongSettingWords } from '#words/setting-fault.ts'
import { terminalLanguage } from '#words/terminal.ts'
import { makeInstallerCode } from '../door/installer-code.ts'
import { openKiosk, readLaunch } from '../host/kiosk.ts'
import { readSettings, type Settings, thisMachine } from '../settings/settings.ts'
import { calibrate } from './calibrate.ts'
import { devicesInWords, refusalInWords, testInWords } from './print.ts'
import { type Reached, reach, serviceAddress } from './reach.ts'

// roadfit-booth: what an installer does at a booth's terminal, in the language of that terminal.

const language = terminalLanguage(process.env)
const words = text[language].service.command
const print = (words: string) => void process.stdout.write(`${words}\n`)
const complain = (words: string) => void process.stderr.write(`${words}\n`)

const settingsOf = (): Settings => {
  const settings = readSettings(process.env, thisMachine())
  if (!('wrong' in settings)) return settings
  for (const wrong of settings.wrong) complain(wrongSettingWords(wrong, language))
  process.exit(2)
}

/** Does something with whoever answers, says a refusal in words, and gives the exit code. */
const asking = async (act: (reached: Reached) => Promise<number>, hear: Parameters<typeof reach>[1] = () => {}): Promise<number> => {
  const reached = await reach(settingsOf(), hear)
  if (!reached.running) complain(words.own)
  try {
    return await act(reached)
  } finally {
    await reached.close()
  }
}

/** The device of this name, or null when that was complained of. */
const named = async (reached: Reached, name: string | undefined) => {
  const view = await reached.ask('service:view', {})
  if (isRefusal(view)) {
    complain(refusalInWords(view, language))
    return null
  }
  const device = view.devices.find((one) => one.name === name)
  if (!device) complain(fill(words.unknown, { name: name ?? '', names: view.devices.map((one) => one.name).join(', ') }))
  return device ?? null
}

/** What answers on spare ports is tried on USB ones, and on any other that is named: the computer's own go to who knows what. */
const devices = (wanted: string | undefined) =>
  asking(async (reached) => {
    const view = await reached.ask('service:view', {})
    if (isRefusal(view)) return (complain(refusalInWords(view, language)), 1)
    print(devicesInWords(view, language))
    for (const { path, vendorId } of view.spare) {
      if (vendorId === null && path !== wanted) continue
      complain(`${path}  ${text[language].service.probing}`)
      const found = await reached.ask('service:probe', { path })
      const words = text[language].service
      if (isRefusal(found)) complain(refusalInWords(found, language))
      else if (found.model === null) print(`${path}  ${words.unknown}`)
      else print(`${path}  ${fill(found.sure ? words.probed : words.perhaps, { model: found.model })}`)
    }
    return 0
  })

const watch = (name: string | undefined) =>
  asking(
    async (reached) => {
      const device = await named(reached, name)
      if (!device) return 1
      complain(words.stop)
      const refused = await new Promise<Refusal | null>((end) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => end(null))
        reached.watch(device.name, (why) => (why === 'lost' ? complain(words.lost) : end(why)))
      })
      if (refused) complain(refusalInWords(refused, language))
      return refused ? 1 : 0
    },
    ({ at, frame, readings, fault }) =>
      print(`${(at / 1000).toFixed(3)}  ${frame}  ${fault ? `! ${fault}` : readings.map((reading) => JSON.stringify(reading)).join(' ')}`),
  )

const calibrating = (name: string | undefined) =>
  asking(async (reached) => {
    const device = await named(reached, name)
    if (!device) return 1
    if (device.kind === 'cameras') return (complain(fill(words.onPage, { name: device.name })), 1)
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    const terminal = { ask: (question: string) => lines.question(question), say: complain }
    const standing = await calibrate(device, { reached, terminal, file: (path) => readFile(path).catch(() => new Uint8Array()), language })
    lines.close()
    if (isRefusal(standing)) return (complain(refusalInWords(standing, language)), 1)
    print(fill(text[language].service.done, { until: dated(standing.expiresAt) }))
    return 0
  })

const selftest = () =>
  asking(async (reached) => {
    const test = await reached.ask('service:selftest', {})
    if (isRefusal(test)) return (complain(refusalInWords(test, language)), 1)
    print(testInWords(test, language))
    return test.result === 'bad' ? 1 : 0
  })

const code = async () => {
  print(fill(words.code, { code: makeInstallerCode(join(settingsOf().data, 'installer-code.json')) }))
  return 0
}

const service = async () => {
  const address = serviceAddress(settingsOf().data)
  if (address === null) return (complain(words.notRunning), 1)
  print(address)
  return 0
}

/** Keeps the browser on the booth's page until it is told to end. */
const kiosk = async () => {
  const { data } = settingsOf()
  const running = openKiosk({
    address: () => readLaunch(data),
    browser: process.env['ROADFIT_KIOSK_BROWSER'] || 'chromium',
    profile: join(data, 'browser'),
    log: { info: (_, words) => complain(words), warn: (_, words) => complain(words) },
    wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  })
  await new Promise((ended) => process.once('SIGINT', ended).once('SIGTERM', ended))
  await running.close()
  return 0
}

const [command, name] = process.argv.slice(2)
const COMMANDS: Readonly<Record<string, () => Promise<number>>> = {
  devices: () => devices(name),
  watch: () => watch(name),
  calibrate: () => calibrating(name),
  selftest,
  code,
  service,
  kiosk,
}
const act = COMMANDS[command ?? '']
if (command === 'run') await import('../main.ts')
else if (act) process.exit(await act())
else {
  complain(words.usage)
  process.exitCode = 2
}
