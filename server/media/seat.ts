import { setTimeout as after } from 'node:timers/promises'
import type { types } from 'mediasoup'
import type { Static } from 'typebox'
import type {
  ConsumerOptions,
  DtlsParameters,
  IceParameters,
  Joined,
  Participant,
  RtpCapabilities,
  RtpParameters,
  Shown,
  Source,
  TransportOptions,
} from '#protocol/media.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { OpenRouter } from './workers.ts'

type Direction = 'send' | 'receive'
/** A transport as the worker made it. */
export type Way = Omit<TransportOptions, 'iceServers'>
/** `held`: nothing of it is forwarded to anybody. */
export type Producing = { source: Source; producer: types.Producer; held: boolean }

/** What one participant has in a room: a transport each way, a producer for each source, a consumer for each producer of the other. */
export type Seat = {
  producing(): readonly Producing[]
  transport(direction: Direction): Promise<Way | Refusal>
  /** Begins to receive: a transport, and the other's camera, which goes as soon as the transport stands. */
  receive(rtpCapabilities: Static<typeof RtpCapabilities>): Promise<(Pick<Joined, 'camera'> & { receive: Way }) | Refusal>
  connect(transport: string, dtlsParameters: Static<typeof DtlsParameters>): Promise<Refusal | null>
  restart(transport: string): Promise<Static<typeof IceParameters> | Refusal>
  produce(wanted: {
    transport: string
    source: Source
    kind: 'audio' | 'video'
    rtpParameters: Static<typeof RtpParameters>
    paused: boolean
  }): Promise<string | Refusal>
  /** When it returns, nothing more of what is held is forwarded. */
  hold(producer: string, held: boolean): Promise<Refusal | null>
  consume(transport: string, producer: string, rtpCapabilities: Static<typeof RtpCapabilities>): Promise<ConsumerOptions | Refusal>
  /** The browser is ready for it. Asked again, as after a cut, it begins again with a whole picture. */
  resume(consumer: string): Promise<Refusal | null>
  /** How large what is got is shown: the smallest layer alone is enough for a small picture. */
  shown(consumer: string, shown: Shown): Promise<Refusal | null>
  /** Does anything come over this side's line at this moment, and does a picture? */
  heard(): Promise<'still' | 'no-picture' | 'flows'>
  /** The other side holds back or sends again: what is got of it stops or goes on. */
  follow(): Promise<void>
  close(): void
}

/** Bits a second to begin with; the estimate takes over from there. Enough for the middle layer at once. */
const FIRST_BITRATE = 1_500_000

/** The whole picture at its full rate; the worker's estimate of the line takes layers away. Sources of one layer ignore it. */
const HIGHEST = { spatialLayer: 2, temporalLayer: 2 }
/** The layer that a browser always sends, whatever it thinks of its line: waiting for a greater one may be waiting for nothing. */
const FIRST = { spatialLayer: 0, temporalLayer: 2 }
/** What is forwarded of a picture that is shown so large. */
const LAYERS: Readonly<Record<Shown, types.ConsumerLayers>> = { small: FIRST, large: HIGHEST }
/**
 * A stream in several layers, each of which the worker takes for dead when it says nothing for 1.5 s; the smallest, which a browser always sends,
 * for 5 s (mediasoup's `dtx`). What was taken for dead is known no longer when it's back: what a cut has cost makes it dead again at its
 * sender's first report, until the second, some two seconds later.
 */
const patient = (parameters: Static<typeof RtpParameters>): Static<typeof RtpParameters> => {
  const [smallest, ...others] = parameters.encodings ?? []
  return smallest && others.length > 0 ? { ...parameters, encodings: [{ ...smallest, dtx: true }, ...others] } : parameters
}
/** After the first picture, ms: a browser gives no second key frame within 300. */
const GREATER_AFTER_MS = 400

/** A camera that sends has sent within this, ms. */
const PICTURE_MS = 500

/** Who may send what; who watches sends nothing. */
const SOURCES: Record<Participant, readonly Source[]> = {
  booth: ['camera', 'overview', 'microphone'],
  doctor: ['camera', 'microphone'],
  senior: ['camera', 'microphone'],
  watcher: [],
}

/** Asks mediasoup. It throws on parameters it doesn't like (its own checks, then the worker's): those are the sender's fault. */
const ask = async <T>(router: types.Router, what: () => Promise<T>): Promise<T | Refusal> => {
  try {
    return await what()
  } catch {
    return router.closed ? refuse('media-unavailable') : refuse('malformed', { message: 'media' })
  }
}

