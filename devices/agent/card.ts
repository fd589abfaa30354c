import type { BoothView } from '#protocol/booth.ts'
import type { Card, NoPhoto } from '#protocol/reading.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Clockwork } from '../attempt/clockwork.ts'
import { isOver } from '../attempt/over.ts'
import { pause } from '../attempt/until.ts'
import type { Bench, OnBench } from '../bench/bench.ts'
import { useOf } from '../bench/quality.ts'
import { isBlank, type PhotoDecoder } from '../families/identity-card/codec.ts'
import type { CardEvent } from '../families/identity-card/driver.ts'
import { PASSING } from '../keep/spool.ts'
import { DONE, type Done } from './done.ts'
import type { DriverHere } from './driver-here.ts'
import type { Showing } from './showing.ts'
import type { DriverWatch } from './still-there.ts'
import type { Uplink } from './uplink.ts'
import { sameCard } from './view.ts'

/** How long a reader that can't see it any more is believed to have the card of the one before, ms. */
const TAKEN_MS = 30_000
/** How long somebody whose card asks has to answer, ms. */
const ANSWER_MS = 60_000
/** A driver doesn't wait longer for a photo than this, ms. */
const DECODED_WITHIN_MS = 3000
/** How long until the traffic police, who could not be reached, are asked again for the card that still lies there, ms. */
const ASK_AGAIN_MS = 10_000

/** The card that lies on a reader, until it has been taken away. */
export type CardLaid = {
  /** Offers it to the server, if it's time for that. Called whenever it may be. */
  offer(): Promise<void>
  /** Whether the server was told of the card that lies there. */
  offered(): boolean
  /** The card still lies there and has to be taken away. A reader that can't see that any more says so for a while only. */
  takeAway(): void
  /** The answer to what the card asks, with the number of the case that was chosen of several. */
  answer(begin: boolean, chosen?: string): Promise<Done>
  stop(): void
}

export type CardLaidDeps = {
  bench: Pick<Bench, 'devices'>
  showing: Showing
  here: Pick<DriverHere, 'follow' | 'leave' | 'keepPicture'>
  watch: Pick<DriverWatch, 'sign' | 'cardGone'>
  uplink: Pick<Uplink, 'card'>
  /** The server has said which check is open. */
  knowsCheck: () => boolean
  /** Makes a card's photo block into a PNG; null: this booth has no decoder. */
  decodePhoto: PhotoDecoder | null
  clockwork: Pick<Clockwork, 'clock' | 'wall' | 'ids'>
  signal: AbortSignal
}

/** `ready`: its photo is decoded, or is given up. `blind`: the reader can't see any more whether it still lies there. */
type Lying = { card: Card; photo: Photo; ready: boolean; offered: boolean; blind: boolean; reader: OnBench; answers: Answers }
/** What its driver has answered to what it asked. */
type Answers = { anew?: true; case?: string }
/** The card's photo, PNG, or why there is none. */
type Photo = { png: Uint8Array; noPhoto: null } | { png: null; noPhoto: NoPhoto | null }

type Question = NonNullable<BoothView['cardAsks']>

/** What a refusal asks its driver; null: it asks nothing. */
const questionOf = ({ refused, fields }: Refusal): Question | null => {
  const told = (name: string): string => String(fields[name] ?? '')
  const row = (name: string): string[] => [fields[name] ?? []].flat().map(String)
  if (refused === 'report-in-force') return { asks: 'anew', on: told('on'), validTo: told('validTo') }
  if (refused === 'certificate-in-force')
    return { asks: 'anew', on: told('on'), validTo: told('validTo'), institution: told('institution') }
  if (refused !== 'cases-several') return null
  const [businesses, classes] = [row('businesses'), row('classes')]
  const cases = row('numbers').map((number, at) => ({ number, business: businesses[at] ?? '', classes: classes[at] ?? '' }))
  return { asks: 'which', cases }
}

