import type { Tables } from './tables.ts'

// What proves each column of each table. A column that isn't named here is a type error.

/**
 * `told`: the events of its check, the sealed value or a signature tell it, and `npm run verify` compares. `marked`: nothing else tells it,
 * and it bears a mark by the key file. Else why nothing tells it.
 */
type Treatment = 'proven' | 'marked' | { unproven: string }

const unproven = (why: string) => ({ unproven: why })
const ACCOUNT = 'marked'
const LINE = unproven('of a session that is open now, or was: it proves nothing and is gone after a day')
const MACHINE = 'marked'
const AGENT = unproven('what its agent said last, or a code that is good for a day: it moves by itself, and no event tells it')
const USE = unproven('how often it was used, and when last: what was signed by it is compared by itself')
const SEEN = unproven('when its owner looked')
const SITE = 'marked'
const REGISTRY = 'marked'
const ACCESS = 'marked'
const HOLD = 'marked'
const MARK = unproven('a mark over what stands elsewhere: it is compared with that')
const COUNT = unproven('a count that only grows: no event tells where it stands')
const HELP = unproven('who called for a person and who came: no finding and no report stands on it')
const NOTICE = unproven('what a driver or the traffic police were told about a report: no finding and no report stands on it')
const RECORDED = unproven('what was seen and heard of a check, kept for some days: no finding and no report stands on it')
const COUNT_OF_DISK = unproven('what lies on the disk, counted: it says how long that will do')
const ATTENDED = unproven(
  'who took a driver and when, which the events of the check tell as well: it counts minutes, and no report stands on it',
)
const FOUND = unproven('a keyed hash of the name in the line beside it, which is proven: it finds the line and says nothing')
const STEADY = unproven('by the clock that nobody sets, which no event bears')
const HOURS = unproven('when a doctor meant to be here: no finding and no report stands on it')
const TURN = unproven('how often, when and by which server an errand is tried is no event of its check')

