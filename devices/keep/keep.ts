import type { Calibrations } from './calibrations.ts'
import type { Key } from './key.ts'
import type { Spool } from './spool.ts'

/** What a booth keeps on its disk: who it is, what was measured of it, and the readings that the server hasn't got yet. */
export type Keep = { key: Key; calibrations: Calibrations; spool: Spool }
