import type { types } from 'mediasoup'
import { type Static, type TSchema, Type } from 'typebox'
import { Base64Url, Exact, Id, Nullable, Open, Words } from './basic.ts'

/** What flows: the booth's camera and overview, the doctor's camera, and both microphones. */
export const Source = Words(['camera', 'overview', 'microphone'] as const)
export type Source = Static<typeof Source>
const SIDES = ['booth', 'doctor'] as const
/** The two who speak with one another. */
export const Side = Words([...SIDES])
export type Side = Static<typeof Side>
/** Who can be heard there: both sides, and a second doctor who was asked to come. */
export const Speaker = Words([...SIDES, 'senior'] as const)
export type Speaker = Static<typeof Speaker>
/** Who sits in a check's room: the driver's booth, the doctor who has the check, a second one who was asked to come, or one who watches a driver that goes through it alone. */
export const Participant = Words([...SIDES, 'senior', 'watcher'] as const)
export type Participant = Static<typeof Participant>

/** Opens one line for the signalling of one side of one check, once and within a minute: whoever is let in there shows it. */
export const Ticket = Exact({ ticket: Base64Url(64) })
export type Ticket = Static<typeof Ticket>

// What mediasoup says is in its own words, which it checks itself, field by field. Here it is only bounded: how many, how long, how deep.
// A browser tells some kB of these; more than the caps below nobody needs.

/** Layers of a picture that is sent in several sizes at once. More than three no page of ours sends. */
const MOST_LAYERS = 3

/** Addresses of helpers, no more than a browser tries before a call begins late. */
export const ICE_URLS_MOST = 8

const Short = Type.String({ maxLength: 200 })
const few = <S extends TSchema>(schema: S, maxItems: number) => Type.Optional(Type.Array(schema, { maxItems }))
const Parameters = Type.Optional(
  Type.Object({}, { maxProperties: 20, additionalProperties: Type.Union([Short, Type.Number(), Type.Boolean(), Type.Null()]) }),
)
const codec = { mimeType: Short, clockRate: Type.Integer(), parameters: Parameters, rtcpFeedback: few(Open({ type: Short }), 20) }
const headerExtensions = few(Open({ uri: Short }), 60)

export const RtpCapabilities = Type.Unsafe<types.RtpCapabilities>({
  ...Open({ codecs: few(Open(codec), 100), headerExtensions }),
  mostBytes: 40_000,
})
export const RtpParameters = Type.Unsafe<types.RtpParameters>({
  ...Open({
    mid: Type.Optional(Short),
    codecs: Type.Array(Open(codec), { minItems: 1, maxItems: 20 }),
    headerExtensions,
    encodings: few(Open({ rid: Type.Optional(Short), rtx: Type.Optional(Open({ ssrc: Type.Integer() })) }), MOST_LAYERS),
    rtcp: Type.Optional(Open({ cname: Type.Optional(Short) })),
  }),
  mostBytes: 20_000,
})
export const DtlsParameters = Type.Unsafe<types.DtlsParameters>({
  ...Open({ role: Type.Optional(Short), fingerprints: Type.Array(Open({ algorithm: Short, value: Short }), { maxItems: 10 }) }),
  mostBytes: 4000,
})
export const IceParameters = Type.Unsafe<types.IceParameters>(Open({ usernameFragment: Short, password: Short }))
const IceCandidates = Type.Array(Type.Unsafe<types.IceCandidate>(Open({ foundation: Short, address: Short })), { maxItems: 20 })

/** A server that helps a browser through a network (STUN, TURN); a relay's name and password end by themselves. */
export const IceServer = Exact({
  urls: Type.Array(Type.String({ maxLength: 300, pattern: '^(stun|turn)s?:' }), { minItems: 1, maxItems: ICE_URLS_MOST }),
  username: Type.Optional(Short),
  credential: Type.Optional(Short),
})
export type IceServer = Static<typeof IceServer>

/** None, where every browser reaches the media by itself. */
const IceServers = Type.Array(IceServer, { maxItems: 2 })

export const TransportOptions = Exact({
  id: Id,
  iceParameters: IceParameters,
  iceCandidates: IceCandidates,
  dtlsParameters: DtlsParameters,
  iceServers: IceServers,
})
export type TransportOptions = Static<typeof TransportOptions>

/** A new search for a way, by credentials that are good from now: those that it began with may have ended. */
export const Restarted = Exact({ iceParameters: IceParameters, iceServers: IceServers })

const ProducerView = Exact({ producer: Id, participant: Participant, source: Source, paused: Type.Boolean() })
type ProducerView = Static<typeof ProducerView>

/** Of one thing at a participant's side: it's there; switched off on purpose; not there; another device has taken its place. */
const Saying = Words(['on', 'off', 'none', 'other'] as const)
type Saying = Static<typeof Saying>
/** What a participant says of their side, always whole. `sound`: what they hear the other by. */
export const Says = Exact({ camera: Saying, overview: Saying, microphone: Saying, sound: Saying })
export type Says = Static<typeof Says>

/**
 * How the line of one participant does. `score`: as people would judge a voice over it, 1 (bad) to 5 (excellent), by the E-model (ITU-T
 * G.107). `roundTripMs`: to the server and back. `lostIn`, `lostOut`: of a hundred packets so many are lost on the way to them, and from them.
 * `smaller`: why their picture is sent smaller than it is; null: it isn't.
 */
export const LineQuality = Exact({
  score: Type.Number({ minimum: 1, maximum: 5 }),
  roundTripMs: Type.Integer({ minimum: 0, maximum: 60_000 }),
  lostIn: Type.Integer({ minimum: 0, maximum: 100 }),
  lostOut: Type.Integer({ minimum: 0, maximum: 100 }),
  smaller: Nullable(Words(['line', 'machine'] as const)),
})
export type LineQuality = Static<typeof LineQuality>

/**
 * Who sends what in a check's room, and what each says of their side. Pushed whole at each change; null: the room is closed, to
 * everybody, or to this window alone because another of the same person has `taken` its place.
 */
export const RoomView = Exact({
  check: Id,
  room: Nullable(Id),
  producers: Type.Array(ProducerView, { maxItems: 12 }),
  says: Type.Optional(Exact({ booth: Nullable(Says), doctor: Nullable(Says) })),
  /** How each one's line does; null: not measured yet. */
  lines: Type.Optional(Exact({ booth: Nullable(LineQuality), doctor: Nullable(LineQuality) })),
  taken: Type.Optional(Type.Literal(true)),
})
export type RoomView = Static<typeof RoomView>

/**
 * What the server gets from the other side at this moment: they are not in the room; nothing comes over their line; their line lives
 * and brings no picture; their picture comes, so that whoever doesn't see it has a broken line of their own.
 */
export const Flow = Words(['absent', 'still', 'no-picture', 'flows'] as const)
export type Flow = Static<typeof Flow>

export const ConsumerOptions = Exact({
  id: Id,
  producerId: Id,
  kind: Words(['audio', 'video'] as const),
  rtpParameters: RtpParameters,
})
export type ConsumerOptions = Static<typeof ConsumerOptions>

/** How large a picture is shown: as a small one it comes in its smallest layer alone. */
export const Shown = Words(['small', 'large'] as const)
export type Shown = Static<typeof Shown>

/**
 * A seat in a room and all that the first picture needs, so that it costs one question: the transport to receive by, and the
 * other side's camera where it sends one already. That goes as soon as the transport stands; all else is asked for and resumed.
 */
export const Joined = Exact({ room: RoomView, receive: TransportOptions, camera: Nullable(ConsumerOptions) })
export type Joined = Static<typeof Joined>
