import type { LineQuality, Participant, RoomView, Says, Side, Source, Speaker } from '#protocol/media.ts'
import { openSeat, type Producing, type Seat } from './seat.ts'
import { openTap, type Tap } from './tap.ts'
import type { OpenRouter } from './workers.ts'

/** Somebody in a room, by who they are and not by their line. Seated once they joined; after a rebuild they must join again. */
export type Member = {
  participant: Participant
  identity: string
  tell: (room: RoomView) => void
  seat: Seat | null
  says?: Says
  line?: LineQuality
}

/** There is one seat for the booth and one for the doctor, whoever they are; whoever watches has one of their own. */
const placeOf = ({ participant, identity }: Pick<Member, 'participant' | 'identity'>): string =>
  participant === 'watcher' ? `watcher ${identity}` : participant

const ALL: readonly Source[] = ['camera', 'overview', 'microphone']
/** What each gets of the others: who isn't here sends them nothing. A watcher sees the driver's face, hears nobody, and is seen by nobody. */
const GETS: Readonly<Record<Participant, Partial<Record<Participant, readonly Source[]>>>> = {
  booth: { doctor: ALL, senior: ALL },
  doctor: { booth: ALL, senior: ALL },
  senior: { booth: ALL, doctor: ALL },
  watcher: { booth: ['camera'] },
}

const SIDES: readonly Side[] = ['booth', 'doctor']
/** Whose pictures and voices are recorded, where a driver wants that: everybody's who speaks there. */
const SPEAKERS: readonly Speaker[] = ['booth', 'doctor', 'senior']

/** Something that flows through a room. */
export type Flowing = Pick<Producing, 'source'> & { participant: Speaker; producer: string }

/** Where booth and doctor of one check meet, and who watches: one router, at most one seat of each. */
export type Room = {
  readonly check: string
  /** Its worker has died: nothing in it works any more. */
  lost(): boolean
  /** The room as this side is told of it: what it sends itself, and what it may get. */
  view(of: Participant): RoomView
  members(): Member[]
  /** Gives the member the participant's only seat. Whoever sat there is closed, and told that the room is closed to them. */
  sit(member: Member): Seat
  /** What a member says of their side: told to everybody. */
  say(member: Member, says: Says): void
  /** How a member's line does: told to everybody. */
  measured(member: Member, quality: LineQuality): void
  /** The seat of the booth or the doctor; null: nobody sits there. */
  seatOf(participant: Side): Seat | null
  /** True when nobody is left. */
  leave(member: Member): boolean
  /** What both sides send and don't hold, and a second doctor with them; nothing unless both sides sit there. */
  flowing(): Flowing[]
  /** Sends what a producer sends to a port of this machine as well; null: it doesn't, since that is gone. */
  tap(producer: string, port: number): Promise<Tap | null>
  /** Closes it. Everyone is told. */
  close(): void
}

/** Opens a room. `members` are those of the room that it takes the place of; they're told to join again. `moved`: what flows may be something else now. */
export const openRoom = (check: string, open: OpenRouter, moved: () => void, members: readonly Member[] = []): Room => {
  const { router } = open
  const here = new Map<string, Member>()
  const sits = (member: Member) => here.get(placeOf(member)) === member

  const sentBy = ({ participant, seat }: Member) => (seat?.producing() ?? []).map((one) => ({ participant, ...one }))
  const got = (of: Participant) =>
    [...here.values()].flatMap(sentBy).filter(({ participant, source }) => GETS[of][participant]?.includes(source) === true)
  const view = (of: Participant): RoomView => {
    const own = [...here.values()].filter(({ participant }) => participant === of).flatMap(sentBy)
    return {
      check,
      room: router.id,
      producers: [...own, ...got(of)].map(({ participant, source, producer, held }) => ({
        producer: producer.id,
        participant,
        source,
        paused: held,
      })),
      says: { booth: here.get('booth')?.says ?? null, doctor: here.get('doctor')?.says ?? null },
      ...([...here.values()].some(({ line }) => line) && {
        lines: { booth: here.get('booth')?.line ?? null, doctor: here.get('doctor')?.line ?? null },
      }),
    }
  }
  const tell = () => {
    for (const member of here.values()) member.tell(view(member.participant))
  }
  const tellAll = () => {
    if (router.closed) return
    tell()
    moved()
  }
  const dismiss = (member: Member) => {
    const { seat } = member
    member.seat = null
    seat?.close()
  }

  for (const member of members) {
    dismiss(member)
    here.set(placeOf(member), member)
  }
  tellAll()

  return {
    check,
    lost: () => router.closed,
    view,
    members: () => [...here.values()],
    sit(member) {
      const place = placeOf(member)
      const before = here.get(place)
      here.set(place, member)
      if (before) dismiss(before)
      if (before && before !== member) before.tell({ check, room: null, producers: [], taken: true })
      const changed = async () => {
        const followed = [...here.values()].flatMap(({ seat }) => (seat && seat !== member.seat ? [seat.follow()] : []))
        tellAll()
        await Promise.all(followed)
      }
      member.seat = openSeat(open, member.participant, () => got(member.participant), changed)
      return member.seat
    },
    say(member, says) {
      if (!sits(member)) return
      member.says = says
      tellAll()
    },
    measured(member, quality) {
      if (router.closed || here.get(member.participant) !== member) return
      member.line = quality
      tell()
    },
    seatOf: (participant) => here.get(participant)?.seat ?? null,
    leave(member) {
      if (!sits(member)) return here.size === 0
      here.delete(placeOf(member))
      dismiss(member)
      moved()
      return here.size === 0
    },
    flowing() {
      if (router.closed || SIDES.some((side) => !here.get(side)?.seat)) return []
      return SPEAKERS.flatMap((participant) =>
        (here.get(participant)?.seat?.producing() ?? [])
          .filter(({ held }) => !held)
          .map(({ source, producer }) => ({ participant, source, producer: producer.id })),
      )
    },
    async tap(id, port) {
      const found = [...here.values()].flatMap(sentBy).find(({ producer }) => producer.id === id)
      return found ? openTap(router, found.producer, port) : null
    },
    close() {
      const leaving = [...here.values()]
      here.clear()
      for (const member of leaving) dismiss(member)
      router.close()
      moved()
      for (const member of leaving) member.tell({ check, room: null, producers: [] })
    },
  }
}
