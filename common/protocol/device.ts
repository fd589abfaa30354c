import type { Static } from 'typebox'
import { Words } from './basic.ts'

/** The devices of a booth, by family; `screen-colours` is the screen as its colours
 * are measured, apart from its size; `computer` is the one that the agent runs on, with its disk. */
export const DEVICES = [
  'identity-card',
  'height',
  'keypad',
  'force',
  'cabin',
  'presence',
  'weight',
  'screen',
  'screen-colours',
  'speakers',
  'cameras',
  'computer',
] as const
export const DeviceKind = Words(DEVICES)
export type DeviceKind = Static<typeof DeviceKind>
