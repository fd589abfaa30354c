import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Booth, Doctor } from '#check/actors.ts'
import { SRGB } from '#measure/colour/screen.ts'
import { devicesBehind } from '#measure/index.ts'
import { canonical } from '#protocol/canonical.ts'
import type { BoothCheck } from '#protocol/check.ts'
import type { DeviceKind } from '#protocol/device.ts'
import { openLink } from '#protocol/link.ts'
import type { Attempt, Trial } from '#protocol/measurement.ts'
import { agentMessages, agentPushes, hallPushes, staffMessages, staffPushes } from '#protocol/messages.ts'
import type { CalibrationReading, CalibrationValue, Card, CardReading, DeviceState, DeviceUse, Reading } from '#protocol/reading.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import type { NewRegistration } from '#protocol/registry.ts'
import { handshakeText, type Role } from '#protocol/rest.ts'
import type { NewSite, Site } from '#protocol/sites.ts'
import type { Station } from '#protocol/station.ts'
import type { AnyStation } from '#protocol/stations.ts'
import { type Outside, openApp, PACE, type Pace } from '../server/app.ts'
import type { Deps } from '../server/deps.ts'
import { caseAlone } from '../server/handover/destinations.ts'
import { httpTraffic } from '../server/handover/traffic.ts'
import { UNDECLARED } from '../server/http/serve.ts'
import { cookieName } from '../server/http/who.ts'
import type { Log } from '../server/log.ts'
import type { Media } from '../server/media/media.ts'
import { drawReport } from '../server/report/draw.ts'
import { findFonts } from '../server/report/fonts.ts'
import { drawLabels } from '../server/report/label.ts'
import type { Seal } from '../server/report/seal.ts'
import { declare, photograph } from '../server/service/checks/declaring.ts'
import { openCheck } from '../server/service/checks/opening.ts'
import { acceptCalibration, acceptReading } from '../server/service/checks/readings.ts'
import { startStation } from '../server/service/checks/starting.ts'
import { createMachine, enrol } from '../server/service/machines/machines.ts'
import { createPerson, setSignature } from '../server/service/people/people.ts'
import { openSession } from '../server/service/people/sessions.ts'
import { addRegistration } from '../server/service/registry/registry.ts'
import { createSite } from '../server/service/sites/sites.ts'
import type { Settings } from '../server/settings.ts'
import { loadCheck } from '../server/store/checks.ts'
import { openFiles } from '../server/store/files.ts'
import { setDevices } from '../server/store/machines.ts'
import { openStore } from '../server/store/open.ts'
import { changePerson } from '../server/store/people.ts'
import { addEntry } from '../server/store/registry.ts'
import { listSites } from '../server/store/sites.ts'
import { markingBy } from '../server/store/walks.ts'
import { openCase } from './case.ts'
import { cardOf, rehearsed } from './driver.ts'
import { testSeal } from './test-seal.ts'

/** A doctor who is registered, and whom nobody meets. */
const ABSENT = '00000000-0000-8000-8000-0000000000ff'

export const PASSWORD = 'correct horse'
export const STROKES = {
  width: 700,
  height: 120,
  lines: [[[10, 60] as [number, number], [300, 20] as [number, number], [600, 90] as [number, number]]],
}

/** A value that must not be a refusal. */
export const sure = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(`refused: ${value.refused} ${JSON.stringify(value.fields)}`)
  return value
}

/** Chance that is the same in each run. */
/** Sound pressure of the booths' loudspeakers at full scale, dB SPL. */
const SPEAKERS = { 500: 90, 1000: 90, 2000: 90, 4000: 90 }

const seeded = () => {
  let count = 0
  return (bytes: number): Uint8Array => {
    const out = new Uint8Array(bytes)
    for (let at = 0; at < bytes; at += 32)
      out.set(
        createHash('sha256')
          .update(`chance ${count++}`)
          .digest()
          .subarray(0, bytes - at),
        at,
      )
    return out
  }
}

const countedIds = () => {
  let count = 0
  return () => `00000000-0000-4000-8000-${(++count).toString(16).padStart(12, '0')}`
}

const no = () => refuse('media-unavailable')

