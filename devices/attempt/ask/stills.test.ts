import { expect, test, vi } from 'vitest'
import type { PageSign, Place } from './place.ts'
import { withStill } from './stills.ts'

/** A booth whose page answers each question for a still with what `picture` gives; the clock goes on by a second with each. */
const booth = (picture: (count: number) => string | null | undefined) => {
  const takers = new Set<(sign: PageSign, at: number) => void>()
  const kept: string[] = []
  let now = 0
  let asked = 0
  const tell = (sign: PageSign) => takers.forEach((take) => take(sign, now))
  const place = {
    screen: { show() {}, onPage: (take: (sign: PageSign, at: number) => void) => (takers.add(take), () => void takers.delete(take)) },
    camera: {
      ask() {
        const jpeg = picture(asked++)
        if (jpeg !== undefined) tell({ sign: 'still', still: jpeg === null ? null : { camera: 'overview', jpeg: btoa(jpeg) } })
        now += 1000
      },
      keep: (jpeg: Uint8Array) => kept.push(Buffer.from(jpeg).toString()).toString().padStart(64, '0'),
    },
    time: { clock: () => now, pace: 1, patience: 1 },
  } as unknown as Place
  /** An answer when so many stills were asked for, at this time. */
  const answering = (count: number, answeredAt: number) => async () => {
    await vi.waitFor(() => expect(asked).toBeGreaterThanOrEqual(count), { interval: 2 })
    return { answer: 'done', shownAt: 0, answeredAt, source: 'touch' as const }
  }
  return {
    place: { ...place, time: { ...place.time, pace: 0.01 } },
    answering,
    kept,
    asked: () => asked,
    tell,
    listeners: () => takers.size,
  }
}

const named = (count: number) => `picture ${count}`

test('a task is shown by the newest picture from before the hand went to the button', async () => {
  const { place, answering, kept, listeners } = booth(named)
  // Pictures of 0, 1000, 2000 and 3000 ms, and a pace of 0.01: a second counts as 10 ms.
  const given = await withStill(place, { beforeMs: 1000 }, answering(4, 2005))
  expect(kept).toEqual(['picture 1'])
  expect(given).toMatchObject({ answer: 'done', still: { camera: 'overview', digest: '1'.padStart(64, '0') } })
  expect(listeners()).toBe(0)
})

test('an answer that comes at once is shown by the first picture', async () => {
  const { place, answering, kept } = booth(named)
  await withStill(place, { beforeMs: 1000 }, answering(1, 1))
  expect(kept).toEqual(['picture 0'])
})

test('a booth without a camera is asked once, and gives the answer as it is', async () => {
  const { place, answering, kept, asked } = booth(() => null)
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 60))
    return answering(0, 5000)()
  }
  expect(await withStill(place, { beforeMs: 0 }, slow)).not.toHaveProperty('still')
  expect([kept, asked()]).toEqual([[], 1])
})

test('no picture is kept of an answer that needs none, nor one that nobody asked for', async () => {
  const { place, answering, kept } = booth(named)
  expect(await withStill(place, { beforeMs: 0, wanted: () => false }, answering(2, 9000))).not.toHaveProperty('still')
  const silent = booth(() => undefined)
  const unasked = async () => {
    silent.tell({ sign: 'still', still: { camera: 'face', jpeg: btoa('first') } })
    // The one question is answered by now: this shows nobody knows when.
    silent.tell({ sign: 'still', still: { camera: 'face', jpeg: btoa('second') } })
    return silent.answering(0, 9000)()
  }
  await withStill(silent.place, { beforeMs: 0 }, unasked)
  expect([kept, silent.kept]).toEqual([[], []])
})
