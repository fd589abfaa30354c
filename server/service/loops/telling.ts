import { maskedPhone } from '#protocol/notice.ts'
import type { Deps } from '../../deps.ts'
import { waitAfter } from '../../handover/patience.ts'
import { quietFor } from '../../notice/quiet-hours.ts'
import { noticeText } from '../../notice/text.ts'
import { loadCheck } from '../../store/checks.ts'
import { wishOf } from '../../store/notice-wishes.ts'
import { claimNotice, type DueNotice, isOvertaken, putOffNotice, settleNotice } from '../../store/notices.ts'
import { findReport } from '../../store/reports.ts'
import { listSites } from '../../store/sites.ts'
import { squadOf } from '../stored/lines.ts'
import { storedReport } from '../stored/stored-report.ts'

/** Longer than a gateway takes, ms: a server that fell while it told something leaves it to others after that. */
const CLAIM_MS = 60_000
/** After so long nobody is helped by being told, ms. */
const STALE_MS = 3 * 86_400_000
/** At most so many in one turn: other loops are not kept waiting. */
const TURN = 20

/**
 * Tells drivers by text message what has come of reports at the counter. Each is recorded with what became of it. Nobody is
 * told twice of what was written once, except where the answer of a gateway was lost that doesn't know ids.
 */
export const tellNotices = async (deps: Deps): Promise<void> => {
  for (let turn = 0; turn < TURN; turn += 1) {
    const now = deps.steady().getTime()
    const claim = { now: new Date(now).toISOString(), until: new Date(now + CLAIM_MS).toISOString() }
    const notice = await claimNotice(deps.db, claim)
    if (!notice) return
    await tell(deps, notice)
  }
}

const tell = async (deps: Deps, notice: DueNotice): Promise<void> => {
  const at = deps.clock().toISOString()
  if (await isOvertaken(deps.db, notice)) return settleNotice(deps.db, notice.id, { outcome: 'overtaken', at })
  return tellDriver(deps, notice)
}

const tellDriver = async (deps: Deps, notice: DueNotice): Promise<void> => {
  const settled = { at: deps.clock().toISOString() }
  if (!deps.messages) return settleNotice(deps.db, notice.id, { ...settled, outcome: 'not-set-up' })
  const check = await loadCheck(deps.db, notice.check)
  const wish = check && (await wishOf(deps.db, check.applicant))
  if (!check || !wish) return settleNotice(deps.db, notice.id, { ...settled, outcome: 'not-wanted' })
  const quiet = quietFor(deps.clock())
  if (quiet > 0) return putOff(deps, notice, quiet, { tries: notice.tries, fault: null })
  const counter = (await listSites(deps.db)).find(({ id }) => id === squadOf(check))?.name ?? check.booth.site.name
  const { number, what: kind, told } = notice
  const row = await findReport(deps.db, { number })
  const validTo = row ? (await storedReport(deps, row.digest)).validUntil : ''
  const text = noticeText(wish.language, { kind, number, counter, validTo, ...told })
  const phone = maskedPhone(wish.phone)
  const answer = await deps.messages.send({ id: notice.id, phone: wish.phone, text })
  deps.log.info({ check: check.id, number, notice: kind, answer }, 'a driver was to be told by text message')
  if ('posted' in answer) return settleNotice(deps.db, notice.id, { ...settled, outcome: 'sent', phone, text })
  if ('refused' in answer) return settleNotice(deps.db, notice.id, { ...settled, outcome: 'refused', fault: answer.refused, phone, text })
  return later(deps, notice, answer.later)
}

/** It is tried again, longer apart each time, until it is stale. */
const later = async (deps: Deps, notice: Pick<DueNotice, 'id' | 'tries' | 'steadySince'>, fault: string): Promise<void> => {
  const tries = notice.tries + 1
  if (deps.steady().getTime() - Date.parse(notice.steadySince) < STALE_MS)
    return putOff(deps, notice, waitAfter(tries, (deps.random(1)[0] ?? 0) / 255), { tries, fault })
  deps.log.warn({ notice: notice.id, tries, fault }, 'a notice could not be told for three days and is given up')
  return settleNotice(deps.db, notice.id, { outcome: 'given-up', at: deps.clock().toISOString(), fault })
}

const putOff = (deps: Deps, { id }: Pick<DueNotice, 'id'>, ms: number, how: { tries: number; fault: string | null }): Promise<void> =>
  putOffNotice(deps.db, id, { ...how, due: new Date(deps.steady().getTime() + ms).toISOString() })
