import type { Socket } from 'socket.io'
import type { Booth } from '#check/actors.ts'
import type { BoothCheck, Place } from '#protocol/check.ts'
import type { HelpWanted } from '#protocol/help.ts'
import { type Handlers, type MessageOutcome, serve } from '#protocol/message.ts'
import { agentMessages } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { MOST_STILLS } from '#protocol/still.ts'
import { arrivalsIn } from '../arrivals.ts'
import type { Deps } from '../deps.ts'
import { hasCome, hasGone, leave, noteStatus, ownCheck, shownAtFirst, shownBy } from '../service/checks/booths.ts'
import { ticketFor } from '../service/checks/calls.ts'
import { answerRecording, declare, photograph } from '../service/checks/declaring.ts'
import { heardOf, noteHelp } from '../service/checks/help.ts'
import { openCheck } from '../service/checks/opening.ts'
import { acceptCalibration, acceptReading, setAside } from '../service/checks/readings.ts'
import { deviceFault, startStation } from '../service/checks/starting.ts'
import { wishInBooth } from '../service/checks/wishes.ts'
import { paperOfBooth } from '../service/proof/papers.ts'
import { boothsOfChecks } from '../service/views/lists.ts'
import { type Turns, turnsNow } from '../service/views/turns.ts'
import { boothCheck } from '../service/views/views.ts'
import { type Audience, type BoothLines, onlyNews } from './audience.ts'

/**
 * `shown`: the check that was shown last: of one that was given up nothing else is kept. `own`: the check that was found to be the
 * booth's, until it changes: what comes many times a second is looked up once.
 */
type Standing = {
  socket: Socket
  called: { name: string; site: string }
  /** It was told how far its numbers came: before it sees a check, of which it would sign something. */
  begun: boolean
  shown: string | null
  own: string | null
  /** The calls that the booth makes. */
  help: HelpWanted[]
  /** The pictures that came for the next reading, base64: kept nowhere until it names them. */
  stills: string[]
  show: ReturnType<typeof onlyNews<BoothCheck>>
  place: ReturnType<typeof onlyNews<Place>>
}

const done = { done: true } as const

/** The booths' lines: one a booth. */
export type Agents = Audience & BoothLines & { enter: (socket: Socket, booth: Booth) => void }

export const openAgents = (deps: Deps, tell: (told: MessageOutcome) => void): Agents => {
  const lines = new Map<string, Standing>()
  /** Where those stand who wait, as they were told last; looked up when the first of them is here, and then when it moves. */
  let turns: Promise<Turns> | null = null
  const lookUp = () => {
    const looking = turnsNow(deps)
    turns = looking
    looking.catch(() => {
      if (turns === looking) turns = null
    })
    return looking
  }
  const tellPlace = (check: string, { each }: Turns) => {
    const turn = each.get(check)
    if (turn) lines.get(turn.booth)?.place({ check, place: turn.place, wait: turn.wait })
  }

  const show = async (id: string): Promise<void> => {
    const line = lines.get(id)
    if (!line) return
    const { taken, shown } = line.begun ? { taken: 0, shown: await shownBy(deps, id) } : await shownAtFirst(deps, id)
    line.shown = shown?.check.id ?? null
    // What changed while it was looked up may have been shown already.
    const begin = line.begun
      ? undefined
      : (shown: BoothCheck | null) => void line.socket.emit('booth:begin', { called: line.called, taken, shown })
    line.begun = true
    line.show(shown, begin)
    if (shown?.check.queue) tellPlace(shown.check.id, await (turns ?? lookUp()))
  }

  const showChecks = async (checks: ReadonlySet<string>): Promise<void> => {
    for (const line of lines.values()) if (line.own !== null && checks.has(line.own)) line.own = null
    const showing = [...lines].flatMap(([booth, { shown }]) => (shown !== null && checks.has(shown) ? [booth] : []))
    for (const booth of new Set([...(await boothsOfChecks(deps, checks)), ...showing])) await show(booth)
  }

  const enter = (socket: Socket, booth: Booth): void => {
    lines.get(booth.id)?.socket.disconnect(true)
    const showNews = onlyNews<BoothCheck>((value) => socket.emit('booth:check', value))
    const called = { name: booth.name, site: booth.site.name }
    const place = onlyNews<Place>((value) => value && socket.emit('booth:place', value))
    const line: Standing = { socket, called, begun: false, shown: null, own: null, help: [], stills: [], show: showNews, place }
    lines.set(booth.id, line)
    serve(socket, agentMessages, handlersOf(deps, line), booth, ['agent'], tell, arrivalsIn(deps))
    socket.on('disconnect', () => {
      deps.presence.tickets
        .end(socket.id)
        .catch((error: unknown) => deps.log.error({ err: error, booth: booth.id }, 'a ticket could not be ended'))
      if (lines.get(booth.id) === line) lines.delete(booth.id)
      come
        .then(() => hasGone(deps, booth, socket.id))
        .catch((error: unknown) => deps.log.error({ err: error, booth: booth.id }, 'a booth’s going could not be told'))
    })
    const come = hasCome(deps, booth, socket.id).catch((error: unknown) =>
      deps.log.error({ err: error, booth: booth.id }, 'a booth’s coming could not be told'),
    )
    deps.log.info({ booth: booth.id }, 'a booth came')
    show(booth.id).catch((error: unknown) => deps.log.error({ err: error, booth: booth.id }, 'a view could not be shown'))
  }

  return {
    enter,
    say(saying) {
      for (const { shown, socket } of lines.values()) if (shown === saying.check) socket.emit('booth:said', saying)
    },
    point(pointing) {
      for (const { shown, socket } of lines.values()) if (shown === pointing.check) socket.emit('booth:pointed', pointing)
    },
    async refresh({ checks, help, places: moved }) {
      for (const booth of help) {
        const line = lines.get(booth)
        const called = line?.help.map(({ id }) => id) ?? []
        for (const heard of await heardOf(deps, booth, called)) line?.socket.emit('booth:heard', { help: heard })
      }
      // Booths that come and go in crowds are no news to one another.
      if (checks.size > 0) await showChecks(checks)
      if (!moved) return
      const now = await lookUp()
      for (const check of now.each.keys()) tellPlace(check, now)
    },
  }
}

