import { isAbsolute } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type FileFault, type JsonFile, once, readJson } from '#files/json-file.ts'
import { Exact, Nullable, Words } from '#protocol/basic.ts'
import { isForbiddenPort, isLoopback, portOf } from '#protocol/ports.ts'
import type { SettingFault } from '#protocol/setting-fault.ts'
import { UnitCode } from '#protocol/sites.ts'
import { SoapSettings } from './soap/settings.ts'

// The list of the systems to which reports go, as whoever runs the server writes it. It names files and variables; no secret stands in it.

const Path = Type.String({ minLength: 1, maxLength: 1000 })
/** A secret is in a file that its owner alone may read, or in a variable of the server. */
export const Secret = Type.Union([Exact({ file: Path }), Exact({ env: Type.String({ maxLength: 80, pattern: '^[A-Z][A-Z0-9_]*$' }) })])
export type Secret = Static<typeof Secret>

/** What every system has. */
const PLACE = {
  id: Type.String({ maxLength: 40, pattern: '^[a-z][a-z0-9-]*$' }),
  units: Type.Optional(Type.Array(UnitCode, { minItems: 1, maxItems: 1000 })),
  daily: Type.Optional(
    Type.Record(Type.String({ maxLength: 80 }), Type.Integer({ minimum: 1, maximum: 10_000_000 }), { maxProperties: 20 }),
  ),
  atOnce: Type.Optional(Type.Integer({ minimum: 1, maximum: 32 })),
  answerHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
}
/** Where messages or answers lie in folders: how long they do when they are done. */
const KEEPS = { keepDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })) }
export const HttpsPlace = Exact({
  ...PLACE,
  carrier: Type.Literal('https'),
  url: Type.String({ maxLength: 1000, pattern: '^https?://.+$' }),
  /** By which each message is signed, the newest first: all of them while keys change. */
  keys: Type.Optional(Type.Array(Secret, { minItems: 1, maxItems: 4 })),
  /** By which this server shows who it is, in PEM; `ca`: by whom the receiver's own is issued, where no public authority has. */
  certificate: Type.Optional(Exact({ cert: Path, key: Path, ca: Type.Optional(Path) })),
})
export type HttpsPlace = Static<typeof HttpsPlace>
export const FerryPlace = Exact({
  ...PLACE,
  ...KEEPS,
  carrier: Type.Literal('ferry'),
  outgoing: Path,
  incoming: Path,
  /** An Ed25519 key in PEM, by which each manifest is signed. */
  key: Path,
  /** Which map says what the values are called in the XML, with its version; or the path of one of one's own. */
  map: Type.String({ maxLength: 1000 }),
  /** The same for how a report stands at the counter; absent: `standing-1`. */
  standing: Type.Optional(Type.String({ maxLength: 1000 })),
})
export type FerryPlace = Static<typeof FerryPlace>
const Named = Exact({ jkid: Type.String({ minLength: 1, maxLength: 20 }), map: Type.String({ maxLength: 1000 }) })
/** The platform by SOAP: its own settings, maps by their names, and the serial number as a secret. */
export const SoapPlace = Exact({
  ...PLACE,
  ...KEEPS,
  carrier: Type.Literal('soap'),
  ...SoapSettings.properties,
  jkxlh: Secret,
  deliver: Type.Array(Named, { minItems: 1, maxItems: 5 }),
  withdraw: Nullable(Named),
  standing: Type.Optional(Named),
})
export type SoapPlace = Static<typeof SoapPlace>
const Place = Type.Union([HttpsPlace, SoapPlace, FerryPlace])
export type Place = Static<typeof Place>
const Places = Type.Array(Place, { minItems: 1, maxItems: 50 })
const PLACES = { https: HttpsPlace, soap: SoapPlace, ferry: FerryPlace } as const
const Entries = Type.Array(Type.Object({ carrier: Words(['https', 'soap', 'ferry'] as const) }, { maxProperties: 60 }), {
  minItems: 1,
  maxItems: 50,
})

/** Reads the list, or tells all that is wrong in it, each with its line. */
export const readList = (
  file: string,
  text: string,
): { places: Place[]; place: (pointer: string) => FileFault['at'] } | { faults: FileFault[] } => {
  const read = readJson(file, text)
  if ('faults' in read) return read
  const { value, place } = read
  if (!Value.Check(Places, value)) return { faults: once(faultsOf(read)) }
  const faults = value.flatMap((one, at): FileFault[] => {
    const here = (pointer: string, fault: SettingFault | null) => (fault ? [{ at: place(`/${at}${pointer}`), fault }] : [])
    const twice = value.findIndex(({ id }) => id === one.id) < at || one.id === 'none'
    return [
      ...here('/id', twice ? { code: 'place-twice', fields: { id: one.id } } : null),
      ...ownFaults(one).flatMap(([pointer, fault]) => here(pointer, fault)),
    ]
  })
  return faults.length > 0 ? { faults } : { places: value, place }
}

/** Of each entry only what its own carrier asks for. */
const faultsOf = ({ value, wrong }: JsonFile): FileFault[] => {
  if (!Value.Check(Entries, value)) return wrong(Entries)
  return value.flatMap((one, at) => wrong(PLACES[one.carrier], one, `/${at}`))
}

const ownFaults = (one: Place): [string, SettingFault | null][] => {
  if (one.carrier === 'https')
    return [
      ['/url', urlFault(one.url)],
      ['', proofFault(one)],
    ]
  if (one.carrier === 'soap') return [['/url', urlFault(one.url)]]
  return [
    ['/outgoing', pathFault(one.outgoing)],
    ['/incoming', pathFault(one.incoming)],
    ['/incoming', one.incoming === one.outgoing ? { code: 'folders-alike', fields: {} } : null],
  ]
}

const pathFault = (path: string): SettingFault | null => (isAbsolute(path) ? null : { code: 'path-not-whole', fields: {} })

const urlFault = (text: string): SettingFault | null => {
  const url = URL.parse(text)
  if (!url) return { code: 'no-address', fields: {} }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return { code: 'case-not-secure', fields: {} }
  return isForbiddenPort(portOf(url)) ? { code: 'port-forbidden', fields: {} } : null
}

const proofFault = ({ keys, certificate }: HttpsPlace): SettingFault | null =>
  keys || certificate ? null : { code: 'no-proof', fields: {} }
