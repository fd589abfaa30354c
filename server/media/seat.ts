import type { types } from 'mediasoup'
import type {
  ConsumerOptions,
  DtlsParameters,
  IceParameters,
  Participant,
  RtpCapabilities,
  RtpParameters,
  Source,
  TransportOptions,
} from '#protocol/media.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { Static } from 'typebox'
import type { OpenRouter } from './workers.ts'

export type Direction = 'send' | 'receive'
export type Producing = { source: Source; producer: types.Producer }

/** What one participant has in a room: a transport each way, a producer for each source, a consumer for each producer of the other. */
export type Seat = {
  producing(): readonly Producing[]
  transport(direction: Direction): Promise<TransportOptions | Refusal>
  connect(transport: string, dtlsParameters: Static<typeof DtlsParameters>): Promise<Refusal | null>
  restart(transport: string): Promise<Static<typeof IceParameters> | Refusal>
  produce(wanted: {
    transport: string
    source: Source
    kind: 'audio' | 'video'
    rtpParameters: Static<typeof RtpParameters>
    paused: boolean
  }): Promise<string | Refusal>
  pause(producer: string, paused: boolean): Promise<Refusal | null>
  consume(transport: string, producer: string, rtpCapabilities: Static<typeof RtpCapabilities>): Promise<ConsumerOptions | Refusal>
  resume(consumer: string): Promise<Refusal | null>
  close(): void
}

/** Bits a second to begin with; the estimate takes over from there. Enough for the middle layer at once. */
const FIRST_BITRATE = 1_500_000

/** The whole picture at its full rate; the worker's estimate of the line takes layers away. Sources of one layer ignore it. */
const HIGHEST = { spatialLayer: 2, temporalLayer: 2 }

/** Who may send what. */
const SOURCES: Record<Participant, readonly Source[]> = { booth: ['camera', 'overview', 'microphone'], doctor: ['camera', 'microphone'] }

/** Asks mediasoup. It throws on parameters it doesn't like (its own checks, then the worker's): those are the sender's fault. */
const ask = async <T>(router: types.Router, what: () => Promise<T>): Promise<T | Refusal> => {
  try {
    return await what()
  } catch {
    return router.closed ? refuse('media-unavailable') : refuse('malformed', { message: 'media' })
  }
}

/**
 * Opens a seat. `others` gives what the other side sends now: nothing else can be consumed. `changed` is called when what
 * this seat sends changes.
 */
export const openSeat = (
  { router, webRtcServer }: OpenRouter,
  participant: Participant,
  others: () => readonly Producing[],
  changed: () => void,
): Seat => {
  const transports = new Map<Direction, types.WebRtcTransport>()
  const producers = new Map<Source, types.Producer>()
  const consumers = new Map<string, types.Consumer>()
  let closed = false

  const unknown = () => refuse(router.closed ? 'media-unavailable' : 'media-unknown')
  const transportOf = (id: string) => [...transports.values()].find((transport) => transport.id === id)
  const producing = () => [...producers].map(([source, producer]) => ({ source, producer }))

  const keepProducer = (source: Source, producer: types.Producer) => {
    producers.set(source, producer)
    producer.observer.once('close', () => {
      if (producers.get(source) !== producer) return
      producers.delete(source)
      changed()
    })
    changed()
  }
  const keepConsumer = (consumer: types.Consumer) => {
    consumers.get(consumer.producerId)?.close()
    consumers.set(consumer.producerId, consumer)
    consumer.observer.once('close', () => {
      if (consumers.get(consumer.producerId) === consumer) consumers.delete(consumer.producerId)
    })
  }

  return {
    producing,
    async transport(direction) {
      const made = await ask(router, () =>
        router.createWebRtcTransport({ webRtcServer, preferUdp: true, initialAvailableOutgoingBitrate: FIRST_BITRATE }),
      )
      if (isRefusal(made)) return made
      if (closed) {
        made.close()
        return unknown()
      }
      transports.get(direction)?.close()
      transports.set(direction, made)
      // The far side says goodbye in DTLS when its page goes: what it sent goes with it, whatever its socket says.
      made.on('dtlsstatechange', (state) => {
        if (state === 'closed' || state === 'failed') made.close()
      })
      made.observer.once('close', () => {
        if (transports.get(direction) === made) transports.delete(direction)
      })
      return {
        id: made.id,
        iceParameters: made.iceParameters,
        iceCandidates: made.iceCandidates,
        dtlsParameters: made.dtlsParameters,
      }
    },
    async connect(id, dtlsParameters) {
      const transport = transportOf(id)
      if (!transport) return unknown()
      return (await ask(router, () => transport.connect({ dtlsParameters }))) ?? null
    },
    async restart(id) {
      const transport = transportOf(id)
      return transport ? ask(router, () => transport.restartIce()) : unknown()
    },
    async produce({ transport: id, source, kind, rtpParameters, paused }) {
      const transport = transports.get('send')
      if (transport?.id !== id) return unknown()
      if (!SOURCES[participant].includes(source)) return refuse('not-allowed')
      if (kind !== (source === 'microphone' ? 'audio' : 'video')) return refuse('malformed', { message: 'media:produce', where: '/kind' })
      // Closed first: the new one may come in the same media section, which two can't share.
      producers.get(source)?.close()
      const producer = await ask(router, () => transport.produce({ kind, rtpParameters, paused }))
      if (isRefusal(producer)) return producer
      keepProducer(source, producer)
      return producer.id
    },
    async pause(id, paused) {
      const producer = [...producers.values()].find((producer) => producer.id === id)
      if (!producer) return unknown()
      const done = await ask(router, () => (paused ? producer.pause() : producer.resume()))
      if (isRefusal(done)) return done
      changed()
      return null
    },
    async consume(id, producerId, rtpCapabilities) {
      const transport = transports.get('receive')
      if (transport?.id !== id || !others().some(({ producer }) => producer.id === producerId)) return unknown()
      // Paused until the browser has it: no packet before it knows the stream, and one key frame instead of several.
      const consumer = await ask(router, () => transport.consume({ producerId, rtpCapabilities, paused: true, preferredLayers: HIGHEST }))
      if (isRefusal(consumer)) return consumer
      keepConsumer(consumer)
      return { id: consumer.id, producerId, kind: consumer.kind, rtpParameters: consumer.rtpParameters }
    },
    async resume(id) {
      const consumer = [...consumers.values()].find((consumer) => consumer.id === id)
      if (!consumer) return unknown()
      // The worker asks for a key frame by itself when a consumer of video is resumed.
      return (await ask(router, () => consumer.resume())) ?? null
    },
    close() {
      closed = true
      for (const transport of transports.values()) transport.close()
    },
  }
}
