import { isRefusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import type { Deps } from '../../deps.ts'
import { needsPerson, waitAfter } from '../../handover/patience.ts'
import { fontHashes } from '../../report/fonts.ts'
import type { Stamps } from '../../report/tsa.ts'
import { loadCheck } from '../../store/checks.ts'
import type { Due } from '../../store/due.ts'
import { commandBehind, putOff, settleRow, wakeRows } from '../../store/outbox.ts'
import { setPdf } from '../../store/reports.ts'
import { examinationOf } from '../checks/examination.ts'
import { run } from '../run.ts'
import { storedReport } from '../stored/stored-report.ts'
import { strokesOf } from '../stored/strokes.ts'
import { type OnTry, tellErrand } from '../views/errands.ts'
import { claimNext, holding } from './claims.ts'

const SYSTEM = { kind: 'system', id: 'papers' } as const
/** A held paper waits for somebody to look: until the next start. */
const HELD_UNTIL = '9999-12-31T00:00:00.000Z'

/** So many papers a turn, each tried once. */
const MOST = 50

/**
 * Draws, seals and stores every paper that is due and that no other server draws. Killed in the middle it starts again. `stamps`: stamps a seal while
 * its driver waits, or says at once that it can't; null: nobody does.
 */
export const drawPapers = async (deps: Deps, told: OnTry, stamps: Stamps | null = null): Promise<void> => {
  const tried: string[] = []
  while (tried.length < MOST) {
    const row = await claimNext(deps, 'draw', tried)
    if (!row) return
    tried.push(row.id)
    await holding(deps, row, async () => {
      try {
        told('draw', (await drawPaper(deps, row, stamps)) ? 'done' : 'refused')
      } catch (error) {
        told('draw', 'not-made')
        await tryLater(deps, row, error)
      }
    })
  }
}

/** It is tried again after growing waits; whoever waits for the paper is told. */
const tryLater = async (deps: Deps, row: Due, error: unknown): Promise<void> => {
  const tries = row.tries + 1
  const steady = deps.steady().getTime()
  const fault = { code: 'not-made', said: signOf(error) } as const
  const person = needsPerson(fault, tries, steady - Date.parse(row.steadySince)) ? deps.clock().toISOString() : null
  const due = new Date(steady + waitAfter(tries, 0)).toISOString()
  await putOff(deps.db, row.id, deps.server, { tries, due, fault, person })
  const trace = await commandBehind(deps.db, row)
  deps.log.error(
    { command: trace, check: row.check, number: row.number, tries, err: error },
    'a paper could not be made and will be tried again',
  )
  tellErrand(deps, row.check)
}

/** The system's word for it, `ENOSPC`, or the name of the error: never its text, which may tell of a person. */
const signOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  return ('code' in error && typeof error.code === 'string' ? error.code : error.name).slice(0, 60)
}

/** Held papers are tried again: a new start may have brought the missing font. */
export const wakePapers = (deps: Deps): Promise<void> => wakeRows(deps.db, 'draw', deps.steady().toISOString())

/** False: it is held, or nobody wants it any more. */
const drawPaper = async (deps: Deps, row: Due, stamps: Stamps | null): Promise<boolean> => {
  const check = await loadCheck(deps.db, row.check)
  if (check?.phase !== 'concluded' || check.report?.number !== row.number) {
    await settleRow(deps.db, row.id, deps.clock().toISOString())
    return false
  }
  const report = await storedReport(deps, check.report.digest)
  const second = check.report.countersigned
  const examination = await examinationOf(deps, check, report)
  const drawn = await deps.draw({ report, pictures: await picturesOf(deps, report), origin: deps.settings.origin, second, examination })
  if (isRefusal(drawn)) {
    const detail = String(drawn.fields['character'] ?? '')
    await run(deps, check.id, { kind: 'hold-paper', code: drawn.refused, detail, fields: drawn.fields }, SYSTEM, { found: check })
    await putOff(deps.db, row.id, deps.server, { tries: row.tries + 1, due: HELD_UNTIL, fault: null, person: null })
    const trace = await commandBehind(deps.db, row)
    deps.log.error({ command: trace, check: check.id, number: row.number, refused: drawn.refused }, 'a paper is held: somebody has to look')
    return false
  }
  const seal = { unstamped: false }
  const sealed = await deps.seal(drawn, async (signature) => {
    const found = await stamps?.(signature)
    if (found && 'token' in found) return found.token
    // The driver waits: the paper goes on without, and gets its time stamp later.
    if (found) deps.log.warn({ check: check.id, number: row.number, trouble: found.trouble }, 'a paper is sealed without its time stamp')
    seal.unstamped = found !== undefined
    return null
  })
  const pdf = await deps.files.put(sealed)
  const sm2 = deps.sm2 && (await deps.files.put(deps.sm2(sealed)))
  const trace = await commandBehind(deps.db, row)
  await run(
    deps,
    check.id,
    { kind: 'sealed', pdf, fonts: await fontHashes(deps.fonts), ...(seal.unstamped && { unstamped: true as const }), ...(sm2 && { sm2 }) },
    SYSTEM,
    {
      trace,
      found: check,
      also: async (tx) => {
        await setPdf(tx, row.number, pdf)
        await settleRow(tx, row.id, deps.clock().toISOString())
        return true
      },
    },
  )
  return true
}

const picturesOf = async (deps: Deps, report: Report) => ({
  photo: await stored(deps, report.applicant.photo),
  driver: await strokesOf(deps, report.declaration.signature),
  doctor: await strokesOf(deps, report.doctor.signature),
})

const stored = async (deps: Deps, digest: string): Promise<Uint8Array> => {
  const bytes = await deps.files.bytes(digest)
  if (!bytes) throw new Error(`file ${digest} is not stored`)
  return bytes
}
