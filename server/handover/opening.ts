import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Agent } from 'undici'
import { type FileFault, type JsonFile, once, readJson } from '#files/json-file.ts'
import type { SettingFault, WrongSetting } from '#protocol/setting-fault.ts'
import type { Carrier } from './carrier.ts'
import { DAY_MS, type Destination, KEEP_DAYS } from './destinations.ts'
import { ferryCarrier } from './ferry/carrier.ts'
import { FieldMap, FilledField, FixedField, mapName } from './fields/map.ts'
import { MAPS } from './fields/maps.ts'
import { httpsCarrier } from './https/carrier.ts'
import { type FerryPlace, type HttpsPlace, type Place, readList, type SoapPlace } from './list.ts'
import { ANSWER_MS } from './patience.ts'
import { certificateOf, ed25519Key, folderFault, type Read, secretText, signingKey } from './secrets.ts'
import { type Around, soapCarrier } from './soap/carrier.ts'
import { SoapSettings } from './soap/settings.ts'

const VARIABLE = 'ROADFIT_DESTINATIONS'
const HOUR_MS = 3_600_000

type Environment = Record<string, string | undefined>
/** Tells what is wrong with a part of a place, by its pointer in it, or in a file that it names. */
type Wrong = (where: string | FileFault['at'], fault: SettingFault) => void

/** The systems that a list names, ready to be used; or everything that is wrong with it, each with its line. `around`: what each has outside of itself. */
export const openDestinations = (
  file: string,
  environment: Environment,
  around: (place: string) => Around,
): Destination[] | WrongSetting[] => {
  const text = textOf(file)
  if (text === null) return [{ variable: VARIABLE, at: { file, line: null, pointer: '' }, fault: { code: 'unreadable', fields: {} } }]
  const list = readList(file, text)
  if ('faults' in list) return list.faults.map(({ at, fault }) => ({ variable: VARIABLE, at, fault }))
  const wrong: WrongSetting[] = []
  const opened = list.places.flatMap((place, at) => {
    const carrier = carrierOf(place, environment, around(place.id), (where, fault) =>
      wrong.push({ variable: VARIABLE, at: typeof where === 'string' ? list.place(`/${at}${where}`) : where, fault }),
    )
    return carrier ? [destinationOf(place, carrier)] : []
  })
  return wrong.length > 0 ? wrong : opened
}

/** Is it what is wrong with the list? */
export const isWrong = (opened: Destination[] | WrongSetting[]): opened is WrongSetting[] => opened.some((one) => 'fault' in one)

const destinationOf = ({ id, units, daily, atOnce, answerHours, ...own }: Place, carrier: Carrier): Destination => ({
  id,
  carrier,
  units: units ?? null,
  daily: daily ?? {},
  atOnce: atOnce ?? 4,
  answerMs: answerHours === undefined ? ANSWER_MS : answerHours * HOUR_MS,
  keepMs: (('keepDays' in own ? own.keepDays : undefined) ?? KEEP_DAYS) * DAY_MS,
})

const carrierOf = (place: Place, environment: Environment, around: Around, wrong: Wrong): Carrier | null => {
  if (place.carrier === 'https') return overHttps(place, environment, around, wrong)
  return place.carrier === 'soap' ? bySoap(place, environment, around, wrong) : byFerry(place, around, wrong)
}

const overHttps = (
  { url, keys: secrets = [], certificate }: HttpsPlace,
  environment: Environment,
  around: Around,
  wrong: Wrong,
): Carrier | null => {
  const keys = secrets.map((secret, at) => taken(signingKey(secret, environment), `/keys/${at}`, wrong))
  const line = certificate && lineOf(certificate, wrong)
  if (line === null || keys.includes(null)) return null
  return httpsCarrier({ url: url.replace(/\/+$/, ''), keys: keys.filter((key) => key !== null), bearer: null, line: line ?? null }, () =>
    around.clock(),
  )
}

