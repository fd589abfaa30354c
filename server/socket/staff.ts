import type { Socket } from 'socket.io'
import type { Counter, Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import type { AttentionView, CheckView, CounterView } from '#protocol/check.ts'
import type { OpenLedger } from '#protocol/escalation.ts'
import type { HelpView } from '#protocol/help.ts'
import { type Handlers, type MessageOutcome, type Sender, serve } from '#protocol/message.ts'
import { staffMessages } from '#protocol/messages.ts'
import type { OfferView } from '#protocol/offer.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { WatchedMoved } from '#protocol/watching.ts'
import { arrivalsIn } from '../arrivals.ts'
import type { Deps } from '../deps.ts'
import { ticketFor } from '../service/checks/calls.ts'
import {
  accept,
  acceptProvisionally,
  decideStation,
  giveBack,
  note,
  notThere,
  picture,
  release,
  resend,
} from '../service/checks/commands.ts'
import { correct } from '../service/checks/correcting.ts'
import { answerConsultation, consult, endEscalation, escalate, join, part, takeOver } from '../service/checks/escalating.ts'
import { answer, helpCalls } from '../service/checks/help.ts'
import { claim, keep, renew } from '../service/checks/leases.ts'
import { colleagues, endOffer, offersOf, passOn, rest } from '../service/checks/passing.ts'
import { point, say } from '../service/checks/saying.ts'
import { conclude, countersign, decline, drawUp, signingOf, supersede } from '../service/checks/signoff.ts'
import { startStation } from '../service/checks/starting.ts'
import { isWatchedBy, stopWatching, ticketLine, watchChecks, watchOn } from '../service/checks/watching.ts'
import { refuseIssuer, withdraw } from '../service/checks/withdrawing.ts'
import { type As, isShown, loadedCheck, mayAct, mayLook, type Reader } from '../service/people/access.ts'
import { type Session, useSession } from '../service/people/sessions.ts'
import type { Scope } from '../service/sites/scope.ts'
import { attentionView } from '../service/views/attention.ts'
import { tryNow } from '../service/views/errands.ts'
import { historyOf } from '../service/views/history.ts'
import { openLedgerView } from '../service/views/ledger.ts'
import { counterView, queueMoved, queueView } from '../service/views/lists.ts'
import { searchReports } from '../service/views/searching.ts'
import { sentBackMoved, sentBackPage } from '../service/views/sent-back.ts'
import { shiftOf } from '../service/views/shift.ts'
import { checkView, type Viewer, viewOf } from '../service/views/views.ts'
import { type Audience, onlyNews, type StaffLines, sparingly } from './audience.ts'

/** Doctors who come within so long, ms, are shown the same look at the queue: after a fall of the line all of them come at once. */
const TOGETHER_MS = 250

/** One page of one person: what it watches, and what it was shown. */
type Line = {
  doctor: Doctor
  counter: Counter
  /** Who may see what. */
  reader: Reader
  session: string
  watching: string | null
  /** The checks of drivers who go through them alone, of whom it shows a picture each. */
  watched: readonly string[]
  /** One choice of them after the other. */
  choosing: Promise<unknown>
  /** The check at which this doctor is the second one; null: at none. */
  joined: string | null
  socket: Socket
  /** The checks of the queue that it shows; null: it wasn't shown the queue yet. */
  queued: Set<string> | null
  concluded: number
  reports: ReturnType<typeof onlyNews>
  attention: ReturnType<typeof onlyNews>
  help: ReturnType<typeof onlyNews<HelpView>>
  offers: ReturnType<typeof onlyNews<OfferView>>
  /** Null: neither a senior doctor nor an administrator. */
  ledger: ReturnType<typeof onlyNews<OpenLedger>> | null
  check: ReturnType<typeof onlyNews<CheckView>>
}

/** Those of these lines whose people are this, with what they have to do with as such. */
const linesAs = (as: As, some: Iterable<Line>): { line: Line; scope: Scope }[] =>
  [...some].flatMap((line) => {
    const scope = line.reader[as]
    return scope ? [{ line, scope }] : []
  })

/** The lines of doctors and counters. */
export const openStaff = (
  deps: Deps,
  tell: (told: MessageOutcome) => void,
): Audience & StaffLines & { enter: (socket: Socket, session: Session) => void } => {
  const lines = new Set<Line>()

  const showQueue = async (some: Iterable<Line>) => {
    const doctors = linesAs('doctor', some)
    if (doctors.length === 0) return
    const view = await queueView(deps)
    // Put into words once for all who serve the same sites: it is the longest thing that many are told at the same time.
    for (const together of Map.groupBy(doctors, ({ scope }) => JSON.stringify(scope)).values()) {
      const [first] = together
      if (!first) continue
      const own = view(first.scope)
      first.line.socket.nsp.to(together.map(({ line }) => line.socket.id)).emit('queue:view', own)
      for (const { line } of together) {
        line.concluded = own.concludedToday
        line.queued = new Set(own.entries.map(({ check }) => check))
      }
    }
  }
  /** Whoever knows the queue is told what moved in what they show of it, and nobody of what they don't. */
  const showMoved = async (moved: ReadonlySet<string>) => {
    const doctors = linesAs('doctor', lines).filter(({ line }) => line.queued !== null)
    if (doctors.length === 0) return
    const news = await queueMoved(deps, moved)
    for (const { line, scope } of doctors) {
      const { rows, gone: left, concludedToday } = news(scope)
      const gone = left.filter((check) => line.queued?.delete(check))
      for (const { check } of rows) line.queued?.add(check)
      if (rows.length === 0 && gone.length === 0 && line.concluded === concludedToday) continue
      line.concluded = concludedToday
      line.socket.emit('queue:moved', { rows, gone, concludedToday })
    }
  }
  // One after the other, so that what moves is never older than the whole that it goes into.
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const mine = turn.then(act)
    turn = mine.catch(() => undefined)
    return mine
  }
  /** Who has come in and wasn't shown the queue yet. Many who come together are shown the same one. */
  let newcomers = new Set<Line>()
  const showNewcomers = (): Promise<void> => {
    const some = newcomers
    newcomers = new Set()
    return showQueue(some)
  }
  const showReports = async (some: Iterable<Line>) => {
    const counters = linesAs('counter', some)
    if (counters.length === 0) return
    // Whoever works for the same sites is shown the same.
    const views = new Map<string, CounterView>()
    for (const { line, scope } of counters) {
      const key = JSON.stringify(scope)
      const view = views.get(key) ?? (await counterView(deps, scope))
      views.set(key, view)
      line.reports(view)
    }
  }

  const showAttention = async (some: Iterable<Line>) => {
    const doctors = linesAs('doctor', some)
    if (doctors.length === 0) return
    const views = new Map<string, AttentionView>()
    for (const { line, scope } of doctors) {
      const key = JSON.stringify(scope)
      const view = views.get(key) ?? (await attentionView(deps, scope))
      views.set(key, view)
      line.attention(view)
    }
  }
  /** Whoever signed what came back is told what became of it. */
  const showSentBack = async (moved: ReadonlySet<string>) => {
    const doctors = linesAs('doctor', lines)
    if (doctors.length === 0) return
    const news = await sentBackMoved(deps, moved)
    for (const { line } of doctors) {
      const entries = news(line.reader)
      if (entries.length > 0) line.socket.emit('sent-back:moved', { entries })
    }
  }
  /** Whoever watches several is shown what moved, and that one of them is watched no more: a doctor has them now, or the check is over. */
  const showWatched = async (moved: ReadonlySet<string>) => {
    const watching = [...lines].filter(({ watched }) => watched.some((id) => moved.has(id)))
    for (const line of watching)
      for (const id of line.watched.filter((id) => moved.has(id))) {
        const check = await loadedCheck(deps, id)
        const stays = check !== null && (await isWatchedBy(deps, line.doctor.id, check))
        const view = stays ? await shownTo(deps, line, check) : null
        if (view === null && line.watched.includes(id)) {
          line.watched = line.watched.filter((one) => one !== id)
          await watchOn(deps, line.doctor, line.socket.id, line.watched, [id])
        }
        line.socket.emit('watched:moved', { check: id, view } satisfies WatchedMoved)
      }
  }
  /** Does anybody call? Until somebody has looked, perhaps; from then on it is known without asking. */
  let anyCalls = true
  const showHelp = async (some: Iterable<Line>) => {
    if (!anyCalls) return
    const { any, of } = await helpCalls(deps)
    anyCalls = any
    for (const line of some) line.help(of(line.reader))
  }
  const showOffers = async (some: Iterable<Line>) => {
    for (const { line } of linesAs('doctor', some)) line.offers(await offersOf(deps, line.doctor.id))
  }
  const showLedger = async (some: Iterable<Line>) => {
    const readers = [...some].filter(({ ledger }) => ledger !== null)
    if (readers.length === 0) return
    const of = await openLedgerView(deps)
    for (const line of readers) line.ledger?.(of(line.reader))
  }
  /** Doctors are told as soon as this server takes no new driver, before they claim one. */
  const showClosed = (some: Iterable<Line>) => {
    if (!deps.draining.isOn()) return
    for (const { line } of linesAs('doctor', some)) line.socket.emit('queue:closed', { closed: true })
  }
  const counters = sparingly(deps, () => showReports(lines))
  const arrivals = sparingly(deps, () => inTurn(showNewcomers), TOGETHER_MS)

  const enter = (socket: Socket, { id: session, person, reader }: Session): void => {
    const { id, name, roles } = person
    const line: Line = {
      doctor: { kind: 'doctor', id, name },
      counter: { kind: 'counter', id, name },
      reader,
      session,
      watching: null,
      watched: [],
      choosing: Promise.resolve(),
      joined: null,
      socket,
      queued: null,
      concluded: 0,
      reports: onlyNews((view) => socket.emit('counter:view', view)),
      attention: onlyNews((view) => socket.emit('attention:view', view)),
      help: onlyNews<HelpView>((view) => socket.emit('help:view', view)),
      offers: onlyNews<OfferView>((view) => socket.emit('offer:view', view)),
      ledger: roles.some((role) => role === 'senior' || role === 'administrator')
        ? onlyNews<OpenLedger>((view) => socket.emit('ledger:view', view))
        : null,
      check: onlyNews<CheckView>((view) => socket.emit('check:view', view)),
    }
    lines.add(line)
    socket.onAny((message: string) => {
      if (isByItself(message)) return
      useSession(deps, session).catch((error: unknown) => deps.log.error({ err: error, person: id }, 'a session’s use could not be noted'))
    })
    const senders: Sender[] = [...roles]
    serve(socket, staffMessages, { ...showing(deps), ...guarded(deps, acting(deps)) }, line, senders, tell, arrivalsIn(deps))
    const moved = (news: boolean) => {
      if (news) deps.announce({ kind: 'waits' })
    }
    const untold = (error: unknown) => deps.log.error({ err: error, person: id }, 'a doctor’s coming or going could not be told')
    const come = reader.doctor && deps.presence.sits(id, socket.id).then(moved).catch(untold)
    socket.on('disconnect', () => {
      lines.delete(line)
      come
        ?.then(() => deps.presence.stands(id, socket.id))
        .then(moved)
        .catch(untold)
      if (line.joined !== null)
        part(deps, line.doctor, socket.id, line.joined).catch((error: unknown) =>
          deps.log.error({ err: error, person: id }, 'that a second doctor has gone could not be told'),
        )
      line.choosing
        .then(() => stopWatching(deps, line.doctor, socket.id, line.watched))
        .catch((error: unknown) => deps.log.error({ err: error, person: id }, 'the end of watching could not be told'))
      deps.presence.tickets
        .end(socket.id)
        .catch((error: unknown) => deps.log.error({ err: error, person: id }, 'a ticket could not be ended'))
    })
    showClosed([line])
    newcomers.add(line)
    Promise.all([
      arrivals.ask(),
      showReports([line]),
      showAttention([line]),
      showHelp([line]),
      showOffers([line]),
      showLedger([line]),
    ]).catch((error: unknown) => deps.log.error({ err: error, person: id }, 'a view could not be shown'))
  }

  return {
    enter,
    async refresh({ checks, surroundings, help, offers, queue, reports, attention, ledger, closed }) {
      const watching = [...lines].filter(({ watching: id }) => id !== null && (checks.has(id) || surroundings.has(id)))
      // Looked up once for all who watch the same.
      for (const [id, some] of Map.groupBy(watching, (line) => line.watching)) {
        const check = id && (await loadedCheck(deps, id))
        for (const line of some) {
          const view = check ? await shownTo(deps, line, check) : null
          if (line.watching === id) line.check(view)
        }
      }
      await showWatched(new Set([...checks, ...surroundings]))
      if (queue.size > 0) await inTurn(() => showMoved(queue))
      // Who holds a driver alone hears them call.
      anyCalls ||= help.size > 0
      if (help.size > 0 || queue.size > 0) await showHelp(lines)
      if (offers.size > 0) await showOffers([...lines].filter(({ doctor }) => offers.has(doctor.id)))
      if (reports.size > 0) await counters.ask()
      if (reports.size > 0) await showSentBack(reports)
      if (attention) await showAttention(lines)
      if (ledger) await showLedger(lines)
      if (closed) showClosed(lines)
    },
    close() {
      counters.close()
      arrivals.close()
    },
    live(live) {
      for (const line of lines) if (line.watching === live.check || line.watched.includes(live.check)) line.socket.emit('check:live', live)
    },
    value(value) {
      for (const line of lines) if (line.watching === value.check) line.socket.emit('check:value', value)
    },
  }
}

