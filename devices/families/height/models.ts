import { Type } from 'typebox'
import { Exact, Words } from '#protocol/basic.ts'
import type { SettingFaultCode } from '#protocol/setting-fault.ts'
import { model, NO_SETTINGS } from '../model.ts'
import { bcmH10, heightHead, heightText, tfLuna, urm, us100, weighIndicator } from './driver.ts'
import {
  simulateAskedText,
  simulateBcm,
  simulateHeight,
  simulateHeightText,
  simulateLuna,
  simulateUrm,
  simulateUs100,
  simulateWeigh,
} from './simulator.ts'
import { readPattern, WEIGHT_AND_HEIGHT } from './text-line.ts'

/** What the module at hand speaks: most makers sell both. */
const Unit = Exact({ unit: Type.Optional(Words(['mm', 'cm'] as const)) })
const Byte = Type.Integer({ minimum: 0, maximum: 255 })
/** The device and function under which a BCM-H10 answers with a height, from the sheet of the module at hand. */
const Reply = Exact({ device: Byte, func: Byte })
/**
 * What the machine's line looks like: a regular expression with the group `cm`, and `kg` where it weighs; and what makes it say one,
 * where it has to be asked.
 */
const Line = Exact({
  ask: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  pattern: Type.Optional(
    Type.Refine(
      Type.String({ maxLength: 200 }),
      (source) => readPattern(source) !== null,
      () => 'pattern-without-height' satisfies SettingFaultCode,
    ),
  ),
})

/** What measures how tall somebody is, and its kin, by the name that an installer would read on it. */
export const heights = {
  A02YYUW: model({
    kind: 'height',
    settings: Unit,
    example: {},
    checked: true,
    driver: ({ unit }) => heightHead(unit),
    simulate: simulateHeight,
  }),
  'US-100': model({ kind: 'height', settings: NO_SETTINGS, example: {}, checked: false, driver: () => us100, simulate: simulateUs100 }),
  URM: model({ kind: 'height', settings: Unit, example: {}, checked: true, driver: ({ unit }) => urm(unit), simulate: simulateUrm }),
  'BCM-H10': model({
    kind: 'height',
    settings: Reply,
    example: { device: 0x64, func: 0x35 },
    checked: true,
    machine: true,
    driver: (reply) => bcmH10(reply),
    simulate: (conditions, reply) => simulateBcm({ ...conditions, reply }),
  }),
  'height-line': model({
    kind: 'height',
    settings: Line,
    example: {},
    checked: false,
    machine: true,
    driver: ({ pattern = WEIGHT_AND_HEIGHT, ask }) => heightText(readPattern(pattern) ?? /^$/, ask),
    simulate: (conditions, { ask }) => (ask === undefined ? simulateHeightText(conditions) : simulateAskedText(conditions, ask)),
  }),
  'TF-Luna': model({
    kind: 'presence',
    settings: Unit,
    example: {},
    checked: true,
    driver: ({ unit }) => tfLuna(unit),
    simulate: simulateLuna,
  }),
  'weigh-indicator': model({
    kind: 'weight',
    settings: NO_SETTINGS,
    example: {},
    checked: false,
    driver: () => weighIndicator,
    simulate: simulateWeigh,
  }),
}
