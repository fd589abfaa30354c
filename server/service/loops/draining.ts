import { setTimeout as after } from 'node:timers/promises'
import type { Deps } from '../../deps.ts'
import { isAnyHeld } from '../../store/leases.ts'

/** No doctor takes a driver here from now on, and all who wait are told so. Resolves when none has one any more, looked at every `everyMs`, or when the signal is aborted. */
export const drained = async (
  deps: Pick<Deps, 'db' | 'draining' | 'announce' | 'log'>,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> => {
  deps.draining.begin()
  deps.announce({ kind: 'draining' })
  deps.log.info({}, 'the server takes no new driver, and ends when no doctor has one any more')
  while (!signal.aborted && (await isAnyHeld(deps.db))) await after(everyMs, undefined, { signal }).catch(() => undefined)
}
