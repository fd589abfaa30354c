import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as after } from 'node:timers/promises'

/** RTP in by a port of this machine, WebM of one track out. */
export type Ffmpeg = {
  output: Readable
  pid: number | undefined
  /** Does it listen already? False: it has ended, or doesn't in time. */
  listens(): Promise<boolean>
  /** Asks it to end what it writes. */
  end(): void
  /** It has ended, by itself or not. */
  ended: Promise<void>
}

/** How soon ffmpeg listens on a busy machine, ms, and how often it is looked. */
const LISTENS_MS = 10_000
const LOOK_MS = 20
/** How long after being asked it's asked once more, and after which it is ended, ms. */
const AGAIN_MS = 300
const END_MS = 5000

/**
 * A picture is copied. A voice has gaps, where packets were lost or nobody spoke and nothing was sent: players close those up, and what is
 * heard would run before what is seen; so it is written again with silence in them.
 */
const WRITING = {
  video: ['-c:v', 'copy'],
  audio: ['-af', 'aresample=async=1', '-c:a', 'libopus', '-b:a', '32k', '-application', 'voip'],
} as const

const argumentsOf = (kind: 'audio' | 'video'): string[] => [
  // Whatever ends the server ends it: else it would wait for packets for ever.
  ...'--pdeathsig KILL -- ffmpeg -hide_banner -nostdin -loglevel error'.split(' '),
  // What a picture is it says in its first packets: nothing is guessed from more.
  ...'-protocol_whitelist pipe,udp,rtp -fpsprobesize 0 -analyzeduration 500000 -max_delay 500000 -f sdp -i pipe:0'.split(' '),
  ...WRITING[kind],
  ...'-cluster_time_limit 1000 -flush_packets 1 -f webm pipe:1'.split(' '),
]

/** Starts ffmpeg with what comes to which port (SDP). `told`: what it complains of. */
export const startFfmpeg = (kind: 'audio' | 'video', sdp: string, port: number, told: (line: string) => void): Ffmpeg => {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn('setpriv', argumentsOf(kind), { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.on('error', () => {})
  child.stdin.end(sdp)
  child.stderr.setEncoding('utf8').on('data', told)
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      told(error.message)
      resolve()
    })
    child.once('close', () => resolve())
  })
  let asked = false
  const runs = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null
  return {
    output: child.stdout,
    pid: child.pid,
    async listens() {
      for (let waited = 0; runs() && waited < LISTENS_MS; waited += LOOK_MS) {
        if (await isListening(port)) return true
        await after(LOOK_MS)
      }
      return false
    },
    end() {
      if (asked) return
      asked = true
      child.kill('SIGINT')
      // The first is heard with the next packet, the second where none comes any more; both let it write what it has.
      const timers = [setTimeout(() => child.kill('SIGINT'), AGAIN_MS), setTimeout(() => child.kill('SIGKILL'), END_MS)]
      void ended.then(() => timers.forEach(clearTimeout))
    },
    ended,
  }
}

/** Does anybody on this machine listen on a UDP port? Linux tells it in `/proc/net/udp`: a number, address and port in hexadecimal, and more. */
const isListening = async (port: number): Promise<boolean> => {
  const listed = await readFile('/proc/net/udp', 'latin1')
  return new RegExp(`^ *\\d+: [0-9A-F]{8}:${port.toString(16).toUpperCase().padStart(4, '0')} `, 'm').test(listed)
}

/** A free port of this machine with a free one behind it: ffmpeg takes both. Somebody may still take one first: then ffmpeg ends, and is started again. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const first = await bound(0)
    const { port } = first.address()
    const next = await bound(port + 1).catch(() => null)
    await closed(first)
    if (!next) continue
    await closed(next)
    return port
  }
}

const bound = async (port: number): Promise<Socket> => {
  const socket = createSocket('udp4').bind(port, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}
const closed = (socket: Socket) => new Promise<void>((done) => socket.close(() => done()))
