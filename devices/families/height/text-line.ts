import type { Framer } from '../../line/driver.ts'
import { lines } from '../../line/frames.ts'

/** What a person weighs and measures at least and at most: a number outside is a fault of the machine. */
const PERSON = { leastMm: 600, mostMm: 2300, leastGrams: 10_000, mostGrams: 250_000 } as const

/** Many Chinese height-weight machines: `W:065.5 H:170.5`, kg and cm. */
export const WEIGHT_AND_HEIGHT = String.raw`W[:=]?\s*(?<kg>\d{2,3}\.\d)\s*[, ]?\s*H[:=]?\s*(?<cm>\d{2,3}\.\d)`
export const HEIGHT_ALONE = String.raw`H[:=]?\s*(?<cm>\d{2,3}\.\d)`

export type Stature = { mm: number; grams: number | null }

/** Patient scales such as the Doran F1 begin their lines with it (STX). */
const BEGIN = 0x02

/** Whole lines of at most 64 printable characters. They carry no checksum: the pattern must match all of a line. */
export const textLines = (): Framer =>
  lines(64, (line) => line.every((byte, at) => (byte >= 0x20 && byte <= 0x7e) || (at === 0 && byte === BEGIN)))

/** What a machine says of somebody, if it can be a person's. */
export function person({ mm, grams }: Stature): Stature | 'below-range' | 'above-range' {
  if (mm < PERSON.leastMm || (grams !== null && grams < PERSON.leastGrams)) return 'below-range'
  if (mm > PERSON.mostMm || (grams !== null && grams > PERSON.mostGrams)) return 'above-range'
  return { mm, grams }
}

/** An installer's pattern made ready, or null when it is none: it must have a group `cm`, and may have one `kg`. */
export function readPattern(source: string): RegExp | null {
  if (!source.includes('(?<cm>')) return null
  try {
    return new RegExp(`^\\s*(?:${source})\\s*$`)
  } catch {
    return null
  }
}

/** The height, and the weight where the pattern has one, in a line; or why there is none. */
export function readStature(line: Uint8Array, pattern: RegExp): Stature | 'not-understood' | 'below-range' | 'above-range' {
  const groups = pattern.exec(new TextDecoder().decode(line[0] === BEGIN ? line.subarray(1) : line))?.groups
  const mm = tenths(groups?.['cm'])
  const hectograms = tenths(groups?.['kg'])
  if (mm === null) return 'not-understood'
  if (groups?.['kg'] !== undefined && hectograms === null) return 'not-understood'
  return person({ mm, grams: hectograms === null ? null : hectograms * 100 })
}

/** Such a machine's line; whole mm, and grams in hundreds. */
export const statureLine = (mm: number, grams: number): Uint8Array =>
  new TextEncoder().encode(`W:${(grams / 1000).toFixed(1).padStart(5, '0')} H:${(mm / 10).toFixed(1).padStart(5, '0')}\r\n`)

const tenths = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 10) : null
