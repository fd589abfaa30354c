import type { IncomingHttpHeaders, Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Socket as NetSocket } from 'node:net'
import type { Server, Socket } from 'socket.io'
import { countedAs, openAddresses, plainAddress } from '../address.ts'

// Who hasn't said yet who they are may send little, may not be silent for long, and may not come in crowds.

/** What an upgrade leaves in the buffer, and a handshake: bytes that a line may send before it is known. */
const BYTES = 4000
/** Lines of one address that aren't known yet. A hall behind one address, or a test with a thousand booths, comes at once. */
const LINES_PER_ADDRESS = 1200
/** Connections in all, known or not: more than a thousand booths and their pages need; and of one address, of those that aren't known. */
const CONNECTIONS = 8000
const CONNECTIONS_PER_ADDRESS = 4000

type Connection = Duplex & { bytesRead: number; remoteAddress?: string | undefined; remotePort?: number | undefined }
/** The part of the library's own connection that is looked at. */
type Line = { request: { socket: Connection; headers: IncomingHttpHeaders }; close(discard?: boolean): void }

export type Strangers = {
  /** Watches whoever comes to a door. */
  watch: (door: Server) => void
  /** This socket shakes hands: how long that takes is no silence of its own. */
  judging: (socket: Socket) => void
  /** It was refused, and may try again within the same patience. */
  refused: (socket: Socket) => void
  /** This socket has said who it is. */
  known: (socket: Socket) => void
}

/** Those of each address that stand in one place, in the order in which they came: when they are too many the eldest gives way. */
const openCrowd = <One>(most: number, cut: (one: One) => void) => {
  const crowds = new Map<string, Set<One>>()
  return (address: string, one: One): (() => void) => {
    const crowd = crowds.get(address) ?? new Set()
    const [eldest] = crowd
    if (eldest !== undefined && crowd.size >= most) {
      crowd.delete(eldest)
      cut(eldest)
    }
    crowds.set(address, crowd.add(one))
    return () => {
      crowd.delete(one)
      if (crowd.size === 0 && crowds.get(address) === crowd) crowds.delete(address)
    }
  }
}

/** A connection by its far end: under TLS two objects of Node stand for one. */
const farEnd = ({ remoteAddress, remotePort }: Pick<Connection, 'remoteAddress' | 'remotePort'>): string => `${remoteAddress} ${remotePort}`

/**
 * Watches the connections of a server, and the lines of its socket doors, until each is known. A line that sends more than a handshake
 * takes is cut; when an address has too many that say nothing, the one that has been silent longest gives way to the new one. Lines that
 * come through a proxy of ours are counted by the address that it names, and its own connections aren't. `silence`: how long a line may
 * be open without a handshake that was taken, ms.
 */
export const openStrangers = (http: HttpServer, { proxies, silence }: { proxies: readonly string[]; silence: number }): Strangers => {
  const addresses = openAddresses(proxies)
  const connections = openCrowd<NetSocket>(CONNECTIONS_PER_ADDRESS, (socket) => socket.destroy())
  const leaving = new Map<string, () => void>()
  http.maxConnections = CONNECTIONS
  http.on('connection', (socket: NetSocket) => {
    const address = plainAddress(socket.remoteAddress)
    if (addresses.isProxy(address)) return
    const end = farEnd(socket)
    const leave = connections(countedAs(address), socket)
    leaving.set(end, leave)
    socket.once('close', () => {
      leave()
      if (leaving.get(end) === leave) leaving.delete(end)
    })
  })

  const lines = openCrowd<Line>(LINES_PER_ADDRESS, (line) => line.close(true))
  const watched = new WeakMap<object, { listen: () => void; pause: () => void; stop: () => void }>()
  const watchLine = (line: Line & { once(event: 'close', then: () => void): unknown }) => {
    const { socket } = line.request
    const leave = lines(countedAs(addresses.of(line.request)), line)
    const begun = socket.bytesRead
    const count = () => {
      if (socket.bytesRead - begun > BYTES) socket.destroy()
    }
    let late: NodeJS.Timeout | undefined
    const listen = () => {
      late = setTimeout(() => line.close(true), silence).unref()
    }
    const pause = () => clearTimeout(late)
    listen()
    let known = false
    const stop = () => {
      known = true
      pause()
      socket.off('data', count)
      leave()
    }
    socket.on('data', count)
    watched.set(line, { listen, pause, stop })
    line.once('close', () => {
      // Only asked to close, one that answers nothing would stand for half a minute more.
      if (!known) socket.destroy()
      stop()
    })
  }
  return {
    watch: (door) => void door.engine.on('connection', watchLine),
    judging: ({ conn }) => watched.get(conn)?.pause(),
    refused({ conn }) {
      const line = watched.get(conn)
      line?.pause()
      line?.listen()
    },
    known({ conn }) {
      watched.get(conn)?.stop()
      leaving.get(farEnd((conn as unknown as Line).request.socket))?.()
    },
  }
}
