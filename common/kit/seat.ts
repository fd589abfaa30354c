import type { Device, types } from 'mediasoup-client'
import type { Link } from '#protocol/link.ts'
import type { LineQuality, Participant, RoomView, Says, Shown, Source } from '#protocol/media.ts'
import type { mediaMessages, mediaPushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { type Counted, countsOf } from './line-quality.ts'
import { type Fault, STEPS, WAY_MS } from './recovery.ts'
import { widthOf } from './tile-width.ts'

/** Any line that has the media messages: the booth page's to its agent, or one that a ticket opened. */
export type MediaLink = Pick<Link<typeof mediaMessages, typeof mediaPushes>, 'ask' | 'on' | 'watch'>

export type Tracks = Partial<Record<Source, MediaStreamTrack>>

/** How what is sent goes. */
type Sending = { held: boolean; small: boolean }

/** One stay in a room, from joining to its first failure: a transport each way, what is sent and what is got. */
export type Seat = {
  readonly room: string
  /** Takes the room as it is now: gets what is new in it, drops what is gone. */
  take(room: RoomView): void
  /**
   * Sends these from now on; a source that is missing is sent no longer. Held: nothing leaves the machine, all stands ready. Small: the camera
   * goes in its smallest layer alone.
   */
  send(tracks: Tracks, sending: Sending): void
  /** Tells the other side how things are here. */
  say(says: Says): void
  /** Is a way through the network being looked for, or lost? */
  isCutOff(): boolean
  /** For how long all ways have stood, ms; 0: one is looked for or lost. */
  stoodMs(): number
  /** How many pictures of the other's camera have been drawn from what came; null: none is got. */
  pictures(): Promise<number | null>
  /** What the browser has counted of both ways so far. */
  counted(): Promise<Counted>
  /** Tells the other side how the line does here. */
  measured(quality: LineQuality): void
  /** Has each picture come as large as it's shown now. */
  fit(): void
  /** Finds a new way through the network for what stands. */
  restart(): void
  close(): void
}

/** Three layers of the camera, a quarter, half and whole of its size: the worker forwards the one that fits the line. */
const CAMERA_LAYERS = [
  { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_800_000, scalabilityMode: 'L1T3' },
]
/** The overview in two: as a small picture beside the face, and as the large one by which a movement is judged. */
const OVERVIEW_LAYERS = [
  { scaleResolutionDownBy: 4, maxBitrate: 120_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 800_000, scalabilityMode: 'L1T3' },
]
/**
 * A voice: one channel, since a driver has one mouth and a microphone of a headset is one; two would cost twice as much for the same. What is
 * lost on the way is made up from the next packet (FEC). Silence is sent too (no DTX): while one listens, breath and room tell that the
 * line lives, and words don't begin cut off.
 */
const VOICE = { opusFec: true, opusDtx: false, opusStereo: false }
/** Up to this width the smallest layer is enough, CSS pixels: it's a quarter of a camera's 1280. */
const SMALL_PX = 360
const SENDING: Record<Source, Pick<types.ProducerOptions, 'encodings' | 'codecOptions'>> = {
  camera: { encodings: CAMERA_LAYERS, codecOptions: { videoGoogleStartBitrate: 1000 } },
  overview: { encodings: OVERVIEW_LAYERS },
  microphone: { codecOptions: VOICE },
}
/** How long after the smallest layer the others follow, ms: a browser that begins needs much longer for the first three pictures than for one. */
const LAYERS_AFTER_MS = 500
/** How long after the face the overview is set going, ms. */
const OVERVIEW_AFTER_MS = 500
/** How long to wait for the other's first packet before sending one's own, ms. */
const FIRST_PACKET_MS = 1000
/** From the first packet to the first picture on the screen, ms: to agree on the next stream meanwhile would hold it up. */
const FIRST_PICTURE_MS = 100
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const SOURCES: readonly Source[] = ['camera', 'microphone', 'overview']

// Every room speaks the same, so what the browser can do is worked out once a page. The library is half as large as all else that a page
// loads, and nobody is called before the page stands.
let known: Promise<Device> | null = null
const loadDevice = async (): Promise<Device> => {
  const [{ Device }, { ROOM_CAPABILITIES }] = await Promise.all([import('mediasoup-client'), import('#protocol/room-capabilities.ts')])
  const device = new Device()
  // The server's package and the browser's name one header extension differently in their types; the browser's checks the value itself.
  await device.load({ routerRtpCapabilities: ROOM_CAPABILITIES as types.RtpCapabilities })
  return device
}
/** The device of this page. What could not be loaded is tried again at the next question. */
const deviceOf = (): Promise<Device> =>
  (known ??= loadDevice().catch((error: unknown) => {
    known = null
    throw error
  }))

/** So many of the camera's layers are sent, the smallest first. Without a new negotiation: each stays agreed on. */
const sendLayers = async ({ rtpSender, closed }: types.Producer, layers: number): Promise<void> => {
  if (!rtpSender || closed) return
  const parameters = rtpSender.getParameters()
  for (const [at, encoding] of parameters.encodings.entries()) encoding.active = at < layers
  await rtpSender.setParameters(parameters)
}

const statsOf = async (way: types.Transport | null): Promise<RTCStatsReport | null> => (await way?.getStats().catch(() => null)) ?? null

/** Loads what a call needs, wakes the browser's media engine and works out what it can do, so that the first call doesn't wait for it. Never fails. */
export const prepareCall = async (): Promise<void> => {
  await deviceOf().catch(() => {})
}

/**
 * Joins the room of a check. `theirs` is called with the other side's tracks and those of a third one there, whether the other's all rest, what they say of their side
 * and how their line does, at each change;
 * `connected` when the line stands; `lost` once, when this stay is over and another must be begun.
 */
export const openSeat = async ({
  link,
  check,
  me,
  theirs,
  connected,
  lost,
}: {
  link: MediaLink
  check: string
  me: Participant
  theirs: (got: { tracks: Tracks; third: Tracks; held: boolean; says: Says | null; line: LineQuality | null }) => void
  connected: () => void
  lost: (fault: Fault, why: Refusal | null) => void
}): Promise<Seat | Refusal> => {
  const device = await deviceOf()
  const { recvRtpCapabilities: rtpCapabilities } = device
  const joined = await link.ask('media:join', { check, rtpCapabilities })
  if (isRefusal(joined)) return joined
  const { room } = joined.room
  if (room === null) return refuse('media-unavailable')

  let closed = false
  const end = (fault: Fault, why: Refusal | null = null) => {
    if (closed) return
    close()
    lost(fault, why)
  }
  // What the server doesn't know any more has to be made again; that is no reason to worry anybody.
  const fail = (why: Refusal) => (why.refused === 'media-unknown' ? end('seat-gone') : end('refused', why))
  const broken = () => end('way-failed')
  const befall = (fault: Fault, transport: types.Transport) => {
    if (STEPS[fault] === 'restart') restartOne(transport).catch(broken)
    else end(fault)
  }

  /** The way by which things are got has stood before. */
  let stood = false
  /** When a way was found last, ms. */
  let foundAt = performance.now()
  const finding = new Map<types.Transport, ReturnType<typeof setTimeout>>()
  const found = (transport: types.Transport) => {
    clearTimeout(finding.get(transport))
    finding.delete(transport)
  }
  /** A way is being looked for, and given up after a while; whoever looks again meanwhile has no more time for it. */
  const find = (transport: types.Transport) => {
    if (finding.has(transport)) return
    const give = () => {
      found(transport)
      if (transport.connectionState !== 'connected') befall('way-not-found', transport)
    }
    finding.set(transport, setTimeout(give, WAY_MS))
  }
  const restartOne = async (transport: types.Transport) => {
    const answer = await link.ask('media:restart', { transport: transport.id })
    if (closed) return
    if (!isRefusal(answer)) {
      find(transport)
      // A relay lets nobody in by a credential of yesterday.
      await transport.updateIceServers({ iceServers: answer.iceServers })
      return transport.restartIce({ iceParameters: answer.iceParameters })
    }
    // Without a line there is nothing to be done but to wait for it: media may live on meanwhile.
    if (answer.refused !== 'not-connected' && answer.refused !== 'no-answer') fail(answer)
  }
  const wire = (transport: types.Transport) => {
    transport.on('connect', ({ dtlsParameters }, good) => {
      // The browser looks for its way to the worker while the worker is told whom to expect.
      good()
      find(transport)
      void link.ask('media:connect', { transport: transport.id, dtlsParameters }).then((answer) => {
        if (isRefusal(answer)) fail(answer)
      })
    })
    transport.on('connectionstatechange', (state) => {
      if (state === 'connected') {
        if (transport.direction === 'recv' && stood) askWhole()
        stood ||= transport.direction === 'recv'
        foundAt = performance.now()
        found(transport)
        connected()
      }
      if (state === 'disconnected') befall('way-disturbed', transport)
      if (state === 'failed' || state === 'closed') befall('way-failed', transport)
    })
    return transport
  }
  const receive = wire(device.createRecvTransport(joined.receive))

  // ---------------------------------------------------------------- what is sent

  let wanted: Sending & { tracks: Tracks } = { tracks: {}, held: true, small: false }
  const producers = new Map<Source, types.Producer>()
  const atRest = new Map<Source, boolean>()

  let send: types.Transport | null = null
  const openSend = async () => {
    const sending = await link.ask('media:transport', { check })
    if (closed) return null
    if (isRefusal(sending)) {
      fail(sending)
      return null
    }
    const made = wire(device.createSendTransport(sending))
    made.on('produce', ({ kind, rtpParameters, appData }, good, bad) => {
      const source = SOURCES.find((source) => source === appData['source'])
      if (!source) return bad(new Error('no source'))
      const paused = atRest.get(source) ?? true
      void link.ask('media:produce', { transport: made.id, source, kind, rtpParameters, paused }).then((answer) => {
        if (!isRefusal(answer)) return good({ id: answer.producer })
        bad(new Error(answer.refused))
        fail(answer)
      })
    })
    return made
  }
  const start = async (send: types.Transport, source: Source, track: MediaStreamTrack, rest: boolean, small: boolean) => {
    atRest.set(source, rest)
    const producer = await send.produce({
      track,
      ...SENDING[source],
      stopTracks: false,
      disableTrackOnPause: false,
      // A sender without a track sends nothing, not even black, and is set going again without a new negotiation.
      onRtpSender: (sender) => void (rest && sender.replaceTrack(null)),
      appData: { source },
    })
    producers.set(source, producer)
    if (rest) await producer.replaceTrack({ track: null })
    if (source === 'camera' && (rest || small)) await sendLayers(producer, 1)
  }
  /** Brings what is sent of a source to what is wanted. */
  const settle = async (source: Source, { tracks, held, small }: typeof wanted) => {
    const track = tracks[source]?.readyState === 'live' ? tracks[source] : null
    const rest = held || !track
    const producer = producers.get(source)
    if (closed) return
    if (!producer) return track && send ? start(send, source, track, rest, small) : undefined
    const replaced = producer.replaceTrack({ track: rest ? null : track })
    if (atRest.get(source) !== rest) {
      atRest.set(source, rest)
      const answer = await link.ask('media:producing', { producer: producer.id, paused: rest })
      if (isRefusal(answer)) fail(answer)
    }
    await replaced
    if (source !== 'camera') return
    if (rest || small) await sendLayers(producer, 1)
    else setTimeout(() => void growLayers(producer), LAYERS_AFTER_MS)
  }
  const growLayers = async (camera: types.Producer) => {
    if (!atRest.get('camera') && !wanted.small) await sendLayers(camera, CAMERA_LAYERS.length).catch(broken)
  }

  const settleAll = async () => {
    if (closed) return
    if (Object.keys(wanted.tracks).length > 0) send ??= await openSend()
    const now = wanted
    await Promise.all([settle('camera', now), settle('microphone', now)])
    // The face and the voice first: a second picture at the same moment would take line and processor from them.
    if (!now.held && producers.has('overview') && atRest.get('overview') === true) await after(OVERVIEW_AFTER_MS)
    await settle('overview', wanted)
  }

  // ---------------------------------------------------------------- what is got

  /** With whom one speaks: the driver's booth, or whoever has the driver. */
  const other: Participant = me === 'booth' ? 'doctor' : 'booth'
  const consumers = new Map<string, { participant: Participant; source: Source; consumer: types.Consumer | null }>()
  /** Has each picture begin again with a whole one: after a cut a browser alone waits three seconds for the pieces that it has lost. */
  const askWhole = () => {
    for (const { consumer } of consumers.values())
      if (consumer?.kind === 'video' && !consumer.closed) void link.ask('media:resume', { consumer: consumer.id })
  }
  const told = new WeakMap<types.Consumer, Shown>()
  const fit = (consumer: types.Consumer) => {
    const width = widthOf(consumer.track)
    const shown = width === null || width > SMALL_PX ? 'large' : 'small'
    if (consumer.kind !== 'video' || consumer.closed || shown === (told.get(consumer) ?? 'large')) return
    told.set(consumer, shown)
    // Not told, it's told at the next look.
    void link.ask('media:shown', { consumer: consumer.id, shown }).then((answer) => isRefusal(answer) && told.delete(consumer))
  }
  let held = true
  let says: Says | null = null
  let line: LineQuality | null = null
  const show = () => {
    const [tracks, third]: [Tracks, Tracks] = [{}, {}]
    for (const { participant, source, consumer } of consumers.values())
      if (consumer) (participant === other ? tracks : third)[source] = consumer.track
    theirs({ tracks, third, held, says, line })
  }
  const get = async (producer: string, participant: Participant, source: Source) => {
    const ready = joined.camera?.producerId === producer ? joined.camera : null
    const answer = ready ?? (await link.ask('media:consume', { transport: receive.id, producer, rtpCapabilities }))
    if (closed) return
    if (isRefusal(answer)) {
      // Gone between the list and the question: the next list says so.
      if (answer.refused === 'media-unknown') return void consumers.delete(producer)
      return fail(answer)
    }
    // A person's picture and voice in one stream are played in step.
    const consumer = await receive.consume({
      ...answer,
      rtpParameters: answer.rtpParameters as types.RtpParameters,
      streamId: source === 'overview' ? 'overview' : participant,
    })
    if (closed || !consumers.has(producer)) return consumer.close()
    consumers.set(producer, { participant, source, consumer })
    show()
    const resumed = ready ? null : await link.ask('media:resume', { consumer: consumer.id })
    if (resumed && isRefusal(resumed) && resumed.refused !== 'media-unknown') fail(resumed)
    // A track is muted until its first packet has come.
    const { track } = consumer
    if (source !== 'camera' || !track.muted) return
    await Promise.race([new Promise((resolve) => track.addEventListener('unmute', resolve, { once: true })), after(FIRST_PACKET_MS)])
    await after(FIRST_PICTURE_MS)
  }
  const take = async (view: RoomView) => {
    if (closed) return
    const there = view.producers.filter(({ participant }) => participant !== me)
    held = there.filter(({ participant }) => participant === other).every(({ paused }) => paused)
    says = view.says?.[other] ?? null
    line = view.lines?.[other] ?? null
    for (const [producer, { consumer }] of consumers) {
      if (there.some((one) => one.producer === producer)) continue
      consumers.delete(producer)
      consumer?.close()
    }
    const fresh = there.filter(({ producer }) => !consumers.has(producer))
    for (const { producer, participant, source } of fresh) consumers.set(producer, { participant, source, consumer: null })
    show()
    const some = (wanted: (source: Source) => boolean) =>
      Promise.all(
        fresh.filter(({ source }) => wanted(source)).map(({ producer, participant, source }) => get(producer, participant, source)),
      )
    // The picture first, the voice with its first packet, the overview last: each has to be agreed on with the browser.
    await some((source) => source === 'camera')
      .then(() => some((source) => source === 'microphone'))
      .then(() => some((source) => source === 'overview'))
      .catch(broken)
  }

  const isCutOff = () => [receive, send].some((one) => ['connecting', 'disconnected', 'failed'].includes(one?.connectionState ?? ''))
  const close = () => {
    closed = true
    for (const timer of finding.values()) clearTimeout(timer)
    receive.close()
    send?.close()
  }
  // To see comes before to be seen: both at once would slow the first picture down.
  let settling: Promise<unknown> = take(joined.room)
  return {
    room,
    take: (view) => void take(view),
    send(tracks, sending) {
      wanted = { tracks, ...sending }
      // To fall silent waits for nothing; the server is told in its turn.
      for (const [source, producer] of producers) if (sending.held || !tracks[source]) producer.replaceTrack({ track: null }).catch(broken)
      settling = settling.then(settleAll).catch(broken)
    },
    say: (says) => void link.ask('media:say', { check, says }),
    isCutOff,
    stoodMs: () => (isCutOff() ? 0 : performance.now() - foundAt),
    async pictures() {
      const camera = [...consumers.values()].find(({ participant, source }) => participant === other && source === 'camera')?.consumer
      if (!camera || camera.closed) return null
      const stats = await camera.getStats().catch(() => null)
      for (const stat of stats?.values() ?? []) if (stat.type === 'inbound-rtp') return Number(stat.framesDecoded ?? 0)
      return 0
    },
    counted: async () => countsOf(await Promise.all([statsOf(receive), statsOf(send)])),
    measured: (quality) => void link.ask('media:quality', { check, quality }),
    fit() {
      for (const { consumer } of consumers.values()) if (consumer) fit(consumer)
    },
    restart() {
      if (!isCutOff()) askWhole()
      restartOne(receive).catch(broken)
      if (send) restartOne(send).catch(broken)
    },
    close,
  }
}