/**
 * Opens a seat. `others` gives what it may get of what the others send now: nothing else can be consumed. `changed` is called when
 * what this seat sends changes.
 *
 * What is held is stopped at the consumers, not at the producer: a producer that is resumed asks for a key frame at once, and a
 * browser answers no second request within 300 ms, so the one that the consumer makes when it's ready would be lost for a second.
 */
export const openSeat = (
  { router, webRtcServer }: OpenRouter,
  participant: Participant,
  others: () => readonly Producing[],
  changed: () => Promise<void>,
): Seat => {
  const transports = new Map<Direction, types.WebRtcTransport>()
  const sending = new Map<Source, Producing>()
  const consumers = new Map<string, types.Consumer>()
  const wanted = new Set<types.Consumer>()
  const sizes = new WeakMap<types.Consumer, Shown>()
  let closed = false
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act)
    turn = mine.catch(() => {})
    return mine
  }

  const unknown = () => refuse(router.closed ? 'media-unavailable' : 'media-unknown')
  const transportOf = (id: string) => [...transports.values()].find((transport) => transport.id === id)

  const keepProducer = (one: Producing) => {
    const { source, producer } = one
    sending.set(source, one)
    producer.observer.once('close', () => {
      if (sending.get(source) !== one) return
      sending.delete(source)
      void changed()
    })
    void changed()
  }
  // Who watches gets the smallest, however large they say that they show it.
  const layersOf = (consumer: types.Consumer) => (participant === 'watcher' ? FIRST : LAYERS[sizes.get(consumer) ?? 'large'])
  /** The first picture at once, the whole one soon after where it's shown large. */
  const grow = (consumer: types.Consumer) => {
    let growing: NodeJS.Timeout | undefined
    const prefer = (layers: types.ConsumerLayers) => void ask(router, () => consumer.setPreferredLayers(layers))
    consumer.on('layerschange', (layers) => {
      clearTimeout(growing)
      // Nothing comes any more. What begins again begins small, as at first: the worker shares the line out before it knows what the layers need, and
      // gives the fewest pictures a second until it's asked for more.
      if (!layers) return prefer(FIRST)
      const wanted = consumer.preferredLayers?.spatialLayer ?? FIRST.spatialLayer
      const most = layersOf(consumer).spatialLayer
      // After a cut a greater layer may be back before the smallest: of one that wasn't asked for the fewest pictures come.
      if (wanted < layers.spatialLayer && layers.spatialLayer <= most) prefer({ ...HIGHEST, spatialLayer: layers.spatialLayer })
      // Asked for all, it has what the line bears: to ask again would have the worker share the line out again, with a key frame, each time.
      if (wanted < most) growing = setTimeout(() => prefer(layersOf(consumer)), GREATER_AFTER_MS)
    })
    consumer.observer.once('close', () => clearTimeout(growing))
  }
  /**
   * Whoever loses a picture's pieces waits up to three seconds for them, even when they were lost for good in a cut. So a picture
   * begins with a whole one as soon as the worker sees that a cut is over: what had fallen silent is sent again, or who gets it says that all was lost.
   */
  const renew = (consumer: types.Consumer) => {
    let before = consumer.score
    const heard = new Set<number>()
    consumer.on('score', (score) => {
      const again = score.producerScores.some((now, layer) => now > 0 && before.producerScores[layer] === 0 && heard.has(layer))
      const lostAll = score.score === 0 && before.score > 0
      for (const [layer, now] of score.producerScores.entries()) if (now > 0) heard.add(layer)
      before = score
      if ((again || lostAll) && !consumer.paused) void ask(router, () => consumer.requestKeyFrame())
    })
  }
  const keepConsumer = (consumer: types.Consumer) => {
    if (consumer.type === 'simulcast') grow(consumer)
    if (consumer.kind === 'video') renew(consumer)
    consumers.get(consumer.producerId)?.close()
    consumers.set(consumer.producerId, consumer)
    consumer.observer.once('close', () => {
      wanted.delete(consumer)
      if (consumers.get(consumer.producerId) === consumer) consumers.delete(consumer.producerId)
    })
  }

  const held = (producerId: string) => others().every(({ producer, held }) => producer.id !== producerId || held)
  /** Lets through what the browser is ready for and the other side doesn't hold. Asked each time, whatever was asked before: the worker takes requests in their order. */
  const settle = (consumer: types.Consumer) => {
    const flows = wanted.has(consumer) && !held(consumer.producerId)
    if (flows && consumer.paused && consumer.type === 'simulcast') void ask(router, () => consumer.setPreferredLayers(FIRST))
    // The worker asks for a key frame by itself when a consumer of video is resumed.
    return ask(router, () => (flows ? consumer.resume() : consumer.pause()))
  }

  const consume = async (id: string, producerId: string, rtpCapabilities: Static<typeof RtpCapabilities>, ready: boolean) => {
    const transport = transports.get('receive')
    if (transport?.id !== id || !others().some(({ producer }) => producer.id === producerId)) return unknown()
    const paused = !ready || held(producerId)
    const consumer = await ask(router, () => transport.consume({ producerId, rtpCapabilities, paused, preferredLayers: FIRST }))
    if (isRefusal(consumer)) return consumer
    keepConsumer(consumer)
    if (ready) wanted.add(consumer)
    // Held or let go while the worker was asked.
    const refused = ready && held(producerId) !== paused ? await settle(consumer) : undefined
    return refused ?? { id: consumer.id, producerId, kind: consumer.kind, rtpParameters: consumer.rtpParameters }
  }

  const seat: Seat = {
    producing: () => [...sending.values()],
    // One after the other: the one before is closed before another is made, so that a seat never has more than one each way.
    transport: (direction) =>
      inTurn(async () => {
        if (direction === 'send' && SOURCES[participant].length === 0) return refuse('not-allowed')
        transports.get(direction)?.close()
        if (closed) return unknown()
        const made = await ask(router, () =>
          router.createWebRtcTransport({ webRtcServer, preferUdp: true, initialAvailableOutgoingBitrate: FIRST_BITRATE }),
        )
        if (isRefusal(made)) return made
        if (closed) {
          made.close()
          return unknown()
        }
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
      }),
    async receive(rtpCapabilities) {
      const receive = await seat.transport('receive')
      if (isRefusal(receive)) return receive
      const theirs = others().find(({ source }) => source === 'camera')
      if (!theirs) return { receive, camera: null }
      // The browser looks for its way only when it knows the stream, so nothing can come too early.
      const camera = await consume(receive.id, theirs.producer.id, rtpCapabilities, true)
      if (!isRefusal(camera)) return { receive, camera }
      // Gone meanwhile: the room's next word says so.
      return camera.refused === 'media-unknown' ? { receive, camera: null } : camera
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
      sending.get(source)?.producer.close()
      const producer = await ask(router, () => transport.produce({ kind, rtpParameters: patient(rtpParameters) }))
      if (isRefusal(producer)) return producer
      keepProducer({ source, producer, held: paused })
      return producer.id
    },
    async hold(id, held) {
      const one = [...sending.values()].find(({ producer }) => producer.id === id)
      if (!one) return unknown()
      one.held = held
      await changed()
      return null
    },
    // Paused until the browser has it: no packet before it knows the stream, and one key frame instead of several.
    consume: (id, producerId, rtpCapabilities) => consume(id, producerId, rtpCapabilities, false),
    async resume(id) {
      const consumer = [...consumers.values()].find((consumer) => consumer.id === id)
      if (!consumer) return unknown()
      wanted.add(consumer)
      const flowed = !consumer.paused
      const refused = await settle(consumer)
      if (refused || !flowed || consumer.kind === 'audio') return refused ?? null
      return (await ask(router, () => consumer.requestKeyFrame())) ?? null
    },
    async shown(id, shown) {
      const consumer = [...consumers.values()].find((consumer) => consumer.id === id)
      if (!consumer) return unknown()
      sizes.set(consumer, shown)
      // Before its first picture it waits for that.
      if (consumer.type !== 'simulcast' || !consumer.currentLayers) return null
      return (await ask(router, () => consumer.setPreferredLayers(layersOf(consumer)))) ?? null
    },
    async heard() {
      // The worker's own figures are of the last second; a line that stands is never so long without a packet while a picture goes
      // either way, since whoever gets one says so several times a second.
      const lines = await Promise.all([...transports.values()].map((transport) => ask(router, () => transport.getStats())))
      if (!lines.some((stats) => !isRefusal(stats) && stats?.some(({ recvBitrate }) => recvBitrate > 0))) return 'still'
      // That of a stream which may be silent is of the last 6 s: so it's counted whether more comes.
      const pictures = async () => {
        const camera = sending.get('camera')
        const stats = camera && (await ask(router, () => camera.producer.getStats()))
        return stats && !isRefusal(stats) ? stats.reduce((all, { packetCount }) => all + packetCount, 0) : 0
      }
      const before = await pictures()
      await after(PICTURE_MS)
      return (await pictures()) > before ? 'flows' : 'no-picture'
    },
    async follow() {
      await Promise.all([...consumers.values()].map(settle))
    },
    close() {
      closed = true
      for (const transport of transports.values()) transport.close()
    },
  }
  return seat
}
