import type { Driver } from '../driver.ts'
import type { Conditions, Simulator } from '../simulator.ts'
import { bcmH10, heightHead, heightText, tfLuna, urm, us100, weighIndicator } from './driver.ts'
import {
  simulateBcm,
  simulateHeight,
  simulateHeightText,
  simulateLuna,
  simulateUrm,
  simulateUs100,
  simulateWeigh,
  type HeightHands,
} from './simulator.ts'
import { readPattern, WEIGHT_AND_HEIGHT } from './text-line.ts'

/** What simulated modules answer under; a real one's is in its sheet. */
const REPLY = { device: 0x64, func: 0x35 }

type Model = { driver: Driver<unknown> & { fitForLimit: boolean }; simulate: (conditions: Conditions) => Simulator<HeightHands> }

/** Every model of this room with its simulator, by the name that an installer would read. */
export const models = {
  A02YYUW: { driver: heightHead('mm'), simulate: simulateHeight },
  'US-100': { driver: us100, simulate: simulateUs100 },
  URM: { driver: urm('mm'), simulate: simulateUrm },
  'TF-Luna': { driver: tfLuna('cm'), simulate: simulateLuna },
  'BCM-H10': { driver: bcmH10(REPLY), simulate: (conditions: Conditions) => simulateBcm({ ...conditions, reply: REPLY }) },
  'height-line': { driver: heightText(readPattern(WEIGHT_AND_HEIGHT) ?? /^$/), simulate: simulateHeightText },
  'weigh-indicator': { driver: weighIndicator, simulate: simulateWeigh },
} as const satisfies Record<string, Model>
