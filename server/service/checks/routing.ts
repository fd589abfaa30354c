import type { Deps } from '../../deps.ts'
import { heldBy } from '../../store/leases.ts'
import { queueLines } from '../../store/queue.ts'
import { type DoctorHere, doctorsHere } from '../registry/here.ts'
import { told } from './passing.ts'

/** Doctors who could take a driver now, whoever has been without one for longest first. */
const idle = async (deps: Deps): Promise<DoctorHere[]> => {
  const free: DoctorHere[] = []
  for (const doctor of await doctorsHere(deps))
    if (!(await heldBy(deps.db, doctor.id, '')) && !(await deps.presence.offers.to(doctor.id))) free.push(doctor)
  return free.toSorted((a, b) => a.idle.getTime() - b.idle.getTime())
}

/**
 * Where drivers are routed: offers each driver whom nobody has, in the queue's order, to the doctor who may examine and sign there and has been without a driver for
 * longest. Who doesn't take them isn't asked about the same driver again for a while.
 */
export const routeDrivers = async (deps: Deps): Promise<void> => {
  if (deps.settings.routing === 'by-hand') return
  let free = await idle(deps)
  if (free.length === 0) return
  const now = deps.steady().toISOString()
  for (const { check, booth, doctor, kept } of await queueLines(deps.db)) {
    if (doctor !== null || (await deps.presence.offers.of(check))) continue
    for (const one of free) {
      const isFor = one.sites.has(booth.site) && (!kept || kept.until <= now || kept.doctor.id === one.id)
      if (!isFor || (await deps.presence.offers.refused(check, one.id))) continue
      const offer = { check, to: one.id, from: null }
      if (!(await deps.presence.offers.make(offer))) continue
      deps.log.info({ check, to: one.id }, 'a driver is offered to the doctor who has been without one for longest')
      told(deps, offer)
      free = free.filter(({ id }) => id !== one.id)
      break
    }
  }
}
