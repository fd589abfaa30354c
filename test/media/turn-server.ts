import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The file that an installer copies. */
const CONF = join(import.meta.dirname, '../../docs/turnserver.conf')
export const SECRET = 'north-of-the-river-9d1f'

export type TurnServer = { port: number; tlsPort: number; close(): Promise<void> }

const free = async (): Promise<number> => {
  const held: Server = createServer().listen(0, '127.0.0.1')
  await once(held, 'listening')
  const address = held.address()
  held.close()
  await once(held, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Until somebody takes connections there. */
const listening = async (port: number): Promise<void> => {
  for (;;) {
    const line = connect(port, '127.0.0.1')
    const stands = await new Promise<boolean>((told) => line.once('connect', () => told(true)).once('error', () => told(false)))
    line.destroy()
    if (stands) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/**
 * A real coturn with the file that an installer copies, changed where it says so: names, secret, certificate, ports, and the one address of
 * media. Everything here is on this machine, so that this address of it is allowed; every other stays closed.
 */
export const openTurnServer = async (): Promise<TurnServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-turn-'))
  const [port, tlsPort] = [await free(), await free()]
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const asked = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1']
  execFileSync('openssl', [...asked, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const changes: Record<string, string | number> = {
    'static-auth-secret': SECRET,
    cert,
    pkey: key,
    'listening-port': port,
    'tls-listening-port': tlsPort,
    'allowed-peer-ip': '127.0.0.1',
  }
  const lines = readFileSync(CONF, 'utf8').split('\n')
  const changed = lines.map((line) => {
    const [name = ''] = line.split('=')
    return name in changes ? `${name}=${changes[name]}` : line
  })
  const here = ['listening-ip=127.0.0.1', 'relay-ip=127.0.0.1', 'allow-loopback-peers', `userdb=${folder}/db`, `pidfile=${folder}/pid`]
  const conf = join(folder, 'turnserver.conf')
  writeFileSync(conf, [...changed, ...here, 'log-file=stdout', 'simple-log', ''].join('\n'))
  const server = spawn('turnserver', ['-c', conf], { stdio: 'ignore' })
  const ended = once(server, 'exit')
  const failed = Promise.race([once(server, 'error'), ended]).then(([why]) => Promise.reject(new Error(`coturn ended with ${String(why)}`)))
  failed.catch(() => {})
  for (const one of [port, tlsPort]) await Promise.race([listening(one), failed])
  return {
    port,
    tlsPort,
    async close() {
      server.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
