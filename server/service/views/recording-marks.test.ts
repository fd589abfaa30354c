import { expect, test } from 'vitest'
import type { RecordingPart } from '#protocol/recording.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld } from '../../../test/world.ts'
import { loadEvents } from '../../store/events.ts'
import { marksOf } from './recording-marks.ts'
import { trialsOf } from './recording-trials.ts'

test('a recording can be jumped to where a test began, to each of its trials in their order, and to its end', async () => {
  const world = await openWorld()
  try {
    const booth = await world.booth()
    await booth.calibrate()
    const check = await booth.queued(cardOf('张三', 702))
    await booth.measure(check, 'colour')
    const events = await loadEvents(world.deps.db, check)
    const trials = await trialsOf(world.deps.db, events)
    const marks = marksOf(Date.parse(events[0]?.at ?? ''), events, [], trials)
    const of = marks.filter(({ station }) => station === 'colour')
    expect(of.map(({ what }) => what)).toEqual(expect.arrayContaining(['began', 'trial', 'ended']))
    expect(of.filter(({ what }) => what === 'trial').map(({ trial }) => trial)).toEqual(trials.map((_, nth) => nth + 1))
    expect(trials.length).toBeGreaterThan(5)
    expect(marks.map(({ atMs }) => atMs)).toEqual(marks.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
  } finally {
    await world.close()
  }
})

test('a side is lost where its picture has ended and found where it goes on, and a part that follows at once is no loss', () => {
  const camera = (side: RecordingPart['side'], fromMs: number, lengthMs: number): RecordingPart => ({
    id: `${side}-${fromMs}`,
    side,
    source: 'camera',
    fromMs,
    lengthMs,
  })
  const parts = [camera('booth', 0, 5000), camera('doctor', 0, 4000), camera('booth', 5500, 1000), camera('doctor', 20_000, 1000)]
  expect(marksOf(0, [], parts, [])).toEqual([
    { atMs: 4000, what: 'lost', side: 'doctor' },
    { atMs: 20_000, what: 'found', side: 'doctor' },
  ])
})
