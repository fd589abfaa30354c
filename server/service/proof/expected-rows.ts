import { apply } from '#check/apply.ts'
import type { Check } from '#check/check.ts'
import type { Event, Recorded } from '#check/events.ts'
import { sentBackIn } from '#check/sent-back.ts'
import { canonical } from '#protocol/canonical.ts'
import { chinaDay } from '#protocol/days.ts'
import type { ErrandKind } from '#protocol/errand.ts'
import type { Report } from '#protocol/report.ts'
import { checkRow, errandRow, NO_FAULT, type OutboxRow } from '../../store/append.ts'
import { savedState } from '../../store/checks.ts'
import type { ProvenColumn, ProvenTable } from '../../store/columns.ts'
import { escalationRows } from '../../store/escalation-rows.ts'
import { lineRow } from '../../store/lines.ts'
import { reportRow } from '../../store/reports.ts'
import { sentBackRows } from '../../store/sent-back-rows.ts'
import type { Tables } from '../../store/tables.ts'
import { outboxOf } from '../run.ts'
import { issuedReport } from '../stored/issued.ts'
import { lineOf } from '../stored/lines.ts'

export type Value = string | number | null
/** `older`: what stands there is what a migration left, since nobody wrote it down then. */
export type Verdict = boolean | 'older'
/** What has to stand in a column, or what it has to be like. */
export type Expected<T extends ProvenTable> = {
  [C in Extract<ProvenColumn<T>, keyof Tables[T]>]: Tables[T][C] | ((value: Value) => Verdict)
}
/** The tables that a check's own events tell. */
export type OfCheck = Exclude<ProvenTable, 'applicants' | 'calibrations'>
export type ExpectedRows = { [T in OfCheck]: Expected<T>[] }
export type Signed = Extract<Event, { kind: 'signed' | 'countersigned' | 'concluded' }>

/** What the events alone don't say. `wasKept`: did programs write this down at that time, by the migration that brought it? */
export type Beside = {
  /** What the person's row has of who they are; null: it can't be read, or is gone. */
  who: { name: string; document: string } | null
  reports: ReadonlyMap<string, Report | null>
  assertions: ReadonlyMap<string, string | null>
  wasKept: (migration: string, at: string) => boolean
}

/** How long after its event something is written in the same transaction, at most, ms: the clock is read again. */
const SOON_MS = 60_000
const near = (at: string) => (value: Value) => typeof value === 'string' && Math.abs(Date.parse(value) - Date.parse(at)) <= SOON_MS
const anything = () => true
const something = (value: Value) => value !== null

/** A check as its events make it, before and after each of them. */
export type Step = { one: Recorded; state: Check }
export const stepsOf = (events: readonly Recorded[]): Step[] => {
  const steps: Step[] = []
  let state: Check | null = null
  for (const one of events) {
    state = apply(state, one)
    steps.push({ one, state })
  }
  return steps
}

/** Every row that a check's events tell, by the same functions that wrote them. */
export const expectedRows = (steps: readonly Step[], beside: Beside): ExpectedRows => {
  const last = steps.at(-1)
  if (!last)
    return {
      checks: [],
      check_lines: [],
      sent_back: [],
      escalations: [],
      reports: [],
      signatures: [],
      readings: [],
      receipts: [],
      outbox: [],
    }
  return {
    checks: [expectedCheck(last, beside)],
    check_lines: [{ ...lineRow(lineOf(last.state)), ...(beside.who ?? { name: anything, document: anything }) }],
    escalations: escalationRows(last.state),
    sent_back: sentBackRows(
      sentBackIn(
        null,
        steps.map(({ one }) => one),
      ),
    ),
    reports: steps.flatMap((step) => expectedReport(step, steps, beside)),
    signatures: [...signaturesBy(steps, beside).values()].map(({ row }) => row),
    readings: steps.flatMap(expectedReading),
    receipts: expectedReceipts(steps),
    outbox: steps.flatMap((step) => expectedErrands(step, steps, beside)),
  }
}

