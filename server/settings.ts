import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { STATIONS, type Station } from '#protocol/station.ts'

/** Why a variable is wrong, by variable: what it must be. */
const asked = (description: string, options: { pattern?: string; minLength?: number; maxLength?: number } = {}) =>
  Type.Optional(Type.String({ ...options, description }))

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
const ORIGIN = '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$'

/** Every variable that the server reads. All are optional. */
export const Environment = Type.Object({
  ROADFIT_PORT: asked('a port, 0 to 65535; 0 lets the system choose', { pattern: '^[0-9]{1,5}$' }),
  ROADFIT_HOST: asked('an address of this machine to listen on', { minLength: 1 }),
  ROADFIT_ORIGIN: asked('how browsers reach this server, like https://roadfit.example, without a path', { pattern: ORIGIN }),
  ROADFIT_DATA: asked('a folder', { minLength: 1 }),
  ROADFIT_DEMO: asked('0 or 1', { pattern: '^[01]$' }),
  ROADFIT_MEDIA_WORKER: asked('the path of the media worker', { minLength: 1 }),
  MEDIASOUP_WORKER_BIN: asked('the path of the media worker', { minLength: 1 }),
  ROADFIT_MEDIA_ADDRESS: asked('the address at which browsers reach the media', { minLength: 1 }),
  ROADFIT_MEDIA_PORT: asked('a port, 0 to 65535; 0 lets the system choose', { pattern: '^[0-9]{1,5}$' }),
  ROADFIT_CASE_URL: asked('the address of the traffic case, http:// or https://', { pattern: '^https?://.+$' }),
  ROADFIT_CASE_KEY: asked('the key that the traffic case gave', { minLength: 1, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' }),
  ROADFIT_INSTITUTION: asked('the name of the medical institution, at most 80 letters', { minLength: 1, maxLength: 80 }),
  ROADFIT_LOG: asked(`one of ${LOG_LEVELS.join(', ')}`, { pattern: `^(${LOG_LEVELS.join('|')})$` }),
  ROADFIT_TLS_CERT: asked('the path of a certificate in PEM', { minLength: 1 }),
  ROADFIT_TLS_KEY: asked('the path of its key in PEM', { minLength: 1 }),
  ROADFIT_NOISE_LIMIT: asked('the loudest noise in a booth in which hearing is tested, 30 to 70 dB(A)', { pattern: '^([3-6][0-9]|70)$' }),
  ROADFIT_ALONE: asked(`stations, separated by commas, of ${STATIONS.join(', ')}`, { pattern: '^[a-z, -]*$' }),
})

export type Settings = {
  port: number
  host: string
  /** Scheme, host and port as browsers see them: RP ID, QR code and origin checks come from here. */
  origin: string
  data: string
  demo: boolean
  media: { worker: string; address: string; port: number }
  /** Null: there is no traffic case; every driver is a walk-in and nothing is delivered. */
  case: { url: string; key: string } | null
  institution: string
  log: string
  tls: { cert: string; key: string } | null
  /** Stations that a driver may do before a doctor has claimed the check. */
  alone: readonly Station[]
  /** Ambient noise above which hearing is not tested, dB(A). */
  noiseLimitDb: number
}

export type Fault = { variable: string; why: string }

/** Limbs and trunk need a doctor's eye. */
const ALONE: readonly Station[] = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing']
const LOOPBACK = ['localhost', '127.0.0.1']

/** Reads the settings from an environment: all of them, or every fault at once. */
export const readSettings = (environment: Record<string, string | undefined>): Settings | Fault[] => {
  const given = Object.fromEntries(
    Object.keys(Environment.properties).flatMap((name) => {
      const value = environment[name]
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  const faults = Object.entries(Environment.properties).flatMap(([variable, schema]) =>
    given[variable] === undefined || Value.Check(schema, given[variable])
      ? []
      : [{ variable, why: `must be ${'description' in schema ? String(schema.description) : 'right'}` }],
  )
  // What is wrong already is left out of what is looked at together.
  for (const { variable } of faults) delete given[variable]
  if (!Value.Check(Environment, given)) throw new Error('settings that were checked one by one are wrong together')
  const settings = fromEnvironment(given)
  const all = [...faults, ...together(given, settings).filter(({ variable }) => !faults.some((fault) => fault.variable === variable))]
  return all.length > 0 ? all : settings
}

const fromEnvironment = (given: Static<typeof Environment>): Settings => {
  const port = Number(given.ROADFIT_PORT ?? 3000)
  const demo = given.ROADFIT_DEMO === '1'
  const { ROADFIT_CASE_URL: url, ROADFIT_CASE_KEY: key, ROADFIT_TLS_CERT: cert, ROADFIT_TLS_KEY: tlsKey } = given
  return {
    port,
    host: given.ROADFIT_HOST ?? '127.0.0.1',
    origin: given.ROADFIT_ORIGIN ?? `http://localhost:${port}`,
    data: given.ROADFIT_DATA ?? 'data',
    demo,
    media: {
      worker: given.ROADFIT_MEDIA_WORKER ?? given.MEDIASOUP_WORKER_BIN ?? '',
      address: given.ROADFIT_MEDIA_ADDRESS ?? '127.0.0.1',
      port: Number(given.ROADFIT_MEDIA_PORT ?? 0),
    },
    case: url && key ? { url: url.replace(/\/+$/, ''), key } : null,
    institution: given.ROADFIT_INSTITUTION ?? (demo ? '示范市机动车驾驶人体检中心（演示）' : ''),
    log: given.ROADFIT_LOG ?? 'info',
    tls: cert && tlsKey ? { cert, key: tlsKey } : null,
    alone: given.ROADFIT_ALONE === undefined ? ALONE : STATIONS.filter((station) => listed(given.ROADFIT_ALONE).includes(station)),
    // A proposal: no rule names a number for a tuning fork's test. At 45 dB(A) a sound of 40 dB HL at 500 Hz still stands out.
    noiseLimitDb: Number(given.ROADFIT_NOISE_LIMIT ?? 45),
  }
}

const listed = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** What is wrong only in view of other variables. */
const together = (given: Static<typeof Environment>, settings: Settings): Fault[] => {
  const faults: Fault[] = []
  const wrong = (variable: keyof typeof Environment.properties, why: string) => faults.push({ variable, why })
  if (settings.port > 65_535) wrong('ROADFIT_PORT', 'must be a port, 0 to 65535; 0 lets the system choose')
  if (settings.media.port > 65_535) wrong('ROADFIT_MEDIA_PORT', 'must be a port, 0 to 65535; 0 lets the system choose')
  const origin = URL.parse(settings.origin)
  if (!origin || origin.origin !== settings.origin) wrong('ROADFIT_ORIGIN', 'must be an origin as a browser writes it')
  const loopback = origin !== null && LOOPBACK.includes(origin.hostname)
  if (settings.demo && !loopback)
    wrong('ROADFIT_DEMO', 'must be 0 where others reach the server: a demonstration takes passwords for signatures')
  if (origin?.protocol === 'http:' && !loopback)
    wrong('ROADFIT_ORIGIN', 'must begin with https:// unless it is localhost: browsers give no camera and no passkey without')
  if (!settings.media.worker) wrong('ROADFIT_MEDIA_WORKER', 'must be the path of the media worker; the set-up makes one')
  if (!settings.institution) wrong('ROADFIT_INSTITUTION', 'must name the medical institution that stands on every report')
  if (given.ROADFIT_CASE_URL && !given.ROADFIT_CASE_KEY) wrong('ROADFIT_CASE_KEY', 'must be set together with ROADFIT_CASE_URL')
  if (given.ROADFIT_CASE_KEY && !given.ROADFIT_CASE_URL) wrong('ROADFIT_CASE_URL', 'must be set together with ROADFIT_CASE_KEY')
  if (given.ROADFIT_CASE_URL && !URL.canParse(given.ROADFIT_CASE_URL)) wrong('ROADFIT_CASE_URL', 'must be an address')
  if (given.ROADFIT_TLS_CERT && !given.ROADFIT_TLS_KEY) wrong('ROADFIT_TLS_KEY', 'must be set together with ROADFIT_TLS_CERT')
  if (given.ROADFIT_TLS_KEY && !given.ROADFIT_TLS_CERT) wrong('ROADFIT_TLS_CERT', 'must be set together with ROADFIT_TLS_KEY')
  const known: readonly string[] = STATIONS
  const unknown = listed(given.ROADFIT_ALONE).filter((station) => !known.includes(station))
  if (unknown.length > 0) wrong('ROADFIT_ALONE', `must name stations of ${STATIONS.join(', ')}; unknown: ${unknown.join(', ')}`)
  return faults
}
