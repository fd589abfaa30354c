import type { Booth } from '#check/actors.ts'
import type { Language } from '#protocol/basic.ts'
import type { BoothCheck } from '#protocol/check.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { beginWish, endWish } from '../../store/notice-wishes.ts'
import { mayAct } from '../people/access.ts'
import { checkOfReport, knownPhone } from '../views/notices.ts'
import { boothCheck } from '../views/views.ts'
import { ownCheck } from './booths.ts'

/** The driver in the booth says whether they want to be told, on which number; null: on the one that the traffic police have. */
export const wishInBooth = async (
  deps: Deps,
  booth: Booth,
  { check: id, wanted, phone, language }: { check: string; wanted: boolean; phone: string | null; language: Language },
): Promise<BoothCheck | Refusal> => {
  const check = await ownCheck(deps, booth, id)
  if (isRefusal(check)) return check
  const { applicant } = check
  const at = deps.clock().toISOString()
  if (!wanted) await endWish(deps.db, applicant, { at, by: booth.id })
  else {
    const number = phone ?? (await knownPhone(deps, applicant))
    if (number === null) return refuse('phone-missing')
    await beginWish(deps.db, { id: deps.ids(), applicant, check: id, phone: number, language, at, by: booth.id })
  }
  deps.announce({ kind: 'check', check: id, moved: [] })
  return boothCheck(deps, check)
}

/** Somebody at the counter ends it on the driver's word. */
export const endAtCounter = async (deps: Deps, person: string, number: string): Promise<{ done: true } | Refusal> => {
  const check = await checkOfReport(deps, number)
  if (isRefusal(check)) return check
  const closed = await mayAct(deps, person, 'counter', check)
  if (closed) return closed
  await endWish(deps.db, check.applicant, { at: deps.clock().toISOString(), by: person })
  return { done: true }
}