const lineOf = (certificate: NonNullable<HttpsPlace['certificate']>, wrong: Wrong): Agent | null => {
  const read = certificateOf(certificate)
  const cert = taken(read.cert, '/certificate/cert', wrong)
  const key = taken(read.key, '/certificate/key', wrong)
  const ca = taken(read.ca, '/certificate/ca', wrong)
  return cert === null || key === null ? null : new Agent({ connect: { cert, key, ...(ca !== null && { ca }) } })
}

const byFerry = (
  { outgoing, incoming, key: path, map: named, standing: told = 'standing-1' }: FerryPlace,
  around: Around,
  wrong: Wrong,
): Carrier | null => {
  const key = taken(ed25519Key(path), '/key', wrong)
  const folders = [['/outgoing', outgoing] as const, ['/incoming', incoming] as const].map(([pointer, folder]) => {
    const fault = folderFault(folder)
    if (fault) wrong(pointer, fault)
    return fault
  })
  const map = mapNamed(named, '/map', wrong)
  const standing = mapNamed(told, '/standing', wrong)
  return key === null || !map || !standing || folders.some((fault) => fault !== null)
    ? null
    : ferryCarrier({ outgoing, incoming, key, map, standing, photo: (digest) => around.photo(digest), clock: () => around.clock() })
}

const bySoap = (place: SoapPlace, environment: Environment, around: Around, wrong: Wrong): Carrier | null => {
  const {
    id: _id,
    carrier: _carrier,
    units: _units,
    daily: _daily,
    atOnce: _atOnce,
    answerHours: _answerHours,
    keepDays: _keepDays,
    ...settings
  } = place
  const jkxlh = taken(secretText(settings.jkxlh, environment), '/jkxlh', wrong)
  const deliver = settings.deliver.map(({ jkid, map }, at) => ({ jkid, map: mapNamed(map, `/deliver/${at}/map`, wrong) }))
  const withdraw = settings.withdraw && { jkid: settings.withdraw.jkid, map: mapNamed(settings.withdraw.map, '/withdraw/map', wrong) }
  const standing = settings.standing && { jkid: settings.standing.jkid, map: mapNamed(settings.standing.map, '/standing/map', wrong) }
  const filled = { ...settings, jkxlh, deliver, withdraw, ...(standing && { standing }) }
  return Value.Check(SoapSettings, filled) ? soapCarrier(filled, around) : null
}

/** A map by its name and version, or from a file of one's own. */
const mapNamed = (name: string, pointer: string, wrong: Wrong): FieldMap | null => {
  if (isAbsolute(name)) return mapIn(name, pointer, wrong)
  const map = MAPS.find((one) => mapName(one) === name)
  if (!map) wrong(pointer, { code: 'not-one-of', fields: { allowed: MAPS.map(mapName) } })
  return map ?? null
}

/** A map of one's own as JSON; what is wrong with it is told with its line there. */
const mapIn = (file: string, pointer: string, wrong: Wrong): FieldMap | null => {
  const text = textOf(file)
  if (text === null) wrong(pointer, { code: 'unreadable', fields: {} })
  const read = text === null ? null : readJson(file, text)
  if (read === null) return null
  if ('value' in read && Value.Check(FieldMap, read.value)) return read.value
  for (const { at, fault } of once('faults' in read ? read.faults : mapFaults(read))) wrong(at, fault)
  return null
}

/** Of each column only what its own kind asks for, where the rest of the map is well. */
const mapFaults = (read: JsonFile): FileFault[] => {
  const columns = Value.Check(Columns, read.value) ? read.value.fields : []
  const wrong = columns.flatMap((column, at) => {
    const own = 'always' in column ? FixedField : FilledField
    return Value.Check(own, column) ? [] : read.wrong(own, column, `/fields/${at}`)
  })
  return wrong.length > 0 ? wrong : read.wrong(FieldMap)
}
const Columns = Type.Object({ fields: Type.Array(Type.Object({}), { maxItems: 200 }) })

const taken = <T>(read: Read<T>, pointer: string, wrong: Wrong): T | null => {
  if ('value' in read) return read.value
  wrong(pointer, read.fault)
  return null
}

const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
