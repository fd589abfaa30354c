import type { BoothCheck } from '#protocol/check.ts'
import type { DeviceKind } from '#protocol/device.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { PASSING } from '../keep/spool.ts'
import type { Uplink } from './uplink.ts'

export type TellFaultsDeps = { uplink: Pick<Uplink, 'ask'>; ids: () => string; onCheck: (held: BoothCheck) => void }

/** Tells the server of a device that stopped a check, until it has heard it. A newer one takes the place of one that it hasn't. */
export const tellingFaults = ({ uplink, ids, onCheck }: TellFaultsDeps) => {
  let waiting: { command: string; check: string; device: DeviceKind } | null = null
  const tell = async (): Promise<void> => {
    if (!waiting) return
    const fault = waiting
    const answer = await uplink.ask('booth:fault', fault)
    if (isRefusal(answer) && PASSING.includes(answer.refused)) return
    if (waiting === fault) waiting = null
    if (!isRefusal(answer)) onCheck(answer)
  }
  return {
    add(check: string, device: DeviceKind) {
      waiting = { command: ids(), check, device }
      void tell()
    },
    /** Tells the newest again, where the server hasn't heard it. */
    tell,
  }
}
