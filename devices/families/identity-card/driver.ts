import type { Card } from '#protocol/reading.ts'
import type { Driver, Talk, Turn } from '../../line/driver.ts'
import { type Answer, cardFrames, FIND, READ, readAnswer, type SamFault, SELECT } from './codec.ts'
import { type CardFault, readTextBlock } from './text-block.ts'

/**
 * `unreadable`: a card lies there and cannot be read; it has to be lifted and laid on again. `gone`: the reader no longer sees a
 * card. Many readers stop finding a card that they have read until it is laid on again. Where it can't be selected either, the reader
 * has never seen it again and `gone` is `blind`: it does not say that the card was taken along.
 */
export type CardEvent =
  | { event: 'card'; card: Card; photoBlock: Uint8Array }
  | { event: 'unreadable'; why: CardFault | SamFault | 'no-answer' }
  | { event: 'gone'; blind?: true }

const FIND_EVERY_MS = 300
const ANSWER_WITHIN_MS = 1500
/** A hand that is still laying the card on spoils a try or two. */
const TRIES = 3
/** What a reader may answer to a search when a card lies there that it can't deal with: it's the card that has to be laid on again. */
const OF_THE_CARD: readonly (SamFault | 'no-answer')[] = [
  'card-rejects-reader',
  'reader-rejects-card',
  'verify-failed',
  'card-type-unknown',
  'read-failed',
  'select-failed',
]
/** A field flickers: one empty find is no leaving. */
const EMPTY_FINDS = 2

const COMMAND = { find: FIND, select: SELECT, read: READ } as const
type Step = keyof typeof COMMAND

/** A reader of identity cards: find every 300 ms; when one is found select and read it. One reading for each laying on. */
export const identityCard: Driver<CardEvent> = {
  kind: 'identity-card',
  name: 'SDT',
  baudRate: 115_200,
  framer: cardFrames,
  talk,
  tickMs: 100,
  // An answer is waited for 1.5 s: whoever says nothing for longer is not there.
  silentAfterMs: 1800,
}

function talk(): Talk<CardEvent> {
  /** The command that waits for its answer, or null: time for the next find. */
  let waiting: Step | null = null
  let sentAt = -Infinity
  /** The card in the field: none, being read (with its failed tries), or dealt with until it leaves. */
  let card: 'none' | 'reading' | 'settled' = 'none'
  let failed = 0
  let emptyFinds = 0
  /** The card that was dealt with was found or selected once more: whether it still lies there can be seen. */
  let seenAgain = false
  let lastFault: SamFault | 'no-answer' = 'no-answer'

  const say = (step: Step, at: number): Turn<CardEvent> => {
    waiting = step
    sentAt = at
    return { send: COMMAND[step] }
  }
  const settle = (event: CardEvent): Turn<CardEvent> => {
    card = 'settled'
    seenAgain = false
    return { readings: [event] }
  }

  const found = (at: number): Turn<CardEvent> => {
    emptyFinds = 0
    seenAgain = true
    if (card === 'settled') return {}
    if (card === 'none') failed = 0
    card = 'reading'
    return say('select', at)
  }

  const notFound = (): Turn<CardEvent> => {
    if (card === 'none' || ++emptyFinds < EMPTY_FINDS) return {}
    const early = card === 'reading'
    card = 'none'
    if (!early && !seenAgain) return { readings: [{ event: 'gone', blind: true }] }
    return { readings: early ? [{ event: 'unreadable', why: lastFault }, { event: 'gone' }] : [{ event: 'gone' }] }
  }

  /** A card that was read is not found any more and can be selected all the same: it still lies there. */
  const lies = (): Turn<CardEvent> => {
    emptyFinds = 0
    seenAgain = true
    return {}
  }

  const tryFailed = (why: SamFault | 'no-answer'): Turn<CardEvent> => {
    lastFault = why
    failed++
    return { fault: why, ...(failed >= TRIES ? settle({ event: 'unreadable', why }) : {}) }
  }

  /** A card that says no to the search itself: like one that can't be read. */
  const refusedCard = (fault: SamFault): Turn<CardEvent> => {
    emptyFinds = 0
    if (card === 'settled') return { fault }
    if (card === 'none') failed = 0
    card = 'reading'
    return tryFailed(fault)
  }

  const record = (answer: Extract<Answer, { answer: 'record' }>, at: number): Turn<CardEvent> => {
    const read = readTextBlock(answer.text)
    if (typeof read === 'string') return { fault: read, ...settle({ event: 'unreadable', why: read }) }
    // Asked at once, while it surely lies there: whether this reader sees a card that it has read.
    return { ...settle({ event: 'card', card: read, photoBlock: answer.photoBlock }), ...say('select', at) }
  }

  return {
    hear(frame, at) {
      const answer = readAnswer(frame)
      const step = waiting
      waiting = null
      if (step === 'find' && answer.answer === 'found') return found(at)
      if (step === 'find' && answer.answer === 'fault' && answer.fault === 'find-failed')
        return card === 'settled' ? say('select', at) : notFound()
      if (step === 'select' && card === 'settled') return answer.answer === 'done' ? lies() : notFound()
      if (step === 'select' && answer.answer === 'done') return say('read', at)
      if (step === 'read' && answer.answer === 'record') return record(answer, at)
      if (step === 'select' || step === 'read') return tryFailed(answer.answer === 'fault' ? answer.fault : 'answer-unknown')
      const fault = answer.answer === 'fault' ? answer.fault : 'answer-unknown'
      if (step === 'find' && OF_THE_CARD.includes(fault)) return refusedCard(fault)
      // Neither a card nor none: it doesn't look for cards. Else an answer that comes too late, or to a question nobody asked.
      return step === 'find' ? { fault, unable: true } : { fault }
    },
    tick(at) {
      if (waiting !== null && at - sentAt < ANSWER_WITHIN_MS) return {}
      const late = waiting
      waiting = null
      if (late === 'select' && card === 'settled') return notFound()
      if (late === 'select' || late === 'read') return tryFailed('no-answer')
      return at - sentAt < FIND_EVERY_MS ? {} : say('find', at)
    },
  }
}
