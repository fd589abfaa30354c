import { describe, expect, test } from 'vitest'
import type { RecordingMark, RecordingPart } from '#protocol/recording.ts'
import { markFrom, minutesOf, partAt, slotsOf } from './timeline.ts'

const part = (
  id: string,
  side: RecordingPart['side'],
  source: RecordingPart['source'],
  fromMs: number,
  lengthMs: number,
): RecordingPart => ({
  id,
  side,
  source,
  fromMs,
  lengthMs,
})
const parts = [
  part('voice', 'doctor', 'microphone', 0, 9000),
  part('first', 'booth', 'camera', 0, 4000),
  part('second', 'booth', 'camera', 6000, 3000),
]

describe('the timeline of a recording', () => {
  test('has one place for each source, pictures of the booth first', () => {
    expect(slotsOf(parts)).toEqual([
      { side: 'booth', source: 'camera' },
      { side: 'doctor', source: 'microphone' },
    ])
  })

  test('plays at each moment the part that covers it, and nothing in a gap', () => {
    const camera = { side: 'booth', source: 'camera' } as const
    expect([0, 3999, 4000, 6000, 8999, 9000].map((at) => partAt(parts, camera, at)?.id ?? null)).toEqual([
      'first',
      'first',
      null,
      'second',
      'second',
      null,
    ])
  })

  test('jumps to the moment that follows, and back past the one where it stands', () => {
    const marks: RecordingMark[] = [0, 5000, 9000].map((atMs) => ({ atMs, what: 'decided' }))
    expect(markFrom(marks, 0, 'next')?.atMs).toBe(5000)
    expect(markFrom(marks, 9000, 'next')).toBe(null)
    expect(markFrom(marks, 5400, 'before')?.atMs).toBe(0)
    expect(markFrom(marks, 6500, 'before')?.atMs).toBe(5000)
    expect(markFrom(marks, 0, 'before')).toBe(null)
  })

  test('writes minutes and seconds', () => {
    expect([0, 59_999, 65_000, 3_600_000].map(minutesOf)).toEqual(['0:00', '0:59', '1:05', '60:00'])
  })
})
