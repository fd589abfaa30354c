// Columns are text or integer, so that the same queries run on SQLite and PostgreSQL. JSON and instants are text.

/** Every table, as the newest migration leaves it. */
export type Tables = {
  sites: SitesTable
  registry: RegistryTable
  people: PeopleTable
  passkeys: PasskeysTable
  sessions: SessionsTable
  machines: MachinesTable
  calibrations: CalibrationsTable
  applicants: ApplicantsTable
  checks: ChecksTable
  check_lines: CheckLinesTable
  report_names: ReportNamesTable
  sent_back: SentBackTable
  check_events: CheckEventsTable
  readings: ReadingsTable
  reports: ReportsTable
  signatures: SignaturesTable
  outbox: OutboxTable
  receipts: ReceiptsTable
  counters: CountersTable
  account_events: AccountEventsTable
  dead_keys: DeadKeysTable
  machine_keys: MachineKeysTable
  access_records: AccessRecordsTable
  paper_tries: PaperTriesTable
  help_calls: HelpCallsTable
  marks: MarksTable
  calls: CallsTable
  notice_wishes: NoticeWishesTable
  notices: NoticesTable
  recordings: RecordingsTable
  recording_parts: RecordingPartsTable
  recording_holds: RecordingHoldsTable
  examinations: ExaminationsTable
  rotas: RotasTable
  attendances: AttendancesTable
  escalations: EscalationsTable
}

/** The ledger of hard cases: `owner` is the senior doctor who came, or the department that was asked. */
type EscalationsTable = {
  id: string
  check_id: string
  kind: string
  site: string
  asked_by: string
  asked_at: string
  reason: string
  due_at: string
  owner: string | null
  contact_at: string | null
  outcome: string | null
  words: string | null
  ended_at: string | null
}

/** When doctors mean to be here, each time that somebody wrote it; `rota` is JSON. Only ever added to. */
type RotasTable = { doctor: string; version: number; rota: string; by: string; at: string }

/** How long a doctor sits with a driver, by the clock that nobody sets; `ended_at` null: still. */
type ExaminationsTable = { check_id: string; began_at: string; doctor: string; ended_at: string | null }

/** Which doctor took which driver; `since` and `met` by the clock that nobody sets. */
type AttendancesTable = { check_id: string; doctor: string; day: string; at: string; since: string; met: string | null }

/** Which checks were recorded, by which key (locked up, base64; null once it is erased), and what that takes; `bytes` null: it wasn't counted. */
type RecordingsTable = {
  check_id: string
  key: string | null
  began_at: string
  stopped: string | null
  erased_at: string | null
  bytes: number | null
  length_ms: number | null
}

/** One source of one side, from when it began to flow until it stopped; `ended_at` null: it goes on. */
type RecordingPartsTable = { id: string; check_id: string; side: string; source: string; began_at: string; ended_at: string | null }

/** Why a recording must not be erased, who said so and who let it go again; `lifted_at` null: it holds. */
type RecordingHoldsTable = {
  id: string
  check_id: string
  reason: string
  set_by: string
  set_at: string
  lifted_by: string | null
  lifted_at: string | null
  lifted_reason: string | null
}

/** Who wants to be told by text message, on which number; `ended_at` null: still. Who gave and ended it: a booth or a person. */
type NoticeWishesTable = {
  id: string
  applicant: string
  check_id: string
  phone: string
  language: string
  given_at: string
  given_by: string
  ended_at: string | null
  ended_by: string | null
}

/** What is to be told because of an event; `since` by the wall's clock, `steady_since` and `due_at` by the one that nobody sets. */
type NoticesTable = {
  id: string
  check_id: string
  /** Of the event: a newer one says more. */
  sequence: number
  number: string
  what: string
  /** JSON. */
  told: string
  /** The name of whoever did what it tells of; null: the house. */
  by: string | null
  since: string
  steady_since: string
  due_at: string
  tries: number
  fault: string | null
  /** What became of it, and when; null: it waits. */
  outcome: string | null
  done_at: string | null
  /** What went out: the number, masked, and the text without its signature. */
  phone: string | null
  text: string | null
  claimed_until: string | null
}

/** How often an interface of a system was called on a calendar day of China. */
type CallsTable = { destination: string; interface: string; day: string; used: number }

/** How something stands, in a short text, and the mark over it by the key file: see marks.ts. */
type MarksTable = { name: string; text: string; mark: string }

/** Who in a booth called for whom; `answered_by` null: at the booth itself. `check_id`: that of the driver, once it was in the queue. */
type HelpCallsTable = {
  id: string
  booth: string
  check_id: string | null
  whom: string
  at: string
  answered_at: string | null
  answered_by: string | null
}

type PaperTriesTable = {
  /** Of the report. */
  number: string
  wrong: number
  at: string
  steady_at: string
}