const handlersOf = (deps: Deps, line: Standing): Handlers<typeof agentMessages, Booth> => {
  /** What the booth said about itself last on this line. */
  let said = ''
  const isForeign = async (booth: Booth, id: string): Promise<Refusal | null> => {
    if (line.own === id) return null
    const check = await ownCheck(deps, booth, id)
    if (isRefusal(check)) return check
    line.own = id
    return null
  }
  return {
    'booth:status': async ({ help = [], ...status }, booth) => {
      const text = JSON.stringify(status)
      // A status that says the same again is no news to anybody.
      if (text !== said) await noteStatus(deps, booth, status)
      said = text
      if (JSON.stringify(help) !== JSON.stringify(line.help)) {
        line.help = help
        await noteHelp(deps, booth, help)
      }
      return done
    },
    'booth:calibration': (reading, booth) => acceptCalibration(deps, booth, reading),
    'booth:card': (reading, booth) => openCheck(deps, booth, reading),
    'booth:declare': (request, booth) => declare(deps, booth, request),
    'booth:notices': (request, booth) => wishInBooth(deps, booth, request),
    'booth:recording': (request, booth) => answerRecording(deps, booth, request),
    'booth:photo': (request, booth) => photograph(deps, booth, request),
    'booth:start': async (request, booth) => {
      const check = await startStation(deps, booth, { ...request, version: null })
      return isRefusal(check) ? check : boothCheck(deps, check)
    },
    'booth:still': ({ jpeg }) => {
      line.stills = [...line.stills, jpeg].slice(-MOST_STILLS)
      return done
    },
    'booth:reading': (reading, booth) => acceptReading(deps, booth, reading, line.stills.splice(0)),
    'booth:fault': async (request, booth) => {
      const check = await deviceFault(deps, booth, request)
      return isRefusal(check) ? check : boothCheck(deps, check)
    },
    'booth:aside': async (request, booth) => {
      const check = await setAside(deps, booth, request)
      return isRefusal(check) ? check : boothCheck(deps, check)
    },
    'booth:live': async (live, booth) => {
      const foreign = await isForeign(booth, live.check)
      if (foreign) return foreign
      deps.announce({ kind: 'live', live })
      return done
    },
    'booth:value': async (value, booth) => {
      const foreign = await isForeign(booth, value.check)
      if (foreign) return foreign
      deps.announce({ kind: 'value', value })
      return done
    },
    'booth:abandon': (request, booth) => leave(deps, booth, request),
    'booth:call': ({ check }, { id }) => ticketFor(deps, line.socket.id, { side: 'booth', id, check }),
    'path:open': () => deps.media.openPath(),
    'booth:report': async ({ check }, booth) => {
      const pdf = await paperOfBooth(deps, booth, check)
      return isRefusal(pdf) ? pdf : { pdf: Buffer.from(pdf).toString('base64') }
    },
  }
}
