import type { Booth } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import type { ParkedBecause } from '#check/events.ts'
import type { Language } from '#protocol/basic.ts'
import type { BoothCheck } from '#protocol/check.ts'
import type { TriedPaths } from '#protocol/path.ts'
import type { Cabin, DeviceState } from '#protocol/reading.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Moved } from '../../announcement.ts'
import type { Deps } from '../../deps.ts'
import { checkOfCommand, loadCheck, shownCheckAndCount, shownCheckOf } from '../../store/checks.ts'
import { findMachine, noteDevices, setShowing, showingOf } from '../../store/machines.ts'
import { boothCheck } from '../views/views.ts'
import { countNames } from './booth-signature.ts'
import { park } from './parking.ts'

/** The check with this id, when it is this booth's. */
export const ownCheck = async (deps: Deps, booth: Pick<Booth, 'id'>, id: string): Promise<Check | Refusal> => {
  const check = await loadCheck(deps.db, id)
  return check && check.booth.id === booth.id ? check : refuse('check-unknown')
}

/** Was this command of this booth carried out already? Then the check as it stands now. */
export const repeated = async (deps: Deps, booth: Booth, command: string): Promise<Check | null> => {
  const id = await checkOfCommand(deps.db, command)
  const check = id && (await loadCheck(deps.db, id))
  return check && check.booth.id === booth.id ? check : null
}

/** A booth has stopped showing a check: the hall screens show it free. */
export const LEFT: Moved[] = ['hall']

/** What a booth shows: its open check, or the finished one until the driver leaves. */
export const shownBy = async (deps: Deps, booth: string): Promise<BoothCheck | null> => {
  const check = await shownCheckOf(deps.db, booth)
  return check && boothCheck(deps, check)
}

/** What a booth shows, and the greatest number of its own that was taken, whatever it signed (0: none): for a booth that comes, in one question. */
export const shownAtFirst = async (deps: Deps, booth: string): Promise<{ taken: number; shown: BoothCheck | null }> => {
  const { highest, check } = await shownCheckAndCount(deps.db, booth, countNames(booth))
  return { taken: highest, shown: check && (await boothCheck(deps, check)) }
}

/** What the agent says of its devices and of the cabin around the driver. */
export const noteStatus = async (deps: Deps, booth: Booth, { devices, cabin, asking, paths, language }: BoothStatus): Promise<void> => {
  const before = await deps.presence.of(booth.id)
  const said = { cabin: cabin ?? null, asking: asking ?? false, paths: paths ?? null, language: language ?? null }
  await deps.presence.says(booth.id, said)
  const machine = await findMachine(deps.db, booth.id)
  // A door that opens is no news of the devices.
  if (JSON.stringify(machine?.devices) !== JSON.stringify(devices)) await noteDevices(deps.db, booth.id, devices)
  // Whoever looks on sees at once that a device was lost.
  if (machine?.showing) deps.announce({ kind: 'surroundings', check: machine.showing })
  const inQueue = ({ paths, language }: Pick<typeof said, 'paths' | 'language'>) => JSON.stringify([paths, language])
  if (machine?.showing && inQueue(before) !== inQueue(said)) deps.announce({ kind: 'check', check: machine.showing, moved: ['queue'] })
}

/** A booth's line stands. */
export const hasCome = async (deps: Deps, booth: Booth, line: string): Promise<void> => {
  await deps.presence.arrived(booth.id, line)
  deps.announce({ kind: 'machines' })
}

/**
 * A booth's line has ended. Unless it is here by another one nobody says any more how the booth and its cabin are: what was said last isn't
 * shown as if it were now.
 */
export const hasGone = async (deps: Deps, booth: Booth, line: string): Promise<void> => {
  if (!(await deps.presence.left(booth.id, line))) return
  deps.announce({ kind: 'machines' })
  deps.log.info({ booth: booth.id }, 'a booth went')
  const showing = await showingOf(deps.db, booth.id)
  if (showing) deps.announce({ kind: 'surroundings', check: showing })
}

type BoothStatus = {
  devices: readonly DeviceState[]
  cabin?: Cabin | undefined
  asking?: boolean | undefined
  paths?: TriedPaths | undefined
  language?: Language | undefined
}

/** The driver leaves: an unfinished check is parked under its card, a finished one stays what it is. The booth is free. */
export const leave = async (
  deps: Deps,
  booth: Booth,
  { check: id, command, why = 'left' }: { check: string; command: string; why?: ParkedBecause },
): Promise<{ done: true } | Refusal> => {
  const check = await loadCheck(deps.db, id)
  // Nothing was kept of it: it was given up a moment ago, and the answer was lost.
  if (!check) return { done: true }
  if (check.booth.id !== booth.id) return refuse('check-unknown')
  if (check.phase === 'opened' || check.phase === 'underway') {
    const after = await park(deps, booth, check, { why, command })
    return 'refused' in after ? after : { done: true }
  }
  if ((await showingOf(deps.db, booth.id)) === id) {
    await setShowing(deps.db, booth.id, null)
    deps.announce({ kind: 'check', check: id, moved: LEFT })
  }
  return { done: true }
}
