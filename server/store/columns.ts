import type { Tables } from './tables.ts'

// What proves each column of each table. A column that isn't named here is a type error.

/**
 * `told`: the events of its check, the sealed value or a signature tell it, and `npm run verify` compares. Else why nothing tells it.
 */
type Treatment = 'told' | { untold: string }

const untold = (why: string) => ({ untold: why })
const ACCOUNT = untold('an account of staff: no check’s event and no report tells it; what a person signed bears the key that signed')
const LINE = untold('of a session that is open now, or was: it proves nothing and is gone after a day')
const MACHINE = untold('set by the administrator or told by the agent: no check’s event tells it; what it signed is compared with its key')
const ACCESS = untold('a record of who looked: nothing else was written of it')
const COUNT = untold('a count that only grows: no event tells where it stands')
const STEADY = untold('by the clock that nobody sets, which no event bears')
const TURN = untold('how often and when an errand is tried is no event of its check')

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
    hall: 'told',
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
    due_at: TURN,
    tries: TURN,
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
    halls: ACCOUNT,
  },
  passkeys: {
    id: ACCOUNT,
    person: ACCOUNT,
    public_key: ACCOUNT,
    counter: ACCOUNT,
    transports: ACCOUNT,
    created_at: ACCOUNT,
    used_at: ACCOUNT,
    held: ACCOUNT,
  },
  account_events: { id: ACCOUNT, person: ACCOUNT, kind: ACCOUNT, by: ACCOUNT, at: ACCOUNT, seen_at: ACCOUNT },
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
    hall: MACHINE,
    public_key: MACHINE,
    code_until: MACHINE,
    used_until: MACHINE,
    showing: MACHINE,
    devices: MACHINE,
    second_at: MACHINE,
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
