import { model, NO_SETTINGS } from '../model.ts'
import { keypad } from './driver.ts'
import { joystick } from './joystick.ts'
import { simulateJoystick, simulateKeypad } from './simulator.ts'

/** What a driver answers with. */
export const keypads = {
  keypad: model({
    kind: 'keypad',
    settings: NO_SETTINGS,
    example: {},
    checked: true,
    input: 'keypad',
    driver: () => keypad,
    simulate: simulateKeypad,
  }),
  joystick: model({
    kind: 'keypad',
    settings: NO_SETTINGS,
    example: {},
    checked: true,
    input: 'stick',
    driver: () => joystick,
    simulate: simulateJoystick,
  }),
}
