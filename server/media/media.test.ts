import { randomUUID } from 'node:crypto'
import type { types } from 'mediasoup'
import { Value } from 'typebox/value'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Participant, type RoomView, TransportOptions } from '#protocol/media.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { ROOM_CAPABILITIES } from '#protocol/room-capabilities.ts'
import { workerBin } from '../../test/worker-bin.ts'
import type { Helpers } from './ice-servers.ts'
import { type Media, openMedia, type Peer } from './media.ts'

const quiet = { error() {}, warn() {}, info() {}, debug() {} }
const HERE = { listenIp: '127.0.0.1', announcedAddress: null, port: 0, clock: () => new Date('2026-11-25T02:00:00.000Z'), log: quiet }
const NOBODY: Helpers = { urls: [], secret: null }
const start = (workers: number, helpers = NOBODY) => openMedia({ workerBin: workerBin(), workers, ...HERE, helpers })

const MAY = async () => null
let ssrc = 1000
const opus = (): types.RtpParameters => ({
  mid: 'a',
  codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2, parameters: {}, rtcpFeedback: [] }],
  encodings: [{ ssrc: ssrc++ }],
  rtcp: { cname: 'made-up' },
})
const vp8 = (): types.RtpParameters => ({
  mid: 'v',
  codecs: [
    { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000, parameters: {}, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] },
  ],
  encodings: [{ ssrc: ssrc++ }],
  rtcp: { cname: 'made-up' },
})

/** The answer, or the test fails with the refusal's code. */
const got = async <T>(answer: Promise<T | Refusal> | T | Refusal): Promise<T> => {
  const value = await answer
  if (isRefusal(value)) throw new Error(`refused: ${value.refused}`)
  return value
}
const refusedBy = async (answer: unknown) => {
  const value = await answer
  return isRefusal(value) ? value.refused : null
}

const rtpCapabilities = ROOM_CAPABILITIES
/** Joins, and opens a transport to send by. */
const sitDown = async ({ handlers }: Peer, check: string) => {
  const { room, receive, camera } = await got(handlers['media:join']({ check, rtpCapabilities }, null))
  const send = await got(handlers['media:transport']({ check }, null))
  return { room: room.room, producers: room.producers, camera, send: send.id, receive: receive.id }
}
const sendCamera = async ({ handlers }: Peer, transport: string) =>
  (await got(handlers['media:produce']({ transport, source: 'camera', kind: 'video', rtpParameters: vp8(), paused: false }, null))).producer

