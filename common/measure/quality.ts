import type { DeviceKind } from '#protocol/device.ts'
import type { Setup } from '#protocol/measurement.ts'
import type { DeviceUse } from '#protocol/reading.ts'

/** More than this part of a device's frames broken is worth a look. A proposal: no rule has a figure. */
const POOR_PART = 0.05
/** So long without a good frame is worth a look, ms: a device counts as lost after as much. */
const POOR_GAP_MS = 2000

/** Whole machines that measure a height speak when they have one, and are silent between. */
const isSilentByNature = (kind: DeviceKind, setup: Setup): boolean =>
  kind === 'height' && setup.procedure === 'height' && setup.machine === true

/** Did this device do so badly that whoever reads this log of it should know? It decides nothing. */
export const isPoor = ({ kind, quality: { frames, faults, longestGapMs } }: DeviceUse, setup: Setup): boolean =>
  faults > POOR_PART * (frames + faults) || (longestGapMs > POOR_GAP_MS && !isSilentByNature(kind, setup))