/** What a page says of its own accord. That it renews a lease isn't: a doctor sits with a driver, and isn't idle. */
const isByItself = (message: string): boolean =>
  ['check:watch', 'check:call', 'path:open', 'watched:choose', 'watched:call'].includes(message)

/** The newest view of a check that somebody watches; null: it isn't theirs to see any more. */
const shownTo = async (deps: Deps, line: Line, check: Check): Promise<CheckView | null> =>
  (await isShown(deps, line.reader, check)) ? checkView(deps, check, viewerOf(line)) : null

type StaffHandlers = Handlers<typeof staffMessages, Line>
/** What only shows, and what isn't about a check: each judges by itself who may. */
type Showing =
  | 'check:watch'
  | 'check:history'
  | 'check:call'
  | 'path:open'
  | 'shift:see'
  | 'counter:search'
  | 'sent-back:page'
  | 'help:answer'
  | 'desk:rest'
  | 'watched:choose'
  | 'watched:call'
/** What changes a check, or is asked by whoever changes it: each is handed the check, which is looked up once. */
type Acting = {
  [K in Exclude<keyof StaffHandlers, Showing>]: (
    request: Parameters<StaffHandlers[K]>[0],
    line: Line,
    found: Check | null,
  ) => ReturnType<StaffHandlers[K]>
}

