import type { RecordingDisk } from '#protocol/kept-recording.ts'
import type { Deps } from '../../deps.ts'
import { freeIn, leastOf } from '../../recording/disk.ts'
import { allCounted } from '../../store/recordings.ts'

const HOUR_MS = 3_600_000

/** What recordings take of the disk, and for how many hours of checks what is left will do; null: nothing here records. */
export const recordingDisk = async ({
  db,
  settings: { data, recording },
}: Pick<Deps, 'db' | 'settings'>): Promise<RecordingDisk | null> => {
  if (!recording) return null
  const { bytes: kept, lengthMs } = await allCounted(db)
  const [free, least] = [await freeIn(data), leastOf(recording.leastFreeGb)]
  const hour = kept > 0 && lengthMs > 0 ? kept / (lengthMs / HOUR_MS) : null
  return { kept, free, least, hour, hours: hour === null ? null : Math.max(0, free - least) / hour }
}
