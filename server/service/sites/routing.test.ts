import { expect, test } from 'vitest'
import type { Site } from '#protocol/sites.ts'
import { squadFor } from './routing.ts'

const none = { nameEn: null, code: null, parent: null, squad: null, closed: false }
const centre: Site = { ...none, id: 'centre', kind: 'centre', name: '中心', code: '00' }
const east: Site = { ...none, id: 'east', kind: 'squad', name: '东大队', code: '01', parent: 'centre' }
const west: Site = { ...none, id: 'west', kind: 'squad', name: '西大队', code: '02', parent: 'centre' }
const hall: Site = { ...none, id: 'hall', kind: 'station', name: '大厅', parent: 'centre' }
const village: Site = { ...none, id: 'village', kind: 'station', name: '镇站', parent: 'centre', squad: 'west' }
const lone: Site = { ...none, id: 'lone', kind: 'station', name: '从前的大厅' }
const all = [centre, east, west, hall, village, lone]

test.each([
  { case: 'of a unit that is a squad goes there, wherever the driver sits', at: 'village', unit: '01', to: 'east' },
  { case: 'of the centre’s own unit goes to the centre', at: 'village', unit: '00', to: 'centre' },
  { case: 'of a unit that nobody knows goes where the station sends its walk-ins', at: 'village', unit: '99', to: 'west' },
  { case: 'of a walk-in goes there, too', at: 'village', unit: null, to: 'west' },
  { case: 'of a walk-in at a station that says nothing goes to its centre', at: 'hall', unit: null, to: 'centre' },
  { case: 'of a walk-in in a squad’s own booth stays there', at: 'east', unit: null, to: 'east' },
  { case: 'of a walk-in at the centre stays there', at: 'centre', unit: '99', to: 'centre' },
  { case: 'of a walk-in where there is no centre stays with the site', at: 'lone', unit: null, to: 'lone' },
])('a report $case', ({ at, unit, to }) => {
  expect(squadFor(all, at, unit)).toBe(to)
})

test('a closed squad gets nothing: not its own unit’s, and not what a station sends it', () => {
  const closed = [centre, { ...east, closed: true }, { ...west, closed: true }, village]
  expect(squadFor(closed, 'village', '01')).toBe('centre')
  expect(squadFor(closed, 'village', null)).toBe('centre')
})