/** As whom a message is sent: who is both a doctor and at the counter acts as what the message is for. */
const asOf = (name: string): As => (name.startsWith('counter:') ? 'counter' : 'doctor')

/** Whatever changes a check is done only by those who have to do with it, whichever message asks for it. */
const guarded = (deps: Deps, handlers: Acting): Omit<StaffHandlers, Showing> => {
  const guard =
    <Q extends { check: string }, A>(as: As, handler: (request: Q, line: Line, found: Check | null) => A) =>
    async (request: Q, line: Line): Promise<Awaited<A> | Refusal> => {
      const found = await loadedCheck(deps, request.check)
      return (await mayAct(deps, line.reader.id, as, found)) ?? (await handler(request, line, found))
    }
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, guard(asOf(name), handler as never)])) as Omit<
    StaffHandlers,
    Showing
  >
}

const viewerOf = ({ doctor }: Line): Viewer => ({ kind: 'doctor', id: doctor.id })

const showing = (deps: Deps): Pick<StaffHandlers, Showing> => ({
  'check:watch': async ({ check: id }, line) => {
    line.watching = null
    if (id === null) return { check: null }
    const check = await loadedCheck(deps, id)
    if (!check) return refuse('check-unknown')
    const closed = await mayLook(deps, line.reader, check, 'check')
    if (closed) return closed
    line.watching = id
    return { check: await checkView(deps, check, viewerOf(line)) }
  },
  'check:history': async ({ check: id }, line) => {
    const check = await loadedCheck(deps, id)
    if (!check) return refuse('check-unknown')
    return historyOf(deps, line.reader, check)
  },
  'check:call': ({ check }, { doctor, session, socket, joined }) =>
    ticketFor(deps, socket.id, { side: joined === check ? 'senior' : 'doctor', id: doctor.id, session, check }),
  'watched:choose': ({ checks }, line) => {
    const choose = async () => {
      const chosen = await watchChecks(deps, line.reader, line.doctor, { line: line.socket.id, before: line.watched, wanted: checks })
      if (isRefusal(chosen)) return chosen
      line.watched = chosen.map(({ id }) => id)
      const views: CheckView[] = []
      for (const check of chosen) views.push(await checkView(deps, check, viewerOf(line)))
      return { checks: views }
    }
    const answer = line.choosing.then(choose)
    line.choosing = answer.catch(() => undefined)
    return answer
  },
  'watched:call': ({ check }, { doctor, session, socket }) =>
    ticketFor(deps, ticketLine(socket.id, check), { side: 'watcher', id: doctor.id, session, check }),
  'shift:see': (_, { reader }) => shiftOf(deps, reader),
  'path:open': () => deps.media.openPath(),
  'desk:rest': ({ rests }, { doctor }) => rest(deps, doctor, rests),
  'help:answer': ({ help }, { reader }) => answer(deps, reader, help),
  'sent-back:page': ({ behind }, { reader }) => sentBackPage(deps, reader, behind),
  'counter:search': (request, line) => searchReports(deps, line.reader, request),
})

