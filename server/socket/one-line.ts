import type { Socket } from 'socket.io'

/** So long a line may take to answer before it counts as dead, ms. A computer that lost its power closes nothing. */
const ANSWER_MS = 2000

type Line = Socket['conn']

/** Keeps a place for one line each: whoever comes second is refused for as long as the first one lives. */
export type OneLine = {
  /** Takes a place for a socket. False: another line has it and answers. */
  take: (place: string, socket: Socket) => Promise<boolean>
}

export const openOneLine = (): OneLine => {
  const holders = new Map<string, Line>()
  /** Many may ask after the same line at once: it's asked once. */
  const asked = new Map<Line, Promise<boolean>>()

  const lives = (line: Line): Promise<boolean> => {
    const known = asked.get(line)
    if (known) return known
    const asking = answers(line).finally(() => asked.delete(line))
    asked.set(line, asking)
    return asking
  }

  return {
    async take(place, socket) {
      const line = socket.conn
      for (let holder = holders.get(place); holder && holder !== line; holder = holders.get(place)) {
        if (await lives(holder)) return false
        if (holders.get(place) !== holder) continue
        holders.delete(place)
        holder.close(true)
      }
      // Whoever has gone meanwhile takes nothing, and nobody has refused them.
      if (line.readyState !== 'open') return true
      holders.set(place, line)
      line.once('close', () => {
        if (holders.get(place) === line) holders.delete(place)
      })
      return true
    },
  }
}

/** Asks a line with a ping of the transport's own: any word that comes back says that somebody is there. */
const answers = (line: Line): Promise<boolean> =>
  new Promise((tell) => {
    if (line.readyState !== 'open') return tell(false)
    const end = (alive: boolean) => {
      clearTimeout(late)
      line.off('packet', heard)
      line.off('close', closed)
      tell(alive)
    }
    const heard = () => end(true)
    const closed = () => end(false)
    // After a stall of our own, what has come meanwhile is read before anybody is called dead.
    const late = setTimeout(() => setImmediate(closed), ANSWER_MS)
    line.on('packet', heard)
    line.on('close', closed)
    line.transport.send([{ type: 'ping' }])
  })
