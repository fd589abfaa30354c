import { Decoder, Encoder } from 'socket.io-parser'
import type { TSchema } from 'typebox'
import { DEEPEST, deeperThan, mostBytes } from './bounds.ts'
import type { Message } from './message.ts'

/** Beside its body a packet carries its kind, the number of its answer and its message's name. */
const AROUND_BYTES = 200
/** `2`, the number of the answer that is wanted, and the message's name. */
const EVENT = /^2(\d{0,15})\["([a-z:-]{1,40})"/
const CONNECT = '0'
const EVENT_KIND = '2'

/** The most bytes of any message of a table, and of what a socket says about itself: what a frame of its socket may hold. */
export const mostOf = (messages: Record<string, Message>, handshake: TSchema | null): number =>
  Math.max(...[handshake, ...Object.values(messages).map(({ request }) => request)].map((schema) => (schema ? mostBytes(schema) : 0))) +
  AROUND_BYTES

/**
 * How a door's sockets read: a packet is looked at for its length and depth before anything is made of it. Each message may be as long
 * as its own schema allows, and no longer because another one carries a picture; what is too long or too deep arrives as an empty body,
 * which is refused as malformed. A handshake that doesn't fit, a namespace and bytes end the line: no program of ours sends those.
 * `handshake` is what a socket says about itself when it comes; null: nothing. For programs alone.
 */
export const boundedParser = (messages: Record<string, Message>, handshake: TSchema | null) => {
  const most = new Map(Object.values(messages).map(({ name, request }) => [name, mostBytes(request) + AROUND_BYTES]))
  const mostHandshake = (handshake ? mostBytes(handshake) : 0) + AROUND_BYTES

  // The library asks for a class of its own here.
  class Bounded extends Decoder {
    override add(packet: unknown): void {
      if (typeof packet !== 'string') throw new Error('bytes are no packet of ours')
      if (packet.startsWith(EVENT_KIND)) {
        const [, answer = '', name = ''] = EVENT.exec(packet.slice(0, AROUND_BYTES)) ?? []
        const fits = packet.length <= (most.get(name) ?? AROUND_BYTES) && !deeperThan(packet, DEEPEST)
        return super.add(fits ? packet : `${EVENT_KIND}${answer}${JSON.stringify([name, null])}`)
      }
      // In a handshake a bracket is always wrong, and a namespace begins with a slash.
      if (packet.startsWith(CONNECT) && (packet.length > mostHandshake || packet[1] === '/' || deeperThan(packet, 1)))
        throw new Error('not a handshake of ours')
      if (packet.length > Math.max(mostHandshake, AROUND_BYTES)) throw new Error('too long for a packet of its kind')
      return super.add(packet)
    }
  }
  return { Encoder, Decoder: Bounded }
}
