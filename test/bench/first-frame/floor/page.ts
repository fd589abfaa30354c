import { Device, type types } from 'mediasoup-client'
import { io } from 'socket.io-client'

// What a page needs at least from the click to a picture, with everything ready that can be ready before it: socket,
// camera, and what the browser can do. After the click: a router, two transports, three layers sent, consumed paused, resumed.

type Opened = { send: types.TransportOptions; receive: types.TransportOptions }
const socket = io({ path: '/line', transports: ['websocket'] })
const ask = <T>(event: string, body: object = {}): Promise<T> => socket.emitWithAck(event, body)
const picture = document.querySelector<HTMLVideoElement>('#picture')

const camera = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720, frameRate: { ideal: 25, max: 30 } } })
const device = new Device()
await device.load({ routerRtpCapabilities: await ask('capabilities') })
const [track] = camera.getVideoTracks()

const claim = async (began: number) => {
  picture?.requestVideoFrameCallback((now) => {
    document.body.dataset['firstFrame'] = String(now - began)
  })
  const opened = await ask<Opened>('open')
  const send = device.createSendTransport(opened.send)
  const receive = device.createRecvTransport(opened.receive)
  for (const transport of [send, receive]) {
    transport.on('connect', ({ dtlsParameters }, good) => void ask('floor:connect', { transport: transport.id, dtlsParameters }).then(good))
  }
  send.on('produce', ({ rtpParameters }, good) => void ask<{ id: string }>('produce', { rtpParameters }).then(good))
  if (!track || !picture) throw new Error('no camera')
  await send.produce({
    track,
    encodings: [
      { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
      { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
      { scaleResolutionDownBy: 1, maxBitrate: 1_800_000 },
    ],
    codecOptions: { videoGoogleStartBitrate: 1000 },
  })
  const consumer = await receive.consume(await ask<types.ConsumerOptions>('consume', { rtpCapabilities: device.recvRtpCapabilities }))
  picture.srcObject = new MediaStream([consumer.track])
  await ask('resume')
}
document.querySelector('#claim')?.addEventListener('click', () => void claim(performance.now()))
document.body.dataset['ready'] = 'true'
