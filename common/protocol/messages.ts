import { Type } from 'typebox'
import { Base64, Digest, Exact, Id, Language, Nullable, Remark, Said, Strokes, Version } from './basic.ts'
import { BoothView, Hand, Key, SimulatorView, StageMoved, Touch } from './booth.ts'
import {
  AttentionView,
  Behind,
  BoothCheck,
  CheckView,
  CounterView,
  FoundPage,
  HallView,
  History,
  Live,
  LiveValue,
  Place,
  QueueMoved,
  QueueView,
  Searched,
} from './check.ts'
import { Correction } from './correction.ts'
import { DeviceKind } from './device.ts'
import { Department, OpenLedger } from './escalation.ts'
import { HELPERS, HelpView, HelpWanted } from './help.ts'
import { Line } from './line.ts'
import {
  ConsumerOptions,
  DtlsParameters,
  Flow,
  Joined,
  LineQuality,
  Restarted,
  RoomView,
  RtpCapabilities,
  RtpParameters,
  Says,
  Shown,
  Source,
  Ticket,
  TransportOptions,
} from './media.ts'
import { message, push } from './message.ts'
import { MobileNumber } from './notice.ts'
import { Colleagues, OfferView } from './offer.ts'
import { TriedPaths } from './path.ts'
import { Pointing } from './pointing.ts'
import { ProvisionAsked } from './provision.ts'
import { Cabin, CalibrationReading, CardReading, DeviceState, Reading } from './reading.ts'
import { RecordingAnswer } from './recording.ts'
import { Refusal, ShortRefusal } from './refusal.ts'
import { Disease } from './report.ts'
import { AssertionResponse, RequestOptions } from './rest.ts'
import { Saying } from './saying.ts'
import { SentBackMoved, SentBackPage, SentBackPlace } from './sent-back.ts'
import { CalibrationWork, DeviceOutput, Measured, Probed, SelfTest, ServiceView, Standing } from './service.ts'
import { Shift } from './shift.ts'
import { Cell, Finding, STATIONS, Station } from './station.ts'
import { AnyStation, Method } from './stations.ts'
import { OfTrial, StillJpeg, TakenStill } from './still.ts'
import { Watched, WatchedChecks, WatchedMoved } from './watching.ts'

const Done = Exact({ done: Type.Literal(true) })

/** Every command on a check: an id, so that a repeat changes nothing, and the version it was decided on. */
const command = { command: Id, check: Id, version: Version }

// ---------------------------------------------------------------- signalling, by a ticket: doctor, booth ↔ server; the page's goes through its agent

const MEDIA = ['agent', 'page', 'doctor'] as const
export const mediaMessages = {
  'media:join': message('media:join', {
    by: MEDIA,
    request: Exact({ check: Id, rtpCapabilities: RtpCapabilities }),
    answer: Joined,
  }),
  'media:transport': message('media:transport', {
    by: MEDIA,
    request: Exact({ check: Id }),
    answer: TransportOptions,
  }),
  'media:connect': message('media:connect', { by: MEDIA, request: Exact({ transport: Id, dtlsParameters: DtlsParameters }), answer: Done }),
  'media:restart': message('media:restart', {
    by: MEDIA,
    request: Exact({ transport: Id }),
    answer: Restarted,
  }),
  'media:produce': message('media:produce', {
    by: MEDIA,
    request: Exact({
      transport: Id,
      source: Source,
      kind: Type.Enum(['audio', 'video']),
      rtpParameters: RtpParameters,
      paused: Type.Boolean(),
    }),
    answer: Exact({ producer: Id }),
  }),
  'media:producing': message('media:producing', { by: MEDIA, request: Exact({ producer: Id, paused: Type.Boolean() }), answer: Done }),
  'media:consume': message('media:consume', {
    by: MEDIA,
    request: Exact({ transport: Id, producer: Id, rtpCapabilities: RtpCapabilities }),
    answer: ConsumerOptions,
  }),
  'media:resume': message('media:resume', { by: MEDIA, request: Exact({ consumer: Id }), answer: Done }),
  /** How large what is got is shown now, at each change; at first it's taken for large. */
  'media:shown': message('media:shown', { by: MEDIA, request: Exact({ consumer: Id, shown: Shown }), answer: Done }),
  /** What is so at one's own side: told to the other. */
  'media:say': message('media:say', { by: MEDIA, request: Exact({ check: Id, says: Says }), answer: Done }),
  /** How one's own line does: told to the other. */
  'media:quality': message('media:quality', { by: MEDIA, request: Exact({ check: Id, quality: LineQuality }), answer: Done }),
  /** No picture comes: whose line is it? */
  'media:lines': message('media:lines', { by: MEDIA, request: Exact({ check: Id }), answer: Exact({ theirs: Flow }) }),
  'media:leave': message('media:leave', { by: MEDIA, request: Exact({ check: Id }), answer: Done }),
}
export const mediaPushes = {
  'media:room': push('media:room', RoomView),
  /** The way of signalling stands, at first or again: whoever has a seat in this check's room sees to it that it's still theirs. */
  'media:line': push('media:line', Exact({ check: Id })),
}

