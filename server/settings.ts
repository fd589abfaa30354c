import { isIP } from 'node:net'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { cleaned, Line } from '#protocol/line.ts'
import { ICE_URLS_MOST } from '#protocol/media.ts'
import { isForbiddenPort, isLoopback, portOf } from '#protocol/ports.ts'
import type { SettingFault, WrongSetting } from '#protocol/setting-fault.ts'
import { STATIONS, type Station } from '#protocol/station.ts'
import { judgeWaysIn, type Machine } from './ways-in.ts'

const asked = (options: { pattern?: string; minLength?: number; maxLength?: number }) =>
  Type.Optional(Type.String({ maxLength: 1000, ...options }))

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
const ORIGIN = '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$'
/** `by-hand`: a doctor claims a driver. `longest-idle`: the driver whose turn it is is offered to the doctor who has been without one for longest. */
const ROUTINGS = ['by-hand', 'longest-idle'] as const
const NOISE_LIMITS = { least: 30, most: 70 }
const PRIORITY_AGES = { least: 50, most: 120 }
const MOST_INSTITUTION = 80
/** No photo has more bytes than this. */
const PHOTO_MOST = 30_000

/** Every variable that the server reads. All are optional. */
const Environment = Type.Object({
  /** 0 lets the system choose. */
  ROADFIT_PORT: asked({ pattern: '^[0-9]{1,5}$' }),
  /** An address of this machine to listen on. */
  ROADFIT_HOST: asked({ minLength: 1 }),
  /** How browsers reach this server, without a path. */
  ROADFIT_ORIGIN: asked({ pattern: ORIGIN }),
  /** A folder. */
  ROADFIT_DATA: asked({ minLength: 1 }),
  ROADFIT_DEMO: asked({ pattern: '^[01]$' }),
  /** The path of the media worker. */
  ROADFIT_MEDIA_WORKER: asked({ minLength: 1 }),
  MEDIASOUP_WORKER_BIN: asked({ minLength: 1 }),
  /** At which browsers reach the media. */
  ROADFIT_MEDIA_ADDRESS: asked({ minLength: 1 }),
  ROADFIT_MEDIA_PORT: asked({ pattern: '^[0-9]{1,5}$' }),
  /** URLs of STUN and TURN servers, separated by commas (RFC 7064, RFC 7065). */
  ROADFIT_ICE_SERVERS: asked({}),
  /** What the TURN servers have as `static-auth-secret`. */
  ROADFIT_TURN_SECRET: asked({ minLength: 16, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' }),
  ROADFIT_CASE_URL: asked({ pattern: '^https?://.+$' }),
  ROADFIT_CASE_KEY: asked({ minLength: 1, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' }),
  /** The path of the form by which a gateway for text messages is spoken to, and the key that it gave. */
  ROADFIT_NOTICE_FORM: asked({ minLength: 1 }),
  ROADFIT_NOTICE_KEY: asked({ minLength: 1, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' }),
  /** A file: the systems to which reports go. */
  ROADFIT_DESTINATIONS: asked({ minLength: 1 }),
  /** Of an authority that stamps the seals' time (RFC 3161), and by which policy (an OID). */
  ROADFIT_TSA_URL: asked({ pattern: '^https?://.+$' }),
  ROADFIT_TSA_POLICY: asked({ maxLength: 100, pattern: '^[0-2](\\.(0|[1-9][0-9]{0,15})){1,20}$' }),
  /** For whoever watches over the server from another machine. */
  ROADFIT_WATCH_TOKEN: asked({ minLength: 16, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' }),
  /** It's printed. */
  ROADFIT_INSTITUTION: Type.Optional(Line(MOST_INSTITUTION, 1)),
  ROADFIT_LOG: asked({ pattern: `^(${LOG_LEVELS.join('|')})$` }),
  /** The paths of a certificate and of its key, in PEM. */
  ROADFIT_TLS_CERT: asked({ minLength: 1 }),
  ROADFIT_TLS_KEY: asked({ minLength: 1 }),
  /** Addresses of proxies, single or as networks (CIDR), separated by commas. */
  ROADFIT_PROXY: asked({ maxLength: 1000 }),
  /** The loudest noise in a booth in which hearing is tested, dB(A). */
  ROADFIT_NOISE_LIMIT: asked({ pattern: '^([3-6][0-9]|70)$' }),
  /** `1`: a test seal is made in a new data folder. */
  ROADFIT_TEST_SEAL: asked({ pattern: '^[01]$' }),
  /** The fewest bytes that the archive takes a photo in. */
  ROADFIT_PHOTO_LEAST: asked({ pattern: '^[0-9]{1,5}$' }),
  /** For how many days a recording is kept. */
  ROADFIT_RECORDING_DAYS: asked({ pattern: '^[1-9][0-9]{0,3}$' }),
  /** GB that the disk must have free for it. */
  ROADFIT_RECORDING_FREE: asked({ pattern: '^[0-9]{1,5}$' }),
  /** From which age on a driver's turn comes sooner, full years. */
  ROADFIT_PRIORITY_AGE: asked({ pattern: '^([5-9][0-9]|1[01][0-9]|120)$' }),
  /** For how many minutes a doctor must be with a driver before they sign. */
  ROADFIT_CALL_MINUTES: asked({ pattern: '^([0-9]|[1-5][0-9]|60)$' }),
  /** Within how many minutes a senior doctor should come to a hard case. */
  ROADFIT_ESCALATION_MINUTES: asked({ pattern: '^[1-9][0-9]{0,2}$' }),
  /** How drivers come to doctors. */
  ROADFIT_ROUTING: asked({ pattern: `^(${ROUTINGS.join('|')})$` }),
  /** Stations, separated by commas. */
  ROADFIT_ALONE: asked({}),
})
type Variable = keyof typeof Environment.properties
const isVariable = (name: string): name is Variable => name in Environment.properties
const VARIABLES = Object.keys(Environment.properties).filter(isVariable)

const NO_PORT: SettingFault = { code: 'no-port', fields: {} }
const NO_ORIGIN: SettingFault = { code: 'no-origin', fields: { example: 'https://roadfit.example' } }
const NO_ADDRESS: SettingFault = { code: 'no-address', fields: {} }
const needs = (other: Variable): SettingFault => ({ code: 'needs-other', fields: { other } })

/** What is wrong with a variable that leaves its schema, where the schema's own words would leave that unclear. */
const CLEARER: Partial<Record<Variable, SettingFault>> = {
  ROADFIT_PORT: NO_PORT,
  ROADFIT_ORIGIN: NO_ORIGIN,
  ROADFIT_DEMO: { code: 'not-0-or-1', fields: {} },
  ROADFIT_TEST_SEAL: { code: 'not-0-or-1', fields: {} },
  ROADFIT_MEDIA_PORT: NO_PORT,
  ROADFIT_CASE_URL: NO_ADDRESS,
  ROADFIT_CASE_KEY: { code: 'no-case-key', fields: {} },
  ROADFIT_TSA_URL: NO_ADDRESS,
  ROADFIT_TSA_POLICY: { code: 'no-policy', fields: {} },
  ROADFIT_WATCH_TOKEN: { code: 'no-long-secret', fields: {} },
  ROADFIT_TURN_SECRET: { code: 'no-long-secret', fields: {} },
  ROADFIT_INSTITUTION: { code: 'too-long', fields: { most: MOST_INSTITUTION } },
  ROADFIT_LOG: { code: 'not-one-of', fields: { allowed: [...LOG_LEVELS] } },
  ROADFIT_ROUTING: { code: 'not-one-of', fields: { allowed: [...ROUTINGS] } },
  ROADFIT_RECORDING_DAYS: { code: 'no-recording-days', fields: { most: 9999 } },
  ROADFIT_ESCALATION_MINUTES: { code: 'no-minutes', fields: { most: 999 } },
  ROADFIT_NOISE_LIMIT: { code: 'no-noise-limit', fields: NOISE_LIMITS },
  ROADFIT_PRIORITY_AGE: { code: 'no-priority-age', fields: PRIORITY_AGES },
  ROADFIT_CALL_MINUTES: { code: 'no-call-minutes', fields: { most: 60 } },
  ROADFIT_PHOTO_LEAST: { code: 'no-photo-least', fields: { most: PHOTO_MOST } },
}

export type Settings = {
  port: number
  host: string
  /** Scheme, host and port as browsers see them: RP ID, QR code and origin checks come from here. */
  origin: string
  data: string
  demo: boolean
  /** `helpers`: addresses of STUN and TURN servers, and the secret that the latter share with us; none of it: browsers reach the media by themselves. */
  media: { worker: string; address: string; port: number; helpers: { urls: readonly string[]; secret: string | null } }
  /** Null: there is no traffic case; every driver is a walk-in. Where there is no list of systems, reports go there, too. */
  case: { url: string; key: string } | null
  /** Null: no driver is told by text message, or, in a demonstration, in a file. */
  notices: { form: string; key: string } | null
  /** Who stamps the time of seals, and by which policy, or by its own; null: nobody does. */
  tsa: { url: string; policy: string | null } | null
  /** Opens the counts and the causes to who asks from elsewhere; null: they are told on this machine alone. */
  watchToken: string | null
  institution: string
  log: string
  tls: { cert: string; key: string } | null
  /** Proxies whose word is taken for where a request came from. Nobody else's is. */
  proxies: readonly string[]
  /** Checks are recorded whose drivers want it: for how many days that is kept, and how many GB the disk must have free meanwhile. Null: nobody is asked. */
  recording: { days: number; leastFreeGb: number } | null
  /** How drivers come to doctors. */
  routing: (typeof ROUTINGS)[number]
  /** From which age on a driver's turn comes sooner, full years. */
  priorityAge: number
  /** So many minutes a doctor must be with a driver before they sign; 0: none are asked. */
  callMinutes: number
  /** Within how many minutes a senior doctor should come to a hard case, and another department answer. */
  escalationMinutes: number
  /** Stations that a driver may do before a doctor has claimed the check. */
  alone: readonly Station[]
  /** Ambient noise above which hearing is not tested, dB(A). */
  noiseLimitDb: number
  /** Where a new data folder has no seal, may one be made that has no legal effect? */
  testSeal: boolean
  /** The fewest bytes of a licence photo, up to 30,000; 0: none are asked. */
  photoLeast: number
}

/** A day of thirty checks of ten minutes, some times over (docs/recording.md), and room for everything else. */
const LEAST_FREE_GB = 20

/** Limbs and trunk need a doctor's eye. */
const ALONE: readonly Station[] = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing']

/** Reads the settings from an environment: all of them, or every wrong one at once. */
export const readSettings = (environment: Record<string, string | undefined>, machine: Machine): Settings | WrongSetting[] => {
  const given = Object.fromEntries(
    VARIABLES.flatMap((name) => {
      const value = cleaned(Environment.properties[name], environment[name])
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  const faults = VARIABLES.flatMap((variable): WrongSetting[] => {
    const [error] = given[variable] === undefined ? [] : Value.Errors(Environment.properties[variable], given[variable])
    return error ? [{ variable, at: null, fault: CLEARER[variable] ?? { code: 'not-as-declared', fields: { error } } }] : []
  })
  // What is wrong already is left out of what is looked at together.
  for (const { variable } of faults) delete given[variable]
  if (!Value.Check(Environment, given)) throw new Error('settings that were checked one by one are wrong together')
  const settings = fromEnvironment(given)
  const all = [
    ...faults,
    ...together(given, settings, machine).filter(({ variable }) => !faults.some((fault) => fault.variable === variable)),
  ]
  return all.length > 0 ? all : settings
}

const fromEnvironment = (given: Static<typeof Environment>): Settings => {
  const port = Number(given.ROADFIT_PORT ?? 3000)
  const demo = given.ROADFIT_DEMO === '1'
  const { ROADFIT_CASE_URL: url, ROADFIT_CASE_KEY: key, ROADFIT_TLS_CERT: cert, ROADFIT_TLS_KEY: tlsKey } = given
  return {
    port,
    host: given.ROADFIT_HOST ?? '127.0.0.1',
    origin: given.ROADFIT_ORIGIN ?? ownOrigin(cert && tlsKey ? 'https' : 'http', port),
    data: given.ROADFIT_DATA ?? 'data',
    demo,
    media: {
      worker: given.ROADFIT_MEDIA_WORKER ?? given.MEDIASOUP_WORKER_BIN ?? '',
      address: given.ROADFIT_MEDIA_ADDRESS ?? '127.0.0.1',
      port: Number(given.ROADFIT_MEDIA_PORT ?? 0),
      helpers: { urls: listed(given.ROADFIT_ICE_SERVERS), secret: given.ROADFIT_TURN_SECRET ?? null },
    },
    case: url && key ? { url: url.replace(/\/+$/, ''), key } : null,
    notices: given.ROADFIT_NOTICE_FORM ? { form: given.ROADFIT_NOTICE_FORM, key: given.ROADFIT_NOTICE_KEY ?? '' } : null,
    tsa: given.ROADFIT_TSA_URL ? { url: given.ROADFIT_TSA_URL, policy: given.ROADFIT_TSA_POLICY ?? null } : null,
    watchToken: given.ROADFIT_WATCH_TOKEN ?? null,
    institution: given.ROADFIT_INSTITUTION ?? (demo ? '示范市机动车驾驶人体检中心（演示）' : ''),
    log: given.ROADFIT_LOG ?? 'info',
    tls: cert && tlsKey ? { cert, key: tlsKey } : null,
    proxies: listed(given.ROADFIT_PROXY),
    recording: given.ROADFIT_RECORDING_DAYS
      ? { days: Number(given.ROADFIT_RECORDING_DAYS), leastFreeGb: Number(given.ROADFIT_RECORDING_FREE ?? LEAST_FREE_GB) }
      : null,
    routing: ROUTINGS.find((one) => one === given.ROADFIT_ROUTING) ?? 'by-hand',
    // Elderly are those from 60 on, and medical institutions let them go first (Law on the Protection of the Rights of the Elderly, articles 2 and 57).
    // No rule of the traffic police names an age for a queue; some provinces let people go first from 65 on.
    priorityAge: Number(given.ROADFIT_PRIORITY_AGE ?? 60),
    // No rule names a number.
    callMinutes: Number(given.ROADFIT_CALL_MINUTES ?? 0),
    alone: given.ROADFIT_ALONE === undefined ? ALONE : STATIONS.filter((station) => listed(given.ROADFIT_ALONE).includes(station)),
    // A proposal: no rule names a number for a tuning fork's test. At 45 dB(A) a sound of 40 dB HL at 500 Hz still stands out.
    escalationMinutes: Number(given.ROADFIT_ESCALATION_MINUTES ?? 10),
    noiseLimitDb: Number(given.ROADFIT_NOISE_LIMIT ?? 45),
    testSeal: demo || given.ROADFIT_TEST_SEAL === '1',
    // A proposal: archives that name a least size name 14 kB, most name none.
    photoLeast: Number(given.ROADFIT_PHOTO_LEAST ?? 0),
  }
}

/** As browsers write it: without the scheme's own port. Port 0 stays, until the system has chosen. */
const ownOrigin = (scheme: string, port: number): string => {
  const origin = `${scheme}://localhost:${port}`
  return URL.parse(origin)?.origin ?? origin
}

const listed = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** RFC 7064 and 7065: scheme, host (an IPv6 address in brackets), port, and of a relay the transport. */
const HOST_PORT = String.raw`([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?`
const ICE_URL = new RegExp(`^(stuns?:${HOST_PORT}|turns?:${HOST_PORT}(\\?transport=(udp|tcp))?)$`, 'i')

/** An address, or a network as address and length of its prefix. All of the net is none: anybody could say where they come from. */
const isNetwork = (text: string): boolean => {
  const [address = '', prefix, ...more] = text.split('/')
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0
  return most > 0 && more.length === 0 && (prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= most))
}

/** What is wrong only in view of other variables. */
const together = (given: Static<typeof Environment>, settings: Settings, machine: Machine): WrongSetting[] => {
  const faults: WrongSetting[] = []
  const wrong = (variable: Variable, fault: SettingFault) => faults.push({ variable, at: null, fault })
  const origin = URL.parse(settings.origin)
  if (!origin) wrong('ROADFIT_ORIGIN', NO_ORIGIN)
  else if (origin.origin !== settings.origin) wrong('ROADFIT_ORIGIN', { code: 'origin-not-as-written', fields: { origin: origin.origin } })
  judgeWaysIn(settings, { origin: given.ROADFIT_ORIGIN !== undefined }, machine, wrong)
  // Of all that leads to this machine, browsers call only this much secure and take a passkey's name from it.
  if (origin?.protocol === 'http:' && !['localhost', '127.0.0.1'].includes(origin.hostname))
    wrong('ROADFIT_ORIGIN', { code: 'origin-not-secure', fields: {} })
  if (!settings.media.worker) wrong('ROADFIT_MEDIA_WORKER', { code: 'no-media-worker', fields: {} })
  if (!settings.institution) wrong('ROADFIT_INSTITUTION', { code: 'no-institution', fields: {} })
  if (given.ROADFIT_CASE_URL && !given.ROADFIT_CASE_KEY) wrong('ROADFIT_CASE_KEY', needs('ROADFIT_CASE_URL'))
  if (given.ROADFIT_CASE_KEY && !given.ROADFIT_CASE_URL) wrong('ROADFIT_CASE_URL', needs('ROADFIT_CASE_KEY'))
  if (given.ROADFIT_NOTICE_KEY && !given.ROADFIT_NOTICE_FORM) wrong('ROADFIT_NOTICE_FORM', needs('ROADFIT_NOTICE_KEY'))
  const traffic = given.ROADFIT_CASE_URL === undefined ? null : URL.parse(given.ROADFIT_CASE_URL)
  if (given.ROADFIT_CASE_URL && !traffic) wrong('ROADFIT_CASE_URL', NO_ADDRESS)
  if (traffic?.protocol === 'http:' && !isLoopback(traffic.hostname)) wrong('ROADFIT_CASE_URL', { code: 'case-not-secure', fields: {} })
  if (traffic && isForbiddenPort(portOf(traffic))) wrong('ROADFIT_CASE_URL', { code: 'port-forbidden', fields: {} })
  if (given.ROADFIT_TSA_POLICY && !given.ROADFIT_TSA_URL) wrong('ROADFIT_TSA_URL', needs('ROADFIT_TSA_POLICY'))
  const tsa = given.ROADFIT_TSA_URL === undefined ? null : URL.parse(given.ROADFIT_TSA_URL)
  // `fetch` sends no name and no password that stand in an address.
  if (given.ROADFIT_TSA_URL && (!tsa || tsa.username || tsa.password)) wrong('ROADFIT_TSA_URL', NO_ADDRESS)
  if (tsa && isForbiddenPort(portOf(tsa))) wrong('ROADFIT_TSA_URL', { code: 'port-forbidden', fields: {} })
  if (given.ROADFIT_TLS_CERT && !given.ROADFIT_TLS_KEY) wrong('ROADFIT_TLS_KEY', needs('ROADFIT_TLS_CERT'))
  if (given.ROADFIT_TLS_KEY && !given.ROADFIT_TLS_CERT) wrong('ROADFIT_TLS_CERT', needs('ROADFIT_TLS_KEY'))
  if (given.ROADFIT_RECORDING_FREE && !given.ROADFIT_RECORDING_DAYS) wrong('ROADFIT_RECORDING_DAYS', needs('ROADFIT_RECORDING_FREE'))
  if (settings.photoLeast > PHOTO_MOST) wrong('ROADFIT_PHOTO_LEAST', { code: 'no-photo-least', fields: { most: PHOTO_MOST } })
  const { urls } = settings.media.helpers
  const misspelt = urls.filter((url) => !ICE_URL.test(url))
  if (misspelt.length > 0) wrong('ROADFIT_ICE_SERVERS', { code: 'no-ice-servers', fields: { wrong: misspelt } })
  else if (urls.length > ICE_URLS_MOST) wrong('ROADFIT_ICE_SERVERS', { code: 'too-many-ice-servers', fields: { most: ICE_URLS_MOST } })
  const relays = urls.some((url) => /^turns?:/.test(url))
  if (relays && !given.ROADFIT_TURN_SECRET) wrong('ROADFIT_TURN_SECRET', needs('ROADFIT_ICE_SERVERS'))
  if (given.ROADFIT_TURN_SECRET && !relays) wrong('ROADFIT_ICE_SERVERS', needs('ROADFIT_TURN_SECRET'))
  const unusable = settings.proxies.filter((one) => !isNetwork(one))
  if (unusable.length > 0) wrong('ROADFIT_PROXY', { code: 'no-proxies', fields: { wrong: unusable } })
  const known: readonly string[] = STATIONS
  const unknown = listed(given.ROADFIT_ALONE).filter((station) => !known.includes(station))
  if (unknown.length > 0) wrong('ROADFIT_ALONE', { code: 'stations-unknown', fields: { unknown, known: [...STATIONS] } })
  return faults
}
