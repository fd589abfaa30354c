import { Device, type types } from 'mediasoup-client'
import { io } from 'socket.io-client'

// What a page needs at least from the click to a picture. Cold: socket, camera and what the browser can do are ready; after the click a
// router, two transports, three layers sent, consumed paused, resumed. Else what the product's booth has done before its doctor's
// click is done before: the way to the worker stands and is held; after the click the camera is let go, and a way made to receive it.

type Opened = { send: types.TransportOptions; receive: types.TransportOptions }
const socket = io({ path: '/line', transports: ['websocket'] })
const ask = <T>(event: string, body: object = {}): Promise<T> => socket.emitWithAck(event, body)
const picture = document.querySelector<HTMLVideoElement>('#picture')

const camera = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720, frameRate: { ideal: 25, max: 30 } } })
const device = new Device()
await device.load({ routerRtpCapabilities: await ask('capabilities') })
const [track] = camera.getVideoTracks()

const wire = (transport: types.Transport) => {
  transport.on('connect', ({ dtlsParameters }, good) => void ask('floor:connect', { transport: transport.id, dtlsParameters }).then(good))
  return transport
}
const layers = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { scaleResolutionDownBy: 1, maxBitrate: 1_800_000 },
]
const produce = async (send: types.Transport) => {
  send.on('produce', ({ rtpParameters }, good) => void ask<{ id: string }>('produce', { rtpParameters }).then(good))
  if (!track) throw new Error('no camera')
  return send.produce({ track, encodings: layers, codecOptions: { videoGoogleStartBitrate: 1000 }, stopTracks: false })
}
const show = async (receive: types.Transport, options: types.ConsumerOptions) => {
  const consumer = await receive.consume(options)
  if (picture) picture.srcObject = new MediaStream([consumer.track])
}
/** Notes when the first frame stands. */
const noteFrame = (began: number) =>
  picture?.requestVideoFrameCallback((now) => {
    document.body.dataset['firstFrame'] = String(now - began)
  })

const claimCold = async (began: number) => {
  noteFrame(began)
  const opened = await ask<Opened>('open')
  const [send, receive] = [wire(device.createSendTransport(opened.send)), wire(device.createRecvTransport(opened.receive))]
  await produce(send)
  await show(receive, await ask<types.ConsumerOptions>('consume', { rtpCapabilities: device.recvRtpCapabilities }))
  await ask('resume')
}

type Received = { receive: types.TransportOptions; camera: types.ConsumerOptions }
/** Held: the way stands and nothing goes over it. Gives what is left for the click. */
const hold = async () => {
  const send = wire(device.createSendTransport((await ask<Opened>('hold')).send))
  const stands = new Promise<void>((resolve) => send.on('connectionstatechange', (state) => state === 'connected' && resolve()))
  const producer = await produce(send)
  await stands
  await producer.replaceTrack({ track: null })
  return async (began: number) => {
    noteFrame(began)
    const [{ receive, camera }] = await Promise.all([
      ask<Received>('receive', { rtpCapabilities: device.recvRtpCapabilities }),
      producer.replaceTrack({ track: track ?? null }),
    ])
    await show(wire(device.createRecvTransport(receive)), camera)
  }
}

const claim = new URLSearchParams(location.search).has('cold') ? claimCold : await hold()
document.querySelector('#claim')?.addEventListener('click', () => void claim(performance.now()))
document.body.dataset['ready'] = 'true'
