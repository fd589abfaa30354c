import type { Language } from '#protocol/basic.ts'
import type { Deps } from '../../deps.ts'
import { heldBy } from '../../store/leases.ts'
import { type QueueLine, queueLines } from '../../store/queue.ts'
import { type DoctorHere, doctorsHere } from '../registry/here.ts'
import { told } from './passing.ts'

/** Those who may have this driver now, by the registry and by whom the driver is kept for. */
const allowed = (here: readonly DoctorHere[], { booth, kept }: QueueLine, now: string): DoctorHere[] =>
  here.filter(({ id, sites }) => sites.has(booth.site) && (!kept || kept.until <= now || kept.doctor.id === id))

/** Those of them who speak the driver's language; where nobody does all of them, who have phrases in both. */
const understanding = (doctors: readonly DoctorHere[], language: Language): readonly DoctorHere[] => {
  const speaking = doctors.filter(({ speaks }) => speaks.has(language))
  return speaking.length > 0 ? speaking : doctors
}

/** Of these, those who could take a driver now, whoever has been without one for longest first. */
const idle = async (deps: Deps, doctors: readonly DoctorHere[]): Promise<string[]> => {
  const free: DoctorHere[] = []
  for (const doctor of doctors)
    if (!(await heldBy(deps.db, doctor.id, '')) && !(await deps.presence.offers.to(doctor.id))) free.push(doctor)
  return free.toSorted((a, b) => a.idle.getTime() - b.idle.getTime()).map(({ id }) => id)
}

/**
 * Where drivers are routed: offers each driver whom nobody has, in the queue's order, to the doctor who may examine and sign there, speaks their language and has been
 * without a driver for longest. Who doesn't take them isn't asked about the same driver again for a while.
 */
export const routeDrivers = async (deps: Deps): Promise<void> => {
  if (deps.settings.routing === 'by-hand' || deps.draining.isOn()) return
  const here = await doctorsHere(deps)
  const free = await idle(deps, here)
  const [now, saying] = [deps.steady().toISOString(), await deps.presence.saying()]
  for (const line of await queueLines(deps.db)) {
    if (free.length === 0) return
    if (line.doctor !== null || (await deps.presence.offers.of(line.check))) continue
    const language = saying.get(line.booth.id)?.language ?? 'zh'
    const able = new Set(understanding(allowed(here, line, now), language).map(({ id }) => id))
    for (const to of free.filter((id) => able.has(id))) {
      if (await deps.presence.offers.refused(line.check, to)) continue
      const offer = { check: line.check, to, from: null }
      if (!(await deps.presence.offers.make(offer))) break
      deps.log.info({ check: line.check, to }, 'a driver is offered to the doctor who has been without one for longest')
      told(deps, offer)
      free.splice(free.indexOf(to), 1)
      break
    }
  }
}
