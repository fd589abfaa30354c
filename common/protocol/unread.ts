import type { Server } from 'socket.io'

/** How much of what was sent may lie unread, in letters of the packets and bytes of the line, and for how long, ms. */
export type Unread = { most: number; ms: number }

/**
 * Three papers of a megabyte, each as base64, with the views around them: whoever reads at all never has as much before them. Half a minute
 * is more than the library's own ping, which waits behind what lies there, grants anybody who answers it.
 */
export const UNREAD: Unread = { most: 4_000_000, ms: 30_000 }

type Packet = { data?: string }
/** The part of the library's own connection that is looked at. */
type Line = {
  request: { socket: { writableLength: number; destroy(): unknown } }
  transport: { on(event: 'drain', then: () => void): unknown }
  on(event: 'packetCreate', then: (packet: Packet) => void): unknown
  on(event: 'flush' | 'close', then: () => void): unknown
}

/**
 * Ends each line of a door that doesn't read what it is sent, so that what waits for it can't fill the memory: it comes again by itself
 * and is shown everything again. One message may be of any length: only what lay there before it counts. `ended` is told of each.
 */
export const boundUnread = (door: Server, { most, ms }: Unread, ended: () => void): void => {
  door.engine.on('connection', (line: Line) => {
    const { socket } = line.request
    let waiting = 0
    /** Since when something lies there that the line hasn't taken; null: nothing does. */
    let since: number | null = null
    let watch: NodeJS.Timeout | undefined
    let over = false
    const end = () => {
      if (over) return
      over = true
      socket.destroy()
      ended()
    }
    // One timer at a time, however much is sent: every message of every line would begin and end one of its own.
    const look = () => {
      watch = undefined
      if (since === null || over) return
      const left = since + ms - performance.now()
      if (left <= 0) end()
      else watch = setTimeout(look, left).unref()
    }
    line.on('packetCreate', ({ data = '' }) => {
      if (waiting + socket.writableLength > most) end()
      waiting += data.length
    })
    // All that waits goes to the line at once, and the next only when the line has taken that.
    line.on('flush', () => {
      waiting = 0
      since = performance.now()
      watch ??= setTimeout(look, ms).unref()
    })
    line.transport.on('drain', () => {
      since = null
    })
    line.on('close', () => {
      over = true
      clearTimeout(watch)
    })
  })
}