/** Before any call: a place at the media that answers whoever looks for a way there, for some seconds. */
const pathOpen = message('path:open', { by: ['agent', 'page', 'doctor'], request: Exact({}), answer: TransportOptions })

// ---------------------------------------------------------------- agent ↔ server

export const agentMessages = {
  'booth:status': message('booth:status', {
    by: ['agent'],
    /**
     * Without `cabin`: the booth has no board for it, or it isn't there now. `asking`: it has asked whether anybody is still there. `help`:
     * every call that stands in it; absent: none. `paths`: how its page has found its way to the media; absent: it hasn't looked yet. `language`: what the driver reads
     * and hears; absent: an older agent.
     */
    request: Exact({
      devices: Type.Array(DeviceState, { maxItems: 20 }),
      cabin: Type.Optional(Cabin),
      asking: Type.Optional(Type.Boolean()),
      help: Type.Optional(Type.Array(HelpWanted, { maxItems: HELPERS.length })),
      paths: Type.Optional(TriedPaths),
      language: Type.Optional(Language),
    }),
    answer: Done,
  }),
  'booth:calibration': message('booth:calibration', { by: ['agent'], request: CalibrationReading, answer: Exact({ calibration: Id }) }),
  'booth:card': message('booth:card', { by: ['agent'], request: CardReading, answer: BoothCheck }),
  'booth:declare': message('booth:declare', {
    by: ['agent'],
    request: Exact({
      command: Id,
      check: Id,
      consent: Type.Literal(true),
      has: Type.Boolean(),
      diseases: Type.Array(Disease, { maxItems: 10 }),
      strokes: Strokes,
    }),
    answer: BoothCheck,
  }),
  /** The driver says whether they want to be told by text message; `phone` null: on the number that the traffic police have. */
  'booth:notices': message('booth:notices', {
    by: ['agent'],
    request: Exact({ command: Id, check: Id, wanted: Type.Boolean(), phone: Nullable(MobileNumber), language: Language }),
    answer: BoothCheck,
  }),
  /** The driver says whether they want the check to be recorded. */
  'booth:recording': message('booth:recording', {
    by: ['agent'],
    request: Exact({ command: Id, check: Id, ...RecordingAnswer.properties }),
    answer: BoothCheck,
  }),
  'booth:photo': message('booth:photo', {
    by: ['agent'],
    request: Exact({ command: Id, check: Id, jpeg: Base64(4_000_000) }),
    answer: BoothCheck,
  }),
  'booth:start': message('booth:start', {
    by: ['agent'],
    request: Exact({
      command: Id,
      check: Id,
      station: Station,
      glasses: Type.Boolean(),
      aid: Type.Boolean(),
      method: Type.Optional(Method),
    }),
    answer: BoothCheck,
  }),
  'booth:reading': message('booth:reading', { by: ['agent'], request: Reading, answer: Exact({ acknowledged: Id }) }),
  /** A picture that the log of the next reading on this line names: they come one by one before it. */
  'booth:still': message('booth:still', { by: ['agent'], request: Exact({ jpeg: StillJpeg }), answer: Done }),
  'booth:fault': message('booth:fault', {
    by: ['agent'],
    request: Exact({ command: Id, check: Id, device: DeviceKind }),
    answer: BoothCheck,
  }),
  /** The server didn't take this attempt's reading, and the booth has laid it aside: said to whoever looks on. */
  'booth:aside': message('booth:aside', {
    by: ['agent'],
    request: Exact({ command: Id, check: Id, attempt: Id, refusal: ShortRefusal }),
    answer: BoothCheck,
  }),
  'booth:live': message('booth:live', { by: ['agent'], request: Live, answer: Done }),
  'booth:value': message('booth:value', { by: ['agent'], request: LiveValue, answer: Done }),
  /** The driver has gone, as they said, as the sensor sees (`empty`), or since nobody answered (`idle`). */
  'booth:abandon': message('booth:abandon', {
    by: ['agent'],
    request: Exact({ command: Id, check: Id, why: Type.Optional(Type.Enum(['left', 'empty', 'idle'])) }),
    answer: Done,
  }),
  /** The sealed report of this booth's own check, to print. */
  'booth:report': message('booth:report', { by: ['agent'], request: Exact({ check: Id }), answer: Exact({ pdf: Base64(8_000_000) }) }),
  /** A ticket for the booth's seat in the room of its check. */
  'booth:call': message('booth:call', { by: ['agent'], request: Exact({ check: Id }), answer: Ticket }),
  'path:open': pathOpen,
}
export const agentPushes = {
  /**
   * Sent right after the handshake, before anything else: what the booth and the site where it stands are called now, the greatest number of
   * this booth's that the server has taken, and the check that it shows, or null.
   */
  'booth:begin': push(
    'booth:begin',
    Exact({ called: Exact({ name: Said, site: Said }), taken: Type.Integer({ minimum: 0 }), shown: Nullable(BoothCheck) }),
  ),
  /** The check that this booth shows, or null; sent at each change. */
  'booth:check': push('booth:check', Nullable(BoothCheck)),
  'booth:place': push('booth:place', Place),
  'booth:said': push('booth:said', Saying),
  'booth:pointed': push('booth:pointed', Pointing),
  /** Somebody has heard this call of the booth's and comes. */
  'booth:heard': push('booth:heard', Exact({ help: Id })),
}

