import type { Duplex } from 'node:stream'
import type { Server as HttpServer } from 'node:http'
import type { Socket as NetSocket } from 'node:net'
import type { Server, Socket } from 'socket.io'

// Who hasn't said yet who they are may send little, may not be silent for long, and may not come in crowds.

/** What an upgrade leaves in the buffer, and a handshake: bytes that a line may send before it is known. */
const BYTES = 4000
/** How long a line may be open without a handshake, ms. */
export const SILENT_MS = 10_000
/** Lines of one address that aren't known yet. A hall behind one address, or a test with a thousand booths, comes at once. */
const LINES_PER_ADDRESS = 1200
/** Connections in all, known or not: more than a thousand booths and their pages need; and of one address, which may be a proxy's. */
const CONNECTIONS = 8000
const CONNECTIONS_PER_ADDRESS = 4000

/** The part of the library's own connection that is looked at. */
type Line = { request: { socket: Duplex & { bytesRead: number; remoteAddress?: string | undefined } }; close(discard?: boolean): void }

export type Strangers = {
  /** Watches whoever comes to a door. */
  watch: (door: Server) => void
  /** This socket has said who it is. */
  known: (socket: Socket) => void
}

/**
 * Watches the lines of a server's socket doors until each is known. One that sends more than a handshake takes is cut; when an address
 * has too many that say nothing, the one that has been silent longest gives way to the new one.
 */
export const openStrangers = (http: HttpServer): Strangers => {
  http.maxConnections = CONNECTIONS
  const open = new Map<string, number>()
  http.on('connection', (socket: NetSocket) => {
    const address = socket.remoteAddress ?? ''
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
    if (count > CONNECTIONS_PER_ADDRESS) socket.destroy()
  })
  const waiting = new Map<string, Set<Line>>()
  const stops = new WeakMap<object, () => void>()

  const watchLine = (line: Line & { once(event: 'close', then: () => void): unknown }) => {
    const { socket } = line.request
    const address = socket.remoteAddress ?? ''
    const others = waiting.get(address) ?? new Set()
    const [eldest] = others
    if (eldest && others.size >= LINES_PER_ADDRESS) eldest.close(true)
    waiting.set(address, others.add(line))
    const begun = socket.bytesRead
    const count = () => {
      if (socket.bytesRead - begun > BYTES) socket.destroy()
    }
    const stop = () => {
      socket.off('data', count)
      others.delete(line)
      if (others.size === 0) waiting.delete(address)
    }
    socket.on('data', count)
    stops.set(line, stop)
    line.once('close', stop)
  }
  return {
    watch: (door) => void door.engine.on('connection', watchLine),
    known: (socket) => stops.get(socket.conn)?.(),
  }
}
