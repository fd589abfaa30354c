import type { types } from 'mediasoup'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Participant, RtpParameters } from '#protocol/media.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { ROOM_CAPABILITIES } from '#protocol/room-capabilities.ts'
import { workerBin } from '../../test/worker-bin.ts'
import { openRoom, type Room } from './room.ts'
import type { Seat } from './seat.ts'
import { type OpenRouter, openWorkers, type Workers } from './workers.ts'

// What the worker was really told, on a real worker: a browser's own words would not show it.

const quiet = { error() {}, warn() {}, info() {}, debug() {} }
const SSRC = 4242
const camera: types.RtpParameters = {
  mid: 'v',
  codecs: [
    { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000, parameters: {}, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] },
  ],
  encodings: [{ ssrc: SSRC }],
  rtcp: { cname: 'made-up' },
}
const got = async <T>(answer: Promise<T | Refusal>): Promise<T> => {
  const value = await answer
  if (isRefusal(value)) throw new Error(`refused: ${value.refused}`)
  return value
}

let workers: Workers
let open: OpenRouter
let room: Room
/** What the worker forwards to somebody, in the order in which it was asked for. */
const forwarded: types.Consumer[] = []
const sit = (participant: Participant) => room.sit({ participant, identity: participant, tell() {}, seat: null })
const send = async (seat: Seat, paused: boolean) => {
  const { id } = await got(seat.transport('send'))
  return got(seat.produce({ transport: id, source: 'camera', kind: 'video', rtpParameters: camera, paused }))
}

/** What a doctor gets of a booth that sends three layers, whose streams are numbered from `ssrc`. */
const seenInLayers = async (ssrc: number): Promise<types.Consumer | undefined> => {
  forwarded.length = 0
  const booth = sit('booth')
  const { id } = await got(booth.transport('send'))
  const encodings = [ssrc, ssrc + 1, ssrc + 2].map((one) => ({ ssrc: one, scalabilityMode: 'L1T3' }))
  await got(booth.produce({ transport: id, source: 'camera', kind: 'video', rtpParameters: { ...camera, encodings }, paused: false }))
  await got(sit('doctor').receive(ROOM_CAPABILITIES))
  return forwarded[0]
}

beforeAll(async () => {
  workers = await openWorkers(
    { workerBin: workerBin(), count: 1, listening: { listenIp: '127.0.0.1', announcedAddress: null, port: 0 }, log: quiet },
    { died() {}, replaced() {} },
  )
  const opened = await workers.openRouter()
  if (!opened) throw new Error('no worker')
  open = opened
  room = openRoom('check', open, () => {})
  open.router.observer.on('newtransport', (transport) => transport.observer.on('newconsumer', (consumer) => void forwarded.push(consumer)))
})
afterAll(() => workers.close())

test('a room speaks, to the letter, what the pages prepared for', () => {
  expect(JSON.stringify(open.router.rtpCapabilities)).toBe(JSON.stringify(ROOM_CAPABILITIES))
})

test('nothing of a held booth is forwarded, whatever the doctor asks for, until it sends and as soon as it holds again', async () => {
  const booth = sit('booth')
  const producer = await send(booth, true)
  const doctor = sit('doctor')
  const joined = await got(doctor.receive(ROOM_CAPABILITIES))
  expect(joined.camera?.producerId).toBe(producer)
  expect(forwarded.map(({ paused }) => paused)).toEqual([true])
  const again = await got(doctor.consume(joined.receive.id, producer, ROOM_CAPABILITIES))
  expect(await doctor.resume(again.id)).toBe(null)
  const [, consumer] = forwarded
  expect(consumer?.paused).toBe(true)

  expect(await booth.hold(producer, false)).toBe(null)
  await vi.waitFor(() => expect(consumer?.paused).toBe(false))
  expect(await booth.hold(producer, true)).toBe(null)
  expect(consumer?.paused).toBe(true)
})

test('whoever joins a booth that sends gets its camera without asking, and nobody else', async () => {
  forwarded.length = 0
  const booth = sit('booth')
  const mine = await got(booth.receive(ROOM_CAPABILITIES))
  expect(mine.camera).toBe(null)
  const producer = await send(booth, false)
  const { camera } = await got(sit('doctor').receive(ROOM_CAPABILITIES))
  expect(camera).toMatchObject({ producerId: producer, kind: 'video' })
  expect(forwarded.map(({ id, paused }) => ({ id, paused }))).toEqual([{ id: camera?.id, paused: false }])
})

