import type { HandOver } from '#protocol/case.ts'
import { relayOnce, type Relay, type Waiting } from '../handover/relay.ts'
import type { Deps } from '../deps.ts'
import { loadCheck } from '../store/checks.ts'
import { addReceipt, dueRows, putOff, settleRow } from '../store/outbox.ts'
import { run } from './run.ts'
import { storedReport } from './stored-report.ts'

const SYSTEM = { kind: 'system' } as const

/** Hands over every sealed report that is due. What became of each is an event of its check. */
export const deliverReports = (deps: Deps): Promise<number> => relayOnce(deps.traffic, relayOf(deps), () => chance(deps), deps.clock)

/** So many tries take some seven minutes: what is wrong by then doesn't mend itself. */
const NEEDS_A_PERSON = 12

const chance = (deps: Deps): number => (deps.random(1)[0] ?? 0) / 255

const relayOf = (deps: Deps): Relay => {
  const now = () => deps.clock().toISOString()
  const settle = (waiting: Waiting) => settleRow(deps.db, waiting.id, now())
  return {
    due: () => dueRows(deps.db, 'deliver', deps.steady().toISOString()),
    handover: (waiting) => handoverOf(deps, waiting),
    dropped: settle,
    async settled(waiting, answer) {
      const command =
        'receipt' in answer
          ? ({ kind: 'receipt', receipt: answer.receipt } as const)
          : ({ kind: 'case-refused', reason: answer.refused } as const)
      await run(deps, waiting.check, command, SYSTEM, {
        also: async (tx) => {
          if ('receipt' in answer) await addReceipt(tx, waiting.number, answer.receipt, now())
          await settleRow(tx, waiting.id, now())
          return true
        },
      })
      deps.log.info({ check: waiting.check, number: waiting.number, taken: 'receipt' in answer }, 'the case has answered')
    },
    async later(waiting, waitMs, trouble) {
      await putOff(deps.db, waiting.id, waiting.tries + 1, new Date(deps.steady().getTime() + waitMs).toISOString(), trouble)
      const told = { check: waiting.check, number: waiting.number, tries: waiting.tries + 1, trouble }
      if (told.tries === NEEDS_A_PERSON) deps.log.error(told, 'the case takes a report by no try: somebody has to look')
      else deps.log.warn(told, 'the case did not take a report yet')
      if (waiting.tries === 0) deps.announce({ kind: 'check', check: waiting.check, moved: { queue: false, reports: true, hall: false } })
    },
  }
}

const handoverOf = async (deps: Deps, waiting: Waiting): Promise<HandOver | null> => {
  const check = await loadCheck(deps.db, waiting.check)
  const report = check?.report
  if (check?.phase !== 'reported' || report?.number !== waiting.number || !report.pdf) return null
  const pdf = await deps.files.get(report.pdf)
  if (!pdf) throw new Error(`paper ${report.pdf} is not stored`)
  return {
    report: await storedReport(deps, report.digest),
    digest: report.digest,
    signedBy: report.signedBy,
    ...(report.countersigned && { countersigned: report.countersigned }),
    pdf: Buffer.from(pdf).toString('base64'),
    pdfDigest: report.pdf,
  }
}