/** Media that nobody can use: what the rest does without it. */
export const silentMedia: Media = {
  attend: () => ({
    handlers: {
      'media:join': no,
      'media:transport': no,
      'media:connect': no,
      'media:restart': no,
      'media:produce': no,
      'media:producing': no,
      'media:consume': no,
      'media:resume': no,
      'media:shown': no,
      'media:say': no,
      'media:quality': no,
      'media:lines': no,
      'media:leave': no,
    },
    leave: async () => {},
    end: async () => {},
  }),
  flowing: () => [],
  tap: async () => null,
  watch() {},
  closeRoom: async () => {},
  openPath: async () => refuse('media-unavailable'),
  flows: async () => false,
  workers: () => [],
  alive: () => false,
  close: async () => {},
}

const quiet: Log = {
  // A held paper is an error for whoever runs the server, and expected where a test holds one.
  error: (fields, text) => 'refused' in fields || console.error(text, fields),
  warn: () => {},
  info: () => {},
  debug: () => {},
}

/** A picture of 640 × 480 that passes for a face: light, with something on it. */
export const still: Promise<Buffer> = sharp({ create: { width: 640, height: 480, channels: 3, background: '#c8c8c8' } })
  .composite([{ input: Buffer.from('<svg width="640" height="480"><ellipse cx="320" cy="230" rx="110" ry="150" fill="#7a5a48"/></svg>') }])
  .jpeg()
  .toBuffer()

/** Parsed once a process. */
const fonts = findFonts()

let sealing: Promise<Seal> | null = null
/** One test certificate a process: making it takes longer than most tests. */
const sharedSeal = async (folder: string): Promise<Seal> =>
  (sealing ??= testSeal(join(folder, 'seal'), { now: new Date('2026-11-01T00:00:00Z'), random: seeded() }))

export type WorldOptions = {
  demo?: boolean
  settings?: Partial<Settings>
  outside?: Partial<Outside>
  database?: string
  pace?: Partial<Pace>
}

/** How often the loops look in tests: nobody waits a second. */
const QUICK: Pace = { ...PACE, lapses: 20, papers: 20, deliveries: 20, days: 50, notices: 20 }

