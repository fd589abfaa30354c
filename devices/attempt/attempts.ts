import { Value } from 'typebox/value'
import { MACHINE_FLOOR_MM } from '#measure/height/height.ts'
import { devicesBehind } from '#measure/index.ts'
import type { Stage } from '#protocol/booth.ts'
import { openBudget, type Rate } from '#protocol/budget.ts'
import { BoothCheck, Live, LiveValue } from '#protocol/check.ts'
import type { DeviceKind } from '#protocol/device.ts'
import { type Attempt, Trials } from '#protocol/measurement.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { OfTrial } from '#protocol/still.ts'
import { type Bench, devicesOf, isOfHeightHere } from '../bench/bench.ts'
import { watchQuality } from '../bench/quality.ts'
import type { Calibrations } from '../keep/calibrations.ts'
import type { Keep } from '../keep/keep.ts'
import type { Running as Asked } from './ask/asking.ts'
import type { PageSign, Senses } from './ask/place.ts'
import type { Clockwork } from './clockwork.ts'
import { isOver } from './over.ts'
import { runAttempt } from './run.ts'

/** Runs the attempt that the server allows, one at a time, and turns its log into a signed reading in the spool. */
export type Attempts = {
  /** What the server says now: starts its attempt, goes on with it, or drops another one. */
  follow(held: BoothCheck | null): void
  /** A sign of the page about a trial; false: that trial doesn't stand there. */
  page(attempt: string, index: number, sign: PageSign): boolean
  /** Nothing comes of this attempt any more: it isn't run again, and the server is told as long as it takes it for running. */
  giveUp(attempt: string): void
  /** Nobody runs this attempt any more, and the server knows why. */
  end(attempt: string): void
  /** A station is being measured. */
  busy: () => boolean
  /** Which; null: none. */
  measuring: () => AnyStation | null
  stop(): void
}

/** The booth's screen, and whoever sits before it. */
type Front = {
  stage(stage: Stage | null): void
  /** Asks the screen for a still of the trial that stands on it. */
  still(of: OfTrial): void
  refuse(refusal: Refusal): void
  /** The driver has done something: a key, a touch, a trial that no timer ended. */
  sign(): void
  /** The screen asks something else now: what is pressed is no answer to the trial behind it. */
  isAsking(): boolean
}

/** What the server hears of an attempt. */
type Server = {
  live(live: Live): void
  value(value: LiveValue): void
  /** A reading lies in the spool. */
  reading(): void
  /** The attempt can't go on without this device. */
  fault(check: string, device: DeviceKind): void
}

export type AttemptsDeps = {
  bench: Bench
  keep: Pick<Keep, 'key' | 'spool'> & { calibrations: Pick<Calibrations, 'issued'> }
  clockwork: Clockwork
  front: Front
  server: Server
  log: { error(fields: object, text: string): void; info(fields: object, text: string): void }
}

/** Between two values of a sensor for the doctor, ms, at least: every one of a sensor that speaks twenty times a second. */
const LIVE_MS = 40

/**
 * For so long after its own start the agent lets a station wait for its devices, ms: it looks for their ports again, and a board that is opened
 * begins by starting itself. Later on a device that isn't there is missing.
 */
const DEVICES_MS = 10_000

/** Devices whose values the booth itself turns into true ones; of all others the attempt's setup says what was measured. */
const BY_BOOTH = ['force', 'speakers'] as const

/** Thrown into an attempt that must not go on. */
const DROPPED = new Error('the attempt was dropped')

type Running = {
  attempt: Attempt
  drop: AbortController
  signs: Set<(sign: PageSign, at: number) => void>
  index: number
  /** May the page tell of another picture or sound? */
  mayTell: () => boolean
}

/** A page looks at five pictures a second and tells of voices four times. What one tells more is left out. */
const TELLS: Rate = { perSecond: 15, atOnce: 30 }

