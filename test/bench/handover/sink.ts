import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

// Systems that take reports, each under a path of its own: a message is known by its signature, the paper by its digest, and a receipt comes after the time
// that storing it takes. Under `/deaf` nothing is ever answered.

const [key = '', storesMs = '0'] = process.argv.slice(2)
const isSigned = (headers: NodeJS.Dict<string | string[]>, body: Buffer): boolean => {
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.`
  const own = createHmac('sha256', Buffer.from(key, 'base64')).update(text).update(body).digest()
  const given = Buffer.from(String(headers['webhook-signature']).slice(3), 'base64')
  return given.length === own.length && timingSafeEqual(given, own)
}

const server = createServer((request, reply) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    if (request.url?.startsWith('/deaf')) return
    const body = Buffer.concat(parts)
    const value = JSON.parse(body.toString())
    const digest = createHash('sha256').update(Buffer.from(value.pdf, 'base64')).digest('hex')
    if (!isSigned(request.headers, body) || digest !== value.pdfDigest) return void reply.writeHead(401).end()
    void sleep(Number(storesMs)).then(() =>
      reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ receipt: `R-${value.report.number}` })),
    )
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
