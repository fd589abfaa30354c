import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { chinaDay } from '#protocol/days.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { attendanceOf, beginAttendance, noteMet } from '../../store/attendances.ts'
import { loadCheck } from '../../store/checks.ts'
import type { Tx } from '../../store/open.ts'
import { run } from '../run.ts'

/** A doctor takes this driver now: written down in the transaction of the claim. */
export const attending =
  (deps: Pick<Deps, 'clock' | 'steady'>, doctor: Doctor, check: string) =>
  async (tx: Tx): Promise<true> => {
    const now = deps.clock()
    await beginAttendance(tx, { check, doctor: doctor.id, day: chinaDay(now), at: now.toISOString(), since: deps.steady().toISOString() })
    return true
  }

/** Something flows in a check's call, or has stopped: written down the first time that both sides are seen or heard. */
export const noteMeeting = async (deps: Pick<Deps, 'db' | 'media' | 'steady'>, id: string): Promise<void> => {
  const sides = new Set(deps.media.flowing(id).map(({ participant }) => participant))
  if (!sides.has('booth') || !sides.has('doctor')) return
  const doctor = (await loadCheck(deps.db, id))?.lease?.doctor.id
  if (doctor) await noteMet(deps.db, id, doctor, deps.steady().toISOString())
}

/** A media worker has died under these checks' calls: it stands in each, since a doctor may have decided on what they saw just then. */
export const noteBroken = async (deps: Deps, checks: readonly string[]): Promise<void> => {
  for (const id of checks) await run(deps, id, { kind: 'break-call' }, { kind: 'system', id: 'media' })
}

/** How long a doctor still has to be with the driver before they may sign, s; and whether they have only written to each other. */
export type Wait = { seconds: number; inWriting: boolean }

/**
 * The time runs from when both saw or heard each other, and goes on through a call that broke: what is left is said in writing. Where no call ever
 * stood it runs from when the doctor took the driver. A check that was taken before this was written down waits for nothing.
 */
export const waitToSign = async (
  { db, settings, steady }: Pick<Deps, 'db' | 'settings' | 'steady'>,
  doctor: Doctor,
  check: Check,
): Promise<Wait> => {
  // What replaces a report is signed without a driver.
  const attendance = check.phase === 'underway' ? await attendanceOf(db, check.id, doctor.id) : null
  if (!attendance) return { seconds: 0, inWriting: false }
  const { since, met } = attendance
  const until = Date.parse(met ?? since) + settings.callMinutes * 60_000
  return { seconds: Math.max(0, Math.ceil((until - steady().getTime()) / 1000)), inWriting: met === null }
}

/** Why a doctor can't sign yet; null: they may. */
export const tooSoon = async (deps: Pick<Deps, 'db' | 'settings' | 'steady'>, doctor: Doctor, check: Check): Promise<Refusal | null> => {
  const { seconds } = await waitToSign(deps, doctor, check)
  return seconds > 0 ? refuse('call-too-short', { minutes: deps.settings.callMinutes, seconds }) : null
}