/** Listens to every card reader of the booth. */
export const watchCards = (deps: CardLaidDeps): CardLaid => {
  const { bench, showing, here, watch, uplink, knowsCheck } = deps
  const { clock, wall, ids } = deps.clockwork
  const { state, view, change } = showing
  let lying: Lying | null = null
  let taking: NodeJS.Timeout | undefined
  let answering: NodeJS.Timeout | undefined
  let asking: NodeJS.Timeout | undefined
  /** For whose card the traffic police could not be reached, and since when. */
  let unreachable: { one: Lying; since: number } | null = null

  const takeAway = () => {
    change({ card: 'take-away' })
    clearTimeout(taking)
    if (lying?.blind) taking = setTimeout(() => state.card === 'take-away' && view().check === null && change({ card: 'none' }), TAKEN_MS)
  }
  /** The photo, or why there is none: a check begins without it, also when its maker's decoder takes too long. */
  const decoded = async (block: Uint8Array): Promise<Photo> => {
    if (isBlank(block)) return { png: null, noPhoto: 'not-on-card' }
    if (!deps.decodePhoto) return { png: null, noPhoto: 'no-decoder' }
    const tooLong = pause(deps.signal, DECODED_WITHIN_MS).then(
      () => null,
      () => null,
    )
    const png = await Promise.race([deps.decodePhoto(block).catch(() => null), tooLong])
    return png ? { png, noPhoto: null } : { png, noPhoto: 'unreadable' }
  }
  const lay = async (reader: OnBench, card: Card, block: Uint8Array) => {
    const one: Lying = { card, photo: { png: null, noPhoto: null }, ready: false, offered: false, blind: false, reader, answers: {} }
    lying = one
    watch.sign()
    const { check } = view()
    // The result and its code stay until whoever they belong to has gone.
    const over = check !== null && isOver(check) && check.report !== null
    if (!over) here.leave()
    const asks = over && !sameCard(card, check) ? ({ asks: 'next' } as const) : null
    change({ card: 'read', refusal: null, parting: null, cardAsks: asks })
    one.photo = await decoded(block)
    one.ready = true
    if (lying === one && asks === null) await offer(true)
  }
  /**
   * Says to the server whose card lies there: once, and only when it's known which check is open. `read`: just now, so that it counts
   * also where the reader doesn't see it any more.
   */
  const offer = async (read = false) => {
    if (state.cardAsks) return
    if (!lying?.ready || lying.offered || !knowsCheck() || ((state.card !== 'read' || lying.blind) && !read)) return
    const one = lying
    const { png, noPhoto } = one.photo
    one.offered = true
    // The card of the check that is on the screen, the result too: a booth that was started again finds it lying there.
    if (state.check && state.check.id !== state.left && sameCard(one.card, state.check)) {
      here.keepPicture('card', png)
      return change(isOver(state.check) ? { card: 'take-away' } : {})
    }
    const answer = await uplink.card({
      id: ids(),
      card: one.card,
      photo: png && Buffer.from(png).toString('base64'),
      ...(noPhoto && { noPhoto }),
      ...one.answers,
      device: useOf(one.reader),
      monotonic: clock(),
      at: wall().toISOString(),
    })
    if (!isRefusal(answer)) {
      // The card of a check that was left here brings it back.
      if (answer.check.id === state.left) state.left = null
      here.follow(answer)
      here.keepPicture('card', png)
      return change({ refusal: null })
    }
    const question = questionOf(answer)
    if (question) return ask(question)
    if (answer.refused === 'case-unreachable') return askAgain(one, answer)
    // Without a line the card is offered again as soon as there is one.
    one.offered = !PASSING.includes(answer.refused)
    showing.refuse(answer)
    if (one.offered && lying === one) takeAway()
  }

  /** Nobody said no: the card stays, and the traffic police are asked once more. Where nobody can see whether it still lies there, for a while. */
  const askAgain = (one: Lying, refusal: Refusal) => {
    if (lying !== one || state.card !== 'read') return
    const since = (unreachable?.one === one ? unreachable.since : null) ?? clock()
    if (unreachable?.one !== one) showing.refuse(refusal)
    unreachable = { one, since }
    if (one.blind && clock() - since > TAKEN_MS) return takeAway()
    one.offered = false
    clearTimeout(asking)
    asking = setTimeout(() => lying === one && state.card === 'read' && void offer(true), ASK_AGAIN_MS)
  }
  /** The driver is asked first; nobody who answers has gone. */
  const ask = (question: Question) => {
    change({ cardAsks: question, refusal: null })
    clearTimeout(answering)
    answering = setTimeout(() => void answer(false), ANSWER_MS)
  }
  const answer = async (begin: boolean, chosen?: string): Promise<Done> => {
    const question = state.cardAsks
    clearTimeout(answering)
    change({ cardAsks: null })
    if (!question || !lying) return DONE
    if (!begin) {
      lying.offered = true
      takeAway()
      return DONE
    }
    if (question.asks === 'next') here.leave()
    if (question.asks === 'anew') lying.answers.anew = true
    if (question.asks === 'which' && chosen !== undefined) lying.answers.case = chosen
    lying.offered = false
    change({ card: 'read' })
    await offer(true)
    return DONE
  }

  const see = (reader: OnBench, seen: CardEvent) => {
    if (seen.event === 'unreadable') return change({ card: 'unreadable' })
    if (seen.event !== 'gone') return void lay(reader, seen.card, seen.photoBlock)
    // Some readers say that a card has gone as soon as they have read it: what it said still counts.
    if (seen.blind && lying?.reader === reader && state.card !== 'none') return void (lying.blind = true)
    here.leave()
    watch.cardGone()
    change({ card: 'none', cardAsks: null })
  }
  /** A card on a reader that is lost may have been taken along: what nobody has heard of yet is forgotten. */
  const lose = (reader: OnBench) => {
    if (lying?.reader !== reader || lying.offered) return
    lying = null
    change({ card: 'none' })
  }
  for (const reader of bench.devices) {
    if (reader.kind !== 'identity-card') continue
    reader.line.onReading((seen) => see(reader, seen))
    reader.line.onState((now) => now === 'alive' || lose(reader))
  }

  return {
    offer: () => offer(),
    offered: () => lying?.offered ?? false,
    takeAway,
    answer,
    stop() {
      clearTimeout(taking)
      clearTimeout(answering)
      clearTimeout(asking)
    },
  }
}
