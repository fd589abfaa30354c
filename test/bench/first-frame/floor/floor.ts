import { rmSync } from 'node:fs'
import { createWorker, type types } from 'mediasoup'
import type { Browser } from 'playwright-core'
import { buildPages, openSite } from '../../../media/stage.ts'
import { workerBin } from '../../../worker-bin.ts'
import type { Side } from '../side.ts'

/**
 * The floor: mediasoup and nothing else. `cold` does everything after its click; else what the product does in advance is done in advance: the
 * booth has joined, its way stands and is held.
 */
export const openFloor = async (browser: Browser, cold: boolean): Promise<Side> => {
  const pages = await buildPages(import.meta.dirname)
  const site = await openSite(pages)
  const worker = await createWorker({ workerBin: workerBin() })
  const listenInfos = (['udp', 'tcp'] as const).map((protocol) => ({ protocol, ip: '127.0.0.1' }))
  const webRtcServer = await worker.createWebRtcServer({ listenInfos })
  const mediaCodecs: types.RouterRtpCodecCapability[] = [{ kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 }]
  const { rtpCapabilities } = await worker.createRouter({ mediaCodecs })
  const view = ({ id, iceParameters, iceCandidates, dtlsParameters }: types.WebRtcTransport) => ({
    id,
    iceParameters,
    iceCandidates,
    dtlsParameters,
  })
  site.line.on('connection', (socket) => {
    let router: types.Router
    let send: types.WebRtcTransport
    let receive: types.WebRtcTransport
    let producer: types.Producer
    let consumer: types.Consumer
    const answer = (event: string, give: (body: never) => Promise<unknown>) =>
      socket.on(event, ((body: never, ack: (value: unknown) => void) => void give(body).then(ack)) as () => void)
    answer('capabilities', async () => rtpCapabilities)
    answer('open', async () => {
      router = await worker.createRouter({ mediaCodecs })
      const options = { webRtcServer, preferUdp: true, initialAvailableOutgoingBitrate: 1_500_000 }
      ;[send, receive] = await Promise.all([router.createWebRtcTransport(options), router.createWebRtcTransport(options)])
      return { send: view(send), receive: view(receive) }
    })
    answer('hold', async () => {
      router = await worker.createRouter({ mediaCodecs })
      send = await router.createWebRtcTransport({ webRtcServer, preferUdp: true })
      return { send: view(send) }
    })
    // One question for the transport and the stream, which flows as soon as the transport stands.
    answer('receive', async ({ rtpCapabilities }: { rtpCapabilities: types.RtpCapabilities }) => {
      receive = await router.createWebRtcTransport({ webRtcServer, preferUdp: true, initialAvailableOutgoingBitrate: 1_500_000 })
      consumer = await receive.consume({ producerId: producer.id, rtpCapabilities })
      const { id, kind, rtpParameters } = consumer
      return { receive: view(receive), camera: { id, producerId: producer.id, kind, rtpParameters } }
    })
    answer('floor:connect', async ({ transport, dtlsParameters }: { transport: string; dtlsParameters: types.DtlsParameters }) => {
      await (transport === send.id ? send : receive).connect({ dtlsParameters })
      return {}
    })
    answer('produce', async ({ rtpParameters }: { rtpParameters: types.RtpParameters }) => {
      producer = await send.produce({ kind: 'video', rtpParameters })
      return { id: producer.id }
    })
    answer('consume', async ({ rtpCapabilities }: { rtpCapabilities: types.RtpCapabilities }) => {
      consumer = await receive.consume({ producerId: producer.id, rtpCapabilities, paused: true })
      return { id: consumer.id, producerId: producer.id, kind: 'video', rtpParameters: consumer.rtpParameters }
    })
    answer('resume', async () => {
      await consumer.resume()
      return {}
    })
    socket.on('disconnect', () => router?.close())
  })
  const context = await browser.newContext()
  const page = await context.newPage()
  const ready = async () => {
    await page.goto(`${site.origin}/${cold ? '?cold' : ''}`)
    await page.waitForSelector('body[data-ready]')
  }
  await ready()
  return {
    async claim() {
      await page.click('#claim')
      await page.waitForSelector('body[data-first-frame]', { timeout: 30_000 })
      return Number(await page.getAttribute('body', 'data-first-frame'))
    },
    release: ready,
    async close() {
      await context.close()
      await site.close()
      worker.close()
      rmSync(pages, { recursive: true, force: true })
    },
  }
}
