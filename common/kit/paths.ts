import type { IceServer, TransportOptions } from '#protocol/media.ts'
import { PATHS, type Path, type TriedPath, type TriedPaths } from '#protocol/path.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'

/** How long one path is tried, ms: whoever waits for a doctor's face has gone on long before. */
const TRY_MS = 5000

/** Which address of a relay leads along which path (RFC 7065: UDP unless it says otherwise). */
const OF_RELAY: readonly [Path, RegExp][] = [
  ['relay-udp', /^turn:(?!.*transport=tcp)/i],
  ['relay-tcp', /^turn:.*transport=tcp/i],
  ['relay-tls', /^turns:/i],
]

/**
 * The answer of a server at the other end, as SDP (RFC 8839, 8841): one that is found at these addresses and never seeks (ICE lite). Data alone is offered,
 * and none is ever sent: that the server answers along a path is all that is asked.
 */
const answerOf = ({ iceParameters, dtlsParameters }: TransportOptions, candidates: TransportOptions['iceCandidates']): string => {
  const [print] = dtlsParameters.fingerprints
  return [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    `a=fingerprint:${print?.algorithm} ${print?.value}`,
    'a=setup:passive',
    'a=sctp-port:5000',
    ...candidates.map(
      ({ foundation, protocol, priority, address, port, type }) =>
        `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ ${type}${protocol === 'tcp' ? ' tcptype passive' : ''}`,
    ),
    'a=end-of-candidates',
    '',
  ].join('\r\n')
}

const roundTripOf = async (connection: RTCPeerConnection): Promise<number> => {
  for (const stat of (await connection.getStats()).values())
    if (stat.type === 'candidate-pair' && stat.state === 'succeeded' && typeof stat.currentRoundTripTime === 'number')
      return Math.round(1000 * stat.currentRoundTripTime)
  return 0
}

/** Looks for a way by these alone. */
const tryOne = async (
  at: TransportOptions,
  path: Path,
  { protocol, relay }: { protocol?: 'udp' | 'tcp'; relay?: IceServer },
): Promise<TriedPath> => {
  const connection = new RTCPeerConnection({ iceServers: relay ? [relay] : [], iceTransportPolicy: relay ? 'relay' : 'all' })
  const found = new Promise<boolean>((settle) => {
    const timer = setTimeout(() => settle(false), TRY_MS)
    connection.addEventListener('iceconnectionstatechange', () => {
      const { iceConnectionState: state } = connection
      if (state !== 'connected' && state !== 'completed' && state !== 'failed') return
      clearTimeout(timer)
      settle(state !== 'failed')
    })
  })
  try {
    connection.createDataChannel('path')
    await connection.setLocalDescription()
    const candidates = at.iceCandidates.filter((candidate) => !protocol || candidate.protocol === protocol)
    await connection.setRemoteDescription({ type: 'answer', sdp: answerOf(at, candidates) })
    return { path, ms: (await found) ? await roundTripOf(connection) : null }
  } finally {
    connection.close()
  }
}

/**
 * Tries each path that there is to the media, all at once, before anybody calls: nothing is captured and nothing is sent. `open` has the server
 * make a place that answers for some seconds. A path that this server doesn't offer (no relay) isn't among the answers.
 */
export const tryPaths = async (open: () => Promise<TransportOptions | Refusal>): Promise<TriedPaths | Refusal> => {
  const at = await open()
  if (isRefusal(at)) return at
  const relays = OF_RELAY.flatMap(([path, is]) =>
    at.iceServers.flatMap((server) => {
      const [url] = server.urls.filter((one) => is.test(one))
      return url === undefined ? [] : [{ path, relay: { ...server, urls: [url] } }]
    }),
  )
  const tried = await Promise.all([
    ...(['udp', 'tcp'] as const).map((protocol) => tryOne(at, protocol, { protocol })),
    ...relays.map(({ path, relay }) => tryOne(at, path, { relay })),
  ])
  return tried.toSorted((a, b) => PATHS.indexOf(a.path) - PATHS.indexOf(b.path))
}
