import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createWorker, type types } from 'mediasoup'
import type { Page } from 'playwright-core'
import { buildPages, openBrowser, openSite, openStage } from '../media/stage.ts'
import { workerBin } from '../worker-bin.ts'

// From the doctor's click on claim to the first decoded frame in the console, against a bare mediasoup page that does the same
// work after its click. Runs alternate; each has fresh pages.

const RUNS = 7

type Side = { run(): Promise<number>; close(): Promise<void> }

/** Clicks, and waits for the page to say after how many milliseconds its first frame stood. */
const click = async (page: Page): Promise<number> => {
  // What opening the pages has stirred up must not be measured.
  await page.waitForTimeout(1500)
  await page.click('#claim')
  await page.waitForSelector('body[data-first-frame]', { timeout: 30_000 })
  return Number(await page.getAttribute('body', 'data-first-frame'))
}

/** The product: a booth in the queue, by way of its agent, and a console that looks at the queue. */
const openProduct = async (): Promise<Side> => {
  const stage = await openStage()
  const oneProductRun = async (): Promise<number> => {
    const check = randomUUID()
    const context = await stage.browser.newContext()
    const [booth, doctor] = [await context.newPage(), await context.newPage()]
    await booth.goto(stage.page('booth', check))
    await booth.waitForSelector('body[data-ready][data-state=live]')
    await doctor.goto(stage.page('doctor', check))
    await doctor.waitForSelector('body[data-ready]')
    const ms = await click(doctor)
    await context.close()
    await stage.media.closeRoom(check)
    return ms
  }
  return { run: oneProductRun, close: () => stage.close() }
}

/** The floor: mediasoup and nothing else. */
const openFloor = async (): Promise<Side> => {
  const pages = await buildPages(join(import.meta.dirname, 'floor'))
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
  const browser = await openBrowser()
  return {
    async run() {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(site.origin)
      await page.waitForSelector('body[data-ready]')
      const ms = await click(page)
      await context.close()
      return ms
    },
    async close() {
      await browser.close()
      await site.close()
      worker.close()
      rmSync(pages, { recursive: true, force: true })
    },
  }
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

const product = await openProduct()
const floor = await openFloor()
const times: { product: number[]; floor: number[] } = { product: [], floor: [] }
// The first of each warms files, fonts and code up; it isn't counted.
for (let run = 0; run <= RUNS; run += 1) {
  const pair = { product: await product.run(), floor: await floor.run() }
  console.log(`${run === 0 ? 'warm-up' : `run ${run}`}: product ${pair.product.toFixed(0)} ms, floor ${pair.floor.toFixed(0)} ms`)
  if (run === 0) continue
  times.product.push(pair.product)
  times.floor.push(pair.floor)
}
await product.close()
await floor.close()
const [productMs, floorMs] = [median(times.product), median(times.floor)]
console.log(
  JSON.stringify({
    name: 'first-frame',
    product_ms: Math.round(productMs),
    floor_ms: Math.round(floorMs),
    ratio: Math.round((productMs / floorMs) * 100) / 100,
    runs: RUNS,
  }),
)
