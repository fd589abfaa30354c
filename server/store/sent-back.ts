import type { SentBackTurn } from '#check/sent-back.ts'
import { Phase } from '#protocol/check.ts'
import { Became, SentBackAs, type SentBackPlace } from '#protocol/sent-back.ts'
import { type Cut, cut } from './cut.ts'
import type { Db, Tx } from './open.ts'
import { endedColumns, sentRow } from './sent-back-rows.ts'
import { readable } from './stored-json.ts'

/** What was sent back and seen to. `squad`: the id of the site. */
export type SentBackLine = {
  doctor: string
  check: string
  sequence: number
  number: string
  name: string
  what: SentBackAs
  at: string
  by: string | null
  squad: string
  reason: string
  became: Became
  endedAt: string
  now: { number: string; phase: Phase } | null
}

/** Writes what was sent back and what became of it, in the transaction of the events that tell it. */
export const keepSentBack = async (tx: Tx, turns: readonly SentBackTurn[]): Promise<void> => {
  for (const turn of turns)
    await ('sent' in turn
      ? tx.insertInto('sent_back').values(sentRow(turn.sent)).execute()
      : tx
          .updateTable('sent_back')
          .set(endedColumns(turn.ended))
          .where('check_id', '=', turn.ended.check)
          .where('became', 'is', null)
          .execute())
}

/** Everything that a list shows of one, with where the report stands that counts since. A number that was replaced in its turn stands in no line. */
const lines = (db: Db) =>
  db
    .selectFrom('sent_back as sent')
    .innerJoin('check_lines as line', 'line.check_id', 'sent.check_id')
    .leftJoin('check_lines as now', 'now.number', 'sent.now_number')
    .select([
      'sent.doctor',
      'sent.check_id',
      'sent.sequence',
      'sent.number',
      'line.name',
      'sent.what',
      'sent.at',
      'sent.by',
      'line.squad',
      'sent.reason',
      'sent.became',
      'sent.ended_at',
      'sent.now_number',
      'now.phase',
    ])
type Row = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]

const lineOf = ({ check_id: check, what, became, ended_at: endedAt, now_number: number, phase, ...row }: Row): SentBackLine[] => {
  if (became === null || endedAt === null) return []
  const spot = (column: string) => ({ table: 'sent_back' as const, row: `${check} ${row.sequence}`, column })
  const line = { ...row, check, what: readable(SentBackAs, what, spot('what')), became: readable(Became, became, spot('became')), endedAt }
  if (number === null) return [{ ...line, now: null }]
  return [{ ...line, now: { number, phase: phase === null ? 'superseded' : readable(Phase, phase, spot('now_number')) } }]
}

/** Behind nothing, since instants are text. */
const NEWEST: SentBackPlace = { endedAt: '~', check: '', sequence: 1 }

/** A doctor's own reports that were sent back and seen to, what was seen to last first, at most so many. */
export const sentBackTo = async (
  db: Db,
  doctor: string,
  { most, behind }: { most: number; behind: SentBackPlace | null },
): Promise<Cut<SentBackLine>> => {
  const { endedAt, check, sequence } = behind ?? NEWEST
  const rows = await lines(db)
    .where('sent.doctor', '=', doctor)
    .where((e) => e(e.refTuple('sent.ended_at', 'sent.check_id', 'sent.sequence'), '<', e.tuple(endedAt, check, sequence)))
    .orderBy('sent.ended_at', 'desc')
    .orderBy('sent.check_id', 'desc')
    .orderBy('sent.sequence', 'desc')
    .limit(most + 1)
    .execute()
  return cut(rows.flatMap(lineOf), most)
}

/** What was seen to of these checks, or by the reports that stand in them now. */
export const sentBackOf = async (db: Db, checks: readonly string[]): Promise<SentBackLine[]> => {
  if (checks.length === 0) return []
  const own = await lines(db)
    .where('sent.check_id', 'in', [...checks])
    .execute()
  const others = await lines(db)
    .where('sent.now_number', 'in', (e) =>
      e
        .selectFrom('check_lines')
        .select('number')
        .where('check_id', 'in', [...checks])
        .where('number', 'is not', null),
    )
    .where('sent.check_id', 'not in', [...checks])
    .execute()
  return [...own, ...others].flatMap(lineOf)
}
