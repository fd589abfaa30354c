/** Colours between CIE 1931 xyY and the screen's sRGB. Linear values are 0 to 1, 1 being the screen's white. */

export type Chromaticity = readonly [x: number, y: number]
export type Rgb = readonly [red: number, green: number, blue: number]

/** Linear sRGB of a chromaticity at luminance `Y`. A channel outside 0 to 1 can't be shown. */
export const linearFromXyY = ([x, y]: Chromaticity, Y: number): Rgb => {
  const X = (x / y) * Y
  const Z = ((1 - x - y) / y) * Y
  return [
    3.2404542 * X - 1.5371385 * Y - 0.4985314 * Z,
    -0.969266 * X + 1.8760108 * Y + 0.041556 * Z,
    0.0556434 * X - 0.2040259 * Y + 1.0572252 * Z,
  ]
}

/** A linear value as an sRGB byte, 0 to 255. */
export const encode = (linear: number): number => {
  const v = Math.min(1, Math.max(0, linear))
  return Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055))
}

/** A linear colour as `rrggbb`. */
export const hex = (rgb: Rgb): string => rgb.map((channel) => encode(channel).toString(16).padStart(2, '0')).join('')

/** Where the lines meet on which a dichromat without L (protan), M (deutan) or S cones (tritan) confuses all colours, CIE 1931. */
export const COPUNCTAL = { protan: [0.7465, 0.2535], deutan: [1.4, -0.4], tritan: [0.1748, 0] } as const satisfies Record<
  string,
  Chromaticity
>

/** Two chromaticities a dichromat confuses: `t` from the centre along the line through the copunctal point, away from it and towards it. */
export const confusionPair = (
  axis: keyof typeof COPUNCTAL,
  t: number,
  [x, y]: Chromaticity,
): { ground: Chromaticity; figure: Chromaticity } => {
  const [dx, dy] = [COPUNCTAL[axis][0] - x, COPUNCTAL[axis][1] - y]
  const length = Math.hypot(dx, dy)
  const [ux, uy] = [(t * dx) / length, (t * dy) / length]
  return { ground: [x - ux, y - uy], figure: [x + ux, y + uy] }
}
