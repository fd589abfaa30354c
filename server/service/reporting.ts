import { Value } from 'typebox/value'
import { Strokes } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import type { Deps } from '../deps.ts'
import { drawReport } from '../report/draw.ts'
import { fontHashes } from '../report/fonts.ts'
import { loadCheck } from '../store/checks.ts'
import { dueRows, putOff, settleRow, wakeRows, type Due } from '../store/outbox.ts'
import { setPdf } from '../store/reports.ts'
import { run } from './run.ts'
import { storedReport } from './stored-report.ts'

const SYSTEM = { kind: 'system' } as const
const AGAIN_MS = 5000
/** A held paper waits for somebody to look: until the next start. */
const HELD_UNTIL = '9999-12-31T00:00:00.000Z'

/** Draws, seals and stores every paper that is due. Killed in the middle it starts again and makes the same bytes. */
export const drawPapers = async (deps: Deps): Promise<void> => {
  for (const row of await dueRows(deps.db, 'draw', deps.steady().toISOString())) {
    try {
      await drawPaper(deps, row)
    } catch (error) {
      deps.log.error({ check: row.check, number: row.number, err: error }, 'a paper could not be made and will be tried again')
      const due = new Date(deps.steady().getTime() + AGAIN_MS).toISOString()
      await putOff(deps.db, row.id, row.tries + 1, due, error instanceof Error ? error.name : 'failed')
    }
  }
}

/** Held papers are tried again: a new start may have brought the missing font. */
export const wakePapers = (deps: Deps): Promise<void> => wakeRows(deps.db, 'draw', deps.steady().toISOString())

const drawPaper = async (deps: Deps, row: Due): Promise<void> => {
  const check = await loadCheck(deps.db, row.check)
  if (check?.phase !== 'concluded' || check.report?.number !== row.number) return settleRow(deps.db, row.id, deps.clock().toISOString())
  const report = await storedReport(deps, check.report.digest)
  const second = check.report.countersigned?.doctor.name ?? null
  const drawn = await drawReport(report, await picturesOf(deps, report), deps.settings.origin, { fonts: deps.fonts, second })
  if (isRefusal(drawn)) {
    const detail = String(drawn.fields['character'] ?? '')
    await run(deps, check.id, { kind: 'hold-paper', code: drawn.refused, detail, fields: drawn.fields }, SYSTEM)
    await putOff(deps.db, row.id, row.tries + 1, HELD_UNTIL, drawn.refused)
    return deps.log.error({ check: check.id, number: row.number, refused: drawn.refused }, 'a paper is held: somebody has to look')
  }
  const pdf = await deps.files.put(await deps.seal(drawn))
  await run(deps, check.id, { kind: 'sealed', pdf, fonts: fontHashes(deps.fonts) }, SYSTEM, {
    also: async (tx) => {
      await setPdf(tx, row.number, pdf)
      await settleRow(tx, row.id, deps.clock().toISOString())
      return true
    },
  })
}

const picturesOf = async (deps: Deps, report: Report) => ({
  photo: await stored(deps, report.applicant.photo),
  driver: await strokesOf(deps, report.declaration.signature),
  doctor: await strokesOf(deps, report.doctor.signature),
})

const stored = async (deps: Deps, digest: string): Promise<Uint8Array> => {
  const bytes = await deps.files.get(digest)
  if (!bytes) throw new Error(`file ${digest} is not stored`)
  return bytes
}

/** Handwriting from the file store. */
export const strokesOf = async (deps: Deps, digest: string): Promise<Strokes> => {
  const strokes: unknown = JSON.parse(new TextDecoder().decode(await stored(deps, digest)))
  if (!Value.Check(Strokes, strokes)) throw new Error(`file ${digest} is no handwriting`)
  return strokes
}
