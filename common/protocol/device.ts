import type { Static } from 'typebox'
import { Words } from './basic.ts'

/** The devices of a booth, by family; `computer` is the one that the agent runs on, with its disk. */
export const DEVICES = [
  'identity-card',
  'height',
  'keypad',
  'force',
  'cabin',
  'presence',
  'weight',
  'screen',
  'speakers',
  'cameras',
  'computer',
] as const
export const DeviceKind = Words(DEVICES)
export type DeviceKind = Static<typeof DeviceKind>
