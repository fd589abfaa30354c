import type { Static } from 'typebox'
import type { Flow, LineQuality, Participant, RoomView, Says, Side, TransportOptions } from '#protocol/media.ts'
import type { Handlers } from '#protocol/message.ts'
import type { mediaMessages } from '#protocol/messages.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Log } from '../log.ts'
import { type Helpers, iceServersFor } from './ice-servers.ts'
import { type Flowing, type Member, openRoom, type Room } from './room.ts'
import type { Seat, Way } from './seat.ts'
import type { Tap } from './tap.ts'
import { openWorkers } from './workers.ts'

/** One line (a socket) of a participant. Its ids are good for what its own seat holds, and for nothing else. */
export type Peer = {
  handlers: Handlers<typeof mediaMessages, unknown>
  /** The line is gone. Picture and voice go on for a while: whoever comes back as the same person finds the seat as it was. */
  leave(): Promise<void>
  /** Whoever it was may not be there any more, whether the line stands or not: the seat isn't kept. */
  end(): Promise<void>
}

export type Media = {
  /**
   * A line of `participant`, who is `identity`. `mayJoin` is asked at each join; `tell` is called with the room at each change.
   * A second line that joins takes the seat, and the first is told that the room is closed to it.
   */
  attend(
    participant: Participant,
    identity: string,
    mayJoin: (check: string) => Promise<Refusal | null>,
    tell: (room: RoomView) => void,
  ): Peer
  closeRoom(check: string): Promise<void>
  /** A place that answers whoever looks for a way here before there is a call, for some seconds. */
  openPath(): Promise<TransportOptions | Refusal>
  /** Does anything come from this side of a check at this moment, whatever its signalling says? */
  flows(check: string, participant: Side): Promise<boolean>
  /** What both sides of a check send and don't hold at this moment; nothing unless both sit there. */
  flowing(check: string): Flowing[]
  /** Sends what a producer of a check sends to a port of this machine as well, as plain RTP; null: it's gone. */
  tap(check: string, producer: string, port: number): Promise<Tap | null>
  /** From now on whoever looks is told. */
  watch(watching: Watching): void
  workers(): { pid: number; rooms: number }[]
  alive(): boolean
  close(): Promise<void>
}

/** Told of what happens in the rooms. */
export type Watching = {
  /** What flows in a check's room may be something else now. */
  moved(check: string): void
  /** A worker has died, and with it the calls of these checks, which are being built again. */
  died(checks: readonly string[]): void
}

/** How long a seat outlives its line, ms: as long as a socket needs to come back. Then it's looked whether picture and voice live without it. */
const LINGER_MS = 10_000

type Place = { check: string; member: Member }

/**
 * Picture and voice: workers, rooms, and who sits in them. Throws when a worker can't start (a wrong binary, a port in use).
 * `port` is the first of as many as there are workers, UDP and TCP; 0 takes any.
 */
