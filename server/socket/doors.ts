import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { boundedParser, mostOf } from '#protocol/gate.ts'
import type { Message, Told } from '#protocol/message.ts'
import { agentMessages, staffMessages } from '#protocol/messages.ts'
import { MachineHandshake } from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { quietRooms } from '../service/lists.ts'
import { machineStands, type MachineRow, type Nonces } from '../service/machines.ts'
import { sessionStands, type Session } from '../service/sessions.ts'
import { openAgents } from './agents.ts'
import { openAnnouncer, type Announcer, type Audience } from './audience.ts'
import { openHalls, type Hall } from './halls.ts'
import { admit, machineIn, machineOf, personOf, type SecretOf } from './handshake.ts'
import { openStaff } from './staff.ts'
import { MOST_LINES, openStanding, type Ground, type Standing } from './standing.ts'
import { openStrangers, type Strangers } from './strangers.ts'

/** Every socket of the server: booths, staff and hall screens, each at its own path, and who is told of what. */
export const openDoors = (
  http: HttpServer,
  deps: Deps,
  { nonces, silence, secretOf, tell }: { nonces: Nonces; silence: number; secretOf: SecretOf; tell: (told: Told) => void },
): Announcer & { close(): Promise<void> } => {
  const strangers = openStrangers(http, { proxies: deps.settings.proxies, silence })
  const open = (path: string, messages: Record<string, Message>, handshake: typeof MachineHandshake | null): Server => {
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
      // Three servers share one listener: each leaves the others' connections alone.
      destroyUpgradeTimeout: 10_000,
    })
    strangers.watch(door)
    return door
  }
  const standing = openStanding()
  const byMachine = (machine: MachineRow) => ({ on: [`machine ${machine.id}` as const], stands: () => machineStands(deps, machine) })
  const bySession = ({ id, person }: Session) => ({
    on: [`session ${id}` as const, `person ${person.id}` as const],
    stands: () => sessionStands(deps, id),
  })
  const agents = openAgents(deps, tell)
  const staff = openStaff(deps, tell)
  const halls = openHalls(deps)
  const rooms: Audience = {
    async refresh({ checks }) {
      for (const check of await quietRooms(deps, checks)) await deps.media.closeRoom(check)
    },
  }

  const agentDoor = open('/agent/socket', agentMessages, MachineHandshake)
  letIn(
    deps,
    strangers,
    agentDoor,
    standing,
    async (socket) => machineOf(deps, nonces, socket, 'booth'),
    byMachine,
    (socket, { id, name, hall }) => agents.enter(socket, { kind: 'booth', id, name, hall }),
  )
  // After it is known who comes, and outside of that: asking whether an old line lives takes its time.
  agentDoor.use(
    admit<null>(
      deps,
      async (socket) => agents.admits(socket, machineIn(socket)),
      () => {},
    ),
  )
  const staffDoor = open('/staff/socket', staffMessages, null)
  letIn(deps, strangers, staffDoor, standing, (socket) => personOf(deps, socket, secretOf), bySession, staff.enter)
  const hallDoor = open('/hall/socket', {}, MachineHandshake)
  letIn(
    deps,
    strangers,
    hallDoor,
    standing,
    async (socket): Promise<Hall | ReturnType<typeof refuse>> => {
      if ('machine' in socket.handshake.auth) {
        const screen = await machineOf(deps, nonces, socket, 'hall-screen')
        return isRefusal(screen) ? screen : { screen, hall: screen.hall, session: null }
      }
      const session = await personOf(deps, socket, secretOf)
      if (isRefusal(session)) return session
      return session.person.roles.includes('administrator') ? { screen: null, hall: null, session } : refuse('not-allowed')
    },
    ({ screen, session }) => (screen ? byMachine(screen) : bySession(session)),
    halls.enter,
  )

  const audiences: Audience[] = [agents, staff, halls, rooms]
  const announcer = openAnnouncer(deps, audiences, staff, standing)
  return {
    ...announcer,
    async close() {
      for (const door of [agentDoor, staffDoor, hallDoor]) {
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

/** What a line stands by, and whether that still stands. */
type Footing = { on: readonly Ground[]; stands: () => Promise<boolean> }

/** Who a socket is gets fixed at its handshake, and holds as long as the socket does and what it stands by. */
const letIn = <Who>(
  deps: Deps,
  strangers: Strangers,
  door: Server,
  standing: Standing,
  find: (socket: Socket) => Promise<Who | ReturnType<typeof refuse>>,
  footingOf: (who: Who) => Footing,
  enter: (socket: Socket, who: Who) => void,
): void => {
  const known = new WeakMap<Socket, { who: Who; stands: Footing['stands'] }>()
  const inLine = openLine(AT_ONCE)
  const findStanding = async (socket: Socket): Promise<null | ReturnType<typeof refuse>> => {
    strangers.judging(socket)
    const who = await inLine(() => find(socket))
    const footing = isRefusal(who) ? null : footingOf(who)
    if (!isRefusal(who) && footing && standing.stand(socket, footing.on)) {
      known.set(socket, { who, stands: footing.stands })
      return null
    }
    strangers.refused(socket)
    return isRefusal(who) ? who : refuse('too-many-lines', { most: MOST_LINES })
  }
  door.use(admit<null>(deps, findStanding, () => {}))
  door.on('connection', (socket) => {
    const one = known.get(socket)
    strangers.known(socket)
    if (one === undefined) return
    const { who, stands } = one
    enter(socket, who)
    // What ended while hands were shaken was told before the line stood.
    stands().then(
      (still) => void (still || socket.disconnect(true)),
      (error: unknown) => deps.log.error({ err: error }, 'a line could not be looked at'),
    )
  })
}
