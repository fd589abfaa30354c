import type { Card } from '#protocol/reading.ts'
import { type Conditions, outlet, type Simulator } from '../../line/simulator.ts'
import { cardFrame, cardFrames, inside } from './codec.ts'
import { writeTextBlock } from './text-block.ts'

/** What hands can do. `fail`: the next select or read fails, like with a card laid on askew; several calls, several failures. */
export type ReaderHands = {
  lay(card: Card, photoBlock: Uint8Array): void
  takeAway(): void
  fail(step: 'select' | 'read'): void
}

/** Until the card's chip has answered, ms. */
const TAKES_MS = { find: 20, select: 30, read: 400 } as const

/**
 * A reader that answers as the SAM module does. `oneShot` (the usual firmware): a card that was read is not found again until it
 * was taken away.
 */
export function simulateReader({ wire, clock, pace, oneShot = true }: Conditions & { oneShot?: boolean }): Simulator<ReaderHands> {
  const out = outlet(wire, 1)
  const hear = cardFrames()
  const failing = { select: 0, read: 0 }
  let lying: Uint8Array | null = null
  let selected = false
  let done = false
  const timers = new Set<NodeJS.Timeout>()

  const answer = (afterMs: number, say: () => number[]) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      out.send(cardFrame(say()))
    }, afterMs / pace)
    timers.add(timer)
  }

  const find = () => (lying && !(oneShot && done) ? [0, 0, 0x9f, 0, 0, 0, 0] : [0, 0, 0x80])
  const select = () => {
    selected = lying !== null && !fails('select')
    return selected ? [0, 0, 0x90, ...Array<number>(8).fill(0)] : [0, 0, 0x81]
  }
  const read = () => {
    if (!lying || !selected || fails('read')) return [0, 0, 0x41]
    selected = false
    done = true
    return [0, 0, 0x90, 0x01, 0x00, 0x04, 0x00, ...lying]
  }
  const fails = (step: 'select' | 'read') => failing[step] > 0 && failing[step]-- > 0

  const deaf = wire.onBytes((bytes) => {
    for (const frame of hear.push(bytes, clock())) {
      const [command, parameter] = inside(frame)
      if (command === 0x20 && parameter === 0x01) answer(TAKES_MS.find, find)
      else if (command === 0x20 && parameter === 0x02) answer(TAKES_MS.select, select)
      else if (command === 0x30 && parameter === 0x01) answer(TAKES_MS.read, read)
      else answer(TAKES_MS.find, () => (command === 0x10 || command === 0x11 ? [0, 0, 0x90] : [0, 0, 0x21]))
    }
  })

  return {
    lay(card, photoBlock) {
      lying = Uint8Array.of(...writeTextBlock(card), ...photoBlock)
      selected = false
      done = false
    },
    takeAway() {
      lying = null
      selected = false
      done = false
    },
    fail: (step) => failing[step]++,
    wrong: out.wrong,
    stop() {
      deaf()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