export const openMedia = async ({
  workerBin,
  workers: count,
  listenIp,
  announcedAddress,
  port,
  helpers,
  clock,
  lingerMs = LINGER_MS,
  log,
}: {
  workerBin: string
  workers: number
  listenIp: string
  announcedAddress: string | null
  port: number
  helpers: Helpers
  clock: () => Date
  lingerMs?: number
  log: Log
}): Promise<Media> => {
  const rooms = new Map<string, Room>()
  const opening = new Map<string, Promise<Room | null>>()
  const lingering = new Map<string, { place: Place; timer: NodeJS.Timeout }>()
  let watching: Watching = { moved() {}, died() {} }

  const workers = await openWorkers(
    { workerBin, count, listening: { listenIp, announcedAddress, port }, log },
    {
      died() {
        watching.died(lost().flatMap((room) => (room.seatOf('booth') && room.seatOf('doctor') ? [room.check] : [])))
        rebuildLost()
      },
      replaced: () => rebuildLost(),
    },
  )
  const lost = () => [...rooms.values()].filter((room) => room.lost())
  const rebuildLost = () => {
    for (const room of lost()) void rebuild(room.check)
  }

  /** The room of a check, opened now if there is none that works. Null: no worker is alive. */
  const roomOf = (check: string): Promise<Room | null> => {
    const room = rooms.get(check)
    if (room && !room.lost()) return Promise.resolve(room)
    const underway = opening.get(check)
    if (underway) return underway
    const open = workers
      .openRouter()
      .then((router) => {
        if (!router) return null
        const made = openRoom(check, router, () => watching.moved(check), rooms.get(check)?.members())
        rooms.set(check, made)
        return made
      })
      .finally(() => opening.delete(check))
    opening.set(check, open)
    return open
  }
  const close = (room: Room) => {
    rooms.delete(room.check)
    room.close()
  }
  const rebuild = async (check: string): Promise<void> => {
    const room = await roomOf(check)
    if (room?.members().length === 0) close(room)
  }
  const vacate = ({ check, member }: Place) => {
    const room = rooms.get(check)
    if (room?.leave(member)) close(room)
  }

  /** What comes from one side of a check. */
  const heard = async (check: string, participant: Side): Promise<Flow> =>
    (await rooms.get(check)?.seatOf(participant)?.heard()) ?? 'absent'

  /** Keeps a seat whose line is gone, for as long as media comes from it. */
  const linger = (key: string, place: Place): void => {
    const entry = { place, timer: setTimeout(() => void end(), lingerMs).unref() }
    lingering.set(key, entry)
    const end = async () => {
      const flows = place.member.seat !== null && (await place.member.seat.heard()) !== 'still'
      // Back meanwhile, or everything was closed.
      if (lingering.get(key) !== entry) return
      if (flows) return linger(key, place)
      lingering.delete(key)
      vacate(place)
    }
  }

  /** A transport as a browser is told of it: with the helpers, whose credentials are made with it. */
  const offered = (way: Way): TransportOptions => ({ ...way, iceServers: iceServersFor(helpers, way.id, clock()) })

  const attend: Media['attend'] = (participant, identity, mayJoin, tell) => {
    const key = `${participant} ${identity}`
    let place: Place | null = null
    /** What is kept for whoever comes back. */
    let left: Place | null = null
    let gone = false

    const kept = lingering.get(key)
    if (kept) {
      clearTimeout(kept.timer)
      lingering.delete(key)
      place = kept.place
      place.member.tell = tell
      const room = rooms.get(place.check)
      if (room) tell(room.view(participant))
    }

    const join = async ({ check, rtpCapabilities }: Static<(typeof mediaMessages)['media:join']['request']>) => {
      const no = await mayJoin(check)
      if (no) return no
      if (place && place.check !== check) vacate(place)
      const room = await roomOf(check)
      if (!room) return refuse('media-unavailable')
      if (gone) return refuse('media-unknown')
      if (place?.check !== check) place = { check, member: { participant, identity, tell, seat: null } }
      const begun = await room.sit(place.member).receive(rtpCapabilities)
      return isRefusal(begun) ? begun : { room: room.view(participant), camera: begun.camera, receive: offered(begun.receive) }
    }

    // A client may send what follows a join without waiting for its answer: it finds the seat that the join has made.
    let turn: Promise<unknown> = Promise.resolve()
    const inTurn = <Q, A>(handle: (request: Q) => Promise<A>) => {
      return (request: Q): Promise<A> => {
        const answer = turn.then(() => handle(request))
        turn = answer.catch(() => {})
        return answer
      }
    }
    const seated = <Q, A>(handle: (seat: Seat, request: Q) => Promise<A>) => {
      return async (request: Q): Promise<A | Refusal> => {
        await turn
        const seat = place?.member.seat
        if (seat) return handle(seat, request)
        return refuse(workers.all().length > 0 ? 'media-unknown' : 'media-unavailable')
      }
    }
    const done = (refused: Refusal | null) => refused ?? ({ done: true } as const)

    const handlers: Peer['handlers'] = {
      'media:join': inTurn(join),
      'media:transport': seated(async (seat, { check }) => {
        const way = check === place?.check ? await seat.transport('send') : refuse('media-unknown')
        return isRefusal(way) ? way : offered(way)
      }),
      'media:connect': seated(async (seat, { transport, dtlsParameters }) => done(await seat.connect(transport, dtlsParameters))),
      'media:restart': seated(async (seat, { transport }) => {
        const iceParameters = await seat.restart(transport)
        return isRefusal(iceParameters) ? iceParameters : { iceParameters, iceServers: iceServersFor(helpers, transport, clock()) }
      }),
      'media:produce': seated(async (seat, wanted) => {
        const producer = await seat.produce(wanted)
        return isRefusal(producer) ? producer : { producer }
      }),
      'media:producing': seated(async (seat, { producer, paused }) => done(await seat.hold(producer, paused))),
      'media:consume': seated((seat, { transport, producer, rtpCapabilities }) => seat.consume(transport, producer, rtpCapabilities)),
      'media:resume': seated(async (seat, { consumer }) => done(await seat.resume(consumer))),
      'media:shown': seated(async (seat, { consumer, shown }) => done(await seat.shown(consumer, shown))),
      'media:say': inTurn(async ({ check, says }: { check: string; says: Says }) => {
        if (place?.check === check) rooms.get(check)?.say(place.member, says)
        return { done: true } as const
      }),
      'media:quality': inTurn(async ({ check, quality }: { check: string; quality: LineQuality }) => {
        if (place?.check === check) rooms.get(check)?.measured(place.member, quality)
        return { done: true } as const
      }),
      'media:lines': seated(async (_, { check }) =>
        check === place?.check ? { theirs: await heard(check, participant === 'booth' ? 'doctor' : 'booth') } : refuse('media-unknown'),
      ),
      'media:leave': inTurn(async ({ check }: { check: string }) => {
        if (place?.check === check) {
          vacate(place)
          place = null
        }
        return { done: true } as const
      }),
    }
    return {
      handlers,
      async leave() {
        gone = true
        await turn
        if (!place) return
        left = place
        place = null
        const before = lingering.get(key)
        if (before) {
          clearTimeout(before.timer)
          vacate(before.place)
        }
        linger(key, left)
      },
      async end() {
        gone = true
        await turn
        const own = place ?? left
        if (!own) return
        const kept = lingering.get(key)
        if (kept?.place === own) {
          clearTimeout(kept.timer)
          lingering.delete(key)
        }
        vacate(own)
      },
    }
  }

  return {
    attend,
    flows: async (check, participant) => !['absent', 'still'].includes(await heard(check, participant)),
    flowing: (check) => rooms.get(check)?.flowing() ?? [],
    tap: async (check, producer, port) => (await rooms.get(check)?.tap(producer, port)) ?? null,
    watch(told) {
      watching = told
    },
    async openPath() {
      const transport = await workers.openPath()
      if (!transport) return refuse('media-unavailable')
      const { id, iceParameters, iceCandidates, dtlsParameters } = transport
      return offered({ id, iceParameters, iceCandidates, dtlsParameters })
    },
    async closeRoom(check) {
      const room = rooms.get(check)
      if (room) close(room)
    },
    workers: () => workers.all(),
    alive: () => workers.all().length > 0,
    async close() {
      for (const { timer } of lingering.values()) clearTimeout(timer)
      lingering.clear()
      for (const room of rooms.values()) close(room)
      await workers.close()
    },
  }
}
