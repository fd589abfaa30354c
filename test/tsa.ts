import { execFile, execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'

// A time-stamping authority of another make: OpenSSL's `ts` behind a few lines of HTTP.

const run = promisify(execFile)
const POLICY = '1.3.6.1.4.1.99999.1'

const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
CN = unused
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[stamping]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[other]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,timeStamping,codeSigning
[tsa]
default_tsa = tsa_default
[tsa_default]
serial = serial
signer_digest = sha256
default_policy = ${POLICY}
other_policies = ${POLICY}.2
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

/** What an authority can be made to do wrongly, or what its certificate is for. */
export type Manner = { extensions?: 'stamping' | 'other'; days?: number }

/**
 * An authority with its own root in a folder, listening on this machine. `answer`: what a test has it answer instead; null: what OpenSSL
 * says. `asked`: the questions that came.
 */
export const openTsa = async (folder: string, { extensions = 'stamping', days = 3650 }: Manner = {}) => {
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  writeFileSync(at('openssl.cnf'), CONFIG)
  writeFileSync(at('serial'), '01')
  const key = ['-newkey', 'rsa:2048', '-nodes', '-config', 'openssl.cnf']
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '7300',
    '-subj',
    '/CN=Test stamp root',
    '-extensions',
    'ca',
  )
  openssl('req', ...key, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Test stamps')
  const issuing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', String(days)]
  openssl('x509', '-req', '-in', 'tsa.csr', ...issuing, '-out', 'tsa.crt', '-extfile', 'openssl.cnf', '-extensions', extensions)
  const asked: Buffer[] = []
  let instead: ((request: Buffer, response: ServerResponse) => void) | null = null
  let count = 0
  const answer = async (request: Buffer): Promise<Buffer> => {
    const name = `request-${++count}`
    writeFileSync(at(`${name}.tsq`), request)
    const made = ['-inkey', 'tsa.key', '-signer', 'tsa.crt', '-out', `${name}.tsr`]
    await run('openssl', ['ts', '-reply', '-config', 'openssl.cnf', '-queryfile', `${name}.tsq`, ...made], { cwd: folder })
    return readFileSync(at(`${name}.tsr`))
  }
  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(Buffer.from(part))
    const request = Buffer.concat(parts)
    asked.push(request)
    if (instead) return instead(request, response)
    response.setHeader('content-type', 'application/timestamp-reply').end(await answer(request))
  }
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
    root: at('ca.crt'),
    policy: POLICY,
    asked,
    /** OpenSSL's answer to a question. */
    answer,
    instead: (handler: typeof instead) => void (instead = handler),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
