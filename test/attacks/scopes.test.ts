import { expect, test } from 'vitest'
import type { Reader, Scope } from '../../server/service/sites/scope.ts'
import * as attention from '../../server/service/views/attention.ts'
import * as counts from '../../server/service/views/counts.ts'
import * as errands from '../../server/service/views/errands.ts'
import * as history from '../../server/service/views/history.ts'
import * as keptRecordings from '../../server/service/views/kept-recordings.ts'
import * as lists from '../../server/service/views/lists.ts'
import * as overrides from '../../server/service/views/overrides.ts'
import * as recordingDisk from '../../server/service/views/recording-disk.ts'
import * as searching from '../../server/service/views/searching.ts'
import * as sentBack from '../../server/service/views/sent-back.ts'
import * as turns from '../../server/service/views/turns.ts'
import * as views from '../../server/service/views/views.ts'

// Every list is asked for with what somebody has to do with. A function of server/service/views that takes no scope and says no reason for it
// here doesn't compile; nor does a reason for one that takes it.

/** Is a scope among what it is asked with, or gives it the part of each? */
type TakesScope<F> = F extends (...asked: infer Asked) => infer Given
  ? Scope extends Asked[number]
    ? true
    : Reader extends Asked[number]
      ? true
      : Given extends Promise<(scope: Scope) => unknown>
        ? true
        : false
  : true
type Without<Module> = { [Name in keyof Module]: TakesScope<Module[Name]> extends true ? never : Name }[keyof Module]
type Views = typeof attention &
  typeof counts &
  typeof errands &
  typeof history &
  typeof keptRecordings &
  typeof lists &
  typeof overrides &
  typeof recordingDisk &
  typeof searching &
  typeof sentBack &
  typeof turns &
  typeof views

const ONE = 'one check: whoever asks was let look at it, or act on it, before'
const GIVEN = 'what the caller has looked up by a scope already'
const FIGURES = 'figures of the whole house: nobody’s name'
const HOUSE = 'the house’s own: it goes to the booths themselves'
const OWN = 'what a doctor signed themselves, for that doctor alone'
const REASONS = {
  checkView: ONE,
  viewOf: ONE,
  stationView: ONE,
  boothCheck: ONE,
  inForceBeside: ONE,
  tryNow: ONE,
  tellErrand: ONE,
  counterEntry: GIVEN,
  withErrands: GIVEN,
  sentBackMoved: OWN,
  openErrands: GIVEN,
  openCounts: FIGURES,
  errandCounts: FIGURES,
  keptBy: FIGURES,
  devicesOnline: FIGURES,
  recordingDisk: FIGURES,
  overrides: 'doctors’ figures, for administrators alone, who administer everything',
  turnsNow: HOUSE,
  boothsOfChecks: HOUSE,
  quietRooms: HOUSE,
} as const satisfies Record<Without<Views>, string>

test('every function of what somebody may see takes a scope, or says why not', () => {
  const all = Object.assign(
    {},
    attention,
    counts,
    errands,
    history,
    keptRecordings,
    lists,
    overrides,
    recordingDisk,
    searching,
    sentBack,
    turns,
    views,
  )
  expect(Object.keys(REASONS).filter((name) => !(name in all))).toEqual([])
  expect(Object.keys(all).length).toBeGreaterThan(Object.keys(REASONS).length)
})
