import type { types } from 'mediasoup'
import { Type, type Static } from 'typebox'
import { Exact, Id, Nullable, Words } from './basic.ts'

/** What flows: the booth's camera and overview, the doctor's camera, and both microphones. */
export const Source = Words(['camera', 'overview', 'microphone'] as const)
export type Source = Static<typeof Source>
export const Participant = Words(['booth', 'doctor'] as const)
export type Participant = Static<typeof Participant>

// mediasoup checks these bodies itself, field by field, and throws on a wrong one; here they are only known to be objects.
const opaque = <T>() => Type.Unsafe<T>(Type.Object({}))
export const RtpCapabilities = opaque<types.RtpCapabilities>()
export const RtpParameters = opaque<types.RtpParameters>()
export const DtlsParameters = opaque<types.DtlsParameters>()
export const IceParameters = opaque<types.IceParameters>()
export const IceCandidates = Type.Array(opaque<types.IceCandidate>(), { maxItems: 20 })

export const TransportOptions = Exact({
  id: Id,
  iceParameters: IceParameters,
  iceCandidates: IceCandidates,
  dtlsParameters: DtlsParameters,
})
export type TransportOptions = Static<typeof TransportOptions>

export const ProducerView = Exact({ producer: Id, participant: Participant, source: Source, paused: Type.Boolean() })
export type ProducerView = Static<typeof ProducerView>

/** Of one thing at a participant's side: it's there; switched off on purpose; not there; another device has taken its place. */
export const Saying = Words(['on', 'off', 'none', 'other'] as const)
export type Saying = Static<typeof Saying>
/** What a participant says of their side, always whole. `sound`: what they hear the other by. */
export const Says = Exact({ camera: Saying, overview: Saying, microphone: Saying, sound: Saying })
export type Says = Static<typeof Says>

/**
 * Who sends what in a check's room, and what each says of their side. Pushed whole at each change; null: the room is closed, to
 * everybody, or to this window alone because another of the same person has `taken` its place.
 */
export const RoomView = Exact({
  check: Id,
  room: Nullable(Id),
  producers: Type.Array(ProducerView, { maxItems: 12 }),
  says: Type.Optional(Exact({ booth: Nullable(Says), doctor: Nullable(Says) })),
  taken: Type.Optional(Type.Literal(true)),
})
export type RoomView = Static<typeof RoomView>

/**
 * What the server gets from the other side at this moment: they are not in the room; nothing comes over their line; their line lives
 * and brings no picture; their picture comes, so that whoever doesn't see it has a broken line of their own.
 */
export const Heard = Words(['absent', 'still', 'no-picture', 'flows'] as const)
export type Heard = Static<typeof Heard>

export const ConsumerOptions = Exact({
  id: Id,
  producerId: Id,
  kind: Words(['audio', 'video'] as const),
  rtpParameters: RtpParameters,
})
export type ConsumerOptions = Static<typeof ConsumerOptions>

/**
 * A seat in a room and all that the first picture needs, so that it costs one question: the transport to receive by, and the
 * other side's camera where it sends one already. That goes as soon as the transport stands; all else is asked for and resumed.
 */
export const Joined = Exact({ room: RoomView, receive: TransportOptions, camera: Nullable(ConsumerOptions) })
export type Joined = Static<typeof Joined>
