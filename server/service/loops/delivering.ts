import { apply } from '#check/apply.ts'
import type { Check } from '#check/check.ts'
import type { ReportStanding, Withdrawal } from '#protocol/case.ts'
import type { ErrandFault } from '#protocol/errand.ts'
import type { Deps } from '../../deps.ts'
import type { Outgoing } from '../../handover/carrier.ts'
import { NOWHERE } from '../../handover/destinations.ts'
import { needsPerson, OF_THE_WAY, waitAsked, waitForAnswer } from '../../handover/patience.ts'
import { openRelay, type Parcel, type Relay, type Waiting } from '../../handover/relay.ts'
import { loadCheck } from '../../store/checks.ts'
import type { Due } from '../../store/due.ts'
import { loadEvents } from '../../store/events.ts'
import { type Tx, together } from '../../store/open.ts'
import { addReceipt, awaitAnswer, commandBehind, putOff, settleRow, wakeDestination } from '../../store/outbox.ts'
import { run } from '../run.ts'
import { counterStanding } from '../stored/counter-standing.ts'
import { storedReport } from '../stored/stored-report.ts'
import { type OnTry, tellErrand } from '../views/errands.ts'
import { claimNextTo, holding } from './claims.ts'
import { spendToday, tomorrow } from './quota.ts'

const SYSTEM = { kind: 'system', id: 'deliveries' } as const

/** Hands over every sealed report that is due, and tells of those that were withdrawn, and what the counter decided. What became of a report and of its
 * withdrawal is an event of its check. */
export const openDelivering = (deps: Deps, { told }: { told: OnTry }) =>
  openRelay([...deps.destinations, NOWHERE], relayOf(deps, told), { chance: () => chance(deps), now: deps.clock, steady: deps.steady })

const chance = (deps: Deps): number => (deps.random(1)[0] ?? 0) / 255

type Row = Waiting & Pick<Due, 'kind' | 'steadySince' | 'awaited'>

