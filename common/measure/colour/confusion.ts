import { type Chromaticity, SRGB, screenOf, type Xyz, xyzOf } from './screen.ts'

/** A cone that somebody lacks: L, M or S. */
export type Missing = 'protan' | 'deutan' | 'tritan'
/** On which of three lines of confusion a plate's colours lie: the middle one, or one to its side. */
export type Sweep = -1 | 0 | 1

/** Where the lines meet on which a dichromat without L (protan), M (deutan) or S cones (tritan) confuses all colours, CIE 1931. */
const COPUNCTAL = { protan: [0.7465, 0.2535], deutan: [1.4, -0.4], tritan: [0.1748, 0] } as const satisfies Record<Missing, Chromaticity>

/** Two chromaticities a dichromat confuses: `t` from the centre along the line through the copunctal point, away from it and towards it. */
export const confusionPair = (axis: Missing, t: number, [x, y]: Chromaticity): { ground: Chromaticity; figure: Chromaticity } => {
  const [dx, dy] = [COPUNCTAL[axis][0] - x, COPUNCTAL[axis][1] - y]
  const length = Math.hypot(dx, dy)
  const [ux, uy] = [(t * dx) / length, (t * dy) / length]
  return { ground: [x - ux, y - uy], figure: [x + ux, y + uy] }
}

/**
 * The change of light that one cone alone feels, CIE 1931: a dichromat without that cone sees nothing of it. For L and M halfway between
 * what Viénot, Brettel and Mollon (1999, cones of Smith and Pokorny) and Machado et al. (2009) give on an sRGB screen, where red being 1
 * green is −0.1266 and −0.1453 for L, −0.4139 and −0.4187 for M. Where the two differ, half of the difference is left for noise to drown.
 */
export const FELT_BY = {
  protan: [0.36319, 0.11522, -0.00038],
  deutan: [0.26923, -0.08279, -0.00064],
  tritan: [0.19796, -0.00005, 0.93544],
} as const satisfies Record<Missing, Xyz>

/**
 * By what share the lines to the sides of the middle one have less green against the same red (1), or more (−1). Eyes differ: the cones
 * that a dichromat has left peak some nanometres apart from person to person, behind lenses that yellow with age; and a screen's red and green
 * drift after they were measured. One line catches a deutan who is 6 to 10 % off it, and a protan who is 15 to 25 % off: less of the light of
 * protan plates reaches the cones that a protan has.
 */
export const SWEPT = { protan: 0.25, deutan: 0.14, tritan: 0 } as const satisfies Record<Missing, number>

/**
 * How far along its line a chromaticity `t` from the centre lies on both sides, in the units of `FELT_BY`, at luminance 1: what makes
 * the same difference of red, for `tritan` of blue, on an sRGB screen.
 */
export const reach = (axis: Missing, t: number, centre: Chromaticity): number => {
  const { figure, ground } = confusionPair(axis, t, centre)
  const { drive } = screenOf(SRGB)
  const channel = axis === 'tritan' ? 2 : 0
  return (drive(xyzOf(figure, 1))[channel] - drive(xyzOf(ground, 1))[channel]) / 2
}
