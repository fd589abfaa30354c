import type { BoothView, Key, Touch } from '#protocol/booth.ts'
import type { RoomView, TransportOptions } from '#protocol/media.ts'
import type { TriedPaths } from '#protocol/path.ts'
import type { CalibrationValue, DeviceState } from '#protocol/reading.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Standing } from '#protocol/service.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { OfTrial, TakenStill } from '#protocol/still.ts'
import { openAttempts } from '../attempt/attempts.ts'
import type { Clockwork } from '../attempt/clockwork.ts'
import { isOver } from '../attempt/over.ts'
import type { Bench } from '../bench/bench.ts'
import { inputsOf } from '../bench/inputs.ts'
import type { PhotoDecoder } from '../families/identity-card/codec.ts'
import type { Keep } from '../keep/keep.ts'
import type { Settings } from '../settings/settings.ts'
import { type Calls, openCalls } from './calls.ts'
import { watchCards } from './card.ts'
import { DONE, type Done } from './done.ts'
import { openDriverHere } from './driver-here.ts'
import { openHelp } from './help.ts'
import type { Log } from './log.ts'
import { openShowing } from './showing.ts'
import { openStatus } from './status.ts'
import { watchDriver } from './still-there.ts'
import { keepTare } from './tare.ts'
import { tellingAside } from './tell-aside.ts'
import { tellingCalibrations } from './tell-calibrations.ts'
import { tellingFaults } from './tell-faults.ts'
import { takesTouches } from './touches.ts'
import { openUplink } from './uplink.ts'
import type { BoothState } from './view.ts'

export type AgentDeps = {
  settings: Pick<Settings, 'server' | 'code' | 'simulate' | 'printer' | 'touch'>
  bench: Bench
  keep: Keep
  clockwork: Clockwork
  /** Makes a card's photo block into a PNG; null: this booth has no decoder. */
  decodePhoto: PhotoDecoder | null
  log: Log
}

/** The booth: between its devices, its page and the server. */
export type Agent = {
  view(): BoothView
  /** Calls `take` with each new view. Returns how to stop. */
  onView(take: (view: BoothView) => void): () => void
  onRoom(take: (room: RoomView) => void): () => void
  /** Calls `take` when the line of a check's call stands, at first or again. */
  onLine(take: (check: string) => void): () => void
  /** Calls `take` with each key of the keypad that isn't an answer to “are you still there?”. */
  onKey(take: (key: Key) => void): () => void
  /** A still is wanted of this trial. */
  onStillWanted(take: (of: OfTrial) => void): () => void
  /** The still that was asked for; null: no camera shows anything. */
  still(taken: OfTrial & { still: TakenStill | null }): Done | Refusal
  touch(touch: Touch): Promise<Done | Refusal>
  /** A still of the driver, JPEG as base64. */
  photo(jpeg: string): Promise<Done | Refusal>
  /** Has the server make a place that answers whoever looks for a way to the media. */
  openPath(): Promise<TransportOptions | Refusal>
  /** How the page has found its way there. */
  foundPaths(paths: TriedPaths): Done
  /** Passes a message of the page on to the server, word by word. */
  relay: Calls['ask']
  /** A picture of the check that is on the screen: the card's photo (PNG) or the driver's (JPEG). */
  picture(which: 'card' | 'photo'): Uint8Array | null
  /** The sealed report of the check that is on the screen, PDF. */
  report(number: string): Promise<Uint8Array | Refusal>
  /** Simulated booths: whether the page should lend a made-up camera. */
  lendCamera(madeUp: boolean): void
  /** Signs and keeps a calibration, and tells the server when there is a line. */
  calibrate: (value: CalibrationValue) => Promise<Standing>
  /** The station that is being measured, or null. */
  measuring: () => AnyStation | null
  close(): void
}

/** How long the place at which a doctor points is shown, ms: long enough to look up, find it and move there. */
const POINTED_MS = 8000

/** A booth that is answered by touch alone misses no keypad. */
const statesOf = (bench: Bench, touch: boolean): DeviceState[] =>
  bench.states().filter(({ kind }) => kind !== 'keypad' || bench.lines.keypad !== null || !touch)

