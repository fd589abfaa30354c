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

/** What is wrong with the file, and at which line. */
export type FileFault = { line: number; why: string }

/** Reads `booth.json`: which device is on which port. Gives every fault at once, each with its line. */
export function readBoothFile(
  text: string,
  models: Readonly<Record<string, AnyModel>>,
): { devices: BoothDevice[] } | { faults: FileFault[] } {
  const parsed = parse(text)
  if ('faults' in parsed) return parsed
  const lines = jsonLines(text)
  const lineOf = (pointer: string): number => lines.get(pointer) ?? lineOf(pointer.slice(0, pointer.lastIndexOf('/')))
  const wrong = (schema: TSchema, value: unknown, above: string): FileFault[] =>
    Value.Errors(schema, value)
      .filter(({ keyword }) => keyword !== 'additionalProperties')
      .map(({ keyword, instancePath, message }) => {
        const pointer = above + instancePath
        return { line: lineOf(pointer), why: `${pointer || '/'} ${inWords(keyword, pointer) ?? message}` }
      })
  if (!Value.Check(BoothFile, parsed.value)) return { faults: once(wrong(BoothFile, parsed.value, '')) }

  const faults: FileFault[] = []
  const devices = Object.entries(parsed.value.devices).flatMap(([name, { model, port, settings = {} }]) => {
    const made = models[model]
    const above = `/devices/${name}`
    if (!made) {
      const known = Object.keys(models).join(', ')
      faults.push({ line: lineOf(`${above}/model`), why: `${above}/model is none that this program knows. It knows: ${known}` })
      return []
    }
    faults.push(...wrong(made.settings, settings, `${above}/settings`))
    return [{ name, model, made, port, settings }]
  })
  return faults.length > 0 ? { faults: once(faults) } : { devices }
}

/** What a schema's own words would leave unclear. */
const inWords = (keyword: string, pointer: string): string | null => {
  if (keyword === 'boolean' && /^\/devices\/[^/]+$/.test(pointer)) return 'is no name: small letters, digits and - alone'
  if (keyword === 'boolean') return 'is not known here'
  if (keyword === 'pattern' && pointer.endsWith('/port/path'))
    return 'must be a port that keeps its name: ttyUSB and ttyACM numbers go to whoever is plugged in first. Write byId, byPath or serialNumber'
  return null
}

const parse = (text: string): { value: unknown } | { faults: FileFault[] } => {
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
    .filter(({ line, why }, at) => faults.findIndex((other) => other.line === line && other.why === why) === at)
    .toSorted((a, b) => a.line - b.line)
