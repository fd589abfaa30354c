import type { Socket } from 'socket.io'
import type { Check } from '#check/events.ts'
import type { CheckView } from '#protocol/check.ts'
import { serve, type Handlers, type Sender, type Told } from '#protocol/message.ts'
import { staffMessages } from '#protocol/messages.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import type { Counter, Doctor } from '../service/booths.ts'
import { accept, giveBack, note, decideStation, release, resend } from '../service/commands.ts'
import { claim, renew } from '../service/leases.ts'
import { counterView, queueView } from '../service/lists.ts'
import { mayExamine } from '../service/leases.ts'
import { useSession, type Session } from '../service/sessions.ts'
import { conclude, drawUp, signingOf } from '../service/signoff.ts'
import { startStation } from '../service/starting.ts'
import { checkView, viewOf, type Viewer } from '../service/views.ts'
import { onlyNews, type Audience, type StaffLines } from './audience.ts'

/** One page of one person: what it watches, and what it was shown. */
type Line = {
  doctor: Doctor
  counter: Counter
  roles: readonly string[]
  watching: string | null
  socket: Socket
  queue: ReturnType<typeof onlyNews>
  reports: ReturnType<typeof onlyNews>
  check: ReturnType<typeof onlyNews<CheckView>>
}

/** The lines of doctors and counters. */
export const openStaff = (
  deps: Deps,
  tell: (told: Told) => void,
): Audience & StaffLines & { enter: (socket: Socket, session: Session) => void } => {
  const lines = new Set<Line>()

  const showQueue = async (some: Iterable<Line>) => {
    const doctors = [...some].filter(({ roles }) => roles.includes('doctor'))
    if (doctors.length === 0) return
    const view = await queueView(deps)
    for (const line of doctors) line.queue(view)
  }
  const showReports = async (some: Iterable<Line>) => {
    const counters = [...some].filter(({ roles }) => roles.includes('counter'))
    if (counters.length === 0) return
    const view = await counterView(deps)
    for (const line of counters) line.reports(view)
  }

  const enter = (socket: Socket, { id: session, person }: Session): void => {
    const { id, name, roles } = person
    const line: Line = {
      doctor: { kind: 'doctor', id, name },
      counter: { kind: 'counter', id, name },
      roles,
      watching: null,
      socket,
      queue: onlyNews((view) => socket.emit('queue:view', view)),
      reports: onlyNews((view) => socket.emit('counter:view', view)),
      check: onlyNews<CheckView>((view) => socket.emit('check:view', view)),
    }
    lines.add(line)
    socket.onAny((message: string) => {
      if (isByItself(message)) return
      useSession(deps, session).catch((error: unknown) => deps.log.error({ err: error, person: id }, 'a session’s use could not be noted'))
    })
    const peer = deps.media.attend(
      'doctor',
      id,
      (check) => mayExamine(deps, line.doctor, check),
      (room) => void socket.emit('media:room', room),
    )
    const senders: Sender[] = [...roles]
    serve(socket, staffMessages, { ...handlersOf(deps), ...peer.handlers }, line, senders, tell)
    socket.on('disconnect', () => {
      lines.delete(line)
      peer.leave().catch((error: unknown) => deps.log.error({ err: error, person: id }, 'a seat could not be left'))
    })
    Promise.all([showQueue([line]), showReports([line])]).catch((error: unknown) =>
      deps.log.error({ err: error, person: id }, 'a view could not be shown'),
    )
  }

  return {
    enter,
    async refresh({ checks, queue, reports }) {
      for (const line of lines)
        if (line.watching && checks.has(line.watching)) line.check(await viewOf(deps, line.watching, viewerOf(line)))
      if (queue.size > 0) await showQueue(lines)
      if (reports) await showReports(lines)
    },
    live(live) {
      for (const line of lines) if (line.watching === live.check) line.socket.emit('check:live', live)
    },
    value(value) {
      for (const line of lines) if (line.watching === value.check) line.socket.emit('check:value', value)
    },
  }
}

/** What a page says of its own accord. That it renews a lease isn't: a doctor sits with a driver, and isn't idle. */
const isByItself = (message: string): boolean => message === 'check:watch' || message.startsWith('media:')

const viewerOf = ({ doctor }: Line): Viewer => ({ kind: 'doctor', id: doctor.id })

const handlersOf = (deps: Deps): Omit<Handlers<typeof staffMessages, Line>, `media:${string}`> => {
  /** The check as the doctor sees it. Whoever decided on an old one is shown the new one together with the refusal. */
  const seen = async (answer: Check | Refusal, line: Line, id: string): Promise<CheckView | Refusal> => {
    if (!isRefusal(answer)) return checkView(deps, answer, viewerOf(line))
    if (answer.refused === 'stale' && line.watching === id) line.check(await viewOf(deps, id, viewerOf(line)))
    return answer
  }
  const counted = async (answer: Check | Refusal): Promise<CheckView | Refusal> =>
    isRefusal(answer) ? answer : checkView(deps, answer, { kind: 'counter' })

  return {
    'check:watch': async ({ check: id }, line) => {
      line.watching = id
      if (id === null) return { check: null }
      const check = await viewOf(deps, id, viewerOf(line))
      return check ? { check } : refuse('check-unknown')
    },
    'check:claim': async (request, line) => {
      const claimed = await claim(deps, line.doctor, request)
      // Whoever has the driver watches the check, without asking for it once more.
      if (!isRefusal(claimed)) line.watching = request.check
      return seen(claimed, line, request.check)
    },
    'check:renew': async ({ check }, line) => seen(await renew(deps, line.doctor, check), line, check),
    'check:release': async (request, line) => seen(await release(deps, line.doctor, request), line, request.check),
    'check:note': async (request, line) => seen(await note(deps, line.doctor, request), line, request.check),
    'check:start': async (request, line) => seen(await startStation(deps, line.doctor, request), line, request.check),
    'check:decide': async (request, line) => seen(await decideStation(deps, line.doctor, request), line, request.check),
    'check:draw-up': async (request, line) => seen(await drawUp(deps, line.doctor, request), line, request.check),
    'check:signing': ({ check }, line) => signingOf(deps, line.doctor, check),
    'check:conclude': async (request, line) => seen(await conclude(deps, line.doctor, request), line, request.check),
    'counter:accept': async (request, line) => counted(await accept(deps, line.counter, request)),
    'counter:return': async (request, line) => counted(await giveBack(deps, line.counter, request)),
    'counter:resend': async (request, line) => counted(await resend(deps, line.counter, request)),
  }
}