/** A whole product in one process: real database, doors, seal and an in-process case; its own clock, ids and chance. */
export const openWorld = async ({
  demo = true,
  settings: more = {},
  outside = {},
  database = ':memory:',
  pace = {},
}: WorldOptions = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-world-'))
  const traffic = await openCase()
  let now = Date.parse('2026-11-25T02:00:00.000Z')
  let steady = now
  const ids = outside.ids ?? countedIds()
  const settings: Settings = {
    port: 0,
    host: '127.0.0.1',
    origin: 'http://localhost:0',
    data: folder,
    demo,
    media: { worker: '', address: '127.0.0.1', port: 0, helpers: { urls: [], secret: null } },
    case: { url: traffic.url, key: traffic.key },
    institution: '示范市机动车驾驶人体检中心（演示）',
    log: 'silent',
    tls: null,
    proxies: [],
    alone: ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'],
    noiseLimitDb: 45,
    escalationMinutes: 10,
    testSeal: demo,
    notices: null,
    watchToken: null,
    tsa: null,
    photoLeast: 0,
    priorityAge: 60,
    routing: 'by-hand',
    recording: null,
    callMinutes: 0,
    ...more,
  }
  const key = outside.key ?? new Uint8Array(32).fill(7)
  const db = outside.db ?? (await openStore(database, markingBy(key)))
  const log = outside.log ?? quiet
  const undeclared: object[] = []
  const app = await openApp(
    {
      settings,
      db,
      clock: () => new Date(now),
      steady: () => new Date(steady),
      ids,
      random: seeded(),
      key,
      files: openFiles(join(folder, 'files')),
      traffic: httpTraffic(traffic.url, traffic.key),
      destinations: [caseAlone(traffic)],
      media: silentMedia,
      seal: await sharedSeal(folder),
      stamps: null,
      sm2: null,
      fonts,
      draw: ({ report, pictures, origin, ...rest }) => drawReport(report, pictures, origin, { fonts: app.deps.fonts, ...rest }),
      drawLabels: (labels) => drawLabels(labels, app.deps.fonts),
      ...outside,
      log: { ...log, error: (fields, text) => (text === UNDECLARED ? undeclared.push(fields) : log.error(fields, text)) },
    },
    { ...QUICK, ...pace },
  )
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  const address = app.http.server.address()
  if (!address || typeof address === 'string') throw new Error('the server does not listen')
  settings.origin = `http://localhost:${address.port}`
  // The origin names localhost; the socket itself goes to the address, whatever localhost means here.
  const url = `http://127.0.0.1:${address.port}`
  const { deps } = app
  // Somebody may sign from the beginning, so that booths open checks before a test has its doctor.
  const value = { person: ABSENT, institution: FIRST_INSTITUTION, licence: null, from: '2020-01-01', until: null }
  await addEntry(deps.db, deps.key, {
    id: ABSENT,
    subject: ABSENT,
    version: 1,
    by: null,
    at: deps.clock().toISOString(),
    kind: 'doctor',
    value,
  })
  const closing: (() => Promise<void> | void)[] = []

  const step = (ms: number) => {
    now += ms
    steady += ms
  }
  /** The site of this name; it is added where it isn't there, as a station of nobody's with a counter of its own. */
  const site = async (name: string, more: Partial<NewSite> = {}): Promise<Site> => {
    const known = (await listSites(deps.db)).find((one) => one.name === name)
    return known ?? sure(await createSite(deps, { kind: 'station', name, nameEn: null, code: null, parent: null, squad: null, ...more }))
  }
  const booth = async (name = '1号检测间', at = '示范服务大厅', pair = generateKeyPairSync('ed25519')) => {
    const { id: where } = await site(at)
    const machine = sure(await createMachine(deps, { kind: 'booth', name, site: where }))
    await enrolKey(deps, machine.code?.code ?? '', pair.publicKey)
    // Outside of a demonstration simulated devices are refused.
    await setDevices(
      deps.db,
      machine.id,
      DECLARED.map((device) => ({ ...device, simulated: settings.demo })),
    )
    return {
      ...boothWith(deps, { kind: 'booth', id: machine.id, name, site: { id: where, name: at } }, pair.privateKey, {
        url,
        ids,
        closing,
        step: demo ? null : step,
      }),
      pair,
    }
  }

  /** A doctor in an institution: the first one, which has all sites, where none is named. */
  const register = async (person: string, change: Partial<NewRegistration> = {}) =>
    sure(
      await addRegistration(
        deps,
        { id: person },
        { person, institution: FIRST_INSTITUTION, licence: `1100000000${person.slice(-5)}`, from: '2020-01-01', until: null, ...change },
      ),
    )
  const person = async (login: string, ...roles: Role[]) => {
    const { id, name } = sure(await createPerson(deps, { login, name: `医生${login}`, roles, password: PASSWORD }))
    await setSignature(deps, id, STROKES)
    if (roles.includes('doctor')) await register(id)
    const doctor: Doctor = { kind: 'doctor', id, name }
    const cookie = async () => `${cookieName(settings.origin)}=${await openSession(deps, id)}`
    return {
      id,
      name,
      doctor,
      counter: { kind: 'counter' as const, id, name },
      /** From now on they work for the sites of these names alone. */
      worksFor: async (...names: string[]) => {
        const sites: string[] = []
        for (const one of names) sites.push((await site(one)).id)
        await changePerson(deps.db, deps.key, id, { sites })
      },
      cookie,
      connect: async () => {
        const headers = { cookie: await cookie(), origin: settings.origin }
        const link = openLink(url, { messages: staffMessages, pushes: staffPushes, path: '/staff/socket', headers })
        closing.push(() => link.close())
        return link
      },
    }
  }

  return {
    app,
    deps,
    url,
    settings,
    traffic,
    ids,
    site,
    booth,
    register,
    person,
    hall: async (cookie: string) => {
      const headers = { cookie, origin: settings.origin }
      const link = openLink(url, { messages: {}, pushes: hallPushes, path: '/hall/socket', headers })
      closing.push(() => link.close())
      return link
    },
    /** Does the machine's line stand? */
    isHere: async (machine: string) => (await deps.presence.of(machine)).here,
    now: () => new Date(now),
    /** Moves the clock on. */
    step,
    /** Sets the wall's clock, forwards or back: no time goes by. */
    set: (ms: number) => {
      now += ms
    },
    check: async (id: string) => {
      const check = await loadCheck(db, id)
      if (!check) throw new Error(`no check ${id}`)
      return check
    },
    close: async () => {
      for (const close of closing) await close()
      await app.close()
      await traffic.close()
      if (!outside.db) await db.destroy()
      await rm(folder, { recursive: true, force: true })
      if (undeclared.length > 0) throw new Error(`routes refused with what they don’t declare: ${JSON.stringify(undeclared)}`)
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** The raw 32 bytes of a public key, as a machine sends them. */
export const rawKey = (key: KeyObject): string => {
  const { x } = key.export({ format: 'jwk' })
  if (!x) throw new Error('not an Ed25519 key')
  return x
}

const enrolKey = async (deps: Deps, code: string, key: KeyObject) => sure(await enrol(deps, { code, publicKey: rawKey(key) }))

/** What a booth's agent says of its devices as soon as it has a line. */
export const DECLARED: DeviceState[] = (['identity-card', 'height', 'keypad', 'force', 'screen', 'speakers'] as const).map((kind) => ({
  kind,
  name: kind,
  state: 'alive',
  // Their drivers answer at once.
  simulated: true,
  faults: 0,
  ids: [`${kind}-1`],
}))

/** A device that did well. */
const use = (kind: DeviceKind): DeviceUse => ({
  id: `${kind}-1`,
  kind,
  model: kind,
  quality: { frames: 100, faults: 0, longestGapMs: 100 },
})

/** The same log by real devices, which wait before a stimulus as the test orders. */
const waited = (trials: Trial[]): Trial[] => {
  let wait = 0
  return trials.map((trial) => {
    const { stimulus, shownAt, answeredAt } = trial
    wait += 'gapMs' in stimulus ? stimulus.gapMs : 'foreMs' in stimulus ? stimulus.foreMs : 'restMs' in stimulus ? stimulus.restMs : 0
    return { ...trial, shownAt: shownAt + wait, answeredAt: answeredAt + wait }
  })
}

/** A booth without devices: what its agent would say, signed by its key. */
const boothWith = (
  deps: Deps,
  booth: Booth,
  key: KeyObject,
  { url, ids, closing, step }: { url: string; ids: () => string; closing: (() => void)[]; step: ((ms: number) => void) | null },
) => {
  let sequence = 0
  const signed = <T extends object>(value: T): T & { signature: string } => ({
    ...value,
    signature: sign(null, Buffer.from(canonical(value)), key).toString('base64url'),
  })
  const at = () => deps.clock().toISOString()
  const next = () => ++sequence

  /** `anew`: the driver has a report in force, was asked, and wants another check. */
  const cardReading = (card: Card, { anew = false, chosen }: { anew?: boolean; chosen?: string } = {}): CardReading =>
    signed({
      id: ids(),
      card,
      ...(anew && { anew: true as const }),
      ...(chosen !== undefined && { case: chosen }),
      photo: null,
      device: use('identity-card'),
      monotonic: 1,
      at: at(),
      sequence: next(),
    })
  const reading = (attempt: Attempt, more: Partial<Reading> = {}): Reading => {
    const { signature: _, ...rest } = {
      id: ids(),
      check: attempt.check,
      station: attempt.station,
      attempt: attempt.id,
      seed: attempt.seed,
      setup: attempt.setup,
      calibrations: attempt.calibrations,
      trials: (step ? waited(rehearsed(attempt)) : rehearsed(attempt)) as Reading['trials'],
      devices: devicesBehind(attempt.setup).map(use),
      monotonic: 1,
      at: at(),
      sequence: next(),
      signature: '',
      ...more,
    }
    return signed(rest)
  }
  const calibration = (value: CalibrationValue, days = 1): CalibrationReading => {
    const expiresAt = new Date(deps.clock().getTime() + days * 86_400_000).toISOString()
    return signed({ id: ids(), value, at: at(), expiresAt, sequence: next() })
  }
  const calibrate = async (value: CalibrationValue) => sure(await acceptCalibration(deps, booth, calibration(value)))
  const open = async (card: Card = cardOf(), how: { anew?: boolean } = {}): Promise<BoothCheck> =>
    sure(await openCheck(deps, booth, cardReading(card, how)))
  const attempt = async (check: string, station: AnyStation, by: { doctor: Doctor; version: number } | null = null): Promise<Attempt> => {
    const wanted = { command: ids(), check, station, glasses: false, aid: false, version: by?.version ?? null }
    const after = sure(await startStation(deps, by?.doctor ?? booth, wanted))
    const running = after.stations[station].attempts.at(-1)
    if (!running) throw new Error('no attempt')
    return running.attempt
  }

  /** A log whose first trial names this picture, or the one that passes for a face. */
  const pictured = async (attempt: Attempt, jpeg: Uint8Array | Promise<Uint8Array> = still): Promise<Reading> => {
    const digest = createHash('sha256')
      .update(await jpeg)
      .digest('hex')
    const [first, ...rest] = reading(attempt).trials
    if (!first) throw new Error('no trial')
    const trials = [{ ...first, still: { camera: 'overview' as const, digest } }, ...rest] as Reading['trials']
    return reading(attempt, { trials })
  }

  return {
    who: booth,
    signed,
    cardReading,
    calibration,
    reading,
    pictured,
    attempt,
    open,
    /** Height 172 cm fits under it; the screen draws 5.0 at 5 m. */
    calibrate: async () => {
      await calibrate({ device: 'height', floorMm: 2200 })
      await calibrate({ device: 'screen', pitchMm: 0.2, pathMm: 5000, mirrors: 1, luminance: 200, veil: 4 })
      await calibrate({ device: 'screen-colours', ...SRGB })
      await calibrate({
        device: 'speakers',
        transducer: 'loudspeakers',
        fullScaleDb: { left: SPEAKERS, right: SPEAKERS },
        microphoneDb: 110,
      })
      await calibrate({
        device: 'force',
        cells: [
          { cell: 'pedal-left', zeroMn: 0, factor: 1 },
          { cell: 'pedal-right', zeroMn: 0, factor: 1 },
        ],
      })
    },
    /** A driver in the queue: card, declaration, photo. */
    queued: async (card: Card = cardOf(), how: { anew?: boolean } = {}): Promise<string> => {
      const { check } = await open(card, how)
      sure(await declare(deps, booth, { command: ids(), check: check.id, consent: true, has: false, diseases: [], strokes: STROKES }))
      sure(await photograph(deps, booth, { command: ids(), check: check.id, jpeg: (await still).toString('base64') }))
      return check.id
    },
    measure: async (check: string, station: Station): Promise<Reading> => {
      const made = reading(await attempt(check, station))
      step?.(made.trials.at(-1)?.answeredAt ?? 0)
      sure(await acceptReading(deps, booth, made))
      return made
    },
    shake: async () => {
      const { nonce } = (await (await fetch(`${url}/api/nonce`)).json()) as { nonce: string }
      return { machine: booth.id, nonce, signature: sign(null, Buffer.from(handshakeText(nonce)), key).toString('base64url') }
    },
    connect(credentials?: () => Promise<Record<string, unknown>>) {
      const link = openLink(url, {
        messages: agentMessages,
        pushes: agentPushes,
        path: '/agent/socket',
        credentials: credentials ?? (() => this.shake()),
      })
      closing.push(() => link.close())
      return link
    },
  }
}

/** Waits until something is so; fails after ten seconds. */
export const until = async <T>(look: () => T | Promise<T>): Promise<NonNullable<T>> => {
  for (let round = 0; round < 1000; round++) {
    const seen = await look()
    if (seen) return seen
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('it never came to be so')
}

/** Decides the stations that need a person, as a doctor who finds everything well. */
export const LIMBS_WELL = [
  { station: 'upper-limbs', upper: 'normal', left: '合格', right: '合格' },
  { station: 'lower-limbs', lower: 'normal', left: '合格', right: '合格' },
  { station: 'trunk', trunk: 'normal' },
] as const