describe('one worker', () => {
  let media: Media
  beforeAll(async () => {
    media = await start(1)
  })
  afterAll(() => media.close())

  const leaving: Peer[] = []
  afterEach(async () => {
    for (const peer of leaving.splice(0)) await peer.leave()
  })
  const attend = (participant: Participant, identity: string = participant, mayJoin: (check: string) => Promise<Refusal | null> = MAY) => {
    const told: RoomView[] = []
    const peer = media.attend(participant, identity, mayJoin, (room) => told.push(room))
    leaving.push(peer)
    return { ...peer, told }
  }

  test('the doctor joins with the picture that the booth sends, and gets it again when asked', async () => {
    const check = randomUUID()
    const booth = attend('booth')
    const doctor = attend('doctor')
    const its = await sitDown(booth, check)
    const producer = await sendCamera(booth, its.send)
    const { room, receive, producers, camera } = await sitDown(doctor, check)
    expect(room).toBe(its.room)
    expect(producers).toEqual([{ producer, participant: 'booth', source: 'camera', paused: false }])
    expect(camera).toMatchObject({ producerId: producer, kind: 'video' })
    const consumer = await got(doctor.handlers['media:consume']({ transport: receive, producer, rtpCapabilities }, null))
    expect(consumer).toMatchObject({ producerId: producer, kind: 'video' })
    expect(await got(doctor.handlers['media:resume']({ consumer: consumer.id }, null))).toEqual({ done: true })
  })

  test('everyone is told, whole, when somebody sends, stops for a while, or goes', async () => {
    const check = randomUUID()
    const booth = attend('booth')
    const doctor = attend('doctor')
    await sitDown(doctor, check)
    const { send } = await sitDown(booth, check)
    const producer = await sendCamera(booth, send)
    expect(doctor.told.at(-1)?.producers).toEqual([{ producer, participant: 'booth', source: 'camera', paused: false }])
    await got(booth.handlers['media:producing']({ producer, paused: true }, null))
    expect(doctor.told.at(-1)?.producers).toEqual([{ producer, participant: 'booth', source: 'camera', paused: true }])
    await got(booth.handlers['media:leave']({ check }, null))
    expect(doctor.told.at(-1)?.producers).toEqual([])
  })

  test('a second line of the same person replaces its ghost', async () => {
    const check = randomUUID()
    const ghost = attend('booth', 'b1')
    const doctor = attend('doctor')
    await sitDown(doctor, check)
    const old = await sitDown(ghost, check)
    await sendCamera(ghost, old.send)
    const booth = attend('booth', 'b1')
    const { send } = await sitDown(booth, check)
    const producer = await sendCamera(booth, send)
    expect(doctor.told.at(-1)?.producers.map((one) => one.producer)).toEqual([producer])
    expect(ghost.told.at(-1)).toEqual({ check, room: null, producers: [], taken: true })
    expect(await refusedBy(ghost.handlers['media:restart']({ transport: old.send }, null))).toBe('media-unknown')
  })

  test('joining again from the same line starts over and leaves one of everything', async () => {
    const check = randomUUID()
    const booth = attend('booth')
    const first = await sitDown(booth, check)
    await sendCamera(booth, first.send)
    const second = await sitDown(booth, check)
    await sendCamera(booth, second.send)
    const producer = await sendCamera(booth, second.send)
    expect(booth.told.at(-1)?.producers.map((one) => one.producer)).toEqual([producer])
    expect(booth.told.some(({ room }) => room === null)).toBe(false)
  })

  test('whoever comes back as the same person finds the seat as it was', async () => {
    const check = randomUUID()
    const before = attend('booth', 'b2')
    const { send } = await sitDown(before, check)
    const producer = await sendCamera(before, send)
    await before.leave()
    const after = attend('booth', 'b2')
    expect(after.told.at(-1)?.producers.map((one) => one.producer)).toEqual([producer])
    expect(await got(after.handlers['media:restart']({ transport: send }, null))).toHaveProperty('iceParameters.usernameFragment')
    const stranger = attend('booth', 'b3')
    expect(await refusedBy(stranger.handlers['media:restart']({ transport: send }, null))).toBe('media-unknown')
  })

  test('who may not be there any more has no seat from then on, with a line or without, and nothing is kept for them', async () => {
    const check = randomUUID()
    const doctor = attend('doctor', 'd20')
    await sitDown(doctor, check)
    for (const cut of [false, true]) {
      const booth = attend('booth', 'b20')
      await sendCamera(booth, (await sitDown(booth, check)).send)
      if (cut) await booth.leave()
      expect(doctor.told.at(-1)?.producers).toHaveLength(1)
      await booth.end()
      expect(doctor.told.at(-1)?.producers).toEqual([])
      expect(attend('booth', 'b20').told).toEqual([])
    }
  })

  test('who came back is not put out by what ends late with the line before', async () => {
    const check = randomUUID()
    const before = attend('booth', 'b21')
    await sitDown(before, check)
    const after = attend('booth', 'b21')
    await sitDown(after, check)
    await before.end()
    expect(await got(after.handlers['media:lines']({ check }, null))).toEqual({ theirs: 'absent' })
  })

  test('ids of somebody else, of another room or of nobody are refused', async () => {
    const check = randomUUID()
    const booth = attend('booth', 'b4')
    const its = await sitDown(booth, check)
    const producer = await sendCamera(booth, its.send)
    const doctor = attend('doctor')
    const elsewhere = await sitDown(doctor, randomUUID())
    const { handlers } = doctor
    const nobody = randomUUID()
    const asked = [
      handlers['media:restart']({ transport: its.send }, null),
      handlers['media:connect']({ transport: its.send, dtlsParameters: { fingerprints: [] } }, null),
      handlers['media:produce']({ transport: its.send, source: 'camera', kind: 'video', rtpParameters: vp8(), paused: false }, null),
      handlers['media:produce'](
        { transport: elsewhere.receive, source: 'camera', kind: 'video', rtpParameters: vp8(), paused: false },
        null,
      ),
      handlers['media:producing']({ producer, paused: true }, null),
      handlers['media:consume']({ transport: elsewhere.receive, producer, rtpCapabilities }, null),
      handlers['media:consume']({ transport: elsewhere.receive, producer: nobody, rtpCapabilities }, null),
      handlers['media:transport']({ check }, null),
      handlers['media:resume']({ consumer: nobody }, null),
    ]
    expect(await Promise.all(asked.map(refusedBy))).toEqual(asked.map(() => 'media-unknown'))
  })

  test('what one says of their side the other is told, and whoever comes later too', async () => {
    const check = randomUUID()
    const booth = attend('booth', 'b11')
    await sitDown(booth, check)
    const says = { camera: 'on', overview: 'none', microphone: 'off', sound: 'other' } as const
    await got(booth.handlers['media:say']({ check, says }, null))
    const doctor = attend('doctor', 'd11')
    await sitDown(doctor, check)
    const silent = { ...says, microphone: 'on' } as const
    await got(booth.handlers['media:say']({ check, says: silent }, null))
    expect(doctor.told.at(-1)?.says).toEqual({ booth: silent, doctor: null })
    // From a window that isn't in this room it counts for nothing.
    const elsewhere = attend('doctor', 'd12')
    await got(elsewhere.handlers['media:say']({ check, says }, null))
    expect(booth.told.at(-1)?.says).toEqual({ booth: silent, doctor: null })
  })

  test('who looks for a way before a call gets a place that answers, and no room stands for it', async () => {
    const rooms = () => media.workers().reduce((sum, { rooms }) => sum + rooms, 0)
    const before = rooms()
    const place = await got(media.openPath())
    expect([...Value.Errors(TransportOptions, place)]).toEqual([])
    expect(place.iceCandidates.map(({ protocol }) => protocol).toSorted()).toEqual(['tcp', 'udp'])
    expect(rooms()).toBe(before)
  })

  test('how one’s line does the other is told, whoever comes later too, and the recording is not asked to look again', async () => {
    const check = randomUUID()
    const booth = attend('booth', 'b14')
    await sitDown(booth, check)
    const doctor = attend('doctor', 'd14')
    await sitDown(doctor, check)
    let moved = 0
    media.watch({ moved: () => moved++, died() {} })
    const quality = { score: 4.1, roundTripMs: 60, lostIn: 0, lostOut: 3, smaller: 'line' } as const
    await got(booth.handlers['media:quality']({ check, quality }, null))
    expect(doctor.told.at(-1)?.lines).toEqual({ booth: quality, doctor: null })
    expect(moved).toBe(0)
    const elsewhere = attend('doctor', 'd15')
    await got(elsewhere.handlers['media:quality']({ check, quality: { ...quality, score: 1 } }, null))
    expect(doctor.told.at(-1)?.lines).toEqual({ booth: quality, doctor: null })
  })

  test('who asks why no picture comes is told that the other isn’t there, or that nothing comes over their line', async () => {
    const check = randomUUID()
    const doctor = attend('doctor', 'd13')
    const lines = () => doctor.handlers['media:lines']({ check }, null)
    expect(await refusedBy(lines())).toBe('media-unknown')
    await sitDown(doctor, check)
    expect(await got(lines())).toEqual({ theirs: 'absent' })
    const booth = attend('booth', 'b13')
    const { send } = await sitDown(booth, check)
    await sendCamera(booth, send)
    expect(await got(lines())).toEqual({ theirs: 'still' })
    expect(await media.flows(check, 'booth')).toBe(false)
    expect(await media.flows(randomUUID(), 'doctor')).toBe(false)
  })

  test('nobody consumes what they send themselves', async () => {
    const check = randomUUID()
    const booth = attend('booth', 'b5')
    const { send, receive } = await sitDown(booth, check)
    const producer = await sendCamera(booth, send)
    expect(await refusedBy(booth.handlers['media:consume']({ transport: receive, producer, rtpCapabilities }, null))).toBe('media-unknown')
  })

  test('garbage where mediasoup wants parameters is refused, and the process lives', async () => {
    const { pid } = media.workers()[0] ?? {}
    const check = randomUUID()
    const booth = attend('booth', 'b6')
    const doctor = attend('doctor')
    const { send } = await sitDown(booth, check)
    const { handlers } = booth
    const producing = (rtpParameters: unknown, kind: 'audio' | 'video' = 'video') =>
      handlers['media:produce'](
        {
          transport: send,
          source: kind === 'audio' ? 'microphone' : 'camera',
          kind,
          rtpParameters: rtpParameters as types.RtpParameters,
          paused: false,
        },
        null,
      )
    const same = vp8()
    await got(producing(same))
    const garbage = [
      producing({ ...opus(), encodings: same.encodings }, 'audio'),
      handlers['media:connect']({ transport: send, dtlsParameters: {} as types.DtlsParameters }, null),
      handlers['media:connect']({ transport: send, dtlsParameters: { role: 'client', fingerprints: [] } }, null),
      producing({}),
      producing({ codecs: 'all' }),
      producing({ ...vp8(), codecs: [{ ...vp8().codecs[0], mimeType: 'video/H266' }] }),
      producing({ ...vp8(), encodings: [{ ssrc: 'one' }] }),
      producing({ ...vp8(), encodings: 3 }),
      producing({ ...opus(), mid: 7 }, 'audio'),
    ]
    expect(await Promise.all(garbage.map(refusedBy))).toEqual(garbage.map(() => 'malformed'))
    const mine = await sitDown(doctor, check)
    const producer = await sendCamera(booth, send)
    const consuming = (rtpCapabilities: object) =>
      doctor.handlers['media:consume']({ transport: mine.receive, producer, rtpCapabilities }, null)
    expect(await refusedBy(consuming({ codecs: 3 }))).toBe('malformed')
    expect(await refusedBy(consuming({ codecs: [], headerExtensions: [] }))).toBe('malformed')
    expect(await refusedBy(consuming(rtpCapabilities))).toBe(null)
    const joining = { check, rtpCapabilities: { codecs: 3 } as object }
    expect(await refusedBy(doctor.handlers['media:join'](joining, null))).toBe('malformed')
    expect(media.workers()[0]?.pid).toBe(pid)
  })

  test('a voice is no picture, and the doctor has no overview camera', async () => {
    const doctor = attend('doctor')
    const { send } = await sitDown(doctor, randomUUID())
    const produce = (source: 'camera' | 'overview' | 'microphone', kind: 'audio' | 'video') =>
      doctor.handlers['media:produce']({ transport: send, source, kind, rtpParameters: vp8(), paused: false }, null)
    expect(await refusedBy(produce('microphone', 'video'))).toBe('malformed')
    expect(await refusedBy(produce('overview', 'video'))).toBe('not-allowed')
  })

  test('who may not join is told why and gets no seat', async () => {
    const check = randomUUID()
    const doctor = attend('doctor', 'd2', async () => refuse('not-your-check'))
    expect(await refusedBy(doctor.handlers['media:join']({ check, rtpCapabilities }, null))).toBe('not-your-check')
    expect(await refusedBy(doctor.handlers['media:transport']({ check }, null))).toBe('media-unknown')
  })

  test('requests sent in one go, without waiting, find what the one before has made', async () => {
    const check = randomUUID()
    const booth = attend('booth', 'b7')
    const [, transport] = await Promise.all([
      got(booth.handlers['media:join']({ check, rtpCapabilities }, null)),
      got(booth.handlers['media:transport']({ check }, null)),
    ])
    expect(transport.iceCandidates.length).toBeGreaterThan(0)
  })

  test('a room closes when asked, everyone in it is told, and nobody keeps a worker busy with it', async () => {
    const check = randomUUID()
    const booth = attend('booth', 'b8')
    const before = media.workers()[0]?.rooms ?? 0
    const { send } = await sitDown(booth, check)
    expect(media.workers()[0]?.rooms).toBe(before + 1)
    await media.closeRoom(check)
    expect(booth.told.at(-1)).toEqual({ check, room: null, producers: [] })
    expect(await refusedBy(booth.handlers['media:restart']({ transport: send }, null))).toBe('media-unknown')
    expect(media.workers()[0]?.rooms).toBe(before)
  })

  test('a killed worker is replaced, its rooms are told of a new one to join, and which calls broke is told', async () => {
    const check = randomUUID()
    const booth = attend('booth', 'b9')
    const doctor = attend('doctor', 'd9')
    const its = await sitDown(booth, check)
    await sendCamera(booth, its.send)
    await sitDown(doctor, check)
    const { pid } = media.workers()[0] ?? { pid: 0 }
    const alone = attend('booth', 'b16')
    const waits = randomUUID()
    await sitDown(alone, waits)
    const died: (readonly string[])[] = []
    media.watch({ moved() {}, died: (checks) => died.push(checks) })
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => expect([undefined, its.room]).not.toContain(doctor.told.at(-1)?.room))
    expect(doctor.told.at(-1)).toMatchObject({ check, room: expect.any(String), producers: [] })
    expect(booth.told.at(-1)).toEqual(doctor.told.at(-1))
    // Whoever looks is told of the calls that broke, and not of a booth that waited by itself.
    expect(died).toHaveLength(1)
    expect(died[0]).toContain(check)
    expect(died[0]).not.toContain(waits)
    expect(media.alive()).toBe(true)
    expect(media.workers()[0]?.pid).not.toBe(pid)
    const { send } = await sitDown(booth, check)
    const producer = await sendCamera(booth, send)
    expect(doctor.told.at(-1)?.producers.map((one) => one.producer)).toEqual([producer])
  })
})

