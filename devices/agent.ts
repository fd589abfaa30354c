import type { BoothView, Touch } from '#protocol/booth.ts'
import type { BoothCheck } from '#protocol/check.ts'
import type { RoomView } from '#protocol/media.ts'
import type { CalibrationValue, Card, DeviceKind } from '#protocol/reading.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import { openAttempts } from './attempts.ts'
import type { Bench } from './bench.ts'
import type { PhotoDecoder } from './identity-card/codec.ts'
import type { Key } from './key.ts'
import { pause } from './present.ts'
import type { Settings } from './settings.ts'
import type { Spool } from './spool.ts'
import { takeTare } from './tare.ts'
import { openUplink, type Uplink } from './uplink.ts'
import { isOver, sameCard, viewOf, type BoothState } from './view.ts'

export type AgentDeps = {
  settings: Pick<Settings, 'server' | 'code' | 'simulate' | 'pace' | 'booth'>
  bench: Bench
  key: Key
  spool: Spool
  /** Makes a card's photo block into a PNG; null: this booth has no decoder. */
  decodePhoto: PhotoDecoder | null
  /** Monotonic, ms; the same for all lines of the bench. */
  clock: () => number
  wall: () => Date
  ids: () => string
  log: Log
}

/** No personal data in a log: ids, kinds and codes alone. */
export type Log = Record<'error' | 'warn' | 'info', (fields: object, text: string) => void>

type Done = { done: true }
const DONE: Done = { done: true }

/** The booth: between its devices, its page and the server. */
export type Agent = {
  view(): BoothView
  /** Calls `take` with each new view. Returns how to stop. */
  onView(take: (view: BoothView) => void): () => void
  onRoom(take: (room: RoomView) => void): () => void
  touch(touch: Touch): Promise<Done | Refusal>
  /** A still of the driver, JPEG as base64. */
  photo(jpeg: string): Promise<Done | Refusal>
  /** Passes a message of the page on to the server, word by word. */
  relay: Uplink['ask']
  /** A picture of the check that is on the screen: the card's photo (PNG) or the driver's (JPEG). */
  picture(which: 'card' | 'photo'): Uint8Array | null
  /** The sealed report of the check that is on the screen, PDF. */
  report(number: string): Promise<Uint8Array | Refusal>
  /** Simulated booths: whether the page should lend a made-up camera. */
  lendCamera(madeUp: boolean): void
  close(): void
}

/** How long a result stays on the screen when nobody touches it, ms: whoever comes next must not see it. */
const LINGER_MS = 180_000
/** Between two tries of a tare, ms. */
const TARE_AGAIN_MS = 10_000

