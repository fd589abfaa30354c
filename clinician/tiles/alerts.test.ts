import { expect, test } from 'vitest'
import type { CheckView } from '#protocol/check.ts'
import { refuse } from '#protocol/refusal.ts'
import { flagged, halfway, lostDevices } from '../../test/screens/made-up/check.ts'
import { alertsOf } from './alerts.ts'

const calm = { called: false, live: null, effort: new Set<never>() }
const kinds = (check: CheckView, said: Partial<Parameters<typeof alertsOf>[1]> = {}) =>
  alertsOf(check, { ...calm, ...said }).map(({ what }) => what)
/** A check in which nothing has gone wrong: the station runs or waits. */
const quiet: CheckView = {
  ...halfway,
  outcome: null,
  stations: halfway.stations.map((view) =>
    view.station === 'hearing' ? view : { ...view, state: 'waiting', attempts: [], finding: null },
  ),
}
const running = quiet.stations.find(({ station }) => station === 'hearing')?.attempts.at(-1)?.id ?? ''

test('a driver with whom nothing is wrong asks for nobody', () => {
  expect(kinds(quiet)).toEqual([])
})

test('a call comes before all else, then an empty booth, then what doesn’t work', () => {
  const cabin = { door: 'closed', occupied: false, noise: null, lux: null, noiseLimitDb: 45 } as const
  const check = { ...quiet, booth: { ...quiet.booth, cabin, devices: lostDevices } }
  expect(kinds(check, { called: true })).toEqual(['called', 'empty', 'lost'])
  const [, , lost] = alertsOf(check, { ...calm, called: true })
  expect(lost).toMatchObject({ devices: lostDevices.filter(({ state }) => state !== 'alive').map(({ kind }) => kind) })
})

test('a face that the camera doesn’t see for three trials is told, for as long as that test runs, and one blink isn’t', () => {
  const trial = { stimulus: {}, answer: 'left', shownAt: 0, answeredAt: 1, source: 'device' } as const
  const live = (...away: (number | null | undefined)[]) => ({
    check: quiet.id,
    attempt: running,
    station: 'hearing' as const,
    trials: away.map((at) => ({ ...trial, ...(at !== undefined && { away: at }) })) as never,
  })
  expect(kinds(quiet, { live: live(0.01, null, null, null) })).toEqual(['unseen'])
  expect(kinds(quiet, { live: live(null, 0.01, null, null) })).toEqual([])
  expect(kinds(quiet, { live: live(undefined, undefined, undefined) })).toEqual([])
  expect(kinds(quiet, { live: { ...live(null, null, null), attempt: quiet.id } })).toEqual([])
})

test('what the server didn’t take, what was broken off and what is doubtful are told by their stations', () => {
  const attempt = halfway.stations.flatMap(({ attempts }) => attempts).find(({ state }) => state === 'read')
  if (!attempt) throw new Error('no attempt')
  const with_ = (station: string, last: typeof attempt): CheckView => ({
    ...quiet,
    stations: quiet.stations.map((view) => (view.station === station ? { ...view, state: 'waiting', attempts: [last] } : view)),
  })
  const lost = { ...attempt, state: 'void' as const, score: null, reading: null }
  expect(alertsOf(with_('height', lost), calm)).toEqual([{ what: 'cancelled', stations: ['height'] }])
  expect(alertsOf(with_('height', { ...lost, aside: refuse('unsigned') }), calm)).toEqual([{ what: 'aside', stations: ['height'] }])
  expect(kinds(flagged)).toContain('short')
})

test('doubtful effort is told last, by the stations whose logs say so', () => {
  expect(alertsOf(quiet, { ...calm, effort: new Set(['hearing']) })).toEqual([{ what: 'effort', stations: ['hearing'] }])
})
