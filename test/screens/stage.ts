import Fastify from 'fastify'
import { Server, type Socket } from 'socket.io'
import type { AttentionView, CheckView, CounterView, FoundPage, HallView, History, Live, QueueView } from '#protocol/check.ts'
import type { NeededErrand } from '#protocol/errand.ts'
import type { LedgerEntry } from '#protocol/escalation.ts'
import type { HelpView } from '#protocol/help.ts'
import type { RecordingDisk } from '#protocol/kept-recording.ts'
import { type Handlers, serve } from '#protocol/message.ts'
import { staffMessages } from '#protocol/messages.ts'
import type { Colleagues, OfferView } from '#protocol/offer.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { SigningRights } from '#protocol/registry.ts'
import type { Greeting, Log, Machine, Me, PasskeyView, Person, RequestOptions } from '#protocol/rest.ts'
import type { SentBackPage } from '#protocol/sent-back.ts'
import type { Shift } from '#protocol/shift.ts'
import type { WayView } from '#protocol/way.ts'
import { idOf } from '../made-up/ids.ts'
import { twoSeconds } from '../recorded.ts'
import { sampleStrokes } from '../sample-report.ts'
import { servePages } from './built-pages.ts'
import * as accountMadeUp from './made-up/account.ts'
import * as cityMadeUp from './made-up/city.ts'
import * as counterMadeUp from './made-up/counter.ts'
import * as logMadeUp from './made-up/log.ts'
import * as queueMadeUp from './made-up/queue.ts'
import * as recordingMadeUp from './made-up/recording.ts'
import * as registryMadeUp from './made-up/registry.ts'

/** What the stand-in server says. A test sets it and looks at what the pages make of it. */
export type Said = {
  errands: NeededErrand[]
  rights: SigningRights
  ways: WayView[]
  greeting: Greeting
  signIn: Me | Refusal
  queue: QueueView | null
  /** The server is about to be updated and takes no new driver. */
  updating: boolean
  attention: AttentionView | null
  /** What came back of the doctor's own and was seen to. */
  sentBack: SentBackPage
  help: HelpView | null
  /** Whom a driver can be passed on to, and which are passed on. */
  colleagues: Colleagues
  offers: OfferView | null
  history: History
  /** What is open in the ledger of hard cases, and a page of it. */
  ledger: LedgerEntry[]
  check: CheckView | null
  /** Drivers who go through their checks alone, as whoever watches them sees them. */
  watched: CheckView[]
  live: Live | null
  /** What a command on a check answers; null: the check as it stands. */
  answer: CheckView | Refusal | null
  signing: { options: RequestOptions | null; password: boolean; seconds: number; inWriting: boolean }
  shift: Shift
  counter: CounterView | null
  /** What a search at the counter finds. */
  found: FoundPage | Refusal | Promise<FoundPage>
  /** Why what somebody wants to look at isn't shown to them; a reason opens it. */
  closed: Refusal | null
  hall: HallView | null
  /** The log of whatever attempt is asked for. */
  log: Log
  people: Person[]
  machines: Machine[]
  passkeys: PasskeyView[]
  /** What recordings take. */
  disk: RecordingDisk
  /** What every change and question by HTTP answers instead, where the server says no. */
  refusal: Refusal | null
}

/** What it says unless it is told otherwise: a doctor is signed in, and four drivers wait. */
const usual = (): Said => ({
  greeting: { me: accountMadeUp.me, firstAdministrator: false, demonstration: false },
  signIn: refuse('wrong-password'),
  queue: queueMadeUp.queue,
  updating: false,
  attention: null,
  sentBack: { entries: [], more: false },
  help: null,
  colleagues: { doctors: [] },
  offers: null,
  history: { reports: [], more: false },
  ledger: [],
  check: null,
  watched: [],
  live: null,
  answer: null,
  signing: { options: null, password: true, seconds: 0, inWriting: false },
  shift: queueMadeUp.shift,
  counter: null,
  found: { entries: [], more: false },
  closed: null,
  hall: null,
  log: logMadeUp.heightLog,
  people: cityMadeUp.people,
  machines: cityMadeUp.machines,
  errands: cityMadeUp.neededErrands,
  rights: [],
  ways: cityMadeUp.ways,
  passkeys: accountMadeUp.passkeys,
  disk: recordingMadeUp.disk,
  refusal: null,
})

