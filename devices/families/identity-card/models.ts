import { model, NO_SETTINGS } from '../model.ts'
import { identityCard } from './driver.ts'
import { simulateReader } from './simulator.ts'

/** Readers with the SAM-V module, of whatever make. */
export const readers = {
  SDT: model({
    kind: 'identity-card',
    settings: NO_SETTINGS,
    example: {},
    checked: true,
    driver: () => identityCard,
    simulate: (conditions) => simulateReader(conditions),
  }),
}
