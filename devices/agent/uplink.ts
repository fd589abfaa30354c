import { setTimeout as sleep } from 'node:timers/promises'
import type { Static } from 'typebox'
import type { BoothView } from '#protocol/booth.ts'
import type { BoothCheck, Place } from '#protocol/check.ts'
import { type BackOff, type Link, openLink, waitBefore } from '#protocol/link.ts'
import { agentMessages, agentPushes } from '#protocol/messages.ts'
import type { Pointing } from '#protocol/pointing.ts'
import type { CalibrationReading, CardReading, Reading } from '#protocol/reading.ts'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '#protocol/refusal.ts'
import type { Saying } from '#protocol/saying.ts'
import type { Clockwork } from '../attempt/clockwork.ts'
import type { Keep } from '../keep/keep.ts'
import { PASSING, type RefusedReading } from '../keep/spool.ts'
import type { Settings } from '../settings/settings.ts'
import { serverTime } from './server-time.ts'

type Messages = typeof agentMessages
type Unsigned<T> = Omit<T, 'sequence' | 'signature'>

/** The booth's one line to the server. */
export type Uplink = {
  ask<K extends keyof Messages>(name: K, request: Static<Messages[K]['request']>): Promise<Static<Messages[K]['answer']> | Refusal>
  /** Signed things go one at a time, behind whatever waits in the spool, so that their numbers arrive in order. */
  card(reading: Unsigned<CardReading>): Promise<BoothCheck | Refusal>
  calibration(reading: CalibrationReading): Promise<{ calibration: string } | Refusal>
  /** Sends what waits in the spool; called again by itself whenever there is a line. */
  deliver(): Promise<void>
  close(): void
}

export type UplinkDeps = {
  /** The server's address, and the one-time enrolment code, or null. */
  settings: Pick<Settings, 'server' | 'code'>
  keep: Pick<Keep, 'key' | 'spool'>
  clockwork: Pick<Clockwork, 'clock' | 'pace'>
  onLink: (link: BoothView['link'], refusal: Refusal | null) => void
  /** How far the server has taken this booth's numbers: its first word on a line. */
  onCount: (taken: number) => void
  /** What this booth and its site are called now. */
  onCalled: (called: { name: string; site: string }) => void
  onCheck: (held: BoothCheck | null) => void
  onPlace: (place: Place) => void
  /** A doctor says something in writing. */
  onSaid: (saying: Saying) => void
  onPointed: (pointing: Pointing) => void
  /** Somebody has heard this call of the booth's. */
  onHeard: (call: string) => void
  /** The spool has changed, or a reading of it was refused for good. */
  onDelivery: (refused: RefusedReading | null) => void
}

/** How a server refuses a booth that it doesn't know, or knows by another key: the booth's folder, or the server's, is of an earlier day. */
const FORGOTTEN: readonly RefusalCode[] = ['booth-unknown', 'signature-wrong']

/** Waiting before what failed is tried again: all booths of a hall lose a server at the same moment. */
const AGAIN: BackOff = { firstMs: 2000, longestMs: 2000, jitter: 0.75 }

