import type { ProcedureName } from '#protocol/stations.ts'
import * as all from './logs.ts'
import type { Draw } from './picture.ts'

/** How the log of each procedure is drawn. A procedure whose logs nobody draws is a type error. */
export const draws: Readonly<Record<ProcedureName, Draw>> = all
