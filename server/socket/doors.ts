import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { TSchema } from 'typebox'
import { boundedParser, mostOf } from '#protocol/gate.ts'
import { Ticket } from '#protocol/media.ts'
import type { Message, MessageOutcome } from '#protocol/message.ts'
import { agentMessages, mediaMessages, staffMessages } from '#protocol/messages.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { MachineHandshake } from '#protocol/rest.ts'
import { boundUnread, type Unread } from '#protocol/unread.ts'
import type { Deps } from '../deps.ts'
import { type MachineRow, noteSecond } from '../service/machines/machines.ts'
import type { Session } from '../service/people/sessions.ts'
import { openAgents } from './agents.ts'
import { type Announcer, type Audience, openAnnouncer } from './audience.ts'
import { groundsOf, openCalls } from './calls.ts'
import { type Hall, openHalls } from './halls.ts'
import { admit, machineIn, machineOf, personOf, type SecretOf, seatedBy } from './handshake.ts'
import { openOneLine } from './one-line.ts'
import { openStaff } from './staff.ts'
import { type Ground, MOST_LINES, openStanding, type Standing } from './standing.ts'
import { type Crowds, openStrangers, type Strangers } from './strangers.ts'

/** Every socket of the server: booths, staff, hall screens and calls, each at its own path, and who is told of what. */
export const openDoors = (
  http: HttpServer,
  deps: Deps,
  {
    silence,
    strangers: crowds,
    unread,
    secretOf,
    tell,
  }: { silence: number; strangers: Crowds; unread: Unread; secretOf: SecretOf; tell: (told: MessageOutcome) => void },
): Announcer & { close(): Promise<void> } => {
  const strangers = openStrangers(http, { proxies: deps.settings.proxies, silence, crowds })
  // The answer to an upgrade and the line's first packet go out as one: of a crowd that comes, each write costs as much as the rest of it.
  http.prependListener('upgrade', (_, socket) => {
    socket.cork()
    setImmediate(() => socket.uncork())
  })
  const open = (path: string, messages: Record<string, Message>, handshake: TSchema | null): Server => {
    const door = new Server(http, {
      path,
      transports: ['websocket'],
      serveClient: false,
      parser: boundedParser(messages, handshake),
      maxHttpBufferSize: mostOf(messages, handshake),
      // The watch over strangers ends who is silent; the library would count its own delay against those who wait to be let in.
      connectTimeout: silence * 30,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      // Four servers share one listener: each leaves the others' connections alone.
      destroyUpgradeTimeout: 10_000,
    })
    strangers.watch(door)
    boundUnread(door, unread, () => deps.log.warn({ door: path }, 'a line was ended: it did not read what it was sent'))
    return door
  }
  const standing = openStanding()
  const byMachine = ({ id }: MachineRow): Ground[] => [`machine ${id}`]
  const bySession = ({ id, person }: Session): Ground[] => [`session ${id}`, `person ${person.id}`]
  const agents = openAgents(deps, tell)
  const staff = openStaff(deps, tell)
  const halls = openHalls(deps)
  const calls = openCalls(deps, tell)

  const agentDoor = open('/agent/socket', agentMessages, MachineHandshake)
  letIn(
    deps,
    strangers,
    agentDoor,
    standing,
    async (socket) => machineOf(deps, socket, 'booth'),
    byMachine,
    (socket, { id, name, site }) => agents.enter(socket, { kind: 'booth', id, name, site }),
    oneEach(deps, 'booth-taken'),
  )
  const staffDoor = open('/staff/socket', staffMessages, null)
  letIn(deps, strangers, staffDoor, standing, (socket) => personOf(deps, socket, secretOf), bySession, staff.enter)
  const hallDoor = open('/hall/socket', {}, MachineHandshake)
  letIn(
    deps,
    strangers,
    hallDoor,
    standing,
    async (socket): Promise<Hall | Refusal> => {
      if ('machine' in socket.handshake.auth) {
        const screen = await machineOf(deps, socket, 'hall-screen')
        return isRefusal(screen) ? screen : { screen, session: null }
      }
      const session = await personOf(deps, socket, secretOf)
      if (isRefusal(session)) return session
      return session.person.roles.includes('administrator') ? { screen: null, session } : refuse('not-allowed')
    },
    ({ screen, session }) => (screen ? byMachine(screen) : bySession(session)),
    halls.enter,
    oneEach(deps, 'screen-taken'),
  )
  const mediaDoor = open('/media/socket', mediaMessages, Ticket)
  letIn(deps, strangers, mediaDoor, standing, (socket) => seatedBy(deps, socket), groundsOf, calls.enter)

  const audiences: Audience[] = [agents, staff, halls, calls]
  const end = (ground: Ground) => {
    standing.end(ground)
    calls.end(ground)
  }
  const announcer = openAnnouncer(deps, audiences, staff, agents, end)
  return {
    ...announcer,
    async close() {
      for (const door of [agentDoor, staffDoor, hallDoor, mediaDoor]) {
        door.disconnectSockets(true)
        door.engine.close()
      }
      await announcer.settled()
      for (const audience of audiences) audience.close?.()
    },
  }
}

