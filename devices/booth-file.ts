import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { TSchema } from 'typebox'
import { Exact } from '#protocol/basic.ts'
import { jsonLines } from './json-lines.ts'
import type { AnyModel } from './model.ts'
import { PortWish } from './ports/identity.ts'

const BoothFile = Exact({
  /** By a name of the installer's own: what stands where, and on which port. */
  devices: Type.Record(
    Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    Exact({ model: Type.String(), port: PortWish, settings: Type.Optional(Type.Object({})) }),
    { additionalProperties: false },
  ),
})

/** One device of a booth, as its installer wrote it down. */
export type BoothDevice = { name: string; model: string; made: AnyModel; port: PortWish; settings: object }

/** What is wrong, and at which line: of the file that settings name, or of `booth.json` itself. */
export type FileFault = { file?: string; line: number; why: string }

/** Settings that stand in a file of their own, beside `booth.json`. */
const InFile = Exact({ profile: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$' }) })

/**
 * Reads `booth.json`: which device is on which port. Gives every fault at once, each with its line. `readFile` gives the text of a
 * file beside it, null when it can't be read.
 */
export function readBoothFile(
  text: string,
  models: Readonly<Record<string, AnyModel>>,
  readFile: (name: string) => string | null,
): { devices: BoothDevice[] } | { faults: FileFault[] } {
  const whole = parse(text)
  if ('faults' in whole) return whole
  const { value, lineOf, wrong } = whole
  if (!Value.Check(BoothFile, value)) return { faults: once(wrong(BoothFile)) }

  const faults: FileFault[] = []
  const devices = Object.entries(value.devices).flatMap(([name, { model, port, settings = {} }]) => {
    const made = models[model]
    const above = `/devices/${name}`
    if (!made) {
      const known = Object.keys(models).join(', ')
      faults.push({ line: lineOf(`${above}/model`), why: `${above}/model is none that this program knows. It knows: ${known}` })
      return []
    }
    const read = readDeviceSettings(settings, `${above}/settings`, { booth: whole, schema: made.settings, readFile })
    if ('settings' in read) return [{ name, model, made, port, ...read }]
    faults.push(...read.faults)
    return []
  })
  return faults.length > 0 ? { faults: once(faults) } : { devices }
}

/** A device's settings, as they stand in `booth.json` or in the file that is named there, or what is wrong with them. */
const readDeviceSettings = (
  settings: object,
  above: string,
  { booth, schema, readFile }: { booth: Parsed; schema: TSchema; readFile: (name: string) => string | null },
): { settings: object } | { faults: FileFault[] } => {
  if (!('profile' in settings)) {
    const faults = booth.wrong(schema, settings, above)
    return faults.length > 0 ? { faults } : { settings }
  }
  if (!Value.Check(InFile, settings)) return { faults: booth.wrong(InFile, settings, above) }
  const file = settings.profile
  const text = readFile(file)
  if (text === null) {
    const pointer = `${above}/profile`
    return {
      faults: [{ line: booth.lineOf(pointer), why: `${pointer} names ${file}, which can't be read: it has to lie beside booth.json` }],
    }
  }
  const named = (found: readonly FileFault[]) => ({ faults: found.map((fault) => ({ ...fault, file })) })
  const profile = parse(text)
  if ('faults' in profile) return named(profile.faults)
  const faults = profile.wrong(schema)
  return faults.length > 0 || !Value.Check(Type.Object({}), profile.value) ? named(faults) : { settings: profile.value }
}

/** What a schema's own words would leave unclear. */
const inWords = (keyword: string, pointer: string): string | null => {
  if (keyword === 'boolean' && /^\/devices\/[^/]+$/.test(pointer)) return 'is no name: small letters, digits and - alone'
  if (keyword === 'boolean') return 'is not known here'
  if (keyword === 'pattern' && pointer.endsWith('/settings/profile'))
    return 'must be the name of a file beside booth.json, without a folder'
  if (keyword === 'pattern' && pointer.endsWith('/port/path'))
    return 'must be a port that keeps its name: ttyUSB and ttyACM numbers go to whoever is plugged in first. Write byId, byPath or serialNumber'
  return null
}

/** A sound JSON text: its value, where each part of it stands, and what of it a schema doesn't take. */
type Parsed = {
  value: unknown
  lineOf: (pointer: string) => number
  /** Of the whole, or of a part and where it stands. */
  wrong: (schema: TSchema, part?: unknown, above?: string) => FileFault[]
}

const parse = (text: string): Parsed | { faults: FileFault[] } => {
  const read = valueOf(text)
  if ('faults' in read) return read
  const { value } = read
  const lines = jsonLines(text)
  const lineOf = (pointer: string): number => lines.get(pointer) ?? lineOf(pointer.slice(0, pointer.lastIndexOf('/')))
  const wrong = (schema: TSchema, part: unknown = value, above = ''): FileFault[] =>
    Value.Errors(schema, part)
      .filter(({ keyword }) => keyword !== 'additionalProperties')
      .map(({ keyword, instancePath, message }) => {
        const pointer = above + instancePath
        return { line: lineOf(pointer), why: `${pointer || '/'} ${inWords(keyword, pointer) ?? message}` }
      })
  return { value, lineOf, wrong }
}

const valueOf = (text: string): { value: unknown } | { faults: FileFault[] } => {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const [, line] = /\(line (\d+) column/.exec(message) ?? []
    const [, position] = /position (\d+)/.exec(message) ?? []
    const before = position === undefined ? text : text.slice(0, Number(position))
    return { faults: [{ line: line === undefined ? before.split('\n').length : Number(line), why: 'is no JSON' }] }
  }
}

const once = (faults: readonly FileFault[]): FileFault[] =>
  faults
    .filter(
      ({ file, line, why }, at) => faults.findIndex((other) => other.file === file && other.line === line && other.why === why) === at,
    )
    .toSorted((a, b) => (a.file ?? '').localeCompare(b.file ?? '') || a.line - b.line)
