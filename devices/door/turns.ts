import type { Socket } from 'socket.io'
import type { RoomView } from '#protocol/media.ts'
import type { mediaMessages } from '#protocol/messages.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'

/** May this page send a media message? A join makes the call its own. */
export type Turn = (name: keyof typeof mediaMessages, check: string | null) => Refusal | null

/**
 * One page a booth has the call: of two windows the one that joined last, and the other is told so. The booth is one seat for the
 * server, so that each would throw the other out for ever.
 */
export const openTurns = () => {
  let caller: Socket | null = null
  return {
    of: (socket: Socket): Turn => {
      return (name, check) => {
        if (name !== 'media:join') return caller === null || caller === socket ? null : refuse('media-taken')
        if (caller && caller !== socket && check)
          caller.emit('media:room', { check, room: null, producers: [], taken: true } satisfies RoomView)
        caller = socket
        return null
      }
    },
    isTaken: (socket: Socket) => caller !== null && caller !== socket,
    leave(socket: Socket) {
      if (caller === socket) caller = null
    },
  }
}