test('however many transports a seat asks for at once, it has one each way, and its worker never had more', async () => {
  const booth = sit('booth')
  let there = 0
  let most = 0
  open.router.observer.on('newtransport', (transport) => {
    most = Math.max(most, ++there)
    transport.observer.once('close', () => there--)
  })
  const before = there
  await Promise.all(Array.from({ length: 40 }, (_, at) => booth.transport(at % 2 ? 'send' : 'receive')))
  expect(there - before).toBe(2)
  expect(most).toBeLessThanOrEqual(3)
})

test('a source is sent in at most three sizes, and a source that is sent again takes the place of itself', async () => {
  const layers = (count: number) => ({ ...camera, encodings: Array.from({ length: count }, (_, at) => ({ ssrc: 9000 + at })) })
  expect(Value.Check(RtpParameters, layers(3))).toBe(true)
  expect(Value.Check(RtpParameters, layers(4))).toBe(false)
  const booth = sit('booth')
  const { id } = await got(booth.transport('send'))
  for (const at of [1, 2, 3])
    await got(
      booth.produce({
        transport: id,
        source: 'camera',
        kind: 'video',
        rtpParameters: { ...camera, mid: `v${at}`, encodings: [{ ssrc: 9100 + at }] },
        paused: false,
      }),
    )
  expect(booth.producing()).toHaveLength(1)
})

test('the whole picture is asked for once, after the first: what the line takes away the worker gives back by itself', async () => {
  const consumer = await seenInLayers(9201)
  expect(consumer?.preferredLayers?.spatialLayer).toBe(0)
  consumer?.emit('layerschange', { spatialLayer: 0, temporalLayer: 0 })
  await vi.waitFor(() => expect(consumer?.preferredLayers?.spatialLayer).toBe(2))

  const asked = consumer && vi.spyOn(consumer, 'setPreferredLayers')
  vi.useFakeTimers()
  consumer?.emit('layerschange', { spatialLayer: 0, temporalLayer: 0 })
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
  expect(asked).not.toHaveBeenCalled()
})

test('what stops coming begins again in its smallest layer, at its full rate, and the whole picture is asked for after that', async () => {
  const consumer = await seenInLayers(9301)
  consumer?.emit('layerschange', { spatialLayer: 0, temporalLayer: 0 })
  await vi.waitFor(() => expect(consumer?.preferredLayers?.spatialLayer).toBe(2))
  // The line is cut: of none of the layers anything comes.
  consumer?.emit('layerschange', undefined)
  await vi.waitFor(() => expect(consumer?.preferredLayers?.spatialLayer).toBe(0))
  consumer?.emit('layerschange', { spatialLayer: 0, temporalLayer: 0 })
  await vi.waitFor(() => expect(consumer?.preferredLayers?.spatialLayer).toBe(2))
})

test('of a greater layer that is back before the smallest all pictures come, and the whole one soon after', async () => {
  const consumer = await seenInLayers(9601)
  consumer?.emit('layerschange', { spatialLayer: 1, temporalLayer: 0 })
  await vi.waitFor(() => expect(consumer?.preferredLayers).toEqual({ spatialLayer: 1, temporalLayer: 2 }))
  await vi.waitFor(() => expect(consumer?.preferredLayers).toEqual({ spatialLayer: 2, temporalLayer: 2 }))
})

test('whoever asks again for what flows to them, as after a cut, has it begin with a whole picture', async () => {
  forwarded.length = 0
  const booth = sit('booth')
  await send(booth, false)
  const doctor = sit('doctor')
  const { camera } = await got(doctor.receive(ROOM_CAPABILITIES))
  const [consumer] = forwarded
  const asked = consumer && vi.spyOn(consumer, 'requestKeyFrame')
  expect(await doctor.resume(camera?.id ?? '')).toBe(null)
  expect(asked).toHaveBeenCalledOnce()
  expect(await doctor.resume('made-up')).toMatchObject({ refused: 'media-unknown' })
  // What is held has no picture to begin with.
  await booth.hold(camera?.producerId ?? '', true)
  expect(await doctor.resume(camera?.id ?? '')).toBe(null)
  expect(asked).toHaveBeenCalledOnce()
})

