import type { Framer } from '../../line/driver.ts'
import { lines } from '../../line/frames.ts'

/** Industrial weigh indicators, 9600 8N1: `ST,GS,+  123.456  kg`. ST steady, US unsteady, OL overload; GS gross, NT net, TR tare. */
const LINE = /^(ST|US|OL),(GS|NT|TR),([+-])\s*(\d{1,6}(?:\.\d{1,4})?)\s*(kg|g|lb)\s*$/
const GRAMS = { kg: 1000, g: 1, lb: 453.59237 } as const

export type Weight = { steady: boolean; net: boolean; grams: number }

/** A person's 250 kg at most; an empty plate drifts about nothing. */
const PLATE_GRAMS = { least: -1000, most: 250_000 } as const

/** Whole lines of at most 40 printable characters. */
export const weighLines = (): Framer => lines(40, (line) => line.every((byte) => byte >= 0x20 && byte <= 0x7e))

/** The load on the plate in a line, or why there is none. What was set as tare is no load. */
export function readWeight(line: Uint8Array): Weight | 'not-understood' | 'overload' | 'below-range' | 'above-range' {
  const text = new TextDecoder().decode(line)
  if (text.startsWith('OL,')) return 'overload'
  const [, state, of, sign, number, unit] = LINE.exec(text) ?? []
  if (state === undefined || of === 'TR' || !isUnit(unit)) return 'not-understood'
  const grams = Math.round(Number(number) * GRAMS[unit]) * (sign === '-' ? -1 : 1)
  if (grams < PLATE_GRAMS.least) return 'below-range'
  if (grams > PLATE_GRAMS.most) return 'above-range'
  return { steady: state === 'ST', net: of === 'NT', grams }
}

export const weightLine = ({ steady, net, grams }: Weight): Uint8Array =>
  new TextEncoder().encode(
    `${steady ? 'ST' : 'US'},${net ? 'NT' : 'GS'},${grams < 0 ? '-' : '+'}${(Math.abs(grams) / 1000).toFixed(3).padStart(9)}  kg\r\n`,
  )

const isUnit = (unit: string | undefined): unit is keyof typeof GRAMS => unit !== undefined && unit in GRAMS