/** Starts with nothing running. */
export const openAttempts = ({ bench, keep, clockwork, front, server, log }: AttemptsDeps): Attempts => {
  const { spool, key, calibrations } = keep
  const { clock, wall, ids, pace } = clockwork
  const opened = clock()
  let running: Running | null = null
  /** Attempts that ended here without a reading; the server may not know yet. */
  const ended = new Set<string>()
  /** Of these, those of which it has to be told. */
  const givenUp = new Set<string>()
  let latest: Attempt | null = null
  /** An attempt that begins when its devices are there. */
  let coming: { attempt: Attempt; stop: () => void } | null = null

  const drop = () => {
    running?.drop.abort(DROPPED)
    running = null
    front.stage(null)
  }
  const awaitNone = () => {
    coming?.stop()
    coming = null
  }

  /** The server must know that nobody runs such an attempt any more, or the station could not be started again. */
  const tellGivenUp = () => {
    if (latest && givenUp.delete(latest.id)) server.fault(latest.check, 'computer')
  }

  /** Begins at once, or soon after the agent's start, when the devices of its station are there. Never there, the attempt is over, and what was measured of it. */
  const beginWhenThere = (attempt: Attempt) => {
    const lacking = bench.lacking(attempt.station)
    if (lacking === null) return begin(attempt)
    const left = opened + DEVICES_MS - clock()
    if (left <= 0) return lack(attempt, lacking)
    const late = setTimeout(() => {
      awaitNone()
      lack(attempt, bench.lacking(attempt.station) ?? lacking)
    }, left)
    const deaf = bench.onState(() => {
      if (bench.lacking(attempt.station) !== null) return
      awaitNone()
      begin(attempt)
    })
    coming = {
      attempt,
      stop() {
        clearTimeout(late)
        deaf()
      },
    }
  }
  const lack = (attempt: Attempt, device: DeviceKind) => {
    ended.add(attempt.id)
    spool.forget(attempt.id)
    front.refuse(refuse('device-missing', { device }))
    server.fault(attempt.check, device)
  }

  const begin = (attempt: Attempt) => {
    // An installer who puts another kind of device in has to calibrate it: by the old one's calibration it would be decimetres off.
    if (attempt.setup.procedure === 'height' && !isOfHeightHere(bench.devices, attempt.setup)) {
      ended.add(attempt.id)
      spool.forget(attempt.id)
      front.refuse(refuse('calibration-missing', { device: 'height' }))
      return server.fault(attempt.check, 'computer')
    }
    const unwritable = spool.ready()
    if (unwritable) {
      ended.add(attempt.id)
      front.refuse(unwritable)
      return server.fault(attempt.check, 'computer')
    }
    // Its log names the calibration that it was issued with: by another one nothing may be measured.
    const replaced = BY_BOOTH.find((device) => devicesBehind(attempt.setup).includes(device) && issuedTo(attempt, device) === null)
    if (replaced) {
      ended.add(attempt.id)
      spool.forget(attempt.id)
      front.refuse(refuse('calibration-replaced', { device: replaced }))
      return server.fault(attempt.check, 'computer')
    }
    const one: Running = { attempt, drop: new AbortController(), signs: new Set(), index: 0, mayTell: openBudget(TELLS, clock) }
    running = one
    log.info({ attempt: attempt.id, station: attempt.station }, 'station started')
    run(one).then(
      () => finish(one),
      (error: unknown) => fail(one, error),
    )
  }

  const run = async (one: Running) => {
    const { attempt, drop, signs } = one
    const uses = watchQuality(bench, clock, drop.signal)
    const trials = await runAttempt({
      attempt,
      speakers: issuedTo(attempt, 'speakers'),
      journal: { before: spool.trials(attempt.id), keep: (trial) => spool.journal(attempt.id, trial) },
      screen: {
        onPage(take) {
          signs.add(take)
          return () => signs.delete(take)
        },
        show(scene, index, progress) {
          one.index = index
          front.stage({ attempt: attempt.id, station: attempt.station, index, progress, scene })
        },
      },
      senses: sensesOf(attempt),
      camera: {
        ask: () => front.still({ attempt: attempt.id, index: one.index }),
        keep: (jpeg) => spool.still(attempt.id, jpeg),
      },
      time: { clock, pace, patience: 1 },
      onlooker: onlookerOf(one),
      signal: drop.signal,
    })
    drop.signal.throwIfAborted()
    if (!Value.Check(Trials, trials)) throw new TypeError(`a log of ${attempt.station} doesn’t fit its own schema`)
    const { id, check, station, seed, setup, calibrations } = attempt
    const reading = {
      id: ids(),
      check,
      station,
      attempt: id,
      seed,
      setup,
      calibrations,
      trials,
      devices: uses(devicesOf(setup, trials)),
      monotonic: clock(),
      at: wall().toISOString(),
    }
    spool.keep(key.sign(reading))
  }

  const issuedTo = <D extends (typeof BY_BOOTH)[number]>(attempt: Attempt, device: D) => calibrations.issued(device, attempt.calibrations)

  /** Whoever looks on sees each value and each answer as it comes. */
  const onlookerOf = ({ attempt, drop }: Running): Asked['onlooker'] => ({
    value: newestOf<number | null>(LIVE_MS * pace, drop.signal, (value) =>
      server.value({ check: attempt.check, attempt: attempt.id, value }),
    ),
    grown(trials) {
      const newest = trials.at(-1)
      if (newest && isOfPerson(newest)) front.sign()
      const live = { check: attempt.check, attempt: attempt.id, station: attempt.station, trials }
      if (Value.Check(Live, live)) server.live(live)
    },
  })

  const sensesOf = (attempt: Attempt): Senses => {
    const { height, keypad, force } = bench.lines
    // Until the attempt ends, whatever is calibrated meanwhile.
    const cells = issuedTo(attempt, 'force')?.cells ?? []
    const none = () => {}
    return {
      onKey: (take) => keypad?.onReading(({ key }, at) => void (front.isAsking() || take(key, at))) ?? none,
      onDistance: (take) =>
        height?.onReading((reading, at) =>
          'mm' in reading ? take(reading.mm, at, false) : take(MACHINE_FLOOR_MM - (reading.stature?.mm ?? 0), at, true),
        ) ?? none,
      onForce: (take) =>
        force?.onReading(({ cell, millinewtons, resting }, at) => {
          const calibration = cells.find((one) => one.cell === cell)
          // What nobody has calibrated is no force, nor what a stuck cell says.
          if (calibration && !resting) take(cell, (millinewtons - calibration.zeroMn) * calibration.factor, at)
        }) ?? none,
    }
  }

  const finish = (one: Running) => {
    if (running === one) running = null
    log.info({ attempt: one.attempt.id, station: one.attempt.station }, 'station finished')
    front.stage(null)
    server.reading()
  }

  const fail = (one: Running, error: unknown) => {
    if (error === DROPPED) return
    if (running === one) running = null
    ended.add(one.attempt.id)
    front.stage(null)
    // Whatever still watches for this attempt ends with it.
    one.drop.abort(DROPPED)
    // Only the disk has error codes here; whatever else was thrown is a fault of the program.
    const disk = error instanceof Error && 'code' in error
    log.error({ attempt: one.attempt.id, err: error }, disk ? 'the spool cannot be written' : 'a station failed')
    front.refuse(refuse(disk ? 'spool-failed' : 'internal'))
    givenUp.add(one.attempt.id)
    tellGivenUp()
  }

  bench.onState((device, state) => {
    if (!running || state === 'alive' || bench.lacking(running.attempt.station) !== device) return
    const { attempt } = running
    drop()
    lack(attempt, device)
  })

  return {
    follow(held) {
      const attempt = held && wanted(held) ? held.attempt : null
      latest = attempt
      if (running && running.attempt.id !== attempt?.id) drop()
      if (coming && coming.attempt.id !== attempt?.id) awaitNone()
      // Also those that the server gave up while this booth was dark.
      if (!running) spool.forgetOthers(attempt?.id ?? null)
      if (attempt && !running && !coming && !ended.has(attempt.id) && !spool.holds(attempt.id)) beginWhenThere(attempt)
      tellGivenUp()
    },
    page(attempt, index, sign) {
      if (running?.attempt.id !== attempt || running.index !== index) return false
      if ((sign.sign === 'eyes' || sign.sign === 'voice') && !running.mayTell()) return true
      const at = clock()
      for (const take of running.signs) take(sign, at)
      return true
    },
    end: (attempt) => void ended.add(attempt),
    giveUp(attempt) {
      ended.add(attempt)
      givenUp.add(attempt)
      tellGivenUp()
    },
    busy: () => running !== null,
    measuring: () => running?.attempt.station ?? null,
    stop() {
      awaitNone()
      drop()
    },
  }
}