// ---------------------------------------------------------------- page ↔ agent

export const pageMessages = {
  'page:touch': message('page:touch', { by: ['page'], request: Touch, answer: Done }),
  'page:photo': message('page:photo', { by: ['page'], request: Exact({ jpeg: Base64(4_000_000) }), answer: Done }),
  /** The still that was asked for of this trial; null: no camera shows anything. */
  'page:still': message('page:still', {
    by: ['page'],
    request: Exact({ ...OfTrial.properties, still: Nullable(TakenStill) }),
    answer: Done,
  }),
  /** How the page has found its way to the media. */
  'page:paths': message('page:paths', { by: ['page'], request: Exact({ paths: TriedPaths }), answer: Done }),
  'path:open': pathOpen,
  ...mediaMessages,
}
export const pagePushes = {
  'booth:view': push('booth:view', BoothView),
  'booth:stage': push('booth:stage', StageMoved),
  /** A key of the keypad: the page goes by it wherever no test takes it for an answer. */
  'booth:key': push('booth:key', Exact({ key: Key })),
  /** The agent asks for a still of this trial, now. */
  'booth:take-still': push('booth:take-still', OfTrial),
  ...mediaPushes,
}

export const simulatorMessages = { 'simulator:do': message('simulator:do', { by: ['simulator'], request: Hand, answer: SimulatorView }) }
export const simulatorPushes = { 'simulator:view': push('simulator:view', SimulatorView) }

// ---------------------------------------------------------------- the installer ↔ agent

