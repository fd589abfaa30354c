import type { BoothView, Touch } from '#protocol/booth.ts'
import type { BoothCheck } from '#protocol/check.ts'
import type { RoomView } from '#protocol/media.ts'
import type { CalibrationReading, CalibrationValue, Card, DeviceKind, DeviceState, NoPhoto } from '#protocol/reading.ts'
import { isRefusal, refuse, shortened, type Refusal } from '#protocol/refusal.ts'
import type { Standing } from '#protocol/service.ts'
import { openAttempts } from '../attempt/attempts.ts'
import type { Bench, OnBench } from '../bench/bench.ts'
import type { Calibrations } from '../keep/calibrations.ts'
import { isBlank, type PhotoDecoder } from '../families/identity-card/codec.ts'
import type { CardEvent } from '../families/identity-card/driver.ts'
import type { Key } from '../keep/key.ts'
import { pause } from '../attempt/present.ts'
import { useOf } from '../bench/quality.ts'
import type { Settings } from '../settings/settings.ts'
import { PASSING, type Spool } from '../keep/spool.ts'
import { watchDriver, type Absence } from './still-there.ts'
import { openStatus } from './status.ts'
import { keepTare } from './tare.ts'
import { openUplink, type Uplink } from './uplink.ts'
import { sameCard, viewOf, type BoothState } from './view.ts'
import { isOver } from '../attempt/over.ts'

export type AgentDeps = {
  settings: Pick<Settings, 'server' | 'code' | 'simulate' | 'printer' | 'pace'>
  bench: Bench
  calibrations: Calibrations
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
  /** Signs and keeps a calibration, and tells the server when there is a line. */
  calibrate: (value: CalibrationValue) => Promise<Standing>
  /** A station is being measured. */
  busy: () => boolean
  close(): void
}