const relayOf = (deps: Deps, told: OnTry): Relay<Row> => {
  /** What is under way, as it was found when it was put together: nobody looks it up twice. */
  const underWay = new Map<string, Found>()
  const now = () => deps.clock().toISOString()
  /** Whoever waits for it sees that it is being tried; of a first try nobody is told. */
  const show = ({ check, tries }: Row) => tries > 0 && tellErrand(deps, check)
  const placeOf = ({ destination }: Row) => deps.destinations.find(({ id }) => id === destination) ?? NOWHERE
  return {
    claim: (of) => claimNextTo(deps, of),
    holding(waiting, work) {
      show(waiting)
      return holding(deps, waiting, work)
    },
    async parcel(waiting) {
      const found = await foundFor(deps, waiting)
      underWay.set(waiting.id, found)
      return parcelOf(deps, waiting, found)
    },
    spend: (waiting, to) => spendToday(deps, placeOf(waiting), to),
    async spent(waiting) {
      const fault = { code: 'quota-used', said: '' } as const
      await putOff(deps.db, waiting.id, deps.server, { tries: waiting.tries, due: tomorrow(deps, chance(deps)), fault, person: null })
      told(waiting.kind, fault.code)
      tellErrand(deps, waiting.check)
    },
    dropped: (waiting) => settleRow(deps.db, waiting.id, now()),
    async settled(waiting, answer, opened) {
      const { check: found = null, trace = null } = underWay.get(waiting.id) ?? {}
      const receipt = 'receipt' in answer ? answer.receipt : null
      const also = async (tx: Tx) => {
        if (receipt !== null && waiting.kind === 'deliver') await addReceipt(tx, waiting.number, receipt, now())
        await settleRow(tx, waiting.id, now(), receipt)
        // The way is free again: whoever waits because it wasn't needn't wait any longer.
        if (opened) await wakeDestination(tx, waiting.destination, OF_THE_WAY, deps.steady().toISOString())
        return true
      }
      const command = commandOf(waiting, answer)
      await (command ? run(deps, waiting.check, command, SYSTEM, { trace, found, also }) : together(deps.db, also))
      told(waiting.kind, receipt === null ? 'refused' : 'done')
      const { check, number, kind } = waiting
      const said = receipt === null ? { taken: false } : { taken: true, receipt }
      deps.log.info({ command: trace, check, number, kind, ...said }, 'the case has answered')
    },
    async sent(waiting, { sent, notBefore }) {
      const steady = deps.steady().getTime()
      const { awaited } = waiting
      const { answerMs } = placeOf(waiting)
      const by = awaited ? Date.parse(awaited.by) : steady + answerMs
      if (!awaited) await awaitAnswer(deps.db, waiting.id, deps.server, { reference: sent, at: now(), by: new Date(by).toISOString() })
      const wait = waitAsked(waitForAnswer(steady + answerMs - by, chance(deps)), notBefore, deps.clock())
      const due = new Date(steady + wait).toISOString()
      const fault = steady < by ? null : ({ code: 'unanswered', said: '' } as const)
      const first = await putOff(deps.db, waiting.id, deps.server, { tries: 0, due, fault, person: fault && now() })
      const said = { command: await commandBehind(deps.db, waiting), check: waiting.check, number: waiting.number }
      if (first) deps.log.error(said, 'the case has a report and has not answered in time: somebody has to look')
      if (awaited && !first) return
      if (!awaited) {
        told(waiting.kind, 'sent')
        deps.log.info(said, 'the case has a report and will answer later')
      }
      tellErrand(deps, waiting.check)
    },
    async later(waiting, waitMs, fault) {
      const tries = waiting.tries + 1
      const steady = deps.steady().getTime()
      const { awaited, steadySince } = waiting
      // The same number again is harmless, and a case that has lost it gets it so.
      if (fault.code === 'reference-unknown') await awaitAnswer(deps.db, waiting.id, deps.server, null)
      // While its answer is awaited, its age says nothing of the way there.
      const person =
        needsPerson(fault, tries, awaited ? 0 : steady - Date.parse(steadySince)) || (awaited !== null && steady >= Date.parse(awaited.by))
      const due = new Date(steady + waitMs).toISOString()
      const first = await putOff(deps.db, waiting.id, deps.server, { tries, due, fault, person: person ? now() : null })
      told(waiting.kind, fault.code)
      const trace = await commandBehind(deps.db, waiting)
      const said = { command: trace, check: waiting.check, number: waiting.number, tries, fault: fault.code, said: fault.said }
      if (first) deps.log.error(said, 'a report could not be handed over, and that will not pass by itself: somebody has to look')
      else deps.log.warn(said, 'a report could not be handed over yet')
      if (waiting.tries === 0) tellErrand(deps, waiting.check)
    },
    turned: (destination, fault) => tellWay(deps, destination, fault),
    ended(waiting, error) {
      underWay.delete(waiting.id)
      if (error !== null)
        deps.log.error({ check: waiting.check, number: waiting.number, err: error }, 'what became of a delivery was not kept')
      show(waiting)
    },
  }
}

const tellWay = ({ log }: Deps, destination: string, fault: ErrandFault | null): void => {
  if (fault) log.warn({ destination, fault: fault.code, said: fault.said }, 'the way to a system is closed: it is tried from time to time')
  else log.info({ destination }, 'the way to a system is open again')
}

/** What an answer does to the check; null: nothing, it was told something that stands already. */
const commandOf = ({ kind }: Row, answer: { receipt: string } | { refused: string }) => {
  if (kind === 'standing') return null
  if (kind === 'withdraw')
    return 'receipt' in answer
      ? ({ kind: 'withdrawal-receipt', receipt: answer.receipt } as const)
      : ({ kind: 'withdrawal-refused', reason: answer.refused } as const)
  return 'receipt' in answer
    ? ({ kind: 'receipt', receipt: answer.receipt } as const)
    : ({ kind: 'case-refused', reason: answer.refused } as const)
}