/** Where the service works; `squad`: whose counter sees to the reports of those who come here without a unit that is known. */
type SitesTable = {
  id: string
  kind: string
  name: string
  name_en: string | null
  /** Of the unit, in the traffic system. */
  code: string | null
  parent: string | null
  squad: string | null
  closed_at: string | null
}

/** Institutions and the doctors in them: a row each time that somebody writes one; `value` is JSON by its kind. Only ever added to. */
type RegistryTable = { id: string; subject: string; version: number; kind: string; value: string; by: string | null; at: string }

type PeopleTable = {
  id: string
  login: string
  name: string
  /** JSON list of roles. */
  roles: string
  /** argon2id, with its parameters and salt. */
  password: string
  disabled: number
  /** Stored file of the strokes by which this person signs on paper. */
  signature: string | null
  /** The administrator who gave this person another password last, until the person proves themselves by a passkey from before. */
  reset_by: string | null
  /** A one-time code for enrolling a passkey is good until then, and which administrator gave it. Stored nowhere itself. */
  code_until: string | null
  code_by: string | null
  /** JSON list of the sites that this person works for; null: all. */
  sites: string | null
}

/** What was looked at beyond one's own cases and sites, and why; `steady_at` by the steady clock. Only ever added to. */
type AccessRecordsTable = {
  id: string
  person: string
  check_id: string
  what: string
  reason: string
  at: string
  steady_at: string
}

/** What happened to somebody's account, and who did it; `seen_at`: when its owner saw that. */
type AccountEventsTable = { id: string; person: string; kind: string; by: string; at: string; seen_at: string | null }

type PasskeysTable = {
  id: string
  person: string
  public_key: string
  counter: number
  transports: string
  created_at: string
  used_at: string | null
  /** JSON list of administrators, while another one has to let it sign. */
  held: string | null
}

/** `token` is the SHA-256 of the cookie's value. `challenge`: what a passkey has to sign, after what for and a space. */
type SessionsTable = {
  token: string
  id: string
  person: string
  created_at: string
  seen_at: string
  until: string
  browser: string
  challenge: string | null
}

type MachinesTable = {
  id: string
  kind: string
  name: string
  /** Where it stands. */
  site: string
  /** Ed25519, raw, base64url; null: not enrolled. */
  public_key: string | null
  /** An enrolment code is good until then. The code itself is computed from this and the key file, and stored nowhere. */
  code_until: string | null
  /** Until when the code held by which its key was enrolled. */
  used_until: string | null
  /** The check that this booth shows, until the driver leaves. */
  showing: string | null
  /** JSON list of what the agent last said of its devices. */
  devices: string
  /** When a second computer last came with its key while it was there itself. */
  second_at: string | null
  /** Shut off by an administrator: its line is closed, its key is dead. */
  disabled: number
}

/** Keys of machines that were shut off. None of them is taken again. */
type DeadKeysTable = { public_key: string; machine: string; at: string }

/** Every key that a machine has had; `at`: since when, empty where that was before anybody wrote it down. */
type MachineKeysTable = { public_key: string; machine: string; at: string }

type CalibrationsTable = {
  id: string
  booth: string
  device: string
  value: string
  digest: string
  at: string
  sequence: number
  expires_at: string
  /** As it came, signed; null: from before that was kept. */
  body: string | null
}

type ApplicantsTable = {
  id: string
  /** HMAC-SHA-256 of the document's number. */
  number_hash: string
  /** JSON: what the card says, and what the case knows of the driver. */
  person: string
  /** By which it is known to be what the server wrote; null: from before that was kept. */
  proof: string | null
}

/** A copy of the newest state of each check, written together with its events. */
type ChecksTable = {
  id: string
  version: number
  phase: string
  state: string
  booth: string
  /** The booth while its check is open, else null: unique, so that a booth has one open check. */
  open_booth: string | null
  applicant: string
  opened_at: string
  queued_at: string | null
  doctor: string | null
  /** Moves with each renewal, which is no event. */
  lease_until: string | null
  concluded_at: string | null
  /** Since when it waits under its card. */
  parked_at: string | null
  /** When it was opened, by the steady clock; none is written without. */
  steady_at: string | null
  /** When something last happened to it, by the steady clock; null: before programs that wrote it down. */
  moved_at: string | null
}

