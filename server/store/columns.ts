import type { Tables } from './tables.ts'

// What proves each column of each table. A column that isn't named here is a type error.

/**
 * `told`: the events of its check, the sealed value or a signature tell it, and `npm run verify` compares. `marked`: nothing else tells it,
 * and it bears a mark by the key file. Else why nothing tells it.
 */
type Treatment = 'told' | 'marked' | { untold: string }

const untold = (why: string) => ({ untold: why })
const ACCOUNT = 'marked'
const LINE = untold('of a session that is open now, or was: it proves nothing and is gone after a day')
const MACHINE = 'marked'
const AGENT = untold('what its agent said last, or a code that is good for a day: it moves by itself, and no event tells it')
const USE = untold('how often it was used, and when last: what was signed by it is compared by itself')
const SEEN = untold('when its owner looked')
const SITE = 'marked'
const ACCESS = 'marked'
const MARK = untold('a mark over what stands elsewhere: it is compared with that')
const COUNT = untold('a count that only grows: no event tells where it stands')
const STEADY = untold('by the clock that nobody sets, which no event bears')
const TURN = untold('how often, when and by which server an errand is tried is no event of its check')

export const COLUMNS = {
  checks: {
    id: 'told',
    version: 'told',
    phase: 'told',
    state: 'told',
    booth: 'told',
    open_booth: 'told',
    applicant: 'told',
    opened_at: 'told',
    queued_at: 'told',
    doctor: 'told',
    lease_until: 'told',
    concluded_at: 'told',
    parked_at: 'told',
    steady_at: STEADY,
    moved_at: STEADY,
  },
  check_lines: {
    check_id: 'told',
    version: 'told',
    phase: 'told',
    booth: 'told',
    booth_name: 'told',
    site: 'told',
    squad: 'told',
    applicant: 'told',
    birth: 'told',
    classes: 'told',
    queue_since: 'told',
    doctor: 'told',
    doctor_name: 'told',
    missing: 'told',
    number: 'told',
    outcome: 'told',
    signed_by: 'told',
    concluded_at: 'told',
    concluded_on: 'told',
    pending_since: 'told',
    pdf: 'told',
    held: 'told',
    receipt: 'told',
    reason: 'told',
    overrides: 'told',
    countersigned: 'told',
    attention: 'told',
    attention_since: 'told',
    case_number: 'told',
    name: 'told',
    document: 'told',
  },
  check_events: {
    check_id: 'told',
    sequence: 'told',
    at: 'told',
    format: 'told',
    actor: 'told',
    actor_id: 'told',
    command: 'told',
    event: 'told',
    previous: 'told',
    hash: 'told',
  },
  reports: {
    number: 'told',
    check_id: 'told',
    code: 'told',
    digest: 'told',
    signed_by: 'told',
    assertion: 'told',
    state: 'told',
    pdf: 'told',
    at: 'told',
    doctor: 'told',
    day: 'told',
    unmeasured: 'told',
    against: 'told',
    applicant: 'told',
    valid_until: 'told',
  },
  signatures: {
    digest: 'told',
    person: 'told',
    number: 'told',
    role: 'told',
    signed_by: 'told',
    assertion: 'told',
    at: 'told',
  },
  readings: { id: 'told', check_id: 'told', attempt: 'told', booth: 'told', digest: 'told', body: 'told', at: 'told' },
  receipts: { number: 'told', receipt: 'told', at: 'told' },
  applicants: { id: 'told', number_hash: 'told', person: 'told', proof: 'told' },
  outbox: {
    id: 'told',
    kind: 'told',
    check_id: 'told',
    number: 'told',
    destination: 'told',
    since: 'told',
    done_at: 'told',
    fault: 'told',
    trouble: 'told',
    person_at: 'told',
    reference: 'told',
    sent_at: 'told',
    answer_by: STEADY,
    due_at: TURN,
    tries: TURN,
    claimed_by: TURN,
    claimed_until: TURN,
    steady_since: STEADY,
  },
  calibrations: {
    id: 'told',
    booth: 'told',
    device: 'told',
    value: 'told',
    digest: 'told',
    at: 'told',
    sequence: 'told',
    expires_at: 'told',
    body: 'told',
  },
  sites: { id: SITE, kind: SITE, name: SITE, name_en: SITE, code: SITE, parent: SITE, squad: SITE, closed_at: SITE },
  people: {
    id: ACCOUNT,
    login: ACCOUNT,
    name: ACCOUNT,
    roles: ACCOUNT,
    password: ACCOUNT,
    disabled: ACCOUNT,
    signature: ACCOUNT,
    reset_by: ACCOUNT,
    code_until: ACCOUNT,
    code_by: ACCOUNT,
    sites: ACCOUNT,
  },
  passkeys: {
    id: ACCOUNT,
    person: ACCOUNT,
    public_key: ACCOUNT,
    counter: USE,
    transports: ACCOUNT,
    created_at: ACCOUNT,
    used_at: USE,
    held: ACCOUNT,
  },
  account_events: { id: ACCOUNT, person: ACCOUNT, kind: ACCOUNT, by: ACCOUNT, at: ACCOUNT, seen_at: SEEN },
  sessions: {
    token: LINE,
    id: LINE,
    person: LINE,
    created_at: LINE,
    seen_at: LINE,
    until: LINE,
    browser: LINE,
    challenge: LINE,
  },
  machines: {
    id: MACHINE,
    kind: MACHINE,
    name: MACHINE,
    site: MACHINE,
    public_key: MACHINE,
    code_until: AGENT,
    used_until: AGENT,
    showing: AGENT,
    devices: AGENT,
    second_at: AGENT,
    disabled: MACHINE,
  },
  machine_keys: { public_key: MACHINE, machine: MACHINE, at: MACHINE },
  dead_keys: { public_key: MACHINE, machine: MACHINE, at: MACHINE },
  access_records: {
    id: ACCESS,
    person: ACCESS,
    check_id: ACCESS,
    what: ACCESS,
    reason: ACCESS,
    at: ACCESS,
    steady_at: ACCESS,
  },
  paper_tries: { number: COUNT, wrong: COUNT, at: COUNT, steady_at: COUNT },
  counters: { name: COUNT, value: COUNT },
  marks: { name: MARK, text: MARK, mark: MARK },
} as const satisfies { [T in keyof Tables]: { [C in keyof Tables[T]]-?: Treatment } }

/** Tables of which something is told. */
export type ToldTable =
  | 'checks'
  | 'check_lines'
  | 'reports'
  | 'signatures'
  | 'readings'
  | 'receipts'
  | 'applicants'
  | 'outbox'
  | 'calibrations'

/** The names of a table's columns that something tells. */
export type ToldColumn<T extends keyof typeof COLUMNS> = {
  [C in keyof (typeof COLUMNS)[T]]: (typeof COLUMNS)[T][C] extends 'told' ? C : never
}[keyof (typeof COLUMNS)[T]]

/** What a row is known by. */
export const KEYS = {
  checks: ['id'],
  check_lines: ['check_id'],
  reports: ['number'],
  signatures: ['digest', 'person'],
  readings: ['id'],
  receipts: ['number'],
  applicants: ['id'],
  outbox: ['id'],
  calibrations: ['id'],
} as const satisfies { [T in ToldTable]: readonly ToldColumn<T>[] }
