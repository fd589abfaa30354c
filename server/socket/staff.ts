import type { Socket } from 'socket.io'
import type { Check } from '#check/events.ts'
import type { CheckView, QueueView } from '#protocol/check.ts'
import { serve, type Handlers, type Sender, type Told } from '#protocol/message.ts'
import { staffMessages } from '#protocol/messages.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import type { Counter, Doctor } from '../service/booths.ts'
import { attentionView } from '../service/attention.ts'
import { accept, giveBack, note, notThere, decideStation, release, resend } from '../service/commands.ts'
import { historyOf } from '../service/history.ts'
import { claim, renew } from '../service/leases.ts'
import { counterView, queueMoved, queueView } from '../service/lists.ts'
import { mayExamine } from '../service/leases.ts'
import type { Session } from '../service/people.ts'
import { conclude, countersign, decline, drawUp, signingOf, supersede } from '../service/signoff.ts'
import { startStation } from '../service/starting.ts'
import { checkView, viewOf, type Viewer } from '../service/views.ts'
import { onlyNews, sparingly, type Audience, type StaffLines } from './audience.ts'

/** One page of one person: what it watches, and what it was shown. */
type Line = {
  doctor: Doctor
  counter: Counter
  roles: readonly string[]
  watching: string | null
  socket: Socket
  queue: (view: QueueView) => void
  /** Was shown the whole queue. */
  knowsQueue: boolean
  reports: ReturnType<typeof onlyNews>
  attention: ReturnType<typeof onlyNews>
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
    for (const line of doctors) {
      line.queue(view)
      line.knowsQueue = true
    }
  }
  /** Whoever knows the queue is told what moved in it. */
  const showMoved = async (moved: ReadonlySet<string>) => {
    const doctors = [...lines].filter(({ knowsQueue }) => knowsQueue)
    if (doctors.length === 0) return
    const news = await queueMoved(deps, moved)
    for (const { socket } of doctors) socket.emit('queue:moved', news)
  }
  // One after the other, so that what moves is never older than the whole that it goes into.
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const mine = turn.then(act)
    turn = mine.catch(() => undefined)
    return mine
  }
  const showReports = async (some: Iterable<Line>) => {
    const counters = [...some].filter(({ roles }) => roles.includes('counter'))
    if (counters.length === 0) return
    const view = await counterView(deps)
    for (const line of counters) line.reports(view)
  }

  const showAttention = async (some: Iterable<Line>) => {
    const doctors = [...some].filter(({ roles }) => roles.includes('doctor'))
    if (doctors.length === 0) return
    const view = await attentionView(deps)
    for (const line of doctors) line.attention(view)
  }
  const counters = sparingly(deps, () => showReports(lines))

  const enter = (socket: Socket, { person }: Session): void => {
    const { id, name, roles } = person
    const line: Line = {
      doctor: { kind: 'doctor', id, name },
      counter: { kind: 'counter', id, name },
      roles,
      watching: null,
      socket,
      queue: (view) => socket.emit('queue:view', view),
      knowsQueue: false,
      reports: onlyNews((view) => socket.emit('counter:view', view)),
      attention: onlyNews((view) => socket.emit('attention:view', view)),
      check: onlyNews<CheckView>((view) => socket.emit('check:view', view)),
    }
    lines.add(line)
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
    Promise.all([inTurn(() => showQueue([line])), showReports([line]), showAttention([line])]).catch((error: unknown) =>
      deps.log.error({ err: error, person: id }, 'a view could not be shown'),
    )
  }

  return {
    enter,
    async refresh({ checks, surroundings, queue, reports, attention }) {
      for (const line of lines)
        if (line.watching && (checks.has(line.watching) || surroundings.has(line.watching)))
          line.check(await viewOf(deps, line.watching, viewerOf(line)))
      if (queue.size > 0) await inTurn(() => showMoved(queue))
      if (reports) await counters.ask()
      if (attention) await showAttention(lines)
    },
    close: counters.close,
    live(live) {
      for (const line of lines) if (line.watching === live.check) line.socket.emit('check:live', live)
    },
    value(value) {
      for (const line of lines) if (line.watching === value.check) line.socket.emit('check:value', value)
    },
    dismiss(person) {
      for (const line of lines) if (line.doctor.id === person) line.socket.disconnect(true)
    },
  }
}

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
    'check:not-there': async (request, line) => seen(await notThere(deps, line.doctor, request), line, request.check),
    'check:note': async (request, line) => seen(await note(deps, line.doctor, request), line, request.check),
    'check:start': async (request, line) => seen(await startStation(deps, line.doctor, request), line, request.check),
    'check:decide': async (request, line) => seen(await decideStation(deps, line.doctor, request), line, request.check),
    'check:draw-up': async (request, line) => seen(await drawUp(deps, line.doctor, request), line, request.check),
    'check:supersede': async (request, line) => seen(await supersede(deps, line.doctor, request), line, request.check),
    'check:history': ({ check }, line) => historyOf(deps, line.doctor, check),
    'check:signing': ({ check }, line) => signingOf(deps, line.doctor, check),
    'check:conclude': async (request, line) => seen(await conclude(deps, line.doctor, request), line, request.check),
    'check:countersign': async (request, line) => seen(await countersign(deps, line.doctor, request), line, request.check),
    'check:decline': async (request, line) => seen(await decline(deps, line.doctor, request), line, request.check),
    'counter:accept': async (request, line) => counted(await accept(deps, line.counter, request)),
    'counter:return': async (request, line) => counted(await giveBack(deps, line.counter, request)),
    'counter:resend': async (request, line) => counted(await resend(deps, line.counter, request)),
  }
}