/** Brings a booth to life. */
export const startAgent = (deps: AgentDeps): Agent => {
  const { settings, bench, key, spool, clock, wall, ids, log } = deps
  const { booth, pace } = settings

  const state: BoothState = {
    language: 'zh',
    booth: { name: '', hall: '' },
    simulated: settings.simulate,
    madeUpCamera: false,
    link: 'connecting',
    devices: bench.states(),
    card: 'none',
    unsent: spool.waiting(),
    refusal: null,
    check: null,
    left: null,
    stage: null,
  }
  let version = 0
  let view = viewOf(state, version)
  const viewers = new Set<(view: BoothView) => void>()
  const roomers = new Set<(room: RoomView) => void>()
  const change = (fields: Partial<BoothState>) => {
    Object.assign(state, fields)
    version += 1
    view = viewOf(state, version)
    for (const take of viewers) take(view)
  }
  const say = (refusal: Refusal) => {
    log.info({ refused: refusal.refused }, 'refused')
    change({ refusal: { refusal, at: wall().toISOString() } })
  }

  // ------------------------------------------------------------ the check

  let pictures: { card: Uint8Array | null; photo: Uint8Array | null } = { card: null, photo: null }
  let lingering: NodeJS.Timeout | undefined

  /** Takes what the server says of this booth's check; an older word about the same check comes to nothing. */
  const follow = (held: BoothCheck | null) => {
    if (held && state.check?.id === held.check.id && held.check.version < state.check.version) return
    if (held?.check.id !== state.check?.id) pictures = { card: null, photo: null }
    change({ check: held?.check ?? null })
    attempts.follow(held)
    if (!held || isOver(held.check)) {
      if (state.card === 'read' && laid?.offered) change({ card: 'take-away' })
      clearTimeout(lingering)
      if (held) lingering = setTimeout(leave, LINGER_MS)
    }
  }
  const freshScreen = () => {
    pictures = { card: null, photo: null }
    change({ language: 'zh', refusal: null })
  }
  /** Whoever was here has gone: their result isn't shown to the next. */
  const leave = () => {
    clearTimeout(lingering)
    if (!state.check || !isOver(state.check) || state.left === state.check.id) return
    if (laid?.offered) laid = null
    state.left = state.check.id
    void tellLeft()
    freshScreen()
  }
  /** The server shows a finished check until its driver has left. */
  const tellLeft = () => (state.left === null ? undefined : uplink.ask('booth:abandon', { command: ids(), check: state.left }))
  /** Sends a command about the open check. Its refusal is shown, too. */
  const command = async (ask: (command: { command: string; check: string }) => Promise<BoothCheck | Done | Refusal>) => {
    if (!view.check) return refuse('check-unknown')
    const answer = await ask({ command: ids(), check: view.check.id })
    if (isRefusal(answer)) {
      say(answer)
      return answer
    }
    if ('check' in answer) follow(answer)
    return DONE
  }

  // ------------------------------------------------------------ the server

  let heard = false
  let faulted: { command: string; check: string; device: DeviceKind } | null = null
  const uplink = openUplink({
    server: settings.server,
    code: settings.code,
    key,
    spool,
    pace,
    onLink(link, refusal) {
      heard &&= link === 'connected'
      const machine = key.machine()
      change({ link, ...(machine ? { booth: { name: machine.name, hall: machine.hall } } : {}) })
      if (refusal) say(refusal)
      if (link !== 'connected') return
      void tellStatus()
      void tellLeft()
      void tellFault()
      void tellCalibrations()
    },
    onCheck(held) {
      heard = true
      follow(held)
      void offer()
    },
    onRoom: (room) => roomers.forEach((take) => take(room)),
    onDelivery(refused) {
      if (state.unsent !== spool.waiting()) change({ unsent: spool.waiting() })
      if (refused) say(refused)
    },
  })
  const tellStatus = () => uplink.ask('booth:status', { devices: bench.states() })
  const tellFault = async () => {
    if (!faulted) return
    const mine = faulted
    const answer = await uplink.ask('booth:fault', mine)
    if (isRefusal(answer) && ['not-connected', 'no-answer', 'internal'].includes(answer.refused)) return
    if (faulted === mine) faulted = null
    if (!isRefusal(answer)) follow(answer)
  }

  // ------------------------------------------------------------ calibrations

  /** What the server must know before it can allow a station, until it has acknowledged it. */
  const untold: CalibrationValue[] = []
  if (booth.screen) untold.push({ device: 'screen', ...booth.screen })
  if (booth.speakers) untold.push({ device: 'speakers', ...booth.speakers })
  let telling = false
  const tellCalibrations = async () => {
    if (telling) return
    telling = true
    for (let value = untold[0]; value; value = untold[0]) {
      const answer = await uplink.calibration({ id: ids(), value, at: wall().toISOString() })
      if (isRefusal(answer)) {
        log.warn({ device: value.device, refused: answer.refused }, 'a calibration was not taken')
        break
      }
      untold.shift()
    }
    telling = false
  }
  const tare = async (signal: AbortSignal) => {
    const { height } = bench.lines
    for (;;) {
      if (!height) return
      const floorMm = await takeTare(height, booth.floorMm, signal)
      if (typeof floorMm === 'number') {
        untold.push({ device: 'height', floorMm })
        return tellCalibrations()
      }
      log.warn({ device: 'height', why: floorMm }, 'the empty booth could not be measured: is somebody in it, or was the sensor moved?')
      await pause(signal, TARE_AGAIN_MS * pace)
    }
  }
  const closing = new AbortController()
  tare(closing.signal).catch((error: unknown) => closing.signal.aborted || log.error({ err: error }, 'tare failed'))

  // ------------------------------------------------------------ stations

  const attempts = openAttempts({
    bench,
    speakers: booth.speakers,
    spool,
    key,
    clock,
    wall,
    ids,
    pace,
    log,
    onStage: (stage) => change({ stage }),
    onLive: (live) => void uplink.ask('booth:live', live),
    onReading() {
      change({ unsent: spool.waiting() })
      void uplink.deliver()
    },
    onFault(check, device) {
      faulted = { command: ids(), check, device }
      void tellFault()
    },
    onRefusal: say,
  })
  bench.onState((device, now) => {
    log.info({ device, state: now }, 'device')
    change({ devices: bench.states() })
    void tellStatus()
  })

  // ------------------------------------------------------------ the card

  let laid: { card: Card; png: Uint8Array | null; offered: boolean } | null = null
  bench.lines['identity-card']?.onReading((seen) => {
    // Some readers say that a card has gone as soon as they have read it: what it said still counts.
    if (seen.event === 'gone') {
      leave()
      change({ card: 'none' })
    } else if (seen.event === 'unreadable') change({ card: 'unreadable' })
    else void lay(seen.card, seen.photoBlock)
  })
  const lay = async (card: Card, block: Uint8Array) => {
    const mine = { card, png: null, offered: false } satisfies typeof laid
    laid = mine
    leave()
    change({ card: 'read', refusal: null })
    const png = deps.decodePhoto ? await deps.decodePhoto(block).catch(() => null) : null
    if (laid !== mine) return
    laid = { card, png, offered: false }
    await offer()
  }
  /** Says to the server whose card lies there: once, and only when it's known which check is open. */
  const offer = async () => {
    if (!laid || laid.offered || !heard || state.card === 'none') return
    const mine = laid
    mine.offered = true
    // The card of the check that is on the screen, the result too: a booth that was started again finds it lying there.
    if (state.check && state.check.id !== state.left && sameCard(mine.card, state.check)) {
      pictures.card = mine.png
      return change(isOver(state.check) ? { card: 'take-away' } : {})
    }
    const photo = mine.png && Buffer.from(mine.png).toString('base64')
    const answer = await uplink.card({ id: ids(), card: mine.card, photo, monotonic: clock(), at: wall().toISOString() })
    if (!isRefusal(answer)) {
      follow(answer)
      pictures.card = mine.png
      return change({})
    }
    // Without a line the card is offered again as soon as there is one.
    mine.offered = !['not-connected', 'no-answer', 'internal'].includes(answer.refused)
    say(answer)
    if (mine.offered && laid === mine) change({ card: 'take-away' })
  }

  // ------------------------------------------------------------ the page

  const touch = async (touched: Touch): Promise<Done | Refusal> => {
    switch (touched.touch) {
      case 'language':
        change({ language: touched.language })
        return DONE
      case 'seen-refusal':
        change({ refusal: null })
        return DONE
      case 'declare': {
        const { touch: _, ...declared } = touched
        return command((ids) => uplink.ask('booth:declare', { ...ids, ...declared }))
      }
      case 'start': {
        const { touch: _, ...wish } = touched
        const lacking = bench.lacking(wish.station)
        const unfit = lacking ? refuse('device-missing', { device: lacking }) : spool.ready()
        if (unfit) say(unfit)
        return unfit ?? command((ids) => uplink.ask('booth:start', { ...ids, ...wish }))
      }
      case 'answer':
        return attempts.page(touched.attempt, touched.index, { sign: 'answer', answer: touched.answer })
          ? DONE
          : refuse('station-not-running')
      case 'shown':
        return attempts.page(touched.attempt, touched.index, { sign: 'shown' }) ? DONE : refuse('station-not-running')
      default:
        if (view.check && !isOver(view.check)) return command((ids) => uplink.ask('booth:abandon', ids))
        leave()
        freshScreen()
        return DONE
    }
  }

  return {
    view: () => view,
    onView(take) {
      viewers.add(take)
      return () => viewers.delete(take)
    },
    onRoom(take) {
      roomers.add(take)
      return () => roomers.delete(take)
    },
    touch,
    async photo(jpeg) {
      const answer = await command((ids) => uplink.ask('booth:photo', { ...ids, jpeg }))
      if (!isRefusal(answer)) pictures.photo = Buffer.from(jpeg, 'base64')
      return answer
    },
    relay: (name, request) => uplink.ask(name, request),
    picture: (which) => (view.check ? pictures[which] : null),
    async report(number) {
      if (!view.check || view.check.report?.number !== number) return refuse('report-unknown')
      const answer = await uplink.ask('booth:report', { check: view.check.id })
      return isRefusal(answer) ? answer : Buffer.from(answer.pdf, 'base64')
    },
    lendCamera: (madeUpCamera) => change({ madeUpCamera }),
    close() {
      closing.abort()
      clearTimeout(lingering)
      attempts.stop()
      uplink.close()
    },
  }
}
