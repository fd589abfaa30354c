import type { RecordingMark, RecordingPart } from '#protocol/recording.ts'

/** Of each source of each who speaks one thing is seen or heard at a time. */
export type Slot = Pick<RecordingPart, 'side' | 'source'>

/** Every source of which something was recorded, the pictures of the booth first. */
export const slotsOf = (parts: readonly RecordingPart[]): Slot[] => {
  const order = [
    'booth camera',
    'booth overview',
    'doctor camera',
    'senior camera',
    'booth microphone',
    'doctor microphone',
    'senior microphone',
  ]
  return order.flatMap((name) => {
    const part = parts.find(({ side, source }) => `${side} ${source}` === name)
    return part ? [{ side: part.side, source: part.source }] : []
  })
}

/** The part of a source that covers a moment, ms; null: none does. */
export const partAt = (parts: readonly RecordingPart[], { side, source }: Slot, at: number): RecordingPart | null =>
  parts.find((part) => part.side === side && part.source === source && part.fromMs <= at && at < part.fromMs + part.lengthMs) ?? null

/** How near to a mark one is still at it, ms: who jumps back comes to the one before. */
const AT_MS = 1000

/** The moment that follows, or the one before; null: there is none. */
export const markFrom = (marks: readonly RecordingMark[], at: number, way: 'next' | 'before'): RecordingMark | null =>
  (way === 'next' ? marks.find(({ atMs }) => atMs > at) : marks.findLast(({ atMs }) => atMs < at - AT_MS)) ?? null

/** `1:05`, of ms. */
export const minutesOf = (ms: number): string => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
