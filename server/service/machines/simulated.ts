import type { Check } from '#check/check.ts'
import type { AttemptStart } from '#check/events.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { EVERY_STATION } from '#protocol/stations.ts'
import type { Deps } from '../../deps.ts'
import { findMachine } from '../../store/machines.ts'

type Said = readonly { simulated: boolean }[]

/** Does a booth say of any of its devices that it is simulated? */
export const saysSimulated = (devices: Said): boolean => devices.some(({ simulated }) => simulated)

/**
 * Why nobody is checked in a booth: it says that its devices are simulated, now or when an attempt was started (`before`), and this is no
 * demonstration: what is measured there is about nobody. Null: drivers may be checked.
 */
export const simulatedNow = async (deps: Deps, booth: string, before: AttemptStart['devices'] = []): Promise<Refusal | null> => {
  if (deps.settings.demo) return null
  const now = (await findMachine(deps.db, booth))?.devices ?? []
  return saysSimulated([...before, ...now]) ? refuse('booth-simulated') : null
}

/** The same of what a check stands on: no report is made of it, also where it was measured before such booths were refused. */
export const simulatedIn = ({ settings }: Pick<Deps, 'settings'>, check: Check): Refusal | null => {
  if (settings.demo) return null
  const behind = EVERY_STATION.flatMap((station) => {
    const { attempts, measured } = check.stations[station]
    return attempts.find(({ reading }) => reading !== null && reading.id === measured?.reading)?.begun?.devices ?? []
  })
  return saysSimulated(behind) ? refuse('booth-simulated') : null
}