/** How long a result stays on the screen when nobody touches it, ms: whoever comes next must not see it. */
const LINGER_MS = 180_000
/** How long a reader that can't see it any more is believed to have the card of the one before, ms. */
const TAKEN_MS = 30_000
/** How long somebody whose card asks has to answer, ms. */
const ANSWER_MS = 60_000
/** How long whoever goes may read what became of their data, ms. */
const PARTED_MS = 30_000
/** A driver doesn't wait longer for a photo than this, ms. */
const DECODED_WITHIN_MS = 3000
/** Brings a booth to life. */
export const startAgent = (deps: AgentDeps): Agent => {
  const { settings, bench, calibrations, key, spool, clock, wall, ids, log } = deps
  const { pace } = settings

  const states = (): DeviceState[] =>
    bench.states().map((device) => (device.kind === 'height' && tare.doubts() ? { ...device, doubt: 'floor' } : device))
  const state: BoothState = {
    language: 'zh',
    booth: { name: '', hall: '' },
    simulated: settings.simulate,
    printer: settings.printer,
    madeUpCamera: false,
    link: 'connecting',
    devices: bench.states(),
    card: 'none',
    unsent: spool.waiting(),
    refusal: null,
    check: null,
    left: null,
    stage: null,
    stillThere: null,
    parting: null,
    cardAsks: null,
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

  /** The finished or parked check that the server has to be told of, and how it was left. */
  let leftWhy: 'left' | Absence = 'left'
  let pictures: { card: Uint8Array | null; photo: Uint8Array | null } = { card: null, photo: null }
  let lingering: NodeJS.Timeout | undefined
  let taking: NodeJS.Timeout | undefined
  let parting: NodeJS.Timeout | undefined

  /** Takes what the server says of this booth's check; an older word about the same check comes to nothing. */
  const follow = (held: BoothCheck | null) => {
    if (held && state.check?.id === held.check.id && held.check.version < state.check.version) return
    if (held?.check.id !== state.check?.id) pictures = { card: null, photo: null }
    // What a doctor does with a driver is done with somebody who is there.
    if (held?.check.lease && held.check.version !== state.check?.version) driver.sign()
    change({ check: held?.check ?? null })
    attempts.follow(held?.check.id === state.left ? null : held)
    driver.follow(view.check !== null && !isOver(view.check))
    if (!held || isOver(held.check)) {
      if (state.card === 'read' && laid?.offered) takeAway()
      clearTimeout(lingering)
      if (held) lingering = setTimeout(leave, LINGER_MS)
    }
  }
  /** The card still lies there. A reader that can't see that any more says so for a while only. */
  const takeAway = () => {
    change({ card: 'take-away' })
    clearTimeout(taking)
    if (laid?.blind) taking = setTimeout(() => state.card === 'take-away' && view.check === null && change({ card: 'none' }), TAKEN_MS)
  }
  const freshScreen = () => {
    pictures = { card: null, photo: null }
    change({ language: 'zh', refusal: null, parting: null, cardAsks: null })
  }
  /** Whoever was here has gone: their result isn't shown to the next. */
  const leave = () => {
    clearTimeout(lingering)
    if (!state.check || !isOver(state.check) || state.left === state.check.id) return
    away('left')
  }
  /**
   * The driver has gone, in the middle or at the end: nobody sees anything of the check any more, whether the server can be told now
   * or later. Only the card brings an unfinished one back.
   */
  const away = (why: 'left' | Absence, told: BoothView['parting'] | null = null) => {
    if (!view.check) return
    state.left = view.check.id
    leftWhy = why
    attempts.follow(null)
    driver.follow(false)
    freshScreen()
    if (state.card === 'read' || state.card === 'take-away') takeAway()
    void tellLeft().then((answer) => told && !isRefusal(answer) && part(told))
  }
  /** Words for whoever goes, long enough to be read. */
  const part = (told: BoothView['parting']) => {
    change({ parting: told })
    clearTimeout(parting)
    parting = setTimeout(() => change({ parting: null }), PARTED_MS)
  }
  /** The server shows a check until its driver has left. What was measured is sent before: what still runs then is void. */
  const tellLeft = async (): Promise<Done | Refusal> => {
    const check = state.left
    if (check === null) return DONE
    await uplink.deliver()
    return state.left === check ? uplink.ask('booth:abandon', { command: ids(), check, why: leftWhy }) : DONE
  }
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
  /** Readings that were laid aside and of which the server must hear. */
  const setAside: { command: string; check: string; attempt: string; refusal: ReturnType<typeof shortened> }[] = []
  let faulted: { command: string; check: string; device: DeviceKind } | null = null
  const uplink = openUplink({
    server: settings.server,
    code: settings.code,
    key,
    spool,
    pace,
    clock,
    onLink(link, refusal) {
      heard &&= link === 'connected'
      const machine = key.machine()
      change({ link, ...(machine ? { booth: { name: machine.name, hall: machine.hall } } : {}) })
      if (refusal) say(refusal)
      if (link !== 'connected') return
      status.tell()
      void tellLeft()
      void tellFault()
      void tellAside()
    },
    onCount(taken) {
      const twice = key.beyond(taken)
      if (twice === null) return
      // What this start has signed under numbers that were given before is signed anew.
      try {
        for (const device of calibrations.numbered(twice)) calibrations.again(device)
      } catch (error) {
        log.error({ err: error }, 'a calibration could not be numbered anew')
      }
    },
    onCheck(held) {
      if (!heard) void tellCalibrations()
      heard = true
      follow(held)
      void offer()
    },
    onPlace({ check, place }) {
      if (state.check?.id === check && state.check.queue) change({ check: { ...state.check, queue: { ...state.check.queue, place } } })
    },
    onRoom: (room) => roomers.forEach((take) => take(room)),
    onDelivery(refused) {
      if (state.unsent !== spool.waiting()) change({ unsent: spool.waiting() })
      if (!refused) return
      const { attempt, station } = refused.reading
      log.warn({ attempt, station, refused: refused.refusal.refused }, 'a reading was not taken and lies aside; the service page shows it')
      say(refused.refusal)
      attempts.end(attempt)
      setAside.push({ command: ids(), check: refused.reading.check, attempt, refusal: shortened(refused.refusal) })
      void tellAside()
    },
  })
  const status = openStatus({
    bench: { states, lines: bench.lines },
    isAsking: () => driver.asking(),
    clock,
    pace,
    connected: () => state.link === 'connected',
    send: async (now) => !isRefusal(await uplink.ask('booth:status', now)),
    onCounted: () => change({ devices: states() }),
  })
  const tellFault = async () => {
    if (!faulted) return
    const mine = faulted
    const answer = await uplink.ask('booth:fault', mine)
    if (isRefusal(answer) && PASSING.includes(answer.refused)) return
    if (faulted === mine) faulted = null
    if (!isRefusal(answer)) follow(answer)
  }

  /** What the server doesn't take note of, another program or another check, is given up as ever, so that the station can be begun again. */
  const tellAside = async () => {
    for (let [one] = setAside; one; [one] = setAside) {
      const answer = await uplink.ask('booth:aside', one)
      if (isRefusal(answer) && PASSING.includes(answer.refused)) return
      if (setAside[0] === one) setAside.shift()
      if (isRefusal(answer)) attempts.giveUp(one.attempt)
      else follow(answer)
    }
  }

  // ------------------------------------------------------------ calibrations

  /**
   * Offers all calibrations that hold, until the server has acknowledged each: the same bytes as ever, so that none is stored twice.
   * A booth that is enrolled anew is another one to the server, and tells all again.
   */
  const told = new Set<string>()
  const asTold = (id: string) => `${key.machine()?.id} ${id}`
  let telling: Promise<void> = Promise.resolve()
  const tellCalibrations = () =>
    (telling = telling.then(async () => {
      const now = wall().toISOString()
      for (const reading of calibrations.all())
        if (reading.expiresAt > now && !told.has(asTold(reading.id)))
          await tell(reading).catch((error: unknown) => log.error({ err: error }, 'a calibration could not be told'))
    }))
  const tell = async (reading: CalibrationReading): Promise<void> => {
    const answer = await uplink.calibration(reading)
    if (!isRefusal(answer)) return void told.add(asTold(reading.id))
    const { device } = reading.value
    log.warn({ device, refused: answer.refused }, 'a calibration was not taken')
    if (answer.refused !== 'sequence-not-growing' && answer.refused !== 'id-taken') return
    // A server that knows later numbers of ours but not this one: another was kept from it, or its data are older. Or it knows the
    // id as another booth's: the one that this was before it was enrolled anew.
    const again = calibrations.again(device)
    if (again && !isRefusal(await uplink.calibration(again))) told.add(asTold(again.id))
  }
  const calibrate = async (value: CalibrationValue): Promise<Standing> => {
    const { id, at, expiresAt } = calibrations.add(value)
    if (value.device === 'height') tare.trust()
    log.info({ device: value.device, calibration: id }, 'calibrated')
    change({ devices: states() })
    status.tell()
    await tellCalibrations()
    return { at, expiresAt, expired: false }
  }
  const driver = watchDriver({
    clock,
    sees: () => bench.sees(),
    onAsking(seconds) {
      const news = (seconds === null) !== (state.stillThere === null)
      change({ stillThere: seconds })
      if (news) status.tell()
    },
    onGone(why) {
      log.info({ why }, 'nobody is in the booth any more')
      away(why)
    },
  })
  // After whoever else hears the key: the one that answers this question is no answer to a trial.
  bench.lines.keypad?.onReading(() => queueMicrotask(driver.sign))
  const closing = new AbortController()
  /** Whoever has a check open sits in the booth, also where no sensor says so. */
  const isEmpty = () => !bench.occupied() && !attempts.busy() && (state.check === null || isOver(state.check))

  // ------------------------------------------------------------ stations

  const attempts = openAttempts({
    bench,
    calibrations,
    spool,
    key,
    clock,
    wall,
    ids,
    pace,
    log,
    onStage: (stage) => change({ stage }),
    onLive: (live) => void uplink.ask('booth:live', live),
    onValue: (value) => void uplink.ask('booth:value', value),
    onSign: driver.sign,
    isAsking: driver.asking,
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
  const tare = keepTare({
    height: bench.lines.height,
    calibrations,
    isEmpty,
    calibrate,
    onDoubt() {
      change({ devices: states() })
      status.tell()
    },
    pace,
    wall,
    log,
    signal: closing.signal,
  })
  bench.onState((device, now) => {
    log.info({ device, state: now }, 'device')
    change({ devices: states() })
    status.tell()
  })

  // ------------------------------------------------------------ the card

  /** `ready`: its photo is decoded, or is given up. `blind`: the reader can't see any more whether it still lies there. */
  let laid: {
    card: Card
    png: Uint8Array | null
    noPhoto: NoPhoto | null
    ready: boolean
    offered: boolean
    blind: boolean
    reader: OnBench
  } | null = null
  const see = (reader: OnBench, seen: CardEvent) => {
    // Some readers say that a card has gone as soon as they have read it: what it said still counts.
    if (seen.event === 'gone') {
      if (seen.blind && laid?.reader === reader && state.card !== 'none') return void (laid.blind = true)
      leave()
      driver.cardGone()
      change({ card: 'none', cardAsks: null })
    } else if (seen.event === 'unreadable') change({ card: 'unreadable' })
    else void lay(reader, seen.card, seen.photoBlock)
  }
  /** A card that was laid on a reader which is lost may have been taken along: what nobody has heard of yet is forgotten. */
  const lose = (reader: OnBench) => {
    if (laid?.reader !== reader || laid.offered) return
    laid = null
    change({ card: 'none' })
  }
  for (const reader of bench.devices) {
    if (reader.kind !== 'identity-card') continue
    reader.line.onReading((seen) => see(reader, seen))
    reader.line.onState((now) => now === 'alive' || lose(reader))
  }
  const lay = async (reader: OnBench, card: Card, block: Uint8Array) => {
    const mine: NonNullable<typeof laid> = { card, png: null, noPhoto: null, ready: false, offered: false, blind: false, reader }
    laid = mine
    driver.sign()
    const { check } = view
    // The result and its code stay until whoever they belong to has gone.
    const over = check !== null && isOver(check) && check.report !== null
    if (!over) leave()
    const asks = over && !sameCard(card, check) ? ({ asks: 'next' } as const) : null
    change({ card: 'read', refusal: null, parting: null, cardAsks: asks })
    Object.assign(mine, await decoded(block))
    mine.ready = true
    if (laid === mine && asks === null) await offer(true)
  }
  /** The photo, or why there is none: a check begins without it, also when its maker's decoder takes too long. */
  const decoded = async (block: Uint8Array): Promise<{ png: Uint8Array | null; noPhoto: NoPhoto | null }> => {
    if (isBlank(block)) return { png: null, noPhoto: 'not-on-card' }
    if (!deps.decodePhoto) return { png: null, noPhoto: 'no-decoder' }
    const tooLong = pause(closing.signal, DECODED_WITHIN_MS).then(
      () => null,
      () => null,
    )
    const png = await Promise.race([deps.decodePhoto(block).catch(() => null), tooLong])
    return { png, noPhoto: png ? null : 'unreadable' }
  }
  /**
   * Says to the server whose card lies there: once, and only when it's known which check is open. `read`: just now, so that it counts
   * also where the reader doesn't see it any more.
   */
  const offer = async (read = false, anew = false) => {
    if (state.cardAsks) return
    if (!laid?.ready || laid.offered || !heard || ((state.card !== 'read' || laid.blind) && !read)) return
    const mine = laid
    mine.offered = true
    // The card of the check that is on the screen, the result too: a booth that was started again finds it lying there.
    if (state.check && state.check.id !== state.left && sameCard(mine.card, state.check)) {
      pictures.card = mine.png
      return change(isOver(state.check) ? { card: 'take-away' } : {})
    }
    const photo = mine.png && Buffer.from(mine.png).toString('base64')
    const answer = await uplink.card({
      id: ids(),
      card: mine.card,
      photo,
      ...(mine.noPhoto && { noPhoto: mine.noPhoto }),
      ...(anew && { anew }),
      device: useOf(mine.reader),
      monotonic: clock(),
      at: wall().toISOString(),
    })
    if (!isRefusal(answer)) {
      // The card of a check that was left here brings it back.
      if (answer.check.id === state.left) state.left = null
      follow(answer)
      pictures.card = mine.png
      return change({})
    }
    if (answer.refused === 'report-in-force') return askAnew(answer)
    // Without a line the card is offered again as soon as there is one.
    mine.offered = !PASSING.includes(answer.refused)
    say(answer)
    if (mine.offered && laid === mine) takeAway()
  }

  let answering: NodeJS.Timeout | undefined
  /** Somebody with a report in force is asked first; nobody who answers has gone. */
  const askAnew = ({ fields: { on, validTo } }: Refusal) => {
    change({ cardAsks: { asks: 'anew', on: String(on), validTo: String(validTo) } })
    clearTimeout(answering)
    answering = setTimeout(() => void answerCard(false), ANSWER_MS)
  }
  const answerCard = async (begin: boolean): Promise<Done> => {
    const asked = state.cardAsks
    clearTimeout(answering)
    change({ cardAsks: null })
    if (!asked || !laid) return DONE
    if (!begin) {
      laid.offered = true
      takeAway()
      return DONE
    }
    if (asked.asks === 'next') leave()
    laid.offered = false
    change({ card: 'read' })
    await offer(true, asked.asks === 'anew')
    return DONE
  }

  // ------------------------------------------------------------ the page

  const touch = async (touched: Touch): Promise<Done | Refusal> => {
    // The page says by itself when something stands on the screen.
    if (touched.touch === 'answer' && driver.asking()) return refuse('station-not-running')
    if (touched.touch !== 'shown') driver.sign()
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
      case 'card':
        return answerCard(touched.begin)
      case 'still-here':
        return DONE
      default: {
        const { check } = view
        if (check && !isOver(check)) away('left', check.phase === 'opened' ? (touched.why ?? 'declined') : 'kept')
        leave()
        if (!check) freshScreen()
        return DONE
      }
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
    calibrate,
    busy: () => attempts.busy(),
    close() {
      closing.abort()
      status.close()
      clearTimeout(lingering)
      clearTimeout(taking)
      clearTimeout(parting)
      clearTimeout(answering)
      driver.stop()
      attempts.stop()
      uplink.close()
    },
  }
}
