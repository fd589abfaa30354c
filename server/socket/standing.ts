import type { Socket } from 'socket.io'

/** What a line stands by, as a word: the session, the person or the machine that let it in. */
export type Ground = `session ${string}` | `person ${string}` | `machine ${string}`

/** Which lines stand by what. When a ground gives way every line on it ends at once, at whichever door it came in. */
export const openStanding = () => {
  const lines = new Map<Ground, Set<Socket>>()
  return {
    stand(socket: Socket, grounds: readonly Ground[]): void {
      for (const ground of grounds) {
        const on = lines.get(ground) ?? new Set()
        lines.set(ground, on.add(socket))
      }
      socket.on('disconnect', () => {
        for (const ground of grounds) {
          lines.get(ground)?.delete(socket)
          if (lines.get(ground)?.size === 0) lines.delete(ground)
        }
      })
    },
    end(ground: Ground): void {
      for (const socket of lines.get(ground) ?? []) socket.disconnect(true)
    },
  }
}

export type Standing = ReturnType<typeof openStanding>
