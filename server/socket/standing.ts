import type { Socket } from 'socket.io'

/** What a line stands by, as a word: the session, the person or the machine that let it in. */
export type Ground = `session ${string}` | `person ${string}` | `machine ${string}`

/** Lines of one person, in whatever windows and at whatever doors, or of one machine: far more than anybody works with. */
export const MOST_LINES = 20

/**
 * Which lines stand by what. When a ground gives way every line on it ends at once, at whichever door it came in. A ground bears so many:
 * what is there stays, and whoever comes when it is full has to wait until one has gone, so that no two windows throw each other out.
 */
export const openStanding = () => {
  // By their connections: one that is refused later on never was a line, and may shake hands again on the same.
  const lines = new Map<Ground, Map<Socket['conn'], Socket>>()
  /** What gave way while somebody is being looked up, for each who is. */
  const looks = new Set<Set<Ground>>()
  return {
    /**
     * Looks somebody up, and again whenever a ground of theirs gives way meanwhile: what was found may be how it was before. `take` is
     * called in the same breath with who was found, so that nothing can give way between.
     */
    async lookUp<Who, Taken>(
      find: () => Promise<Who>,
      groundsOf: (who: Who) => readonly Ground[],
      take: (who: Who) => Taken,
    ): Promise<Taken> {
      const gone = new Set<Ground>()
      looks.add(gone)
      try {
        for (;;) {
          gone.clear()
          const who = await find()
          if (!groundsOf(who).some((ground) => gone.has(ground))) return take(who)
        }
      } finally {
        looks.delete(gone)
      }
    },
    /** Takes the line in until its connection ends; false: there are too many. */
    stand(socket: Socket, grounds: readonly Ground[]): boolean {
      const { conn } = socket
      const isFull = (on?: Map<Socket['conn'], Socket>) => on !== undefined && !on.has(conn) && on.size >= MOST_LINES
      if (grounds.some((ground) => isFull(lines.get(ground)))) return false
      for (const ground of grounds) {
        const on = lines.get(ground) ?? new Map<Socket['conn'], Socket>()
        if (!on.has(conn)) conn.once('close', () => void (on.delete(conn) && on.size === 0 && lines.delete(ground)))
        lines.set(ground, on.set(conn, socket))
      }
      return true
    },
    end(ground: Ground): void {
      for (const gone of looks) gone.add(ground)
      for (const socket of lines.get(ground)?.values() ?? []) socket.disconnect(true)
    },
  }
}

export type Standing = ReturnType<typeof openStanding>