test('a picture begins again from a whole one when a cut is over, whichever side was cut, and for nothing else', async () => {
  const consumer = await seenInLayers(9501)
  const asked = consumer && vi.spyOn(consumer, 'requestKeyFrame')
  const scored = (score: number, producerScores: number[]) =>
    consumer?.emit('score', { score, producerScore: Math.max(...producerScores), producerScores })
  // Layers come one after the other at the beginning, and a line may be bad for a while.
  scored(10, [10, 0, 0])
  scored(10, [10, 10, 0])
  scored(6, [9, 7, 10])
  scored(8, [9, 10, 10])
  expect(asked).not.toHaveBeenCalled()
  // The sender's line is cut, and back.
  scored(8, [9, 0, 0])
  expect(asked).not.toHaveBeenCalled()
  scored(8, [9, 10, 10])
  expect(asked).toHaveBeenCalledTimes(1)
  // That of whoever gets it: the first word after a cut is that nothing has come.
  scored(0, [9, 10, 10])
  expect(asked).toHaveBeenCalledTimes(2)
  scored(0, [9, 9, 10])
  scored(7, [9, 9, 10])
  expect(asked).toHaveBeenCalledTimes(2)
})

test('of several layers the smallest alone may be silent for longer: a short cut makes nothing of it forgotten', async () => {
  const booth = sit('booth')
  const { id } = await got(booth.transport('send'))
  const produced = async (ssrcs: number[]) => {
    const encodings = ssrcs.map((ssrc) => ({ ssrc }))
    await got(booth.produce({ transport: id, source: 'camera', kind: 'video', rtpParameters: { ...camera, encodings }, paused: false }))
    return booth.producing()[0]?.producer.rtpParameters.encodings?.map(({ dtx }) => dtx)
  }
  expect(await produced([9401, 9402, 9403])).toEqual([true, false, false])
  expect(await produced([9411])).toEqual([false])
})

test('who watches gets the face in its smallest layer, however large they say that they show it, and neither voice nor overview', async () => {
  forwarded.length = 0
  const booth = sit('booth')
  const { id } = await got(booth.transport('send'))
  const layered = {
    ...camera,
    encodings: [1, 2, 3].map((at) => ({ ssrc: 9200 + at, scalabilityMode: 'L1T3' })),
  }
  const face = await got(booth.produce({ transport: id, source: 'camera', kind: 'video', rtpParameters: layered, paused: false }))
  const overview = await got(
    booth.produce({
      transport: id,
      source: 'overview',
      kind: 'video',
      rtpParameters: { ...camera, mid: 'o', encodings: [{ ssrc: 9210 }] },
      paused: false,
    }),
  )
  const voice = await got(
    booth.produce({
      transport: id,
      source: 'microphone',
      kind: 'audio',
      rtpParameters: {
        mid: 'a',
        codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2, parameters: {}, rtcpFeedback: [] }],
        encodings: [{ ssrc: 9220 }],
        rtcp: { cname: 'made-up' },
      },
      paused: false,
    }),
  )
  const watcher = sit('watcher')
  const { receive, camera: seen } = await got(watcher.receive(ROOM_CAPABILITIES))
  expect(seen?.producerId).toBe(face)
  for (const kept of [overview, voice])
    expect(await watcher.consume(receive.id, kept, ROOM_CAPABILITIES)).toMatchObject({ refused: 'media-unknown' })
  const again = await got(watcher.consume(receive.id, face, ROOM_CAPABILITIES))
  expect(await watcher.shown(again.id, 'large')).toBe(null)
  expect(await watcher.resume(again.id)).toBe(null)
  expect(forwarded.map(({ preferredLayers }) => preferredLayers?.spatialLayer)).toEqual([0, 0])
  expect(await watcher.transport('send')).toMatchObject({ refused: 'not-allowed' })
  expect(
    await watcher.produce({ transport: receive.id, source: 'camera', kind: 'video', rtpParameters: camera, paused: false }),
  ).toMatchObject({ refused: 'media-unknown' })
})
