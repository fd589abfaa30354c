import { Device, type types } from 'mediasoup-client'
import { io } from 'socket.io-client'
import { getTracks } from '#kit/capture.ts'
import type { Source } from '#protocol/media.ts'

// A call by mediasoup and nothing else: the same tracks in the same layers, everything consumed whole, nothing looked after.

const me = new URLSearchParams(location.search).get('me') === 'booth' ? 'booth' : 'doctor'
const socket = io({ path: '/line', transports: ['websocket'], auth: { me } })
const ask = <T>(event: string, body: object = {}): Promise<T> => socket.emitWithAck(event, body)

const ENCODINGS: Record<Source, types.RtpEncodingParameters[]> = {
  camera: [
    { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 1, maxBitrate: 1_800_000, scalabilityMode: 'L1T3' },
  ],
  overview: [
    { scaleResolutionDownBy: 4, maxBitrate: 120_000, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 1, maxBitrate: 800_000, scalabilityMode: 'L1T3' },
  ],
  microphone: [{}],
}

const device = new Device()
await device.load({ routerRtpCapabilities: await ask('capabilities') })
const wire = (transport: types.Transport) => {
  transport.on(
    'connect',
    ({ dtlsParameters }, good) => void ask('connect:transport', { transport: transport.id, dtlsParameters }).then(good),
  )
  return transport
}
const send = wire(device.createSendTransport(await ask('transport', { way: 'send' })))
const receive = wire(device.createRecvTransport(await ask('transport', { way: 'receive' })))
send.on('produce', ({ kind, rtpParameters, appData }, good) => {
  void ask<{ id: string }>('produce', { kind, rtpParameters, source: appData['source'] }).then(good)
})

const show = async ({ source, ...options }: types.ConsumerOptions & { source: Source }) => {
  const { track, id } = await receive.consume(options)
  const element = document.querySelector<HTMLMediaElement>({ camera: '#theirs', overview: '#overview', microphone: '#voice' }[source])
  if (element) element.srcObject = new MediaStream([track])
  await ask('resume', { consumer: id })
}
let turn: Promise<unknown> = Promise.resolve()
socket.on('there', (producer: string) => {
  turn = turn.then(async () => show(await ask('consume', { producer, rtpCapabilities: device.recvRtpCapabilities })))
})
const { tracks } = await getTracks({
  sources: me === 'booth' ? ['camera', 'overview', 'microphone'] : ['camera', 'microphone'],
  madeUp: 'no',
  signal: new AbortController().signal,
})
for (const source of ['camera', 'microphone', 'overview'] as const) {
  const track = tracks[source]
  if (!track) continue
  const codecOptions =
    source === 'camera' ? { videoGoogleStartBitrate: 1000 } : source === 'microphone' ? { opusFec: true, opusDtx: false } : {}
  await send.produce({ track, encodings: ENCODINGS[source], codecOptions, appData: { source } })
}
await ask('ready')
document.body.dataset['ready'] = 'true'