const acting = (deps: Deps): Acting => {
  /** The check as the doctor sees it. Whoever decided on an old one is shown the new one together with the refusal. */
  const seen = async (answer: Check | Refusal, line: Line, id: string): Promise<CheckView | Refusal> => {
    if (!isRefusal(answer)) return checkView(deps, answer, viewerOf(line))
    if (answer.refused === 'stale' && line.watching === id) line.check(await viewOf(deps, id, viewerOf(line)))
    return answer
  }
  const counted = async (answer: Check | Refusal): Promise<CheckView | Refusal> =>
    isRefusal(answer) ? answer : checkView(deps, answer, { kind: 'counter' })

  return {
    'check:claim': async (request, line, found) => {
      const claimed = await claim(deps, line.doctor, request, found)
      // Whoever has the driver watches the check, without asking for it once more.
      if (!isRefusal(claimed)) line.watching = request.check
      return seen(claimed, line, request.check)
    },
    'check:renew': async ({ check }, line, found) => seen(await renew(deps, line.doctor, check, found), line, check),
    'check:release': async (request, line, found) => seen(await release(deps, line.doctor, request, found), line, request.check),
    'check:not-there': async (request, line, found) => seen(await notThere(deps, line.doctor, request, found), line, request.check),
    'check:keep': async (request, line, found) => seen(await keep(deps, line.doctor, request, found), line, request.check),
    'check:colleagues': ({ check }, line, found) => colleagues(deps, line.doctor, check, found),
    'check:pass-on': (request, line, found) => passOn(deps, line.doctor, request, found),
    'check:end-offer': ({ check }, line) => endOffer(deps, line.doctor, check),
    'check:note': async (request, line, found) => seen(await note(deps, line.doctor, request, found), line, request.check),
    'check:picture': async (request, line, found) => seen(await picture(deps, line.doctor, request, found), line, request.check),
    'check:escalate': async (request, line, found) => seen(await escalate(deps, line.doctor, request, found), line, request.check),
    'check:join': async (request, line, found) => {
      const joined = await join(deps, line.doctor, line.socket.id, request, found)
      if (isRefusal(joined)) return seen(joined, line, request.check)
      line.joined = request.check
      line.watching = request.check
      // Gone while it was written down.
      if (!line.socket.connected) await part(deps, line.doctor, line.socket.id, request.check)
      return seen(joined, line, request.check)
    },
    'check:part': async ({ check }, line) => {
      if (line.joined === check) line.joined = null
      await part(deps, line.doctor, line.socket.id, check)
      return { done: true }
    },
    'check:take-over': async (request, line, found) => {
      const taken = await takeOver(deps, line.doctor, request, found)
      if (isRefusal(taken)) return seen(taken, line, request.check)
      line.watching = request.check
      if (line.joined === request.check) {
        line.joined = null
        await part(deps, line.doctor, line.socket.id, request.check)
      }
      return seen(taken, line, request.check)
    },
    'check:end-escalation': async (request, line, found) =>
      seen(await endEscalation(deps, line.doctor, request, found), line, request.check),
    'check:consult': async (request, line, found) => seen(await consult(deps, line.doctor, request, found), line, request.check),
    'check:answer-consultation': async (request, line, found) =>
      seen(await answerConsultation(deps, line.doctor, request, found), line, request.check),
    'check:start': async (request, line, found) => seen(await startStation(deps, line.doctor, request, found), line, request.check),
    'check:decide': async (request, line, found) => seen(await decideStation(deps, line.doctor, request, found), line, request.check),
    'check:draw-up': async (request, line, found) => seen(await drawUp(deps, line.doctor, request, found), line, request.check),
    'check:supersede': async (request, line, found) => seen(await supersede(deps, line.doctor, request, found), line, request.check),
    'check:say': (saying, line, found) => say(deps, line.doctor, saying, found),
    'check:point': (pointing, line, found) => point(deps, line.doctor, pointing, found),
    'check:signing': ({ check }, line, found) => signingOf(deps, line.doctor, check, found),
    'check:conclude': async (request, line, found) => seen(await conclude(deps, line.doctor, request, found), line, request.check),
    'check:countersign': async (request, line, found) => seen(await countersign(deps, line.doctor, request, found), line, request.check),
    'check:decline': async (request, line, found) => seen(await decline(deps, line.doctor, request, found), line, request.check),
    'check:correct': async (request, line, found) => seen(await correct(deps, line.doctor, request, found), line, request.check),
    'check:withdraw': async (request, line, found) => seen(await withdraw(deps, line.doctor, request, found), line, request.check),
    'counter:accept': async (request, line, found) => counted(await accept(deps, line.counter, request, found)),
    'counter:return': async (request, line, found) => counted(await giveBack(deps, line.counter, request, found)),
    'counter:provisional': async (request, line, found) => counted(await acceptProvisionally(deps, line.counter, request, found)),
    'counter:try': async (request, line, found) => counted(await tryNow(deps, line.counter, request, found)),
    'counter:withdraw': async (request, line, found) => counted(await refuseIssuer(deps, line.counter, request, found)),
    'counter:resend': async (request, line, found) => counted(await resend(deps, line.counter, request, found)),
  }
}
