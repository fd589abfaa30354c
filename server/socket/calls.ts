import type { Socket } from 'socket.io'
import type { RoomView } from '#protocol/media.ts'
import { type MessageOutcome, serve } from '#protocol/message.ts'
import { mediaMessages } from '#protocol/messages.ts'
import { refuse } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import type { Peer } from '../media/media.ts'
import { mayJoin, mayStay } from '../service/checks/calls.ts'
import { quietRooms } from '../service/views/lists.ts'
import type { Seated } from '../tickets.ts'
import type { Audience } from './audience.ts'
import type { Ground } from './standing.ts'

/** What the line of a ticket stands by. */
export const groundsOf = (seated: Seated): Ground[] =>
  seated.side === 'booth' ? [`machine ${seated.id}`] : [`session ${seated.session}`, `person ${seated.id}`]

/** By whom a seat is known to whoever comes back: a doctor who watches has one in each room. */
const identityOf = ({ side, id, check }: Seated): string => (side === 'watcher' ? `${id} ${check}` : id)

type Line = { seated: Seated; socket: Socket; peer: Peer; gone: boolean }

/** The lines of calls: each for one side of one check, as its ticket says. */
export type Calls = Audience & {
  enter: (socket: Socket, seated: Seated) => void
  /** What some stood by has given way: their seats end, whether their line still stands or not. */
  end: (ground: Ground) => void
}

export const openCalls = (deps: Deps, tell: (told: MessageOutcome) => void): Calls => {
  /** One that has dropped stays in here for as long as its seat may be kept for it. */
  const lines = new Set<Line>()

  const end = async (line: Line): Promise<void> => {
    const { seated, socket, peer } = line
    lines.delete(line)
    socket.emit('media:room', { check: seated.check, room: null, producers: [] } satisfies RoomView)
    socket.disconnect(true)
    await peer.end()
  }
  const unended = (error: unknown) => deps.log.error({ err: error }, 'a seat could not be ended')

  return {
    enter(socket, seated) {
      const { side } = seated
      const identity = identityOf(seated)
      // Whoever comes back has the seat from now on.
      for (const line of lines) if (line.gone && line.seated.side === side && identityOf(line.seated) === identity) lines.delete(line)
      const peer = deps.media.attend(
        side,
        identity,
        async (check) => (check === seated.check ? mayJoin(deps, seated) : refuse('media-unknown')),
        (room) => void socket.emit('media:room', room),
      )
      const line: Line = { seated, socket, peer, gone: false }
      lines.add(line)
      serve(socket, mediaMessages, peer.handlers, null, [side === 'booth' ? 'agent' : 'doctor'], tell)
      socket.emit('media:line', { check: seated.check })
      socket.on('disconnect', () => {
        line.gone = true
        peer.leave().catch((error: unknown) => deps.log.error({ err: error }, 'a seat could not be left'))
      })
    },
    async refresh({ checks }) {
      const quiet = new Set(await quietRooms(deps, checks))
      for (const check of quiet) await deps.media.closeRoom(check)
      for (const line of [...lines].filter(({ seated }) => checks.has(seated.check)))
        if (quiet.has(line.seated.check) || !(await mayStay(deps, line.seated))) await end(line)
    },
    end(ground) {
      for (const line of [...lines].filter(({ seated }) => groundsOf(seated).includes(ground))) end(line).catch(unended)
    },
  }
}
