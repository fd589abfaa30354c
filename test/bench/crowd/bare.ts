import { createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { handshakeText } from '#protocol/rest.ts'

// Bare socket.io: the same handshake by a signed number, the same messages acknowledged or sent on, and nothing else.
const port = Number(process.argv[2])
const known = new Map<string, KeyObject>()
process.on('message', (keys: Record<string, string>) => {
  for (const [id, key] of Object.entries(keys)) known.set(id, createPublicKey(key))
  process.send?.('known')
})
const http = createServer((_, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ nonce: randomBytes(32).toString('base64url') }))
})
const options = {
  transports: ['websocket' as const],
  serveClient: false,
  pingInterval: 10_000,
  pingTimeout: 10_000,
  destroyUpgradeTimeout: 10_000,
}
const agents = new Server(http, { ...options, path: '/agent/socket' })
const staff = new Server(http, { ...options, path: '/staff/socket' })
agents.use(({ handshake: { auth } }, next) => {
  const key = known.get(String(auth['machine']))
  const signature = Buffer.from(String(auth['signature']), 'base64url')
  const good = key && verify(null, Buffer.from(handshakeText(String(auth['nonce']))), key, signature)
  next(good ? undefined : new Error('no'))
})
agents.on('connection', (socket) => {
  socket.on('booth:status', (_, done: (answer: object) => void) => done({ done: true }))
  socket.on('booth:value', (value: { check: string }, done: (answer: object) => void) => {
    staff.to(value.check).emit('check:value', value)
    done({ done: true })
  })
})
staff.on('connection', (socket) => {
  socket.on('check:watch', async ({ check }: { check: string }, done: (answer: object) => void) => {
    await socket.join(check)
    done({ check: null })
  })
  socket.on('check:renew', (_, done: (answer: object) => void) => done({ done: true }))
  socket.on('check:claim', (_, done: (answer: object) => void) => done({ done: true }))
})
http.listen(port, '127.0.0.1', () => console.log('ready'))
process.on('disconnect', () => process.exit(0))