const expectedCheck = ({ one, state }: Step, { wasKept }: Beside): Expected<'checks'> => {
  const row = checkRow(state)
  const isNow = wasKept('0140-moved', one.at)
  return {
    ...row,
    state: (value) =>
      comparable(String(value), row.id, true) === comparable(row.state, row.id, true) ||
      (!isNow && comparable(String(value), row.id, false) === comparable(row.state, row.id, false) && 'older'),
    lease_until: state.lease ? something : null,
  }
}

/** A saved state without the lease's end, which no event tells; of older ones without what today's events don't make as they did then. */
const comparable = (text: string, id: string, isNow: boolean): string | null => {
  try {
    return canonicalState(text, id, isNow)
  } catch {
    // Whoever altered it has left no state.
    return null
  }
}

const canonicalState = (text: string, id: string, isNow: boolean): string => {
  const { lease, drawnUp, reserved, commands, ...rest } = savedState(text, id)
  const plain: unknown = JSON.parse(
    JSON.stringify({ ...rest, doctor: lease?.doctor ?? null, ...(isNow && { drawnUp, reserved, commands }) }),
  )
  return canonical(plain)
}

const expectedReport = ({ one, state }: Step, steps: readonly Step[], { reports, assertions, wasKept }: Beside): Expected<'reports'>[] => {
  const { report } = state
  if (one.event.kind !== 'concluded' || !report) return []
  const sealed = reports.get(report.digest)
  const row = reportRow(
    issuedReport(state, report, {
      validUntil: sealed?.validUntil ?? '',
      institution: sealed?.registered?.institution.id,
      assertion: assertions.get(report.digest) ?? null,
    }),
  )
  const counted = wasKept('0005-countersigned', one.at)
  /** What older programs didn't write down of a report stands empty. */
  const orEmpty = (expected: Value, empty: Value) => (value: Value) => value === expected || (!counted && value === empty && 'older')
  return [
    {
      ...row,
      assertion: assertions.has(report.digest) ? row.assertion : anything,
      pdf: paperOf(steps, report.number),
      renewed: renewedOf(steps, report.number),
      state: isWithdrawn(steps, report.number)
        ? 'withdrawn'
        : isReplaced(steps, report.number)
          ? replacedState(steps, report.number, row.valid_until)
          : (value) => value === 'valid' || value === 'superseded',
      doctor: orEmpty(row.doctor, ''),
      unmeasured: orEmpty(row.unmeasured, 0),
      against: orEmpty(row.against, 0),
      institution: (value) => !sealed || value === row.institution,
      valid_until: (value) => !sealed || value === row.valid_until || (!wasKept('0030-reports-in-force', one.at) && 'older'),
    },
  ]
}

/** SHA-256 of the paper that was sealed for a report; null: none was. */
const paperOf = (steps: readonly Step[], number: string): string | null => {
  const sealed = steps.findLast(({ one, state }) => one.event.kind === 'sealed' && state.report?.number === number)
  return sealed?.one.event.kind === 'sealed' ? sealed.one.event.pdf : null
}

/** Do the events of its own check say that a report was taken back? */
const isWithdrawn = (steps: readonly Step[], number: string): boolean => {
  const last = steps.at(-1)?.state
  return last?.withdrawal !== undefined && last.report?.number === number
}

/** SHA-256 of the paper of a report with what was added last; null: nothing was. */
const renewedOf = (steps: readonly Step[], number: string): string | null => {
  const renewed = steps.findLast(({ one: { event } }) => event.kind === 'renewed' && event.number === number)
  return renewed?.one.event.kind === 'renewed' ? renewed.one.event.pdf : null
}

/** One that had come to its end by China's calendar before another came in its place stays as it was. */
const replacedState = (steps: readonly Step[], number: string, validUntil: string) => {
  const by = steps.find(({ state }) => state.superseded.includes(number))
  const wasOver = by !== undefined && validUntil < chinaDay(new Date(by.one.at))
  return (value: Value) => value === 'superseded' || (wasOver && value === 'valid')
}

/** Do the events of its own check say that a report was replaced? */
export const isReplaced = (steps: readonly Step[], number: string): boolean => steps.at(-1)?.state.superseded.includes(number) ?? false