/** What lists show of each check, beside the check itself and written together with it, so that no list reads a whole check. */
type CheckLinesTable = {
  check_id: string
  version: number
  phase: string
  booth: string
  booth_name: string
  /** Where its driver sits. */
  site: string
  /** Whose counter sees to its report. */
  squad: string
  applicant: string
  birth: string
  /** JSON list. */
  classes: string
  /** Since when it is in the queue, claimed or not; null: it isn't. */
  queue_since: string | null
  /** By which it stands in the queue's order; null: it isn't in it. */
  turn: string | null
  /** JSON list: why its turn comes sooner. */
  precedence: string
  doctor: string | null
  doctor_name: string | null
  /** JSON: for whom a driver is kept who waits; null: for nobody. */
  kept: string | null
  /** Stations of the form without a finding. */
  missing: number
  number: string | null
  /** JSON. */
  outcome: string | null
  /** The name of the doctor who signed. */
  signed_by: string | null
  concluded_at: string | null
  /** The same as a calendar day in China. */
  concluded_on: string | null
  /** `concluded_at` while somebody at the counter still has something to do or to wait for, else null. */
  pending_since: string | null
  pdf: string | null
  /** SHA-256 of the signature by SM2 beside it. */
  sm2: string | null
  /** Why there is no PDF, as JSON: it can't be drawn as it is. */
  held: string | null
  receipt: string | null
  reason: string | null
  /** JSON list of the stations that a doctor decided instead of the booth, and why. */
  overrides: string
  /** JSON of the second doctor's signature. */
  countersigned: string | null
  /** JSON of how it was accepted without a paper, and the last day on which that may come, while it may; null: it wasn't. */
  provision: string | null
  provision_until: string | null
  /** JSON of what it waits for that a doctor must do, and since when; null: nothing. */
  attention: string | null
  attention_since: string | null
  /** The number of the case that it was opened for. */
  case_number: string | null
  /** Who it is of and by which document, as the card has them: copied from the person's row, so that no list looks for that. */
  name: string
  document: string
}

/** By which spellings of its driver's name the report of a check is found: each a keyed hash. Whose counter sees to it and when it was concluded stand with it, so that a page is read from one place. */
type ReportNamesTable = { spelling: string; squad: string; concluded_at: string; check_id: string }

/** A report that the counter or a system sent back to its doctor, by the event that tells it; `became` null: nobody has seen to it yet. */
type SentBackTable = {
  check_id: string
  sequence: number
  number: string
  /** Who signed it first. */
  doctor: string
  /** How it came back. */
  what: string
  at: string
  /** The name of the clerk; null: the system to which it went. */
  by: string | null
  reason: string
  became: string | null
  ended_at: string | null
  /** Of the report that counts since; null: none does. */
  now_number: string | null
}

/** `format`: in which it was chained, see `#check/formats/steps.ts`; of the first the actor is a kind alone. */
type CheckEventsTable = {
  check_id: string
  sequence: number
  at: string
  format: number
  actor: string
  actor_id: string | null
  command: string | null
  event: string
  /** Hash of the event before, and of this one together with it. */
  previous: string
  hash: string
}

type ReadingsTable = { id: string; check_id: string; attempt: string; booth: string; digest: string; body: string; at: string }

type ReportsTable = {
  number: string
  check_id: string
  code: string
  digest: string
  signed_by: string
  /** JSON of the assertion, where a passkey signed. */
  assertion: string | null
  state: string
  pdf: string | null
  /** The paper with the proofs and time stamps that were added last; null: none were. */
  renewed: string | null
  at: string
  /** Who signed it first, and on which day in China. */
  doctor: string
  day: string
  /** For how many stations that a booth measures the doctor decided without a measured finding, and against one. */
  unmeasured: number
  against: number
  applicant: string
  /** The last day in China on which it is valid. */
  valid_until: string
  /** The institution that issued it. */
  institution: string
}

/** Who signed which digest: the doctor who drew it up, and a second one where it needs that. `role`: `doctor` or `second`. */
type SignaturesTable = {
  digest: string
  person: string
  number: string
  role: string
  signed_by: string
  /** JSON of the assertion, where a passkey signed. */
  assertion: string | null
  at: string
}

type OutboxTable = {
  id: string
  kind: string
  check_id: string
  number: string
  due_at: string
  tries: number
  /** When it was settled; null: still to do. */
  done_at: string | null
  /** Code of what went wrong last, and the sign by which technicians know it. */
  fault: string | null
  trouble: string | null
  /** Where it goes: each place has its own turn. */
  destination: string
  /** Since when it is to be done: by the wall's clock, for people; by the one that nobody sets, for its age. */
  since: string
  steady_since: string
  /** Since when somebody has to look; null: nobody has. */
  person_at: string | null
  /** The case has it and answers later: under which reference, since when (by the wall's clock), until when (by the one that nobody sets). */
  reference: string | null
  sent_at: string | null
  answer_by: string | null
  /** The server that works on it, and until when nobody else takes it, by the clock that nobody sets; null: nobody does. */
  claimed_by: string | null
  claimed_until: string | null
  /** Of what is sent: whose it is, so that what was made first goes first; null: it is sent to nobody. */
  line: string | null
  /** The errand behind which it waits: of the same line, to the same place; null: it may go. */
  held_by: string | null
  /** What the other side gave for it; null: it has not taken it. */
  receipt: string | null
}

type ReceiptsTable = { number: string; receipt: string; at: string }
type CountersTable = { name: string; value: number }