/** Serves built pages with a server behind them that says what it is told to. */
export const openStage = async (pages: string) => {
  const said = usual()
  const app = Fastify({ forceCloseConnections: true })
  await servePages(app, pages, { '/clinician/': 'clinician', '/counter/': 'counter', '/admin/': 'admin', '/hall/': 'hall' })
  app.addHook('preHandler', async (request, reply) => {
    if (said.refusal && request.method !== 'GET') await reply.code(409).send(said.refusal)
  })
  app.get('/healthz', () => ({ alive: true }))
  app.get('/api/greeting', () => said.greeting)
  app.post('/api/session', (_, reply) => ('refused' in said.signIn ? reply.code(401).send(said.signIn) : said.signIn))
  app.get('/api/people', () => said.people)
  app.get('/api/sites', () => cityMadeUp.sites)
  app.get('/api/machines', () => said.machines)
  app.get('/api/readings/:id', () => said.log)
  for (const owner of ['readings', 'checks'])
    app.get(`/api/${owner}/:id/stills/:digest`, (_, reply) =>
      reply
        .type('image/svg+xml')
        .send(
          '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#c9d3d8"/><circle cx="320" cy="90" r="38" fill="#edc3a0"/><rect x="262" y="130" width="116" height="130" rx="30" fill="#2f5d73"/><path d="M296 250V330M344 250V330" stroke="#26343d" stroke-width="34"/></svg>',
        ),
    )
  app.get('/api/checks/:id/recording', (_, reply) => (said.closed ? reply.code(403).send(said.closed) : recordingMadeUp.recording))
  app.get<{ Params: { part: string } }>('/api/checks/:id/recording/:part', ({ params: { part } }, reply) =>
    reply.type('video/webm').send(twoSeconds([idOf(904), idOf(905)].includes(part) ? 'audio' : 'video')),
  )
  app.get('/api/recordings/disk', () => ({ disk: said.disk }))
  app.get<{ Querystring: { day?: string } }>('/api/recordings', ({ query: { day } }) =>
    day === undefined ? recordingMadeUp.onHold : recordingMadeUp.keptThen,
  )
  app.get('/api/passkeys', () => said.passkeys)
  app.get('/api/people/:id/passkeys', () => said.passkeys)
  app.post('/api/people/:id/passkey-code', () => ({ code: 'K7WD-3MQX-9RTB', until: accountMadeUp.tomorrow }))
  app.get('/api/me/sessions', () => accountMadeUp.sessions)
  app.get('/api/me/events', () => ({ entries: accountMadeUp.accountEvents, more: true }))
  app.get('/api/overrides', () => cityMadeUp.overrides)
  app.get('/api/reports/:number/notices', () => counterMadeUp.told)
  app.get('/api/errands', () => ({ entries: said.errands, more: said.errands.length > 1 }))
  app.get('/api/rota', () => registryMadeUp.rota)
  app.get('/api/rota/:id/history', () => registryMadeUp.rotaHistory)
  app.get('/api/registry', () => registryMadeUp.registry)
  app.get('/api/registry/:id/history', () => registryMadeUp.history)
  app.get('/api/institutions/:id/papers', () => registryMadeUp.papers)
  app.get('/api/signing-rights', () => said.rights)
  app.get('/api/ledger', () => ({ entries: said.ledger, more: said.ledger.length > 1 }))
  app.get('/api/ways', () => said.ways)
  app.get('/api/access', (request) => ({ entries: accountMadeUp.access, more: !request.url.includes('?') }))
  app.get('/api/machines/:id/calibrations', () => ({ entries: cityMadeUp.calibrations, more: true }))
  app.post('/api/access', () => {
    said.closed = null
    said.found = counterMadeUp.foundOpen
    return { check: idOf(640), until: accountMadeUp.tomorrow }
  })
  app.get('/api/nonce', () => ({ nonce: 'bm9uY2U' }))
  app.post('/api/machines/enrol', () => ({ id: idOf(52), kind: 'hall-screen', name: '大屏', site: '东城服务大厅' }))
  app.get('/api/checks/:id/signature', () => sampleStrokes)
  app.get('/api/checks/:id/photo', (_, reply) =>
    reply
      .type('image/svg+xml')
      .send(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 260 378"><rect width="260" height="378" fill="#fff"/><ellipse cx="130" cy="160" rx="85" ry="115" fill="#edc3a0"/><rect x="20" y="290" width="220" height="90" rx="40" fill="#364853"/></svg>',
      ),
  )

  const commanded = () => said.answer ?? said.check ?? refuse('check-unknown')
  const handlers: Handlers<typeof staffMessages, null> = {
    'check:watch': () => said.closed ?? { check: said.check },
    'check:claim': commanded,
    'check:renew': commanded,
    'check:release': commanded,
    'check:not-there': commanded,
    'check:keep': commanded,
    'check:colleagues': () => said.colleagues,
    'check:pass-on': () => ({ done: true }),
    'check:end-offer': () => ({ done: true }),
    'check:note': commanded,
    'check:say': () => ({ done: true }),
    'check:start': commanded,
    'check:decide': commanded,
    'check:draw-up': commanded,
    'check:signing': () => said.signing,
    'check:conclude': commanded,
    'check:countersign': commanded,
    'check:decline': commanded,
    'check:withdraw': commanded,
    'check:correct': commanded,
    'check:supersede': commanded,
    'check:history': () => said.history,
    'counter:accept': commanded,
    'counter:return': commanded,
    'counter:provisional': commanded,
    'counter:try': commanded,
    'counter:withdraw': commanded,
    'counter:resend': commanded,
    'counter:search': () => said.found,
    'sent-back:page': () => said.sentBack,
    'help:answer': () => ({ done: true }),
    'desk:rest': () => ({ done: true }),
    'check:call': () => refuse('media-unavailable'),
    'shift:see': () => said.shift,
    'check:picture': commanded,
    'check:point': () => ({ done: true }),
    'path:open': () => refuse('media-unavailable'),
    'check:escalate': commanded,
    'check:join': commanded,
    'check:part': () => ({ done: true }),
    'check:take-over': commanded,
    'check:end-escalation': commanded,
    'check:consult': commanded,
    'check:answer-consultation': commanded,
    'watched:choose': ({ checks }) => ({ checks: said.watched.filter(({ id }) => checks.includes(id)) }),
    'watched:call': () => refuse('media-unavailable'),
  }
  let isCut = false
  const allowRequest = (_: unknown, answer: (error: string | null, allowed: boolean) => void) => answer(isCut ? 'cut' : null, !isCut)
  const staff = new Server(app.server, { path: '/staff/socket', allowRequest })
  const halls = new Server(app.server, { path: '/hall/socket', allowRequest })
  let heard: (message: string, body: unknown) => void = () => {}
  const tell = (socket: Pick<Socket, 'emit'>) => {
    if (said.queue) socket.emit('queue:view', said.queue)
    if (said.updating) socket.emit('queue:closed', { closed: true })
    if (said.attention) socket.emit('attention:view', said.attention)
    if (said.counter) socket.emit('counter:view', said.counter)
    if (said.help) socket.emit('help:view', said.help)
    if (said.offers) socket.emit('offer:view', said.offers)
    socket.emit('ledger:view', { entries: said.ledger.filter(({ ended }) => ended === null) })
    if (said.check) socket.emit('check:view', said.check)
    if (said.live) socket.emit('check:live', said.live)
  }
  staff.on('connection', (socket) => {
    serve(socket, staffMessages, handlers, null, ['doctor', 'senior', 'counter'], () => {})
    socket.onAny((message: string, body: unknown) => heard(message, body))
    tell(socket)
  })
  halls.on('connection', (socket) => said.hall && socket.emit('hall:view', said.hall))
  const origin = await app.listen({ host: 'localhost', port: 0 })
  return {
    said,
    /** Is told of every message of a page, with what it says. */
    set heard(listener: (message: string, body: unknown) => void) {
      heard = listener
    },
    origin: origin.replace('127.0.0.1', 'localhost').replace('[::1]', 'localhost'),
    /** Pushes what is said now to every open page. */
    push() {
      tell(staff)
      if (said.hall) halls.emit('hall:view', said.hall)
    },
    /** Drops every line, and takes none until the stage is set again. */
    cut() {
      isCut = true
      for (const server of [staff, halls]) server.disconnectSockets(true)
    },
    /** As it was when it was opened. */
    reset() {
      isCut = false
      Object.assign(said, usual())
    },
    async close() {
      const lines = [staff.close(), halls.close()]
      // Whoever hasn't come to the end of a request, or doesn't read the answer, is waited for otherwise.
      app.server.closeAllConnections()
      await Promise.all(lines)
      await app.close()
    },
  }
}
export type Stage = Awaited<ReturnType<typeof openStage>>