/** The check of an errand, and the command from which it follows. */
type Found = { check: Check | null; trace: string | null }
const foundFor = async (deps: Deps, waiting: Row): Promise<Found> => ({
  check: await loadCheck(deps.db, waiting.check),
  trace: await commandBehind(deps.db, waiting),
})

/** What is to be sent for an errand now; null: nothing any more. */
const parcelOf = async (deps: Deps, waiting: Row, { check: found, trace }: Found): Promise<Parcel | null> => {
  if (waiting.kind === 'standing') return standingParcel(deps, waiting, trace)
  const report = wantedOf(found, waiting)
  if (!report) return null
  if (waiting.awaited) return { act: 'answer', reference: waiting.awaited.reference }
  const { check, number, tries, kind } = waiting
  if (kind === 'withdraw') {
    const { withdrawal } = report
    if (!withdrawal) return null
    deps.log.info({ command: trace, check, number, tries }, 'the case is being told of a withdrawal')
    return { act: 'withdraw', withdrawal, report: await storedReport(deps, withdrawal.digest), trace }
  }
  if (!report.pdf) return null
  deps.log.info({ command: trace, check, number, tries }, 'a report is being handed over')
  return { act: 'deliver', handover: await handoverOf(deps, report, report.pdf), trace }
}

/** Whatever has become of its report since: what the counter decided is told in its order. */
const standingParcel = async (deps: Deps, waiting: Row, trace: string | null): Promise<Parcel | null> => {
  if (waiting.awaited) return { act: 'answer', reference: waiting.awaited.reference }
  const { check, number, tries } = waiting
  const told = await standingAt(deps, waiting)
  if (!told) return null
  const { standing, digest } = told
  deps.log.info({ command: trace, check, number, tries, standing: standing.state }, 'the case is being told what the counter decided')
  return { act: 'standing', standing, report: await storedReport(deps, digest), trace }
}

/** What the event behind an errand says of the counter, and of which report. */
const standingAt = async ({ db }: Pick<Deps, 'db'>, { id, check }: Row): Promise<{ standing: ReportStanding; digest: string } | null> => {
  const sequence = Number(id.split(':')[1])
  let before: Check | null = null
  for (const one of await loadEvents(db, check)) {
    const standing = one.sequence === sequence ? counterStanding(before, one) : null
    if (before?.report && standing) return { standing, digest: before.report.digest }
    before = apply(before, one)
  }
  return null
}

type Wanted = Pick<Outgoing, 'digest' | 'signedBy' | 'countersigned'> & {
  pdf: string | null
  sm2: string | null
  withdrawal: Withdrawal | null
}

/** The report with which an errand has to do; null: that isn't wanted any more. */
const wantedOf = (check: Check | null, { number, kind }: Row): Wanted | null => {
  const report = check?.report
  if (!check || report?.number !== number || check.phase !== (kind === 'withdraw' ? 'withdrawn' : 'reported')) return null
  const { digest, signedBy, countersigned, pdf, sm2 = null } = report
  const withdrawal = check.withdrawal && {
    number,
    digest,
    reason: check.withdrawal.reason,
    by: check.withdrawal.by.name,
    at: check.withdrawal.at,
  }
  return { digest, signedBy, ...(countersigned && { countersigned }), pdf, sm2, withdrawal: withdrawal ?? null }
}

const handoverOf = async (deps: Deps, { digest, signedBy, countersigned, sm2 }: Wanted, pdf: string): Promise<Outgoing> => {
  const [bytes, beside, report] = await Promise.all([
    deps.files.bytes(pdf),
    sm2 === null ? null : deps.files.bytes(sm2),
    storedReport(deps, digest),
  ])
  if (!bytes) throw new Error(`paper ${pdf} is not stored`)
  if (sm2 !== null && !beside) throw new Error(`signature ${sm2} is not stored`)
  return {
    report,
    digest,
    signedBy,
    ...(countersigned && { countersigned }),
    pdf: bytes,
    pdfDigest: pdf,
    ...(beside && { sm2: beside }),
  }
}