export const COLUMNS = {
  checks: {
    id: 'proven',
    version: 'proven',
    phase: 'proven',
    state: 'proven',
    booth: 'proven',
    open_booth: 'proven',
    applicant: 'proven',
    opened_at: 'proven',
    queued_at: 'proven',
    doctor: 'proven',
    lease_until: 'proven',
    concluded_at: 'proven',
    parked_at: 'proven',
    steady_at: STEADY,
    moved_at: STEADY,
  },
  check_lines: {
    check_id: 'proven',
    version: 'proven',
    phase: 'proven',
    booth: 'proven',
    booth_name: 'proven',
    site: 'proven',
    squad: 'proven',
    applicant: 'proven',
    birth: 'proven',
    classes: 'proven',
    queue_since: 'proven',
    turn: 'proven',
    precedence: 'proven',
    doctor: 'proven',
    doctor_name: 'proven',
    kept: 'proven',
    missing: 'proven',
    number: 'proven',
    outcome: 'proven',
    signed_by: 'proven',
    concluded_at: 'proven',
    concluded_on: 'proven',
    pending_since: 'proven',
    pdf: 'proven',
    sm2: 'proven',
    held: 'proven',
    receipt: 'proven',
    reason: 'proven',
    overrides: 'proven',
    countersigned: 'proven',
    provision: 'proven',
    provision_until: 'proven',
    attention: 'proven',
    attention_since: 'proven',
    case_number: 'proven',
    name: 'proven',
    document: 'proven',
  },
  report_names: { spelling: FOUND, squad: FOUND, concluded_at: FOUND, check_id: FOUND },
  sent_back: {
    check_id: 'proven',
    sequence: 'proven',
    number: 'proven',
    doctor: 'proven',
    what: 'proven',
    at: 'proven',
    by: 'proven',
    reason: 'proven',
    became: 'proven',
    ended_at: 'proven',
    now_number: 'proven',
  },
  check_events: {
    check_id: 'proven',
    sequence: 'proven',
    at: 'proven',
    format: 'proven',
    actor: 'proven',
    actor_id: 'proven',
    command: 'proven',
    event: 'proven',
    previous: 'proven',
    hash: 'proven',
  },
  reports: {
    number: 'proven',
    check_id: 'proven',
    code: 'proven',
    digest: 'proven',
    signed_by: 'proven',
    assertion: 'proven',
    state: 'proven',
    pdf: 'proven',
    renewed: 'proven',
    at: 'proven',
    doctor: 'proven',
    day: 'proven',
    unmeasured: 'proven',
    against: 'proven',
    applicant: 'proven',
    valid_until: 'proven',
    institution: 'proven',
  },
  signatures: {
    digest: 'proven',
    person: 'proven',
    number: 'proven',
    role: 'proven',
    signed_by: 'proven',
    assertion: 'proven',
    at: 'proven',
  },
  readings: { id: 'proven', check_id: 'proven', attempt: 'proven', booth: 'proven', digest: 'proven', body: 'proven', at: 'proven' },
  receipts: { number: 'proven', receipt: 'proven', at: 'proven' },
  applicants: { id: 'proven', number_hash: 'proven', person: 'proven', proof: 'proven' },
  outbox: {
    id: 'proven',
    kind: 'proven',
    check_id: 'proven',
    number: 'proven',
    destination: unproven('which system takes the reports of a unit is a setting, and may be another one tomorrow'),
    since: 'proven',
    done_at: 'proven',
    fault: 'proven',
    trouble: 'proven',
    person_at: 'proven',
    reference: 'proven',
    sent_at: 'proven',
    answer_by: STEADY,
    due_at: TURN,
    tries: TURN,
    claimed_by: TURN,
    claimed_until: TURN,
    steady_since: STEADY,
    line: 'proven',
    held_by: TURN,
    receipt: TURN,
  },
  calibrations: {
    id: 'proven',
    booth: 'proven',
    device: 'proven',
    value: 'proven',
    digest: 'proven',
    at: 'proven',
    sequence: 'proven',
    expires_at: 'proven',
    body: 'proven',
  },
  sites: { id: SITE, kind: SITE, name: SITE, name_en: SITE, code: SITE, parent: SITE, squad: SITE, closed_at: SITE },
  registry: { id: REGISTRY, subject: REGISTRY, version: REGISTRY, kind: REGISTRY, value: REGISTRY, by: REGISTRY, at: REGISTRY },
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
  help_calls: { id: HELP, booth: HELP, check_id: HELP, whom: HELP, at: HELP, answered_at: HELP, answered_by: HELP },
  calls: { destination: COUNT, interface: COUNT, day: COUNT, used: COUNT },
  notice_wishes: {
    id: NOTICE,
    applicant: NOTICE,
    check_id: NOTICE,
    phone: NOTICE,
    language: NOTICE,
    given_at: NOTICE,
    given_by: NOTICE,
    ended_at: NOTICE,
    ended_by: NOTICE,
  },
  notices: {
    id: NOTICE,
    check_id: NOTICE,
    sequence: NOTICE,
    number: NOTICE,
    what: NOTICE,
    told: NOTICE,
    by: NOTICE,
    since: NOTICE,
    steady_since: STEADY,
    due_at: TURN,
    tries: TURN,
    fault: NOTICE,
    outcome: NOTICE,
    done_at: NOTICE,
    phone: NOTICE,
    text: NOTICE,
    claimed_until: TURN,
  },
  recordings: {
    check_id: RECORDED,
    key: RECORDED,
    began_at: RECORDED,
    stopped: RECORDED,
    erased_at: RECORDED,
    bytes: COUNT_OF_DISK,
    length_ms: COUNT_OF_DISK,
  },
  recording_parts: { id: RECORDED, check_id: RECORDED, side: RECORDED, source: RECORDED, began_at: RECORDED, ended_at: RECORDED },
  recording_holds: {
    id: HOLD,
    check_id: HOLD,
    reason: HOLD,
    set_by: HOLD,
    set_at: HOLD,
    lifted_by: HOLD,
    lifted_at: HOLD,
    lifted_reason: HOLD,
  },
  examinations: { check_id: STEADY, began_at: STEADY, doctor: STEADY, ended_at: STEADY },
  rotas: { doctor: HOURS, version: HOURS, rota: HOURS, by: HOURS, at: HOURS },
  attendances: { check_id: ATTENDED, doctor: ATTENDED, day: ATTENDED, at: ATTENDED, since: STEADY, met: STEADY },
  escalations: {
    id: 'proven',
    check_id: 'proven',
    kind: 'proven',
    site: 'proven',
    asked_by: 'proven',
    asked_at: 'proven',
    reason: 'proven',
    due_at: 'proven',
    owner: 'proven',
    contact_at: 'proven',
    outcome: 'proven',
    words: 'proven',
    ended_at: 'proven',
  },
  counters: { name: COUNT, value: COUNT },
  marks: { name: MARK, text: MARK, mark: MARK },
} as const satisfies { [T in keyof Tables]: { [C in keyof Tables[T]]-?: Treatment } }

/** Tables of which something is told. */
export type ProvenTable =
  | 'checks'
  | 'check_lines'
  | 'sent_back'
  | 'escalations'
  | 'reports'
  | 'signatures'
  | 'readings'
  | 'receipts'
  | 'applicants'
  | 'outbox'
  | 'calibrations'

/** The names of a table's columns that something tells. */
export type ProvenColumn<T extends keyof typeof COLUMNS> = {
  [C in keyof (typeof COLUMNS)[T]]: (typeof COLUMNS)[T][C] extends 'proven' ? C : never
}[keyof (typeof COLUMNS)[T]]

/** What a row is known by. */
export const KEYS = {
  checks: ['id'],
  check_lines: ['check_id'],
  sent_back: ['check_id', 'sequence'],
  escalations: ['id'],
  reports: ['number'],
  signatures: ['digest', 'person'],
  readings: ['id'],
  receipts: ['number'],
  applicants: ['id'],
  outbox: ['id'],
  calibrations: ['id'],
} as const satisfies { [T in ProvenTable]: readonly ProvenColumn<T>[] }