/** Passes a value on at once, but none within `everyMs` of the one before: of those that come between, the last, when its time has come. */
const newestOf = <T>(everyMs: number, signal: AbortSignal, pass: (value: T) => void): ((value: T) => void) => {
  let resting: NodeJS.Timeout | undefined
  let waiting: { value: T } | null = null
  const give = (value: T) => {
    waiting = null
    pass(value)
    resting = setTimeout(rested, everyMs)
  }
  const rested = () => {
    resting = undefined
    if (waiting && !signal.aborted) give(waiting.value)
  }
  return (value) => {
    if (resting) waiting = { value }
    else give(value)
  }
}

/** Has somebody answered? An empty place under the sensor ends a trial as well as who steps off it, and a quiet room as well as a person. */
const isOfPerson = (trial: object): boolean => {
  if (!('source' in trial) || trial.source === 'timer') return false
  const answer = 'answer' in trial ? trial.answer : null
  if (typeof answer !== 'object' || answer === null) return true
  return !('dbfs' in answer) && !('spanPx' in answer) && !('step' in answer && answer.step === 'step-off' && trial.source === 'device')
}

/** Is the attempt still to be run, as the check stands? */
const wanted = ({ check, attempt }: BoothCheck): boolean => {
  if (!attempt || isOver(check)) return false
  const seen = check.stations.find(({ station }) => station === attempt.station)?.attempts.find(({ id }) => id === attempt.id)
  return seen === undefined || seen.state === 'running'
}