/** What nobody has told the booth yet. */
const firstState = ({ settings, bench, keep }: Pick<AgentDeps, 'settings' | 'bench' | 'keep'>): BoothState => ({
  language: 'zh',
  booth: { name: '', site: '' },
  simulated: settings.simulate,
  printer: settings.printer,
  inputs: inputsOf(bench.devices, settings.touch),
  madeUpCamera: false,
  link: 'connecting',
  devices: statesOf(bench, settings.touch),
  card: 'none',
  unsent: keep.spool.waiting(),
  refusal: null,
  check: null,
  left: null,
  stage: null,
  alone: null,
  stillThere: null,
  help: null,
  said: null,
  place: null,
  pointed: null,
  parting: null,
  cardAsks: null,
})

/** Brings a booth to life: makes its parts, and lets each hear what it needs of the others. */
export const startAgent = (deps: AgentDeps): Agent => {
  const { settings, bench, keep, clockwork, log } = deps
  const { key, calibrations, spool } = keep
  const { clock, wall, ids } = clockwork
  const closing = new AbortController()
  const showing = openShowing({ first: firstState(deps), wall, log })
  const { state, view, change } = showing
  const roomers = new Set<(room: RoomView) => void>()
  const liners = new Set<(check: string) => void>()
  const keyers = new Set<(key: Key) => void>()
  const photographers = new Set<(of: OfTrial) => void>()

  const states = (): DeviceState[] =>
    statesOf(bench, settings.touch).map((device) => (device.kind === 'height' && tare.doubts() ? { ...device, doubt: 'floor' } : device))
  const devicesMoved = () => {
    change({ devices: states(), inputs: inputsOf(bench.devices, settings.touch) })
    status.tell()
  }
  const unsentMoved = () => state.unsent !== spool.waiting() && change({ unsent: spool.waiting() })

  let pointing: NodeJS.Timeout | undefined
  /** The server has said which check is open, on this line. */
  let knowsCheck = false
  const uplink = openUplink({
    settings,
    keep,
    clockwork,
    onLink(link, refusal) {
      knowsCheck &&= link === 'connected'
      const machine = key.machine()
      change({ link, ...(machine ? { booth: { name: machine.name, site: machine.site } } : {}) })
      if (refusal) showing.refuse(refusal)
      if (link !== 'connected') return
      status.tell()
      void here.tellLeft()
      void faults.tell()
      void aside.tell()
    },
    onCount: (taken) => numberAnew(keep, log, taken),
    onCalled(called) {
      key.call(called)
      change({ booth: called })
    },
    onCheck(held) {
      if (!knowsCheck) void tellCalibrations()
      knowsCheck = true
      here.follow(held)
      calls.follow(held?.check.id ?? null)
      void card.offer()
    },
    onHeard: (call) => help.heard(call),
    onPlace: (place) => change({ place }),
    onSaid: (said) => change({ said }),
    onPointed(pointed) {
      clearTimeout(pointing)
      change({ pointed })
      pointing = setTimeout(() => change({ pointed: null }), POINTED_MS * clockwork.pace)
    },
    onDelivery(refused) {
      unsentMoved()
      if (!refused) return
      const { attempt, station } = refused.reading
      log.warn({ attempt, station, refused: refused.refusal.refused }, 'a reading was not taken and lies aside; the service page shows it')
      showing.refuse(refused.refusal)
      attempts.end(attempt)
      aside.add(refused)
    },
  })
  const calls = openCalls({
    server: settings.server,
    ticketFor: (check) => uplink.ask('booth:call', { check }),
    onRoom: (room) => roomers.forEach((take) => take(room)),
    onLine: (check) => liners.forEach((take) => take(check)),
  })
  const tellCalibrations = tellingCalibrations({ keep, uplink, wall, log })
  const calibrate = async (value: CalibrationValue): Promise<Standing> => {
    const { id, at, expiresAt } = calibrations.add(value)
    if (value.device === 'height') tare.trust()
    log.info({ device: value.device, calibration: id }, 'calibrated')
    devicesMoved()
    await tellCalibrations()
    return { at, expiresAt, expired: false }
  }

  const watch = watchDriver({
    clock,
    sees: () => bench.sees(),
    isTheirTurn: () => here.isTheirTurn(),
    onAsking(asked) {
      const news = (asked === null) !== (state.stillThere === null)
      change({ stillThere: asked })
      if (news) status.tell()
    },
    onGone(why) {
      log.info({ why }, 'nobody is in the booth any more')
      here.goneAway(why)
    },
  })
  // After whoever else hears the key: the one that answers this question is no answer to a trial.
  bench.lines.keypad?.onReading(({ key }) => {
    if (!watch.asking()) keyers.forEach((take) => take(key))
    queueMicrotask(watch.sign)
  })

  const help = openHelp({
    ids,
    onChange: (calls) => change({ help: calls }),
    onWanted: () => status.tell(),
  })
  let paths: TriedPaths | null = null
  const status = openStatus({
    bench: { states, lines: bench.lines },
    isAsking: watch.asking,
    helpWanted: () => help.wanted(),
    paths: () => paths,
    language: () => state.language,
    clockwork,
    connected: () => state.link === 'connected',
    send: async (now) => !isRefusal(await uplink.ask('booth:status', now)),
    onCounted: () => change({ devices: states() }),
  })
  const faults = tellingFaults({ uplink, ids, onCheck: (held) => here.follow(held) })
  const aside = tellingAside({
    uplink,
    ids,
    onCheck: (held) => here.follow(held),
    giveUp: (attempt) => attempts.giveUp(attempt),
  })
  const attempts = openAttempts({
    bench,
    keep,
    clockwork,
    front: {
      stage: (stage) => change({ stage }),
      still: (of) => photographers.forEach((take) => take(of)),
      refuse: showing.refuse,
      sign: watch.sign,
      isAsking: watch.asking,
    },
    server: {
      live: (live) => void uplink.ask('booth:live', live),
      value: (value) => void uplink.ask('booth:value', value),
      reading() {
        unsentMoved()
        void uplink.deliver()
      },
      fault: (check, device) => faults.add(check, device),
    },
    log,
  })
  const tare = keepTare({
    height: bench.lines.height,
    calibrations,
    // Whoever has a check open sits in the booth, also where no sensor says so.
    isEmpty: () => !bench.occupied() && !attempts.busy() && (state.check === null || isOver(state.check)),
    calibrate,
    onDoubt: devicesMoved,
    clockwork,
    log,
    signal: closing.signal,
  })
  bench.onState((device, now) => {
    log.info({ device, state: now }, 'device')
    devicesMoved()
  })

  const card = watchCards({
    bench,
    showing,
    here: {
      follow: (held) => here.follow(held),
      leave: () => here.leave(),
      keepPicture: (which, bytes) => here.keepPicture(which, bytes),
    },
    watch,
    uplink,
    knowsCheck: () => knowsCheck,
    decodePhoto: deps.decodePhoto,
    clockwork,
    signal: closing.signal,
  })
  const here = openDriverHere({ showing, uplink, attempts, watch, help, card, ids })
  const touch = takesTouches({ showing, here, card, attempts, watch, help, uplink, bench, spool })

  return {
    view,
    onView: showing.onView,
    onRoom(take) {
      roomers.add(take)
      return () => roomers.delete(take)
    },
    onLine(take) {
      liners.add(take)
      return () => liners.delete(take)
    },
    onKey(take) {
      keyers.add(take)
      return () => keyers.delete(take)
    },
    onStillWanted(take) {
      photographers.add(take)
      return () => photographers.delete(take)
    },
    still: ({ attempt, index, still }) => (attempts.page(attempt, index, { sign: 'still', still }) ? DONE : refuse('station-not-running')),
    touch,
    async photo(jpeg) {
      const answer = await here.command((ids) => uplink.ask('booth:photo', { ...ids, jpeg }))
      if (!isRefusal(answer)) here.keepPicture('photo', Buffer.from(jpeg, 'base64'))
      return answer
    },
    openPath: () => uplink.ask('path:open', {}),
    foundPaths(found) {
      paths = found
      status.tell()
      return DONE
    },
    relay: (name, request) => calls.ask(name, request),
    picture: (which) => (view().check ? here.pictures()[which] : null),
    async report(number) {
      const { check } = view()
      if (!check || check.report?.number !== number) return refuse('report-unknown')
      const answer = await uplink.ask('booth:report', { check: check.id })
      return isRefusal(answer) ? answer : Buffer.from(answer.pdf, 'base64')
    },
    lendCamera: (madeUpCamera) => change({ madeUpCamera }),
    calibrate,
    measuring: attempts.measuring,
    close() {
      closing.abort()
      clearTimeout(pointing)
      for (const part of [status, calls, uplink]) part.close()
      for (const part of [card, here, watch, help, attempts]) part.stop()
    },
  }
}

/** What this start has signed under numbers that were given before is signed again. `taken`: how far the server has taken them. */
const numberAnew = ({ key, calibrations }: Keep, log: Log, taken: number) => {
  const twice = key.beyond(taken)
  if (twice === null) return
  try {
    for (const device of calibrations.numbered(twice)) calibrations.again(device)
  } catch (error) {
    log.error({ err: error }, 'a calibration could not be numbered again')
  }
}
