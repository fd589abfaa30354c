import type { Server as HttpServer, IncomingHttpHeaders } from 'node:http'
import type { Socket as NetSocket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Server, Socket } from 'socket.io'
import { countedAs, openAddresses, plainAddress } from '../address.ts'

// Who hasn't said yet who they are may send little, may not be silent for long, and may not come in crowds.

/** What an upgrade leaves in the buffer, and a handshake: bytes that a line may send before it is known. */
const BYTES = 4000
/**
 * How many may stand: lines that haven't said yet who they are, and connections that haven't, of one address and of all together; and
 * connections in all, known or not.
 */
export type Crowds = { lines: Crowd; connections: Crowd; connected: number }
type Crowd = { ofOne: number; ofAll: number }
/**
 * A hall behind one address, or a test with a thousand booths, comes at once: a line and a question for its number each. Strangers never
 * take it all: three thousand are left for those who are known, which is more than a thousand booths and their people have.
 */
export const CROWDS: Crowds = { lines: { ofOne: 1200, ofAll: 4000 }, connections: { ofOne: 4000, ofAll: 5000 }, connected: 8000 }

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

/**
 * Those of each address that stand in one place, in the order in which they came. When those of one address are too many its eldest gives
 * way; when all are, the eldest of the address that has most, so that many addresses shut nobody out who says soon who they are.
 */
const openCrowd = <One>({ ofOne, ofAll }: Crowd, cut: (one: One) => void) => {
  const crowds = new Map<string, Set<One>>()
  let standing = 0
  const drop = (address: string, one: One): void => {
    const crowd = crowds.get(address)
    if (!crowd?.delete(one)) return
    standing -= 1
    if (crowd.size === 0) crowds.delete(address)
  }
  const giveWay = (address: string): void => {
    const [eldest] = crowds.get(address) ?? []
    if (eldest === undefined) return
    drop(address, eldest)
    cut(eldest)
  }
  const fullest = (): string => [...crowds].reduce((most, one) => (one[1].size > most[1].size ? one : most))[0]
  return (address: string, one: One): (() => void) => {
    if ((crowds.get(address)?.size ?? 0) >= ofOne) giveWay(address)
    else if (standing >= ofAll) giveWay(fullest())
    crowds.set(address, (crowds.get(address) ?? new Set()).add(one))
    standing += 1
    return () => drop(address, one)
  }
}

/** A connection by its far end: under TLS two objects of Node stand for one. */
const farEnd = ({ remoteAddress, remotePort }: Pick<Connection, 'remoteAddress' | 'remotePort'>): string => `${remoteAddress} ${remotePort}`

/**
 * Watches the connections of a server, and the lines of its socket doors, until each is known. A line that sends more than a handshake
 * takes is cut; when too many say nothing, the one that has been silent longest gives way to the new one. Lines that come through a proxy
 * of ours are counted by the address that it names, and its own connections aren't. `silence`: how long a line may be open without a
 * handshake that was taken, ms.
 */
export const openStrangers = (
  http: HttpServer,
  { proxies, silence, crowds }: { proxies: readonly string[]; silence: number; crowds: Crowds },
): Strangers => {
  const addresses = openAddresses(proxies)
  const connections = openCrowd<NetSocket>(crowds.connections, (socket) => socket.destroy())
  const leaving = new Map<string, () => void>()
  // Whoever comes when all is full is closed at once.
  http.maxConnections = crowds.connected
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

  const lines = openCrowd<Line>(crowds.lines, (line) => line.close(true))
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
