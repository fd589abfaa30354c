import type { CheckView, Phase } from '#protocol/check.ts'
import { wornIn } from '#protocol/measurement.ts'
import { STATIONS, type Station } from '#protocol/station.ts'
import { isOfForm } from '#protocol/stations.ts'
import type { BoothState } from './store.ts'

export const EVERY_STEP = ['connecting', 'welcome', 'take-card', 'declare', 'photo', 'hub', 'station', 'result', 'abandoned'] as const
export type Step = (typeof EVERY_STEP)[number]

const STEP_OF_PHASE: Readonly<Record<Exclude<Phase, 'underway'>, Step>> = {
  opened: 'declare',
  signed: 'result',
  concluded: 'result',
  reported: 'result',
  'handed-over': 'result',
  refused: 'result',
  accepted: 'result',
  provisional: 'result',
  lapsed: 'result',
  returned: 'result',
  superseded: 'result',
  withdrawn: 'result',
  abandoned: 'abandoned',
  // Whoever steps in sees nothing of it.
  parked: 'take-card',
}

/** Which step the booth is at: from the agent's view alone, so that a reload at any moment shows the same; without an agent it is at none. */
export const stepOf = ({ view, door }: Pick<BoothState, 'view' | 'door'>): Step => {
  if (!view || door !== 'connected') return 'connecting'
  const { check, stage, card } = view
  if (!check) return card === 'take-away' || view.parting ? 'take-card' : 'welcome'
  if (check.phase !== 'underway') return STEP_OF_PHASE[check.phase]
  if (!check.photo) return 'photo'
  return stage ? 'station' : 'hub'
}

/** Does a doctor speak with this driver before anything is measured? Nothing asked for can come of it, and a person says so. */
export const speaksFirst = (check: CheckView): boolean => check.foreseen.length > 0 && check.lease === null

/** The station that fell short without glasses or a hearing aid, and what is asked for; null: none, or the driver has none. */
export const offered = (check: CheckView, declined: readonly Station[]): { station: Station; correction: 'glasses' | 'aid' } | null => {
  if (check.drawnUp || speaksFirst(check)) return null
  for (const { station, untried } of check.stations)
    if (untried && isOfForm(station) && !declined.includes(station)) return { station, correction: untried }
  return null
}

/** What the driver has to put on or take off before an attempt that runs; null: all is as it was. */
export type Worn = 'glasses-on' | 'glasses-off' | 'aid-in' | 'aid-out'

/**
 * What an attempt asks to be worn otherwise than the driver last said. Who began it at the booth has just been asked; what a doctor
 * ordered nobody has told the driver yet.
 */
export const wornOtherwise = (check: CheckView, attempt: string): Worn | null => {
  const all = check.stations.flatMap(({ attempts }) => attempts).toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
  const mine = all.find(({ id }) => id === attempt)
  if (!mine || mine.by === 'booth') return null
  const worn = wornIn(mine.setup)
  if (!worn) return null
  const before = all
    .filter(({ id, startedAt, setup }) => id !== attempt && startedAt <= mine.startedAt && wornIn(setup)?.of === worn.of)
    .at(-1)
  const was = before ? wornIn(before.setup)?.on : null
  if (was === worn.on) return null
  // Nobody has said yet what they wear, and most wear nothing.
  if (was === null && !worn.on && worn.of === 'aid') return null
  return worn.of === 'glasses' ? (worn.on ? 'glasses-on' : 'glasses-off') : worn.on ? 'aid-in' : 'aid-out'
}

/**
 * The station that the driver is offered next: the first without a result, in the booth's order. A station that the service
 * said needs a doctor is passed over. Null: nothing is left to do alone.
 */
export const nextAlone = (check: CheckView, needsDoctor: readonly Station[]): Station | null => {
  if (check.drawnUp || speaksFirst(check)) return null
  const waiting = check.stations.flatMap(({ station, state }) => (state === 'waiting' && isOfForm(station) ? [station] : []))
  return STATIONS.find((station) => waiting.includes(station) && !needsDoctor.includes(station)) ?? null
}

/** Glasses are asked once and hold for both eyes: what the newest acuity attempt of this check was set up for; null: not asked yet. */
export const glassesWorn = (check: CheckView): boolean | null => {
  const setups = check.stations.flatMap(({ attempts }) => attempts.flatMap(({ setup }) => (setup.procedure === 'acuity' ? [setup] : [])))
  return setups.at(-1)?.glasses ?? null
}
