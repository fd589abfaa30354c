import { model, NO_SETTINGS } from '../model.ts'
import { cabinBoard } from './driver.ts'
import { simulateCabin } from './simulator.ts'

/** What notices the booth around the driver. */
export const cabins = {
  'cabin-board': model({
    kind: 'cabin',
    settings: NO_SETTINGS,
    example: {},
    checked: true,
    driver: () => cabinBoard,
    simulate: simulateCabin,
  }),
}
