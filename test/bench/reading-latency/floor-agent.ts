import { SerialPort } from 'serialport'
import { io } from 'socket.io-client'

// The first hop of the bare chain: four bytes of a serial port are a number, and go out on a socket.
const [path = '', url = ''] = process.argv.slice(2)
const socket = io(url, { transports: ['websocket'] })
const port = new SerialPort({ path, baudRate: 9600 })
port.on('data', (bytes: Buffer) => {
  if (bytes.length === 4 && bytes[0] === 0xff) socket.emit('value', bytes.readUInt16BE(1), () => {})
})
socket.on('connect', () => process.stdout.write('ready\n'))
