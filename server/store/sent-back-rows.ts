import type { SentBack, SentBackEnd, SentBackTurn } from '#check/sent-back.ts'
import type { Tables } from './tables.ts'

type Row = Tables['sent_back']

/** What was sent back, in the table's own words: open as yet. */
export const sentRow = ({ check, ...sent }: SentBack): Row => ({ ...sent, check_id: check, became: null, ended_at: null, now_number: null })

/** What becomes of the open ones, in the table's own words. */
export const endedColumns = ({ became, at, number }: SentBackEnd) => ({ became, ended_at: at, now_number: number })

/** The rows that the turns of one check have made, all together. */
export const sentBackRows = (turns: readonly SentBackTurn[]): Row[] =>
  turns.reduce<Row[]>((rows, turn) => {
    if ('sent' in turn) return [...rows, sentRow(turn.sent)]
    return rows.map((row) => (row.became === null ? { ...row, ...endedColumns(turn.ended) } : row))
  }, [])
