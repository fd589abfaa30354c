import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type FileFault, once, readJson } from '#files/json-file.ts'
import { Exact } from '#protocol/basic.ts'
import { isForbiddenPort, LAST_PORT, leastPort, portOf } from '#protocol/ports.ts'
import { Card } from '#protocol/reading.ts'
import type { FilePlace, SettingFault, WrongSetting } from '#protocol/setting-fault.ts'
import { LicenceClasses } from '#protocol/station.ts'
import { registry } from '../families/registry.ts'
import { isOtherKind } from '../keep/folder-kind.ts'
import { lostKey } from '../keep/key.ts'
import { ownerOf, userName } from '../keep/owner.ts'
import { type BoothDevice, readBoothFile } from './booth-file.ts'

/** A made-up driver for a booth without hardware: a card to lay down and a height to stand with. */
export const MadeUpDriver = Exact({
  id: Type.String({ minLength: 1, maxLength: 60 }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  classes: LicenceClasses,
  note: Type.String({ maxLength: 200 }),
  card: Card,
  heightMm: Type.Integer({ minimum: 500, maximum: 2300 }),
})
export type MadeUpDriver = Static<typeof MadeUpDriver>
const MadeUpDrivers = Type.Array(MadeUpDriver, { maxItems: 200 })

export type Settings = {
  /** Origin of the server. */
  server: string
  /** Folder of this booth's own: key, journal, unsent readings. */
  data: string
  /** Loopback port of the booth's page; 0: any free one. */
  port: number
  /** One-time enrolment code, or null. */
  code: string | null
  simulate: boolean
  /** Whether a report is printed here: without one the browser would stop the page at its own window. */
  printer: boolean
  /** Whether the screen can be touched: where it can't, a pen writes on a pad and keys do the rest. */
  touch: boolean
  /** Factor on all waiting. Anything but 1 is for simulated booths alone. */
  pace: number
  /** Folder of the built pages. */
  pages: string
  /** What stands in the booth, as its installer wrote it down in `booth.json`. */
  devices: BoothDevice[]
  drivers: MadeUpDriver[]
}

/** What of this machine decides whether settings can hold. */
export type Machine = {
  /** The number of the user whom this process belongs to; null where the system has none. */
  uid: number | null
  /** The least port at which this process may listen. */
  leastPort: number
}

/** This machine, and this process on it. */
export const thisMachine = (): Machine => ({ uid: process.getuid?.() ?? null, leastPort: leastPort(readText) })

const PACES = [0.001, 10] as const
const MOST_CODE = 40

/** What a simulated booth has when no `booth.json` says otherwise. */
const SIMULATED_DEVICES = JSON.stringify({
  devices: {
    reader: { model: 'SDT', port: { byId: 'simulated-reader' } },
    head: { model: 'A02YYUW', port: { byId: 'simulated-head' } },
    keypad: { model: 'keypad', port: { byId: 'simulated-keypad' } },
    pedals: { model: 'force-board', port: { byId: 'simulated-pedals' } },
  },
})

/**
 * Reads `ROADFIT_*` and the booth's file. Gives the settings, or every wrong one at once.
 */
export const readSettings = (
  environment: Readonly<Record<string, string | undefined>>,
  machine: Machine,
): Settings | { wrong: WrongSetting[] } => {
  const { uid } = machine
  const wrong: WrongSetting[] = []
  const fail = (variable: string, fault: SettingFault, at: FilePlace | null = null) => void wrong.push({ variable, at, fault })
  const given = (variable: string, otherwise: string) => environment[variable] || otherwise

  const server = readOrigin(given('ROADFIT_SERVER', 'http://localhost:3000'))
  if (server === null) fail('ROADFIT_SERVER', { code: 'no-origin', fields: { example: 'http://localhost:3000' } })
  else if (isForbiddenPort(portOf(new URL(server)))) fail('ROADFIT_SERVER', { code: 'port-forbidden', fields: {} })

  const port = readNumber(given('ROADFIT_BOOTH_PORT', '3100'))
  if (!Number.isInteger(port) || port < 0 || port > LAST_PORT) fail('ROADFIT_BOOTH_PORT', { code: 'no-port', fields: {} })
  else if (port > 0 && port < machine.leastPort) fail('ROADFIT_BOOTH_PORT', { code: 'port-for-root', fields: { least: machine.leastPort } })
  else if (port > 0 && isForbiddenPort(port)) fail('ROADFIT_BOOTH_PORT', { code: 'port-forbidden', fields: {} })

  const flag = (variable: string, otherwise: '0' | '1'): boolean => {
    const value = given(variable, otherwise)
    if (value !== '0' && value !== '1') fail(variable, { code: 'not-0-or-1', fields: {} })
    return value === '1'
  }
  const simulate = flag('ROADFIT_SIMULATE', '0')
  // Whoever tries it has a browser that can print or save.
  const printer = flag('ROADFIT_BOOTH_PRINTER', simulate ? '1' : '0')
  const touch = flag('ROADFIT_BOOTH_TOUCH', '1')

  const pace = readNumber(given('ROADFIT_PACE', '1'))
  const [least, most] = PACES
  if (!(pace >= least && pace <= most)) fail('ROADFIT_PACE', { code: 'no-pace', fields: { least, most } })
  else if (pace !== 1 && !simulate) fail('ROADFIT_PACE', { code: 'people-hurried', fields: {} })

  const code = environment['ROADFIT_BOOTH_CODE'] || null
  if (code !== null && code.length > MOST_CODE) fail('ROADFIT_BOOTH_CODE', { code: 'too-long', fields: { most: MOST_CODE } })

  const data = resolve(given('ROADFIT_BOOTH_DATA', 'data/booth'))
  const pages = resolve(given('ROADFIT_BOOTH_STATIC', 'dist'))
  if (!readable(pages)) fail('ROADFIT_BOOTH_STATIC', { code: 'no-pages', fields: { folder: pages } })

  const boothFile = join(data, 'booth.json')
  const owner = ownerOf(data)
  const written = existsSync(boothFile) ? readText(boothFile) : simulate ? SIMULATED_DEVICES : null
  let devices: BoothDevice[] = []
  // Whoever may not look in there would say that its files are missing.
  if (uid !== null && owner !== null && owner !== uid) {
    const fields = { owner: userName(owner), user: userName(uid) }
    fail('ROADFIT_BOOTH_DATA', { code: 'other-owner', fields }, { file: data, line: null, pointer: '' })
  } else if (isOtherKind(data, simulate)) {
    fail(
      'ROADFIT_BOOTH_DATA',
      { code: simulate ? 'folder-not-simulated' : 'folder-simulated', fields: {} },
      { file: data, line: null, pointer: '' },
    )
  } else if (written === null) {
    const why = existsSync(boothFile) ? 'unreadable' : 'booth-file-missing'
    fail('ROADFIT_BOOTH_DATA', { code: why, fields: {} }, { file: boothFile, line: null, pointer: '' })
  } else {
    const read = readBoothFile(written, registry, (name) => readText(join(data, name)))
    if ('devices' in read) devices = read.devices
    else for (const { at, fault } of read.faults) fail('ROADFIT_BOOTH_DATA', fault, { ...at, file: join(data, at.file) })
    const lost = lostKey(data)
    if (lost) fail('ROADFIT_BOOTH_DATA', lost.fault, lost.at)
  }

  const driversFile = environment['ROADFIT_SIMULATED_DRIVERS']
  const madeUp = driversFile ? readDrivers(resolve(driversFile)) : { drivers: [] }
  const drivers = 'drivers' in madeUp ? madeUp.drivers : []
  if ('faults' in madeUp) for (const { at, fault } of madeUp.faults) fail('ROADFIT_SIMULATED_DRIVERS', fault, at)

  return wrong.length > 0 || server === null
    ? { wrong }
    : { server, data, port, code, simulate, printer, touch, pace, pages, devices, drivers }
}

const readNumber = (text: string): number => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN)

const readOrigin = (text: string): string | null => {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const plain = (url.protocol === 'http:' || url.protocol === 'https:') && url.pathname === '/' && !url.search && !url.hash && !url.username
  return plain ? url.origin : null
}

const readable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

/** A file's text, or null when it isn't there or may not be read. */
const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** The made-up drivers of a file, or what is wrong there. The values themselves are not repeated: a card may stand in it. */
const readDrivers = (file: string): { drivers: MadeUpDriver[] } | { faults: FileFault[] } => {
  const text = readText(file)
  if (text === null) return { faults: [{ at: { file, line: null, pointer: '' }, fault: { code: 'unreadable', fields: {} } }] }
  const read = readJson(file, text)
  if ('faults' in read) return read
  return Value.Check(MadeUpDrivers, read.value) ? { drivers: read.value } : { faults: once(read.wrong(MadeUpDrivers)) }
}