/** The signatures that are kept: of who signed the same text twice the newer one, each with the event that tells of it. */
export const signaturesBy = (steps: readonly Step[], { wasKept }: Pick<Beside, 'wasKept'>) => {
  const kept = new Map<string, { row: Expected<'signatures'>; event: Signed }>()
  for (const { one, state } of steps) {
    const { event, at } = one
    if (event.kind !== 'signed' && event.kind !== 'countersigned' && event.kind !== 'concluded') continue
    const { digest, doctor, signedBy } = event
    const key = `${digest} ${doctor.id}`
    // What two have signed is concluded in the name of the first.
    if (!wasKept('0005-countersigned', at) || (event.kind === 'concluded' && kept.has(key))) continue
    const number = event.kind === 'countersigned' ? (state.signed?.number ?? '') : event.number
    const role = event.kind === 'countersigned' ? 'second' : 'doctor'
    const row = { digest, person: doctor.id, number, role, signed_by: signedBy, assertion: anything, at: near(at) }
    kept.set(key, { row, event })
  }
  return kept
}

const expectedReading = ({ one: { check, event, at }, state }: Step): Expected<'readings'>[] => {
  if (event.kind !== 'read') return []
  const { reading: id, attempt, digest } = event
  return [{ id, check_id: check, attempt, booth: state.booth.id, digest, body: something, at: near(at) }]
}

const expectedReceipts = (steps: readonly Step[]): Expected<'receipts'>[] => {
  const first = new Map<string, Expected<'receipts'>>()
  for (const { one, state } of steps)
    if (one.event.kind === 'delivered' && state.report && !first.has(state.report.number))
      first.set(state.report.number, { number: state.report.number, receipt: one.event.receipt, at: near(one.at) })
  return [...first.values()]
}

const expectedErrands = (step: Step, steps: readonly Step[], { wasKept }: Beside): Expected<'outbox'>[] =>
  outboxOf(steps[steps.indexOf(step) - 1]?.state ?? null, step.state, [step.one]).map((errand) => {
    // A paper is sent to nobody. Under which reference a case answers, and since when that is awaited, is told by no event.
    const sent =
      errand.kind === 'draw' || errand.kind === 'stamp' ? { reference: null, sent_at: null } : { reference: anything, sent_at: anything }
    const end = endOf(step, steps, errand)
    const clean = typeof end === 'object' ? NO_FAULT : { fault: anything, trouble: anything, person_at: anything }
    const since = wasKept('0110-errands', step.one.at) ? step.one.at : (value: Value) => value === step.one.at || 'older'
    const done = typeof end === 'object' ? near(end.one.at) : end === 'waits' ? null : anything
    return { ...errandRow(errand, step.one.at), since, ...clean, ...sent, done_at: done }
  })

/** By which events an errand ends, and where its check stands until then. */
const ENDS: Record<Exclude<ErrandKind, 'stamp' | 'standing'>, { ends: readonly Event['kind'][]; during: Check['phase'] }> = {
  draw: { ends: ['sealed'], during: 'concluded' },
  deliver: { ends: ['delivered', 'delivery-refused'], during: 'reported' },
  withdraw: { ends: ['withdrawal-delivered', 'withdrawal-refused'], during: 'withdrawn' },
}
/** A time stamp is added whatever becomes of its check meanwhile. */
const stampedAt = (from: Step, steps: readonly Step[], number: string): Step | 'waits' =>
  steps.slice(steps.indexOf(from) + 1).find(({ one: { event } }) => event.kind === 'renewed' && event.number === number) ?? 'waits'

/** The event by which an errand was carried out; or its check waits for it, or has gone on without it. */
const endOf = (from: Step, steps: readonly Step[], { kind, number: of }: OutboxRow): Step | 'waits' | 'gone' => {
  if (kind === 'stamp') return stampedAt(from, steps, of)
  // That the other side has heard what the counter decided changes no check.
  if (kind === 'standing') return 'gone'
  const number = from.state.report?.number
  const after = steps.slice(steps.indexOf(from) + 1).filter(({ state }) => state.report?.number === number)
  const { ends, during } = ENDS[kind]
  const end = after.find(({ one }) => ends.includes(one.event.kind))
  if (end) return end
  const now = steps.at(-1)?.state
  const waits = now?.report?.number === number && now?.phase === during
  return waits && !after.some(({ one }) => one.event.kind === 'resent') ? 'waits' : 'gone'
}
