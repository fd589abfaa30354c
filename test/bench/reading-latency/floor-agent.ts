import { SerialPort } from 'serialport'
import { io } from 'socket.io-client'

// The first hop of the bare chain: four bytes of a serial port are a number, and go out on a socket.
const [path = '', url = ''] = process.argv.slice(2)
const socket = io(url, { transports: ['websocket'] })
const port = new SerialPort({ path, baudRate: 9600 })
let rest = Buffer.alloc(0)
// A busy machine reads two numbers in one go, or half of one.
port.on('data', (bytes: Buffer) => {
  for (rest = Buffer.concat([rest, bytes]); rest.length >= 4; rest = rest.subarray(4)) socket.emit('value', rest.readUInt16BE(1), () => {})
})
socket.on('connect', () => process.stdout.write('ready\n'))
