import { createSocket } from 'node:dgram'
import { availableParallelism } from 'node:os'
import { freePort } from '../../journey/product.ts'
import { type Network, openNetwork, type Weather } from '../../media/network.ts'

/** Who is at the near end of a line to the server, and what goes over it. */
export const SIDES = ['booth', 'doctor'] as const
export type Side = (typeof SIDES)[number]
export const KINDS = ['signalling', 'media', 'both'] as const
export type Kind = (typeof KINDS)[number]

/** Where each side's media goes to, on the workers' own ports. */
export const MEDIA_AT: Readonly<Record<Side, string>> = { booth: '127.0.0.2', doctor: '127.0.0.3' }

/** The lines of a hall and of a doctor to one server, each of which can be made bad. */
export type Lines = {
  mediaPort: number
  through: (port: number) => Promise<{ origin: string; server: string }>
  set(side: Side, kind: Kind, weather: Partial<Weather>): void
  close(): Promise<void>
}

/** As many free ports in a row as the server has workers. Below those that the system gives to whoever asks for any: the parts ask after this. */
const freePorts = async (count: number): Promise<number> => {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    const tries = await Promise.all(Array.from({ length: count }, (_, at) => isFree(first + at)))
    if (tries.every(Boolean)) return first
  }
}
const isFree = (port: number) =>
  new Promise<boolean>((told) => {
    const socket = createSocket('udp4')
    socket.once('error', () => told(false))
    socket.bind(port, '127.0.0.1', () => socket.close(() => told(true)))
  })

/** Opens the media's lines at once, and those of words when the server's port is known. */
export const openLines = async (): Promise<Lines> => {
  const count = availableParallelism()
  const mediaPort = await freePorts(count)
  const mediaOf = (side: Side) =>
    Promise.all(
      Array.from({ length: count }, (_, at) =>
        openNetwork({ address: MEDIA_AT[side], port: mediaPort + at }, { address: '127.0.0.1', port: mediaPort + at }, { datagrams: true }),
      ),
    )
  const lines: Record<Side, Record<'signalling' | 'media', Network[]>> = {
    booth: { signalling: [], media: await mediaOf('booth') },
    doctor: { signalling: [], media: await mediaOf('doctor') },
  }
  return {
    mediaPort,
    async through(port) {
      const wordsOf = async (side: Side) => {
        const at = await freePort()
        lines[side].signalling.push(await openNetwork({ address: '127.0.0.1', port: at }, { address: '127.0.0.1', port }))
        return `http://localhost:${at}`
      }
      return { server: await wordsOf('booth'), origin: await wordsOf('doctor') }
    },
    set(side, kind, weather) {
      const { signalling, media } = lines[side]
      for (const line of [...(kind === 'media' ? [] : signalling), ...(kind === 'signalling' ? [] : media)]) line.set(weather)
    },
    async close() {
      for (const line of SIDES.flatMap((side) => [...lines[side].signalling, ...lines[side].media])) await line.close()
    },
  }
}
