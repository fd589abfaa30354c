import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

// The second hop of the bare chain: what comes from the one socket goes to the others. Its page shows the number as text.
const page = `<!doctype html><title>floor</title><p id="value"></p><script src="/socket.io/socket.io.min.js"></script>
<script>const text = document.querySelector('#value'); io({ transports: ['websocket'] }).on('value', (value) => (text.textContent = value))</script>`
const http = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page))
const io = new Server(http, { transports: ['websocket'] })
io.on('connection', (socket) => {
  socket.on('value', (value: number, ack: (done: object) => void) => {
    socket.broadcast.emit('value', value)
    ack({ done: true })
  })
})
http.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${(http.address() as AddressInfo).port}\n`))
