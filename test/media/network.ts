import { createSocket, type Socket as Datagrams, type RemoteInfo } from 'node:dgram'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/** What a line does to what goes through it. `loss`: share of datagrams; `delayMs` each way; `bitsPerS` each way, null: all it gets. */
export type Weather = { cut: boolean; loss: number; delayMs: number; bitsPerS: number | null }
export const FAIR: Weather = { cut: false, loss: 0, delayMs: 0, bitsPerS: null }

/** A line between somebody and a server, that can be made bad. What a cut line was given is lost; its connections stand and are silent. */
export type Network = {
  set(weather: Partial<Weather>): void
  /** Datagrams that went through, both ways. */
  carried(): number
  close(): Promise<void>
}

type End = { address: string; port: number }

/** Before what waits for a narrow line is dropped, ms of waiting: as deep as a home router's. */
const DEEPEST_MS = 300

/** One way of a line: gives each thing to `pass` when it has gone through, or never. */
const openWay = (weather: () => Weather, random: () => number) => {
  let free = 0
  return (bytes: number, pass: () => void): void => {
    const { cut, loss, delayMs, bitsPerS } = weather()
    if (cut || (loss > 0 && random() < loss)) return
    const now = performance.now()
    const waits = bitsPerS === null ? 0 : Math.max(0, free - now)
    if (waits > DEEPEST_MS) return
    const sendMs = bitsPerS === null ? 0 : (bytes * 8000) / bitsPerS
    if (bitsPerS !== null) free = now + waits + sendMs
    const arrives = waits + sendMs + delayMs
    if (arrives < 1) return pass()
    void after(arrives).then(() => weather().cut || pass())
  }
}

/** Datagrams: a socket of its own to the server for each who sends. */
const relayDatagrams = async (at: End, to: End, weather: () => Weather, random: () => number, went: () => void) => {
  const door = createSocket('udp4')
  const behind = new Map<string, Datagrams>()
  const [there, back] = [openWay(weather, random), openWay(weather, random)]
  const socketOf = (from: RemoteInfo) => {
    const key = `${from.address}:${from.port}`
    const known = behind.get(key)
    if (known) return known
    const made = createSocket('udp4')
    made.on('error', () => {})
    made.on('message', (message) => {
      back(message.length, () => {
        went()
        door.send(message, from.port, from.address)
      })
    })
    behind.set(key, made)
    return made
  }
  door.on('error', () => {})
  door.on('message', (message, from) => {
    there(message.length, () => {
      went()
      socketOf(from).send(message, to.port, to.address)
    })
  })
  await new Promise<void>((up) => door.bind(at.port, at.address, up))
  return () => {
    door.close()
    for (const socket of behind.values()) socket.close()
  }
}

/** Connections: while the line is cut nothing moves in them, and who comes new waits. Only cut and delay are played here. */
const relayConnections = async (at: End, to: End, weather: () => Weather) => {
  const pairs = new Set<readonly [Socket, Socket]>()
  const waiting = new Set<Socket>()
  const pass = (from: Socket, into: Socket) => {
    const send = openWay(
      () => ({ ...weather(), cut: false, loss: 0, bitsPerS: null }),
      () => 1,
    )
    from.on('data', (chunk) => send(chunk.length, () => into.destroyed || into.write(chunk)))
    from.on('close', () => into.destroy())
    from.on('error', () => into.destroy())
  }
  const join = (near: Socket) => {
    const far = connect({ host: to.address, port: to.port, noDelay: true })
    const pair = [near, far] as const
    pairs.add(pair)
    near.on('close', () => pairs.delete(pair))
    pass(near, far)
    pass(far, near)
    near.resume()
  }
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (near) => {
    near.on('error', () => near.destroy())
    if (!weather().cut) return join(near)
    waiting.add(near)
    near.on('close', () => waiting.delete(near))
  })
  await new Promise<void>((up) => server.listen(at.port, at.address, up))
  return {
    turn() {
      const { cut } = weather()
      for (const socket of [...pairs].flat())
        if (cut) socket.pause()
        else socket.resume()
      if (cut) return
      for (const near of waiting) join(near)
      waiting.clear()
    },
    close: () =>
      new Promise<void>((down) => {
        server.close(() => down())
        for (const socket of [...[...pairs].flat(), ...waiting]) socket.destroy()
      }),
  }
}

/** Opens a line from `at` to `to`, of connections and, where `datagrams` is true, of datagrams too. Ports are the caller's. */
export const openNetwork = async (
  at: End,
  to: End,
  { datagrams = false, random = Math.random }: { datagrams?: boolean; random?: () => number } = {},
): Promise<Network> => {
  let weather = FAIR
  let carried = 0
  const connections = await relayConnections(at, to, () => weather)
  const close = datagrams
    ? await relayDatagrams(
        at,
        to,
        () => weather,
        random,
        () => (carried += 1),
      )
    : () => {}
  return {
    set(change) {
      weather = { ...weather, ...change }
      connections.turn()
    },
    carried: () => carried,
    async close() {
      close()
      await connections.close()
    },
  }
}

/** Has a page reach media on 127.0.0.1 by another address of this machine, where a network stands on the same port. Before it is opened. */
export const reachMediaBy = (page: Page, address: string): Promise<unknown> =>
  page.addInitScript((address) => {
    const Plain = RTCPeerConnection
    window.RTCPeerConnection = class extends Plain {
      override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
        const sdp = description.sdp?.replace(/^(a=candidate:(?:\S+ ){4})127\.0\.0\.1 /gm, `$1${address} `)
        return super.setRemoteDescription({ ...description, ...(sdp !== undefined && { sdp }) })
      }
    }
  }, address)
