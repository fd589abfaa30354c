import type { Static } from 'typebox'
import type { RoomView, Ticket } from '#protocol/media.ts'
import { type MediaLine, openMediaLine } from '#protocol/media-line.ts'
import type { mediaMessages } from '#protocol/messages.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'

type Messages = typeof mediaMessages

/** How long the page's join waits for a line to the server, ms. */
const OPENING_MS = 5000

/** The booth's side of the signalling: what its page says goes to the server on a line of its own, which a ticket opens. */
export type Calls = {
  /** Passes a message of the page on, word by word. To join opens the line. */
  ask<K extends keyof Messages>(name: K, request: Static<Messages[K]['request']>): Promise<Static<Messages[K]['answer']> | Refusal>
  /**
   * The booth shows this check now, or none: the call of another one is over. Of the first a line is opened at once: where the booth was
   * started again in the middle of a call its page still sits in it, and finds its seat as it was.
   */
  follow(check: string | null): void
  close(): void
}

export const openCalls = ({
  server,
  ticketFor,
  onRoom,
  onLine,
}: {
  server: string
  ticketFor: (check: string) => Promise<Ticket | Refusal>
  onRoom: (room: RoomView) => void
  /** The line of this check's call stands, at first or again. */
  onLine: (check: string) => void
}): Calls => {
  let call: { check: string; line: MediaLine; connected: boolean } | null = null
  let followed = false
  const close = () => {
    call?.line.close()
    call = null
  }
  /** A line that stands, opened now where there is none. */
  const lineFor = async (check: string): Promise<MediaLine | Refusal> => {
    if (call?.check === check && call.connected) return call.line
    close()
    const first = await ticketFor(check)
    if (isRefusal(first)) return first
    close()
    let given: Ticket | null = first
    const line = openMediaLine(server, async () => {
      const ticket = given ?? (await ticketFor(check))
      given = null
      return ticket
    })
    const mine = { check, line, connected: false }
    call = mine
    line.on('media:room', onRoom)
    line.on('media:line', ({ check }) => onLine(check))
    const stands = new Promise<Refusal | null>((settle) => {
      line.watch((state, refusal) => {
        mine.connected = state === 'connected'
        if (state !== 'connecting') settle(refusal)
      })
      setTimeout(() => settle(refuse('not-connected')), OPENING_MS).unref()
    })
    return (await stands) ?? line
  }
  return {
    async ask(name, request) {
      if (name === 'media:join' && 'check' in request) {
        const line = await lineFor(request.check)
        return isRefusal(line) ? line : line.ask(name, request)
      }
      const answer = call ? await call.line.ask(name, request) : refuse('media-unknown')
      if (name === 'media:leave' && 'check' in request && call?.check === request.check) close()
      return answer
    },
    follow(check) {
      if (call && call.check !== check) close()
      if (!followed && check !== null && !call) void lineFor(check)
      followed = true
    },
    close,
  }
}
