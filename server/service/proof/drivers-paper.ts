import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import { type PaperTries, paperTries, setPaperTries } from '../../store/paper-tries.ts'
import { type Verification, verified } from './papers.ts'
import { proofOf } from './proof.ts'

// The paper for its driver, by the page behind the QR code: a booth without a printer has no other way to hand it over. Whoever has the
// code may ask; the end of the number of the driver's document opens it.

/** How many characters of the number are asked for. */
const ASKED = 6
/**
 * Wrong tries in a row that lock a paper for an hour, and those that shut it for good. The page shows the last four, and the two before
 * them are a day of the month in a Chinese number: who has the code alone must not get through all 31.
 */
const LOCKING = 5
const SHUTTING = 10
const LOCKED_MS = 3_600_000

/** Only a paper that is genuine and stood for its time: in force, or expired. What was replaced or given back isn't handed on. */
export const mayHavePaper = ({ standing: { state } }: Verification): boolean => state === 'valid' || state === 'expired'

/** The signature by SM2 beside the paper behind a code: it tells nothing of its driver. Null: there is none, or no paper that one may have. */
export const sm2Behind = async (deps: Deps, code: string): Promise<{ file: Uint8Array; number: string } | null> => {
  const proof = await proofOf(deps, { code })
  const sm2 = proof?.check?.report?.sm2
  if (!proof?.sm2 || !sm2 || proof.check?.report?.number !== proof.row.number) return null
  const file = mayHavePaper(await verified(deps, proof)) ? await deps.files.bytes(sm2) : null
  return file && { file, number: proof.row.number }
}

/** What came of asking for a paper. `left`: the tries before it is locked. */
export type PaperAsked =
  | { paper: Uint8Array; number: string }
  | { why: 'wrong'; left: number; found: Verification }
  | { why: 'locked' | 'shut'; found: Verification }
  /** There is no paper to give, and the page says why by itself. */
  | { why: 'none'; found: Verification }

/** A number as it is compared: what people leave out or write otherwise doesn't count. */
const compared = (number: string): string =>
  number
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')

/** Ends a document's number so? Of one shorter than six all of it is asked for. Compared in a time that says nothing. */
export const endsSo = (key: Uint8Array, number: string, said: string): boolean => {
  const digest = (text: string) => createHmac('sha256', key).update(text).digest()
  const whole = compared(number)
  const isSame = timingSafeEqual(digest(compared(said).slice(-ASKED)), digest(whole.slice(-ASKED)))
  return isSame && whole !== ''
}

const isClosed = ({ wrong, steadyAt }: PaperTries, now: Date): 'locked' | 'shut' | null => {
  if (wrong >= SHUTTING) return 'shut'
  return wrong > 0 && wrong % LOCKING === 0 && now.getTime() - Date.parse(steadyAt) < LOCKED_MS ? 'locked' : null
}

/** Counts one try, and says whether it opens: looked at and written in one, so that thirty at once are no more than five. */
const tryOnce = (deps: Deps, number: string, isRight: boolean): Promise<'right' | 'locked' | 'shut' | { left: number }> =>
  deps.db.transaction().execute(async (tx) => {
    const [at, now] = [deps.clock().toISOString(), deps.steady()]
    const before = await paperTries(tx, number)
    const closed = before && isClosed(before, now)
    if (closed) return closed
    const wrong = isRight ? 0 : (before?.wrong ?? 0) + 1
    const after = { wrong, at, steadyAt: now.toISOString() }
    if (before || !isRight) await setPaperTries(tx, number, after)
    if (isRight) return 'right'
    return isClosed(after, now) ?? { left: LOCKING - (wrong % LOCKING) }
  })

/** The paper behind a code, for whoever knows how the number of its driver's document ends; null: there is no such report. */
export const paperOfDriver = async (deps: Deps, code: string, said: string): Promise<PaperAsked | null> => {
  const proof = await proofOf(deps, { code })
  if (!proof) return null
  const found = await verified(deps, proof)
  const { report, pdf } = proof
  if (!report || !pdf || !mayHavePaper(found)) return { why: 'none', found }
  const { number } = found
  const tried = await tryOnce(deps, number, endsSo(deps.key, report.applicant.number, said))
  if (tried === 'right') {
    deps.log.info({ number }, 'a paper was given to its driver')
    return { paper: pdf, number }
  }
  deps.log.warn(
    { number, closed: typeof tried === 'string' ? tried : null },
    'somebody asked for a paper with a number that is not the driver’s',
  )
  return typeof tried === 'string' ? { why: tried, found } : { why: 'wrong', left: tried.left, found }
}