test('rooms go to the worker with the fewest', async () => {
  const media = await start(2)
  const peers = [1, 2, 3, 4].map((n) => media.attend('booth', `b${n}`, MAY, () => {}))
  for (const peer of peers) await sitDown(peer, randomUUID())
  expect(media.workers().map(({ rooms }) => rooms)).toEqual([2, 2])
  await media.close()
  expect(media.alive()).toBe(false)
})

test('with no worker alive a join is refused as unavailable, and works when one is back', async () => {
  const media = await start(1)
  const booth = media.attend('booth', 'b', MAY, () => {})
  process.kill(media.workers()[0]?.pid ?? 0, 'SIGKILL')
  await vi.waitFor(() => expect(media.alive()).toBe(false), { interval: 1 })
  const check = randomUUID()
  expect(await refusedBy(booth.handlers['media:join']({ check, rtpCapabilities }, null))).toBe('media-unavailable')
  await vi.waitFor(() => expect(media.alive()).toBe(true))
  await sitDown(booth, check)
  await media.close()
})

test('each transport comes with the helpers of the settings, to both sides, and one that is made again with credentials of its own', async () => {
  const urls = ['stun:turn.example', 'turn:turn.example?transport=udp']
  const media = await start(1, { urls, secret: 'north-of-the-river-9d1f' })
  const check = randomUUID()
  const told: string[] = []
  for (const participant of ['booth', 'doctor'] as const) {
    const peer = media.attend(participant, participant, MAY, () => {})
    const joined = await got(peer.handlers['media:join']({ check, rtpCapabilities }, null))
    const again = await got(peer.handlers['media:join']({ check, rtpCapabilities }, null))
    const transports = [joined.receive, again.receive, await got(peer.handlers['media:transport']({ check }, null))]
    for (const transport of transports) {
      expect([...Value.Errors(TransportOptions, transport)]).toEqual([])
      expect(transport.iceServers).toEqual([
        { urls: ['stun:turn.example'] },
        {
          urls: ['turn:turn.example?transport=udp'],
          username: `1795615200:${transport.id}`,
          credential: expect.stringMatching(/^[\w+/]{27}=$/),
        },
      ])
      told.push(transport.iceServers[1]?.credential ?? '')
    }
    expect(JSON.stringify(transports)).not.toContain('north-of-the-river')
    await peer.leave()
  }
  expect(new Set(told).size).toBe(6)
  await media.close()
})

