import type { LineQuality, Participant, RoomView, Says } from '#protocol/media.ts'
import { openSeat, type Producing, type Seat } from './seat.ts'
import { openTap, type Tap } from './tap.ts'
import type { OpenRouter } from './workers.ts'

/** Somebody in a room, by who they are and not by their line. Seated once they joined; after a rebuild they must join again. */
export type Member = { participant: Participant; tell: (room: RoomView) => void; seat: Seat | null; says?: Says; line?: LineQuality }

/** Something that flows through a room. */
export type Flowing = Pick<Producing, 'source'> & { participant: Participant; producer: string }

/** Where booth and doctor of one check meet: one router, at most one seat of each. */
export type Room = {
  readonly check: string
  /** Its worker has died: nothing in it works any more. */
  lost(): boolean
  view(): RoomView
  members(): Member[]
  /** Gives the member the participant's only seat. Whoever sat there is closed, and told that the room is closed to them. */
  sit(member: Member): Seat
  /** What a member says of their side: told to everybody. */
  say(member: Member, says: Says): void
  /** How a member's line does: told to everybody. */
  measured(member: Member, quality: LineQuality): void
  /** The seat of one side; null: nobody sits there. */
  seatOf(participant: Participant): Seat | null
  /** True when nobody is left. */
  leave(member: Member): boolean
  /** What both sides send and don't hold; nothing unless both sit there. */
  flowing(): Flowing[]
  /** Sends what a producer sends to a port of this machine as well; null: it doesn't, since that is gone. */
  tap(producer: string, port: number): Promise<Tap | null>
  /** Closes it. Everyone is told. */
  close(): void
}

/** Opens a room. `members` are those of the room that it takes the place of; they're told to join again. `moved`: what flows may be something else now. */
export const openRoom = (check: string, open: OpenRouter, moved: () => void, members: readonly Member[] = []): Room => {
  const { router } = open
  const here = new Map<Participant, Member>()

  const view = (): RoomView => ({
    check,
    room: router.id,
    producers: [...here].flatMap(([participant, { seat }]) =>
      (seat?.producing() ?? []).map(({ source, producer, held }) => ({ producer: producer.id, participant, source, paused: held })),
    ),
    says: { booth: here.get('booth')?.says ?? null, doctor: here.get('doctor')?.says ?? null },
    ...([...here.values()].some(({ line }) => line) && {
      lines: { booth: here.get('booth')?.line ?? null, doctor: here.get('doctor')?.line ?? null },
    }),
  })
  const tell = () => {
    const now = view()
    for (const member of here.values()) member.tell(now)
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
    here.set(member.participant, member)
  }
  tellAll()

  return {
    check,
    lost: () => router.closed,
    view,
    members: () => [...here.values()],
    sit(member) {
      const { participant } = member
      const before = here.get(participant)
      here.set(participant, member)
      if (before) dismiss(before)
      if (before && before !== member) before.tell({ check, room: null, producers: [], taken: true })
      const other = () => here.get(participant === 'booth' ? 'doctor' : 'booth')?.seat
      const changed = async () => {
        const followed = other()?.follow()
        tellAll()
        await followed
      }
      member.seat = openSeat(open, participant, () => other()?.producing() ?? [], changed)
      return member.seat
    },
    say(member, says) {
      if (here.get(member.participant) !== member) return
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
      if (here.get(member.participant) !== member) return here.size === 0
      here.delete(member.participant)
      dismiss(member)
      moved()
      return here.size === 0
    },
    flowing() {
      const sides = [...here].filter(([, { seat }]) => seat !== null)
      if (sides.length < 2 || router.closed) return []
      return sides.flatMap(([participant, { seat }]) =>
        (seat?.producing() ?? [])
          .filter(({ held }) => !held)
          .map(({ source, producer }) => ({ participant, source, producer: producer.id })),
      )
    },
    async tap(id, port) {
      const sent = [...here.values()].flatMap(({ seat }) => seat?.producing() ?? [])
      const found = sent.find(({ producer }) => producer.id === id)
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
