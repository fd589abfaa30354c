/** A number that an installer reads off a tape, a scale or a meter: its unit, and what it can be. Schemas, page and terminal have it from here. */
export type Field = {
  unit: 'mm' | 'kg' | 'dB' | 'dBA' | 'luminance' | 'mirrors' | 'none'
  minimum: number
  maximum: number
  /** No decimals. */
  whole?: true
  /** It may be left empty: not measured. */
  optional?: true
}

export const FIELDS = {
  tapeMm: { unit: 'mm', minimum: 500, maximum: 4500 },
  rodMm: { unit: 'mm', minimum: 300, maximum: 2500 },
  loadKg: { unit: 'kg', minimum: 2, maximum: 200 },
  pitchMm: { unit: 'mm', minimum: 0.05, maximum: 1 },
  pathMm: { unit: 'mm', minimum: 2500, maximum: 10_000 },
  cameraMm: { unit: 'mm', minimum: 300, maximum: 5000, optional: true },
  mirrors: { unit: 'mirrors', minimum: 0, maximum: 4, whole: true },
  luminance: { unit: 'luminance', minimum: 1, maximum: 2000, optional: true },
  chromaticity: { unit: 'none', minimum: 0.001, maximum: 0.9 },
  whiteChromaticity: { unit: 'none', minimum: 0.2, maximum: 0.5, optional: true },
  colourLuminance: { unit: 'luminance', minimum: 0.5, maximum: 2000 },
  blackLuminance: { unit: 'luminance', minimum: 0, maximum: 20 },
  veil: { unit: 'luminance', minimum: 0, maximum: 2000, optional: true },
  fullScaleDb: { unit: 'dB', minimum: 40, maximum: 140 },
  microphoneDb: { unit: 'dBA', minimum: 0, maximum: 160, optional: true },
} as const satisfies Readonly<Record<string, Field>>

/** A field's limits as a schema takes them. */
export const limits = ({ minimum, maximum }: Field) => ({ minimum, maximum })

/** The weight of a mass, mN, by standard gravity. */
export const mnOfKg = (kg: number): number => kg * 9806.65

export type WrongNumber = 'missing' | 'no-number' | 'not-whole' | 'too-small' | 'too-large'

/** The number that somebody typed, with a point or a comma; null: left empty where it may be; or why it can't be taken. */
export const readNumber = (
  typed: string,
  { minimum, maximum, whole, optional }: Field,
): { value: number | null } | { wrong: WrongNumber } => {
  const words = typed.trim().replace(',', '.')
  if (words === '') return optional ? { value: null } : { wrong: 'missing' }
  if (!/^-?\d+(\.\d*)?$/.test(words)) return { wrong: 'no-number' }
  const value = Number(words)
  if (value > maximum) return { wrong: 'too-large' }
  if (whole && !Number.isInteger(value)) return { wrong: 'not-whole' }
  return value < minimum ? { wrong: 'too-small' } : { value }
}
