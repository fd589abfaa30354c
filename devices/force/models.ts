import { model, NO_SETTINGS } from '../model.ts'
import { forceCells } from './driver.ts'
import { simulateForce } from './simulator.ts'

/** What feels how hard somebody presses. */
export const forces = {
  'force-board': model({
    kind: 'force',
    settings: NO_SETTINGS,
    example: {},
    checked: true,
    driver: () => forceCells,
    simulate: simulateForce,
  }),
}
