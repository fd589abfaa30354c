import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'

// An authority that issues seals and says whether they stand: OpenSSL's `ca` and `ocsp` behind a few lines of HTTP.

const run = promisify(execFile)

const configOf = (url: string) => `
[req]
distinguished_name = name
prompt = no
[name]
CN = unused
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = issued
default_md = sha256
default_crl_days = 30
policy = any
unique_subject = no
[any]
commonName = supplied
[listed]
keyUsage = critical,digitalSignature,nonRepudiation
crlDistributionPoints = URI:${url}/list.crl
[answered]
keyUsage = critical,digitalSignature,nonRepudiation
authorityInfoAccess = OCSP;URI:${url}/ocsp
`

/** An authority with its root in a folder, listening on this machine. `asked`: the paths that came. */
export const openAuthority = async (folder: string) => {
  mkdirSync(join(folder, 'issued'), { recursive: true })
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => void parts.push(part))
    request.on('end', () => {
      const answer = async () => {
        if (request.url === '/list.crl') return response.end(readFileSync(at('list.crl')))
        writeFileSync(at('question.der'), Buffer.concat(parts))
        const signer = ['-CA', 'root.crt', '-rsigner', 'root.crt', '-rkey', 'root.key', '-ndays', '7']
        await run('openssl', ['ocsp', '-index', 'index.txt', ...signer, '-reqin', 'question.der', '-respout', 'answer.der'], {
          cwd: folder,
        })
        return response.end(readFileSync(at('answer.der')))
      }
      answer().catch(() => response.writeHead(500).end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  writeFileSync(at('openssl.cnf'), configOf(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`))
  for (const [name, text] of [
    ['index.txt', ''],
    ['serial', '1000'],
  ] as const)
    writeFileSync(at(name), text)
  const key = ['-newkey', 'rsa:2048', '-nodes', '-config', 'openssl.cnf']
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'root.key',
    '-out',
    'root.crt',
    '-days',
    '7300',
    '-subj',
    '/CN=Test seal root',
    '-extensions',
    'root',
  )
  const lists = () => {
    openssl('ca', '-config', 'openssl.cnf', '-cert', 'root.crt', '-keyfile', 'root.key', '-gencrl', '-out', 'list.pem')
    openssl('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.crl')
  }
  lists()
  return {
    root: at('root.crt'),
    asked,
    /** Issues a seal that is good from 2024 on, into a folder of its own; `by`: whether its certificate names a list or who answers. */
    issue: (into: string, by: 'listed' | 'answered') => {
      mkdirSync(into)
      openssl('req', ...key, '-keyout', join(into, 'seal.key'), '-out', 'seal.csr', '-subj', '/CN=Test seal')
      const term = ['-startdate', '20240101000000Z', '-enddate', '20440101000000Z', '-extensions', by]
      const signer = ['-config', 'openssl.cnf', '-cert', 'root.crt', '-keyfile', 'root.key']
      openssl('ca', '-batch', '-notext', ...signer, ...term, '-in', 'seal.csr', '-out', 'seal.crt')
      writeFileSync(join(into, 'seal.crt'), readFileSync(at('seal.crt'), 'utf8') + readFileSync(at('root.crt'), 'utf8'))
    },
    revoke: (certificate: string) => {
      openssl('ca', '-config', 'openssl.cnf', '-cert', 'root.crt', '-keyfile', 'root.key', '-revoke', certificate)
      lists()
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