/** How many handshakes of a door are looked at together. */
const AT_ONCE = 4

/** Does so many things at once; others wait in line. Between two the loop turns, so that a crowd at the door keeps no ping waiting. */
const openLine = (most: number) => {
  let free = most
  const waiting: (() => void)[] = []
  const pass = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return async <T>(act: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1
    else await new Promise<void>((turn) => waiting.push(turn))
    try {
      return await act()
    } finally {
      setImmediate(pass)
    }
  }
}

/**
 * One line for each key: whoever comes second is refused while the first one lives, and the administrator sees it. Judged after it is known
 * who comes, and outside of that: asking whether an old line lives takes its time.
 */
const oneEach = (deps: Deps, taken: 'booth-taken' | 'screen-taken') => {
  const places = openOneLine()
  return async (socket: Socket): Promise<null | Refusal> => {
    const machine = machineIn(socket)
    // An administrator who looks on has no machine.
    if (machine === '' || (await places.take(machine, socket))) return null
    await noteSecond(deps, machine)
    return refuse(taken)
  }
}

/**
 * Who a socket is gets fixed at its handshake, and holds as long as the socket does and what it stands by. `place`: what else may be against
 * it, once it is known who comes.
 */
const letIn = <Who>(
  deps: Deps,
  strangers: Strangers,
  door: Server,
  standing: Standing,
  find: (socket: Socket) => Promise<Who | Refusal>,
  groundsOf: (who: Who) => readonly Ground[],
  enter: (socket: Socket, who: Who) => void,
  place: (socket: Socket) => Promise<null | Refusal> = async () => null,
): void => {
  const known = new WeakMap<Socket, { who: Who }>()
  const inLine = openLine(AT_ONCE)
  const groundsOfAny = (who: Who | Refusal) => (isRefusal(who) ? [] : groundsOf(who))
  const findStanding = async (socket: Socket): Promise<null | Refusal> => {
    strangers.judging(socket)
    const stand = (found: Who | Refusal): { who: Who } | Refusal => {
      if (isRefusal(found)) return found
      return standing.stand(socket, groundsOf(found)) ? { who: found } : refuse('too-many-lines', { most: MOST_LINES })
    }
    const who = await inLine(() => standing.lookUp(() => find(socket), groundsOfAny, stand))
    if (isRefusal(who)) {
      strangers.refused(socket)
      return who
    }
    known.set(socket, who)
    return place(socket)
  }
  door.use(admit(deps, findStanding))
  door.on('connection', (socket) => {
    const one = known.get(socket)
    strangers.known(socket)
    if (one) enter(socket, one.who)
  })
}
