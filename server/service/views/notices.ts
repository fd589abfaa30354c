import type { Check } from '#check/check.ts'
import { MOBILE, maskedPhone, NOTICES_MOST, type NoticesTold, type NoticesWanted } from '#protocol/notice.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { findApplicant } from '../../store/applicants.ts'
import { loadCheck } from '../../store/checks.ts'
import { wishOf } from '../../store/notice-wishes.ts'
import { noticesOf } from '../../store/notices.ts'
import { findReport } from '../../store/reports.ts'
import { mayLook, type Reader } from '../people/access.ts'

const isMobile = new RegExp(MOBILE)
/** The number that the traffic police have of somebody; null: none, or none that a text message reaches. */
export const knownPhone = async (deps: Deps, applicant: string): Promise<string | null> => {
  const phone = (await findApplicant(deps.db, applicant))?.phone ?? null
  return phone !== null && isMobile.test(phone) ? phone : null
}

/** Whether a check's driver wants to be told; null: nothing here sends text messages, and nobody is asked. */
export const noticesWanted = async (deps: Deps, { applicant }: Pick<Check, 'applicant'>): Promise<NoticesWanted | null> => {
  if (!deps.messages) return null
  const wish = await wishOf(deps.db, applicant)
  const phone = wish?.phone ?? (await knownPhone(deps, applicant))
  return { wanted: wish !== null, phone: phone === null ? null : maskedPhone(phone) }
}

/** The check of a report, by its number. */
export const checkOfReport = async (deps: Deps, number: string): Promise<Check | Refusal> => {
  const row = await findReport(deps.db, { number })
  return (row && (await loadCheck(deps.db, row.check))) ?? refuse('report-unknown')
}

/** What the driver of a report was told, for whoever may look at it. */
export const noticesTold = async (deps: Deps, reader: Reader, number: string): Promise<NoticesTold | Refusal> => {
  const check = await checkOfReport(deps, number)
  if (isRefusal(check)) return check
  const closed = await mayLook(deps, reader, check, 'check')
  if (closed) return closed
  const wish = await wishOf(deps.db, check.applicant)
  const { entries, more } = await noticesOf(deps.db, check.id, NOTICES_MOST)
  return {
    wanted: wish && { since: wish.since, phone: maskedPhone(wish.phone), language: wish.language },
    notices: entries,
    more,
  }
}
