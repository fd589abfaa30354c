import type { HandOver } from '#protocol/case.ts'
import type { Deps } from '../../deps.ts'
import { ANSWER_MS, needsPerson, OF_THE_WAY, waitAsked, waitForAnswer } from '../../handover/patience.ts'
import { openRelay, type Relay, type Waiting } from '../../handover/relay.ts'
import { loadCheck } from '../../store/checks.ts'
import { addReceipt, awaitAnswer, commandBehind, type Due, putOff, settleRow, wakeDestination } from '../../store/outbox.ts'
import { run } from '../run.ts'
import { storedReport } from '../stored/stored-report.ts'
import { type OnTry, tellErrand } from '../views/errands.ts'
import { claimNext, holding } from './claims.ts'

const SYSTEM = { kind: 'system', id: 'deliveries' } as const

/** Hands over every sealed report that is due. What became of each is an event of its check. `ended`: one more may have its turn. */
export const openDelivering = (deps: Deps, { told, ended }: { told: OnTry; ended: () => void }) =>
  openRelay(
    (id) => deps.destinations.find((one) => one.id === id)?.carrier,
    relayOf(deps, told, ended),
    () => chance(deps),
    deps.clock,
  )

const chance = (deps: Deps): number => (deps.random(1)[0] ?? 0) / 255

type Row = Waiting & Pick<Due, 'steadySince' | 'awaited'>

const relayOf = (deps: Deps, told: OnTry, ended: () => void): Relay<Row> => {
  const now = () => deps.clock().toISOString()
  /** Whoever waits for it sees that it is being tried; of a first try nobody is told. */
  const show = ({ check, tries }: Row) => tries > 0 && tellErrand(deps, check)
  return {
    claim: (but) => claimNext(deps, 'deliver', but),
    holding(waiting, work) {
      show(waiting)
      return holding(deps, waiting, work)
    },
    async handover(waiting) {
      if (waiting.awaited) return (await wantedOf(deps, waiting)) && waiting.awaited
      const handover = await handoverOf(deps, waiting)
      const trace = await commandBehind(deps.db, waiting)
      const { check, number, tries } = waiting
      if (handover) deps.log.info({ command: trace, check, number, tries }, 'a report is being handed over')
      return handover && { handover, trace }
    },
    dropped: (waiting) => settleRow(deps.db, waiting.id, now()),
    async settled(waiting, answer) {
      const command =
        'receipt' in answer
          ? ({ kind: 'receipt', receipt: answer.receipt } as const)
          : ({ kind: 'case-refused', reason: answer.refused } as const)
      const trace = await commandBehind(deps.db, waiting)
      await run(deps, waiting.check, command, SYSTEM, {
        trace,
        also: async (tx) => {
          if ('receipt' in answer) await addReceipt(tx, waiting.number, answer.receipt, now())
          await settleRow(tx, waiting.id, now())
          // The way is free again: whoever waits because it wasn't needn't wait any longer.
          await wakeDestination(tx, waiting.destination, OF_THE_WAY, deps.steady().toISOString())
          return true
        },
      })
      told('deliver', 'receipt' in answer ? 'done' : 'refused')
      const { check, number } = waiting
      const said = 'receipt' in answer ? { taken: true, receipt: answer.receipt } : { taken: false }
      deps.log.info({ command: trace, check, number, ...said }, 'the case has answered')
    },
    async sent(waiting, { sent, notBefore }) {
      const steady = deps.steady().getTime()
      const { awaited } = waiting
      const by = awaited ? Date.parse(awaited.by) : steady + ANSWER_MS
      if (!awaited) await awaitAnswer(deps.db, waiting.id, deps.server, { reference: sent, at: now(), by: new Date(by).toISOString() })
      const wait = waitAsked(waitForAnswer(steady + ANSWER_MS - by, chance(deps)), notBefore, deps.clock())
      const due = new Date(steady + wait).toISOString()
      const fault = steady < by ? null : ({ code: 'unanswered', said: '' } as const)
      const first = await putOff(deps.db, waiting.id, deps.server, { tries: 0, due, fault, person: fault && now() })
      const said = { command: await commandBehind(deps.db, waiting), check: waiting.check, number: waiting.number }
      if (first) deps.log.error(said, 'the case has a report and has not answered in time: somebody has to look')
      if (awaited && !first) return
      if (!awaited) {
        told('deliver', 'sent')
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
      told('deliver', fault.code)
      const trace = await commandBehind(deps.db, waiting)
      const said = { command: trace, check: waiting.check, number: waiting.number, tries, fault: fault.code, said: fault.said }
      if (first) deps.log.error(said, 'a report could not be handed over, and that will not pass by itself: somebody has to look')
      else deps.log.warn(said, 'a report could not be handed over yet')
      if (waiting.tries === 0) tellErrand(deps, waiting.check)
    },
    ended(waiting, error) {
      if (error !== null)
        deps.log.error({ check: waiting.check, number: waiting.number, err: error }, 'what became of a delivery was not kept')
      show(waiting)
      ended()
    },
  }
}

/** The report that an errand is to hand over; null: that isn't wanted any more. */
const wantedOf = async (deps: Deps, waiting: Waiting) => {
  const check = await loadCheck(deps.db, waiting.check)
  const report = check?.report
  return check?.phase === 'reported' && report?.number === waiting.number && report.pdf ? { ...report, pdf: report.pdf } : null
}

const handoverOf = async (deps: Deps, waiting: Waiting): Promise<HandOver | null> => {
  const report = await wantedOf(deps, waiting)
  if (!report) return null
  const pdf = await deps.files.bytes(report.pdf)
  if (!pdf) throw new Error(`paper ${report.pdf} is not stored`)
  const sm2 = report.sm2 === undefined ? null : await deps.files.bytes(report.sm2)
  if (report.sm2 !== undefined && !sm2) throw new Error(`signature ${report.sm2} is not stored`)
  return {
    report: await storedReport(deps, report.digest),
    digest: report.digest,
    signedBy: report.signedBy,
    ...(report.countersigned && { countersigned: report.countersigned }),
    pdf: Buffer.from(pdf).toString('base64'),
    pdfDigest: report.pdf,
    ...(sm2 && { sm2: Buffer.from(sm2).toString('base64') }),
  }
}
