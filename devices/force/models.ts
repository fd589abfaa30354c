import { Type } from 'typebox'
import { Exact } from '#protocol/basic.ts'
import { Cell } from '#protocol/station.ts'
import { model } from '../model.ts'
import { forceBoard } from './driver.ts'
import { simulateForce } from './simulator.ts'

/** Which cells are wired to a simulated board. A real one says that by what it sends. */
const Wired = Exact({ cells: Type.Optional(Type.Array(Cell, { minItems: 1, maxItems: 6 })) })

/** What feels how hard somebody presses. */
export const forces = {
  'force-board': model({
    kind: 'force',
    settings: Wired,
    example: {},
    checked: true,
    driver: () => forceBoard,
    simulate: (conditions, { cells }) => simulateForce(conditions, cells),
  }),
}