test('whoever looks for a way again after half a day gets a credential that is good from then', async () => {
  let now = HERE.clock()
  const helpers = { urls: ['turn:turn.example?transport=udp'], secret: 'north-of-the-river-9d1f' }
  const media = await openMedia({ workerBin: workerBin(), workers: 1, ...HERE, helpers, clock: () => now })
  const peer = media.attend('booth', 'booth', MAY, () => {})
  const { receive } = await got(peer.handlers['media:join']({ check: randomUUID(), rtpCapabilities }, null))
  const halfADay = 12 * 3600
  now = new Date(now.getTime() + (halfADay + 1) * 1000)
  const ends = ({ username = '' }: { username?: string } = {}) => Number(username.split(':')[0])
  expect(ends(receive.iceServers[0])).toBeLessThan(now.getTime() / 1000)
  const { iceServers } = await got(peer.handlers['media:restart']({ transport: receive.id }, null))
  expect(ends(iceServers[0])).toBe(Math.floor(now.getTime() / 1000) + halfADay)
  await peer.leave()
  await media.close()
})

test('where the settings name no helper a transport comes with none', async () => {
  const media = await start(1)
  const peer = media.attend('booth', 'booth', MAY, () => {})
  const joined = await got(peer.handlers['media:join']({ check: randomUUID(), rtpCapabilities }, null))
  expect(joined.receive.iceServers).toEqual([])
  await peer.leave()
  await media.close()
})

test('a binary that is no worker, or a port in use, stops the opening with an error', async () => {
  await expect(openMedia({ workerBin: '/bin/true', workers: 1, ...HERE, helpers: NOBODY })).rejects.toThrow()
  const options = { workerBin: workerBin(), workers: 1, ...HERE, helpers: NOBODY }
  const first = await openMedia({ ...options, port: 47_311 })
  await expect(openMedia({ ...options, port: 47_311 })).rejects.toThrow()
  await first.close()
})
