import type { CalibrationReading } from '#protocol/reading.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Calibrations } from '../keep/calibrations.ts'
import type { Key } from '../keep/key.ts'
import type { Log } from './log.ts'
import type { Uplink } from './uplink.ts'

export type TellCalibrationsDeps = {
  keep: { calibrations: Pick<Calibrations, 'all' | 'again'>; key: Pick<Key, 'machine'> }
  uplink: Pick<Uplink, 'calibration'>
  wall: () => Date
  log: Pick<Log, 'error' | 'warn'>
}

/**
 * Gives what offers all calibrations that hold, until the server has acknowledged each: the same bytes as ever, so that none is stored
 * twice. A booth that is enrolled again is another one to the server, and tells all again.
 */
export const tellingCalibrations = ({ keep, uplink, wall, log }: TellCalibrationsDeps): (() => Promise<void>) => {
  const { calibrations, key } = keep
  const acknowledged = new Set<string>()
  const nameOf = (id: string) => `${key.machine()?.id} ${id}`
  let turn: Promise<void> = Promise.resolve()
  const tell = async (reading: CalibrationReading): Promise<void> => {
    const answer = await uplink.calibration(reading)
    if (!isRefusal(answer)) return void acknowledged.add(nameOf(reading.id))
    const { device } = reading.value
    log.warn({ device, refused: answer.refused }, 'a calibration was not taken')
    if (answer.refused !== 'sequence-not-growing' && answer.refused !== 'id-taken') return
    // A server that knows later numbers of ours but not this one: another was kept from it, or its data are older. Or it knows the
    // id as another booth's: the one that this was before it was enrolled again.
    const again = calibrations.again(device)
    if (again && !isRefusal(await uplink.calibration(again))) acknowledged.add(nameOf(again.id))
  }
  const tellAll = async () => {
    const now = wall().toISOString()
    for (const reading of calibrations.all())
      if (reading.expiresAt > now && !acknowledged.has(nameOf(reading.id)))
        await tell(reading).catch((error: unknown) => log.error({ err: error }, 'a calibration could not be told'))
  }
  return () => (turn = turn.then(tellAll))
}
