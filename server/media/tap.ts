import type { types } from 'mediasoup'

/** A second way for what one producer sends: plain RTP to a port of this machine. */
export type Tap = {
  kind: 'audio' | 'video'
  /** What comes to the port, as whoever listens there is told of it (RFC 8866). */
  sdp: string
  /** Lets it flow. A picture begins with a whole one; `began` is told when its first packet has gone there. */
  open(began: () => void): Promise<void>
  /** Asks for a whole picture, by which one can begin to look; of a voice nothing is asked. */
  refresh(): void
  close(): void
}

const LOCAL = '127.0.0.1'

/** What a browser says of a stream, without retransmissions as streams of their own: whoever listens here loses nothing on the way. */
const plain = ({ codecs = [] }: types.RtpCapabilities): types.RtpCapabilities => ({
  codecs: codecs.filter(({ mimeType }) => !mimeType.toLowerCase().endsWith('/rtx')),
  headerExtensions: [],
})

/** Opens a way to a port; nothing flows before it is opened. Null: the producer or its room is gone. */
export const openTap = async (router: types.Router, producer: types.Producer, port: number): Promise<Tap | null> => {
  try {
    const transport = await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: LOCAL }, rtcpMux: true, comedia: false })
    await transport.connect({ ip: LOCAL, port })
    const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities: plain(router.rtpCapabilities), paused: true })
    return tapBy(transport, consumer, port)
  } catch (error) {
    if (producer.closed || router.closed) return null
    throw error
  }
}

const tapBy = (transport: types.PlainTransport, consumer: types.Consumer, port: number): Tap => {
  const { kind } = consumer
  const [codec] = consumer.rtpParameters.codecs
  if (!codec) throw new Error('a consumer without a codec')
  const { payloadType, clockRate, channels } = codec
  const encoding = `${codec.mimeType.split('/')[1]}/${clockRate}${channels ? `/${channels}` : ''}`
  // Gone meanwhile: whoever asked hears so from the room.
  const gone = (error: unknown): void => {
    if (!consumer.closed && !transport.closed) throw error
  }
  return {
    kind,
    sdp: [
      'v=0',
      `o=- 0 0 IN IP4 ${LOCAL}`,
      's=-',
      `c=IN IP4 ${LOCAL}`,
      't=0 0',
      `m=${kind} ${port} RTP/AVP ${payloadType}`,
      `a=rtpmap:${payloadType} ${encoding}`,
      'a=rtcp-mux',
      '',
    ].join('\r\n'),
    async open(began) {
      // Only of pictures is it told: there the first packet waits for a whole one.
      if (kind === 'video') {
        consumer.once('trace', began)
        await consumer.enableTraceEvent(['keyframe']).catch(gone)
      }
      await consumer.resume().catch(gone)
      if (kind === 'audio') began()
    },
    refresh() {
      if (kind === 'video' && !consumer.closed) consumer.requestKeyFrame().catch(() => {})
    },
    close: () => transport.close(),
  }
}
