import type { TSchema } from 'typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Clearer, type FileFault, type JsonFile, once, readJson } from '#files/json-file.ts'
import { Exact } from '#protocol/basic.ts'
import type { SettingFault } from '#protocol/setting-fault.ts'
import type { AnyModel } from '../families/model.ts'
import { PortWish } from '../line/ports/identity.ts'

const Device = Exact({ model: Type.String({ maxLength: 200 }), port: PortWish, settings: Type.Optional(Type.Object({})) })
const BoothFile = Exact({
  /** By a name of the installer's own: what stands where, and on which port. */
  devices: Type.Record(Type.String({ maxLength: 40, pattern: '^[a-z][a-z0-9-]{0,39}$' }), Device, {
    additionalProperties: false,
    maxProperties: 40,
  }),
})
const Anything = Type.Object({ devices: Type.Record(Type.String({ maxLength: 1000 }), Type.Unknown(), { maxProperties: 1000 }) })

/** One device of a booth, as its installer wrote it down. */
export type BoothDevice = { name: string; model: string; made: AnyModel; port: PortWish; settings: object }

/** Settings that stand in a file of their own, beside `booth.json`. */
const InFile = Exact({ profile: Type.String({ maxLength: 80, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$' }) })

/**
 * Reads `booth.json`: which device is on which port. Gives every fault at once, each with its line. `readFile` gives the text of a
 * file beside it, null when it can't be read.
 */
export function readBoothFile(
  text: string,
  models: Readonly<Record<string, AnyModel>>,
  readFile: (name: string) => string | null,
): { devices: BoothDevice[] } | { faults: FileFault[] } {
  const whole = readJson('booth.json', text, clearer)
  if ('faults' in whole) return whole
  const { value, place, wrong } = whole
  const faults = wrong(BoothFile)
  const devices = Object.entries(Value.Check(Anything, value) ? value.devices : {}).flatMap(([name, device]) => {
    // What is wrong with its form has been found above; the others are looked at all the same.
    if (!Value.Check(Device, device)) return []
    const { model, port, settings = {} } = device
    const made = Object.hasOwn(models, model) ? models[model] : undefined
    const above = `/devices/${name}`
    if (!made) {
      faults.push({ at: place(`${above}/model`), fault: unknownModel(model, Object.keys(models)) })
      return []
    }
    const read = readDeviceSettings(settings, `${above}/settings`, { booth: whole, schema: made.settings, readFile })
    if ('settings' in read) return [{ name, model, made, port, ...read }]
    faults.push(...read.faults)
    return []
  })
  // Several force boards feel other cells each; two heights of one person would be taken for one.
  const [height, ...more] = devices.filter(({ made }) => made.kind === 'height')
  for (const { name } of more)
    faults.push({ at: place(`/devices/${name}/model`), fault: { code: 'height-twice', fields: { other: height?.name ?? '' } } })
  return faults.length > 0 ? { faults: once(faults) } : { devices }
}

/** A device's settings, as they stand in `booth.json` or in the file that is named there, or what is wrong with them. */
const readDeviceSettings = (
  settings: object,
  above: string,
  { booth, schema, readFile }: { booth: JsonFile; schema: TSchema; readFile: (name: string) => string | null },
): { settings: object } | { faults: FileFault[] } => {
  if (!('profile' in settings)) {
    const faults = booth.wrong(schema, settings, above)
    return faults.length > 0 ? { faults } : { settings }
  }
  if (!Value.Check(InFile, settings)) return { faults: booth.wrong(InFile, settings, above) }
  const { profile } = settings
  const text = readFile(profile)
  if (text === null)
    return { faults: [{ at: booth.place(`${above}/profile`), fault: { code: 'profile-unreadable', fields: { profile } } }] }
  const read = readJson(profile, text)
  if ('faults' in read) return read
  const faults = read.wrong(schema)
  return faults.length > 0 || !Value.Check(Type.Object({}), read.value) ? { faults } : { settings: read.value }
}

const unknownModel = (model: string, known: string[]): SettingFault => {
  const letters = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const meant = known.find((name) => letters(name) === letters(model))
  return meant === undefined ? { code: 'model-unknown', fields: { model, known } } : { code: 'model-misspelt', fields: { model, meant } }
}

const clearer: Clearer = (keyword, pointer) => {
  if (keyword === 'boolean' && /^\/devices\/[^/]+$/.test(pointer)) return { code: 'no-device-name', fields: {} }
  if (keyword === 'minProperties' && pointer.endsWith('/port')) return { code: 'port-not-said', fields: {} }
  if (keyword === 'pattern' && pointer.endsWith('/port/path')) return { code: 'port-renumbered', fields: {} }
  if (keyword === 'pattern' && pointer.endsWith('/settings/profile')) return { code: 'profile-elsewhere', fields: {} }
  return null
}