export const serviceMessages = {
  /** What stands in this booth and what is on which port. */
  'service:view': message('service:view', { by: ['installer'], request: Exact({}), answer: ServiceView }),
  /** From now on this device's frames come to this socket, until another is watched. Null: none. */
  'service:watch': message('service:watch', {
    by: ['installer'],
    request: Exact({ name: Nullable(Line(40)) }),
    answer: Done,
  }),
  /** Tries which model answers on a port that no device is on. It takes some seconds a model. */
  'service:probe': message('service:probe', {
    by: ['installer'],
    request: Exact({ path: Type.String({ maxLength: 200 }) }),
    answer: Probed,
  }),
  /** Takes steady samples of a device now; of a force sensor, of one cell. */
  'service:measure': message('service:measure', {
    by: ['installer'],
    request: Exact({ name: Line(40), cell: Nullable(Cell) }),
    answer: Measured,
  }),
  /** Works out a calibration, keeps it with its date, and tells the server. */
  'service:calibrate': message('service:calibrate', { by: ['installer'], request: CalibrationWork, answer: Standing }),
  /** What the morning check does. */
  'service:selftest': message('service:selftest', { by: ['installer'], request: Exact({}), answer: SelfTest }),
}
export const servicePushes = { 'service:heard': push('service:heard', DeviceOutput) }

// ---------------------------------------------------------------- staff ↔ server

/** By what a doctor shows that it is they who sign. */
const Proof = Type.Union([
  Exact({ by: Type.Literal('passkey'), assertion: AssertionResponse }),
  Exact({ by: Type.Literal('password'), password: Type.String({ minLength: 1, maxLength: 200 }) }),
])

