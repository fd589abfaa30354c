import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Exact } from '#protocol/basic.ts'
import { whereWrong } from '#protocol/message.ts'
import { Card } from '#protocol/reading.ts'
import { LicenceClass } from '#protocol/station.ts'
import { readBoothFile, type BoothDevice } from './booth-file.ts'
import { registry } from './registry.ts'

/** A made-up driver for a booth without hardware: a card to lay down and a height to stand with. */
export const MadeUpDriver = Exact({
  id: Type.String({ minLength: 1, maxLength: 60 }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  classes: Type.Array(LicenceClass),
  note: Type.String({ maxLength: 200 }),
  card: Card,
  heightMm: Type.Integer({ minimum: 500, maximum: 2300 }),
})
export type MadeUpDriver = Static<typeof MadeUpDriver>

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
  /** Factor on all waiting. Anything but 1 is for simulated booths alone. */
  pace: number
  /** Folder of the built pages. */
  pages: string
  /** What stands in the booth, as its installer wrote it down in `booth.json`. */
  devices: BoothDevice[]
  drivers: MadeUpDriver[]
}

/** A setting that can't be used, and why: said to whoever starts the agent. */
export type WrongSetting = { variable: string; why: string }

/** What a simulated booth has when no `booth.json` says otherwise. */
const SIMULATED_DEVICES = JSON.stringify({
  devices: {
    reader: { model: 'SDT', port: { byId: 'simulated-reader' } },
    head: { model: 'A02YYUW', port: { byId: 'simulated-head' } },
    keypad: { model: 'keypad', port: { byId: 'simulated-keypad' } },
    pedals: { model: 'force-board', port: { byId: 'simulated-pedals' } },
  },
})

/** Reads `ROADFIT_*` and the booth's file. Gives the settings, or every wrong one at once. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings | { wrong: WrongSetting[] } => {
  const wrong: WrongSetting[] = []
  const fail = (variable: string, why: string) => void wrong.push({ variable, why })
  const given = (variable: string, otherwise: string) => environment[variable] || otherwise

  const server = readOrigin(given('ROADFIT_SERVER', 'http://localhost:3000'))
  if (server === null) fail('ROADFIT_SERVER', 'must be an address such as http://localhost:3000, without a path')

  const port = readNumber(given('ROADFIT_BOOTH_PORT', '3100'))
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('ROADFIT_BOOTH_PORT', 'must be a port number, 0 to 65535')

  const simulated = given('ROADFIT_SIMULATE', '0')
  if (simulated !== '0' && simulated !== '1') fail('ROADFIT_SIMULATE', 'must be 0 or 1')
  const simulate = simulated === '1'

  const pace = readNumber(given('ROADFIT_PACE', '1'))
  if (!(pace >= 0.001 && pace <= 10)) fail('ROADFIT_PACE', 'must be a number from 0.001 to 10')
  else if (pace !== 1 && !simulate) fail('ROADFIT_PACE', 'can differ from 1 only with ROADFIT_SIMULATE=1: real people are not hurried')

  const code = environment['ROADFIT_BOOTH_CODE'] || null
  if (code !== null && code.length > 40) fail('ROADFIT_BOOTH_CODE', 'must be at most 40 characters')

  const data = resolve(given('ROADFIT_BOOTH_DATA', 'data/booth'))
  const pages = resolve(given('ROADFIT_BOOTH_STATIC', 'dist'))
  if (!readable(pages)) fail('ROADFIT_BOOTH_STATIC', `the folder ${pages} can't be read: the pages are made by "npm run build"`)

  const boothFile = join(data, 'booth.json')
  const written = existsSync(boothFile) ? readFileSync(boothFile, 'utf8') : simulate ? SIMULATED_DEVICES : null
  let devices: BoothDevice[] = []
  if (written === null) fail('ROADFIT_BOOTH_DATA', `${boothFile} is missing: it says which device is on which port (see devices/README.md)`)
  else {
    const read = readBoothFile(written, registry, (name) => readText(join(data, name)))
    if ('devices' in read) devices = read.devices
    else
      for (const { file, line, why } of read.faults)
        fail('ROADFIT_BOOTH_DATA', `${file === undefined ? boothFile : join(data, file)}:${line} ${why}`)
  }

  let drivers: MadeUpDriver[] = []
  const driversFile = environment['ROADFIT_SIMULATED_DRIVERS']
  if (driversFile) {
    const read = readJson(resolve(driversFile), Type.Array(MadeUpDriver, { maxItems: 200 }))
    if ('why' in read) fail('ROADFIT_SIMULATED_DRIVERS', read.why)
    else drivers = read.value
  }

  return wrong.length > 0 || server === null ? { wrong } : { server, data, port, code, simulate, pace, pages, devices, drivers }
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

/** A file's value by its schema, or why not. The values themselves are not repeated: a card may stand in it. */
const readJson = <S extends TSchema>(path: string, schema: S): { value: Static<S> } | { why: string } => {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return Value.Check(schema, value) ? { value } : { why: `${path} is wrong at ${whereWrong(schema, value)}` }
  } catch (error) {
    return { why: error instanceof SyntaxError ? `${path} is no JSON` : `${path} can't be read` }
  }
}