/** Enrols the booth when it has to, connects, and stays connected. */
export const openUplink = (deps: UplinkDeps): Uplink => {
  const { server, code } = deps.settings
  const { key, spool } = deps.keep
  const { clock, pace } = deps.clockwork
  const { onLink, onCount, onCalled, onCheck, onPlace, onSaid, onPointed, onHeard, onDelivery } = deps
  const stopped = new AbortController()
  let link: Link<Messages, typeof agentPushes> | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let again: NodeJS.Timeout | undefined

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = turn.then(act)
    turn = next.catch(() => undefined)
    return next
  }
  const ask: Uplink['ask'] = async (name, request) => (link ? link.ask(name, request) : refuse('not-connected'))

  /** The pictures that a reading names, then itself: the server takes it with all of them. */
  const send = async (reading: Reading): Promise<{ acknowledged: string } | Refusal> => {
    for (const jpeg of spool.stillsOf(reading)) {
      const answer = await ask('booth:still', { jpeg })
      if (isRefusal(answer)) return answer
    }
    return ask('booth:reading', reading)
  }

  /** A reading whose number the server has gone past, while the booth's count was behind, is numbered again. */
  const sent = async (reading: Reading): Promise<{ acknowledged: string } | Refusal> => {
    const answer = await timely(reading)
    const late = isRefusal(answer) && answer.refused === 'sequence-not-growing' ? signedAnew(reading, reading.at) : null
    return late ? timely(late) : answer
  }

  /**
   * A reading that the server finds wrongly dated is dated again by the server's own clock: by how long ago it was made, or, since a
   * machine that was started again counts from nothing again, as of now.
   */
  const timely = async (reading: Reading): Promise<{ acknowledged: string } | Refusal> => {
    let answer = await send(reading)
    for (const ago of [Math.max(0, clock() - reading.monotonic), 0]) {
      if (!isRefusal(answer) || answer.refused !== 'clock-wrong') return answer
      const now = await serverTime(server).catch(() => null)
      const dated = now && signedAnew(reading, new Date(now.getTime() - ago).toISOString())
      if (!dated) return answer
      answer = await send(dated)
    }
    return answer
  }
  /** Null when the disk can't be written: it's tried again then. */
  const signedAnew = (reading: Reading, at: string): Reading | null => {
    const { signature: _, sequence: __, ...measured } = reading
    try {
      const dated = key.sign({ ...measured, at })
      spool.replace(dated)
      return dated
    } catch {
      return null
    }
  }

  const deliverNow = async (): Promise<boolean> => {
    const refused = await spool.deliver(sent)
    for (const one of refused) onDelivery(one)
    onDelivery(null)
    clearTimeout(again)
    if (spool.waiting() > 0 && !stopped.signal.aborted) again = setTimeout(() => void deliver(), waitBefore(AGAIN, 0, Math.random()) * pace)
    return !spool.holdsUp()
  }
  const deliver = () => inTurn(deliverNow).then(() => undefined)
  const signed = <T extends object>(act: () => Promise<T | Refusal>): Promise<T | Refusal> =>
    inTurn(async () => {
      if (!(await deliverNow())) return refuse('not-connected')
      const answer = await act()
      if (!isRefusal(answer)) spool.served()
      return answer
    })

  /** Null when the disk can't be written: without its next number nothing is signed. */
  const signedOrNot = (reading: Unsigned<CardReading>): CardReading | null => {
    try {
      return key.sign(reading)
    } catch {
      return null
    }
  }

  const connect = () => {
    link = openLink(server, {
      messages: agentMessages,
      pushes: agentPushes,
      path: '/agent/socket',
      credentials: () => key.handshake(server),
    })
    link.on('booth:begin', ({ called, taken, shown }) => {
      onCalled(called)
      onCount(taken)
      onCheck(shown)
    })
    link.on('booth:check', onCheck)
    link.on('booth:place', onPlace)
    link.on('booth:said', onSaid)
    link.on('booth:pointed', onPointed)
    link.on('booth:heard', ({ help }) => onHeard(help))
    link.watch((state, refusal) => {
      // Only what the server says now counts: before its first word nobody knows which check is open.
      onLink(state, refusal)
      if (state === 'connected') void deliver()
      if (refusal && FORGOTTEN.includes(refusal.refused)) void enrolAgain()
    })
  }

  /** Tries until the server answers; a refused code is said and ends it. */
  const enrol = async (withCode: string): Promise<boolean> => {
    while (!stopped.signal.aborted) {
      const answer = await key.enrol(server, withCode)
      if (!isRefusal(answer)) return true
      onLink('not-enrolled', answer)
      if (!PASSING.includes(answer.refused)) return false
      await sleep(waitBefore(AGAIN, 0, Math.random()) * pace, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
    return false
  }

  /** The server has forgotten this booth, and its installer has brought a new code. A code that was refused stays refused. */
  let enrolling = false
  const enrolAgain = async () => {
    if (enrolling || code === null) return
    enrolling = true
    enrolling = !(await enrol(code))
  }

  const begin = async () => {
    if (key.machine()) return connect()
    onLink('not-enrolled', null)
    if (code !== null && (await enrol(code)) && !stopped.signal.aborted) connect()
  }
  void begin()

  return {
    ask,
    card: (reading) =>
      signed(async () => {
        const card = signedOrNot(reading)
        return card ? ask('booth:card', card) : refuse('spool-failed')
      }),
    calibration: (reading) => signed(() => ask('booth:calibration', reading)),
    deliver,
    close() {
      stopped.abort()
      clearTimeout(again)
      link?.close()
    },
  }
}
