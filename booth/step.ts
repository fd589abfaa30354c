import type { BoothView } from '#protocol/booth.ts'
import { isOfForm, STATIONS, type Station } from '#protocol/station.ts'
import type { CheckView, Phase } from '#protocol/check.ts'

export const STEPS = ['connecting', 'welcome', 'take-card', 'declare', 'photo', 'hub', 'station', 'result', 'abandoned'] as const
export type Step = (typeof STEPS)[number]

const STEP_OF_PHASE: Readonly<Record<Exclude<Phase, 'underway'>, Step>> = {
  opened: 'declare',
  concluded: 'result',
  reported: 'result',
  'handed-over': 'result',
  refused: 'result',
  accepted: 'result',
  returned: 'result',
  abandoned: 'abandoned',
  // Whoever steps in sees nothing of it.
  parked: 'take-card',
}

/** Which step the booth is at: from the view alone, so that a reload at any moment shows the same. Null: no view has come yet. */
export const stepOf = (view: BoothView | null): Step => {
  if (!view) return 'connecting'
  const { check, stage, card } = view
  if (!check) return card === 'take-away' || view.parting ? 'take-card' : 'welcome'
  if (check.phase !== 'underway') return STEP_OF_PHASE[check.phase]
  if (!check.photo) return 'photo'
  return stage ? 'station' : 'hub'
}

/**
 * The station that the driver is offered next: the first without a result, in the booth's order. A station that the service
 * said needs a doctor is passed over. Null: nothing is left to do alone.
 */
export const nextAlone = (check: CheckView, needsDoctor: readonly Station[]): Station | null => {
  if (check.drawnUp) return null
  const waiting = check.stations.flatMap(({ station, state }) => (state === 'waiting' && isOfForm(station) ? [station] : []))
  return STATIONS.find((station) => waiting.includes(station) && !needsDoctor.includes(station)) ?? null
}

/** Glasses are asked once and hold for both eyes: what the newest acuity attempt of this check was set up for; null: not asked yet. */
export const glassesWorn = (check: CheckView): boolean | null => {
  const setups = check.stations.flatMap(({ attempts }) => attempts.flatMap(({ setup }) => (setup.procedure === 'acuity' ? [setup] : [])))
  return setups.at(-1)?.glasses ?? null
}
