import type { ErrandFault } from '#protocol/errand.ts'
import type { Deps } from '../../deps.ts'
import { needsPerson, waitAfter } from '../../handover/patience.ts'
import type { Due } from '../../store/due.ts'
import { putOff, settleRow } from '../../store/outbox.ts'
import { findReport } from '../../store/reports.ts'
import type { OnTry } from '../views/errands.ts'
import { claimNext, holding } from './claims.ts'
import { renewPaper } from './renewing.ts'

/** So many papers a turn, each tried once. */
const MOST = 50
const NO_PROOFS = { certificates: [], lists: [], answers: [] }

/** Adds a time stamp to every paper that was sealed while none could be had. An authority that fails is tried again after growing waits. */
export const stampPapers = async (deps: Deps, told: OnTry): Promise<void> => {
  const tried: string[] = []
  while (tried.length < MOST) {
    const row = await claimNext(deps, 'stamp', tried)
    if (!row) return
    tried.push(row.id)
    await holding(deps, row, async () => {
      const fault = await stampPaper(deps, row).catch((error: unknown): ErrandFault => {
        deps.log.error({ check: row.check, number: row.number, err: error }, 'a time stamp could not be added')
        return { code: 'not-made', said: error instanceof Error ? error.name.slice(0, 60) : '' }
      })
      told('stamp', fault?.code ?? 'done')
      if (fault) await tryLater(deps, row, fault)
    })
  }
}

/** Null: it has its time stamp. */
const stampPaper = async (deps: Deps, row: Due): Promise<ErrandFault | null> => {
  const report = await findReport(deps.db, { number: row.number })
  if (!report?.pdf || report.renewed !== null) {
    await settleRow(deps.db, row.id, deps.clock().toISOString())
    return null
  }
  if (!deps.stamps) return { code: 'stamp-unset', said: '' }
  const why = await renewPaper(deps, report, { stamps: deps.stamps, proofs: NO_PROOFS })
  if (why === null) return null
  if (why === 'not-ours') return { code: 'not-made', said: why }
  return 'refused' in why ? { code: 'not-made', said: why.refused } : why
}

const tryLater = async (deps: Deps, row: Due, fault: ErrandFault): Promise<void> => {
  const tries = row.tries + 1
  const steady = deps.steady().getTime()
  const person = needsPerson(fault, tries, steady - Date.parse(row.steadySince)) ? deps.clock().toISOString() : null
  const due = new Date(steady + waitAfter(tries, 0)).toISOString()
  const first = await putOff(deps.db, row.id, deps.server, { tries, due, fault, person })
  const said = { check: row.check, number: row.number, tries, fault: fault.code, said: fault.said }
  if (first) deps.log.error(said, 'a paper has no time stamp, and that will not pass by itself: somebody has to look')
  else deps.log.warn(said, 'a paper has no time stamp yet')
}
