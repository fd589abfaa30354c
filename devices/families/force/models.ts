import { Type } from 'typebox'
import { Exact } from '#protocol/basic.ts'
import { Cell } from '#protocol/station.ts'
import { modbusForce } from '../modbus/driver.ts'
import { Profile } from '../modbus/profile.ts'
import { simulateModbus } from '../modbus/simulator.ts'
import { model } from '../model.ts'
import { forceBoard } from './driver.ts'
import { simulateForce } from './simulator.ts'

/** Which cells are wired to a simulated board. A real one says that by what it sends. */
const Wired = Exact({ cells: Type.Optional(Type.Array(Cell, { minItems: 1, maxItems: 6 })) })

/** Two made-up transmitters, as many weighing ones are: a float in two input registers, newtons. A real one's numbers are in its sheet. */
const EXAMPLE: Profile = {
  baudRate: 19_200,
  channels: [
    { cell: 'pedal-left', address: 1, function: 4, register: 0, type: 'float32', order: 'ABCD', scale: 1000 },
    { cell: 'pedal-right', address: 2, function: 4, register: 0, type: 'float32', order: 'ABCD', scale: 1000 },
  ],
}

/** What feels how hard somebody presses. */
export const forces = {
  'modbus-force': model({
    kind: 'force',
    settings: Profile,
    example: EXAMPLE,
    checked: true,
    driver: modbusForce,
    simulate: simulateModbus,
  }),
  'force-board': model({
    kind: 'force',
    settings: Wired,
    example: {},
    checked: true,
    driver: () => forceBoard,
    simulate: (conditions, { cells }) => simulateForce(conditions, cells),
  }),
}
