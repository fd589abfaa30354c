import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { root } from '../setup/places.mjs'

const FORBIDDEN = JSON.parse(readFileSync(join(root, 'common/protocol/forbidden-ports.json'), 'utf8'))

/** The port that a variable names. Throws with a plain sentence when it names none. */
export const portFrom = (env, name, otherwise) => {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535)
    throw new Error(`${name} must be a port, 1 to 65535; it is “${text}”.`)
  return Number(text)
}

const listens = (port, host) =>
  new Promise((answer) => {
    const server = createServer()
    server.once('error', (error) => answer(error.code))
    server.listen({ port, host, exclusive: true }, () => server.close(() => answer(null)))
  })

/** Why nobody can listen on this port of this machine: `used`, `forbidden`, or null: it is free. */
const portTaken = async (port) => {
  // Another program may sit on one of the two alone; a machine without IPv6 answers something else, which doesn't matter.
  for (const host of ['127.0.0.1', '::1']) {
    const code = await listens(port, host)
    if (code === 'EADDRINUSE') return 'used'
    if (code === 'EACCES') return 'forbidden'
  }
  return null
}

/** What is wrong with these ports, as sentences: `ports` is a list of { variable, port, part }. Empty: all are free. */
export const portTroubles = async (ports) => {
  const troubles = []
  for (const [index, { variable, port, part }] of ports.entries()) {
    const twin = ports.slice(0, index).find((other) => other.port === port)
    if (twin) {
      troubles.push(`${variable} and ${twin.variable} both name port ${port}.`)
      continue
    }
    if (FORBIDDEN.includes(port)) {
      troubles.push(`${variable} names port ${port}, which browsers open for no page.`)
      continue
    }
    const taken = await portTaken(port)
    if (taken === 'used') troubles.push(`Port ${port} (${part}, ${variable}) is used by another program, perhaps by Roadfit itself.`)
    if (taken === 'forbidden') troubles.push(`Port ${port} (${part}, ${variable}) may only be used by root.`)
  }
  return troubles
}