export const staffMessages = {
  /** From now on this check's views and live values come to this socket, until another is watched. Null: none. */
  'check:watch': message('check:watch', {
    by: ['doctor'],
    request: Exact({ check: Nullable(Id) }),
    answer: Exact({ check: Nullable(CheckView) }),
  }),
  'check:claim': message('check:claim', { by: ['doctor'], request: Exact(command), answer: CheckView }),
  'check:renew': message('check:renew', { by: ['doctor'], request: Exact({ check: Id }), answer: CheckView }),
  'check:release': message('check:release', { by: ['doctor'], request: Exact(command), answer: CheckView }),
  /** The doctor lets the driver wait and comes back: for ten minutes nobody else takes them. */
  'check:keep': message('check:keep', { by: ['doctor'], request: Exact(command), answer: CheckView }),
  /** Doctors who are here, free, and may examine and sign where this driver sits. */
  'check:colleagues': message('check:colleagues', { by: ['doctor'], request: Exact({ check: Id }), answer: Colleagues }),
  /** Offers the driver to a colleague, who takes them by claiming the check within 20 s. */
  'check:pass-on': message('check:pass-on', { by: ['doctor'], request: Exact({ check: Id, to: Id }), answer: Done }),
  /** Whoever made the offer takes it back, or whoever got it doesn't take the driver: they stay where they are. */
  'check:end-offer': message('check:end-offer', { by: ['doctor'], request: Exact({ check: Id }), answer: Done }),
  /** The doctor sees nobody: the check waits for the day under its card. */
  'check:not-there': message('check:not-there', { by: ['doctor'], request: Exact(command), answer: CheckView }),
  'check:note': message('check:note', { by: ['doctor'], request: Exact({ ...command, text: Remark }), answer: CheckView }),
  /** Starts a station, or repeats it: another attempt with another seed. */
  'check:start': message('check:start', {
    by: ['doctor'],
    request: Exact({ ...command, station: AnyStation, glasses: Type.Boolean(), aid: Type.Boolean(), method: Type.Optional(Method) }),
    answer: CheckView,
  }),
  /** A doctor's finding. Where a measurement said otherwise a reason is needed, and both stay. */
  'check:decide': message('check:decide', {
    by: ['doctor'],
    request: Exact({ ...command, finding: Finding, reason: Nullable(Remark) }),
    answer: CheckView,
  }),
  'check:draw-up': message('check:draw-up', {
    by: ['doctor'],
    request: Exact({ ...command, remark: Nullable(Remark) }),
    answer: CheckView,
  }),
  /** Draws up a report that replaces this check's, with what the doctor now finds otherwise. */
  'check:supersede': message('check:supersede', {
    by: ['doctor'],
    request: Exact({
      ...command,
      remark: Nullable(Remark),
      decisions: Type.Array(Exact({ finding: Finding, reason: Nullable(Remark) }), { maxItems: STATIONS.length }),
    }),
    answer: CheckView,
  }),
  /** The driver's reports of the last two years: for the doctor who holds the check, or has to see to its report. */
  'check:history': message('check:history', { by: ['doctor'], request: Exact({ check: Id }), answer: History }),
  /** A ticket for the doctor's seat in the room of the check that they hold. */
  'check:call': message('check:call', { by: ['doctor'], request: Exact({ check: Id }), answer: Ticket }),
  'path:open': pathOpen,
  /** What the doctor has done today. */
  'shift:see': message('shift:see', { by: ['doctor'], request: Exact({}), answer: Shift }),
  /** A hard case is passed to a senior doctor. */
  'check:escalate': message('check:escalate', { by: ['doctor'], request: Exact({ ...command, reason: Remark }), answer: CheckView }),
  /** A senior doctor comes to the one who has the driver, as the second doctor there, for as long as this page is open or until they leave. */
  'check:join': message('check:join', { by: ['senior'], request: Exact({ command: Id, check: Id }), answer: CheckView }),
  'check:part': message('check:part', { by: ['senior'], request: Exact({ check: Id }), answer: Done }),
  /** A senior doctor has the driver from now on. */
  'check:take-over': message('check:take-over', { by: ['senior'], request: Exact({ command: Id, check: Id }), answer: CheckView }),
  /** A senior doctor has said what to do, in words; or whoever asked takes the case back. */
  'check:end-escalation': message('check:end-escalation', {
    by: ['doctor'],
    request: Exact({ command: Id, check: Id, outcome: Type.Enum(['advised', 'withdrawn']), words: Nullable(Remark) }),
    answer: CheckView,
  }),
  /** Another department is asked, and its answer written down. */
  'check:consult': message('check:consult', {
    by: ['doctor'],
    request: Exact({ ...command, department: Department, question: Remark }),
    answer: CheckView,
  }),
  'check:answer-consultation': message('check:answer-consultation', {
    by: ['doctor'],
    request: Exact({ ...command, consultation: Id, answer: Remark }),
    answer: CheckView,
  }),
  /** Drivers who go through their checks alone: from now on these are watched by this page, each with a picture, and no others. */
  'watched:choose': message('watched:choose', { by: ['doctor'], request: WatchedChecks, answer: Watched }),
  /** A ticket for the seat of one who watches, in the room of a check that this page watches. */
  'watched:call': message('watched:call', { by: ['doctor'], request: Exact({ check: Id }), answer: Ticket }),
  /** How the drawn-up report can be signed here and now. */
  'check:signing': message('check:signing', {
    by: ['doctor'],
    request: Exact({ check: Id }),
    /** `seconds`: so long the doctor still has to be with the driver; `inWriting`: they haven't seen or heard each other. */
    answer: Exact({
      options: Nullable(RequestOptions),
      password: Type.Boolean(),
      seconds: Type.Integer({ minimum: 0 }),
      inWriting: Type.Boolean(),
    }),
  }),
  /** `digest`: what the console hashed of what it showed. */
  'check:conclude': message('check:conclude', {
    by: ['doctor'],
    request: Exact({ ...command, digest: Digest, proof: Proof }),
    answer: CheckView,
  }),
  /** A second doctor signs what the first has signed: the same digest, again of what the console showed. */
  'check:countersign': message('check:countersign', {
    by: ['doctor'],
    request: Exact({ ...command, digest: Digest, proof: Proof }),
    answer: CheckView,
  }),
  /** It is not countersigned, or the first doctor takes the signature back. */
  'check:decline': message('check:decline', { by: ['doctor'], request: Exact({ ...command, reason: Remark }), answer: CheckView }),
  /** Draws up a report in which something mistyped is put right; nothing that was found may change, and a second doctor has to sign it. */
  'check:correct': message('check:correct', {
    by: ['doctor'],
    request: Exact({ ...command, correction: Correction, reason: Remark }),
    answer: CheckView,
  }),
  /** A report that was issued is taken back for good: it and all that led to it stay, and whoever looks it up hears so. */
  'check:withdraw': message('check:withdraw', { by: ['doctor'], request: Exact({ ...command, reason: Remark }), answer: CheckView }),
  /** What the doctor sees now, kept as evidence of this station: as the console shows it. */
  'check:picture': message('check:picture', {
    by: ['doctor'],
    request: Exact({ command: Id, check: Id, station: AnyStation, still: TakenStill }),
    answer: CheckView,
  }),
  /** What the doctor has the driver read and hear, as long as the driver is theirs. */
  'check:say': message('check:say', { by: ['doctor'], request: Saying, answer: Done }),
  /** The doctor points at a place in the driver's picture, for some seconds. */
  'check:point': message('check:point', { by: ['doctor'], request: Pointing, answer: Done }),
  /** The doctor takes no drivers for now, or takes them again: nobody offers them any, and those who wait aren't told to count on them. */
  'desk:rest': message('desk:rest', { by: ['doctor'], request: Exact({ rests: Type.Boolean() }), answer: Done }),
  /** The doctor's own reports that came back and were seen to. `behind`: the page after this one's last line; null: the newest. */
  'sent-back:page': message('sent-back:page', {
    by: ['doctor'],
    request: Exact({ behind: Nullable(SentBackPlace) }),
    answer: SentBackPage,
  }),
  /** Whoever answers has heard a call from a booth and sees to it: it sounds nowhere any more. */
  'help:answer': message('help:answer', { by: ['doctor', 'counter', 'administrator'], request: Exact({ help: Id }), answer: Done }),
  'counter:accept': message('counter:accept', { by: ['counter'], request: Exact(command), answer: CheckView }),
  'counter:return': message('counter:return', { by: ['counter'], request: Exact({ ...command, reason: Remark }), answer: CheckView }),
  /** Accepted although papers are missing, until a day. */
  'counter:provisional': message('counter:provisional', {
    by: ['counter'],
    request: Exact({ ...command, ...ProvisionAsked }),
    answer: CheckView,
  }),
  /** The paper, or the hand-over, is tried at once. */
  'counter:try': message('counter:try', { by: ['counter'], request: Exact(command), answer: CheckView }),
  /** A report whose institution isn't recognised any more is no longer accepted, for good. */
  'counter:withdraw': message('counter:withdraw', { by: ['counter'], request: Exact({ ...command, reason: Remark }), answer: CheckView }),
  'counter:resend': message('counter:resend', { by: ['counter'], request: Exact(command), answer: CheckView }),
  /** Reports of whatever age. `behind`: the page after this one's last line; null: the newest. */
  'counter:search': message('counter:search', {
    by: ['counter'],
    request: Exact({ by: Searched, behind: Nullable(Behind) }),
    answer: FoundPage,
  }),
}
export const staffPushes = {
  /** The whole queue, once after the handshake; from then on what moves in it. */
  'queue:view': push('queue:view', QueueView),
  'queue:moved': push('queue:moved', QueueMoved),
  /** This server takes no new driver any more, since it is about to be updated: when that begins, and to doctors who come later. It ends with the line. */
  'queue:closed': push('queue:closed', Exact({ closed: Type.Literal(true) })),
  /** What this doctor is offered and has offered: once after the handshake, and when it changes. */
  'offer:view': push('offer:view', OfferView),
  'attention:view': push('attention:view', AttentionView),
  /** What came back of the doctor's own and was seen to: when that, or where the report stands that counts since, is otherwise. */
  'sent-back:moved': push('sent-back:moved', SentBackMoved),
  'counter:view': push('counter:view', CounterView),
  /** The calls from booths that this person may answer: once after the handshake, and when they change. */
  'help:view': push('help:view', HelpView),
  'check:view': push('check:view', CheckView),
  'check:live': push('check:live', Live),
  'check:value': push('check:value', LiveValue),
  /** What is open in the ledger of hard cases, for seniors and administrators: once after the handshake, and when it changes. */
  'ledger:view': push('ledger:view', OpenLedger),
  'watched:moved': push('watched:moved', WatchedMoved),
}

// ---------------------------------------------------------------- hall ↔ server

export const hallPushes = { 'hall:view': push('hall:view', HallView) }

/** The handshake was refused: who you are is not known here. Sent as `connect_error` data. */
export const HandshakeRefused = Refusal
