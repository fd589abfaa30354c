import type { Axis, Observer } from './dichromats.ts'
import { type Before, type Looked, normals, numbers, platesOf, shapesOf } from './looking.ts'
import { by, type Seen } from './readers.ts'
import { anomalousBefore, type Lit } from './spectral.ts'

/**
 * How often a person whose L and M pigments peak near one another reads plates. What such a person has is the difference of what the two cones
 * take in, dot by dot, with noise: an eye that weighs all dots rightly, and noise that stands for all that eyes and people do worse.
 */

/** Noise of a dot in natural logarithms of L beside M: an assumption. A strong plate's figure stands 0.3 to 0.4 out of its ground for a normal eye. */
export const NOISES = { keen: 0.035, usual: 0.07 } as const

const redGreen = by((seen: Seen) => seen.a)

/** The share of these plates that is read. */
const share = (plates: readonly Looked[], { see }: Observer, noise: number): number => {
  const normal = normals(numbers(11))
  const read = plates.filter(({ layout, colours }) => {
    const a = Float64Array.from(colours, (light) => {
      const [l, m] = see(light)
      return Math.log(l / m) + noise * normal()
    })
    const none = new Float64Array(a.length)
    return redGreen(layout, { L: none, a, b: none, bright: none, tint: none }) === layout.right
  })
  return read.length / plates.length
}

/** The lines of confusion that are walked, by the axis of their plates. */
export const LINES = { protan: [undefined, 1], deutan: [-1, undefined, 1] } as const satisfies Record<Axis, readonly (-1 | 1 | undefined)[]>
export type Reads = Record<Axis, readonly number[]>

/** How often somebody whose pigments are so many nm apart reads the strong plates of each line. `who`: whose pigment is shifted. */
export const readsBefore = (before: Before & { screen: Lit }, asked: number) => {
  const shapes = shapesOf('digits')
  const plates = (axis: Axis) => LINES[axis].map((sweep) => platesOf(axis, shapes, asked, 2, before, sweep))
  const all = { protan: plates('protan'), deutan: plates('deutan') }
  return (who: Axis, apartNm: number, noise: number): Reads => {
    const person = anomalousBefore(before.screen, who, apartNm)
    const shares = (lines: readonly (readonly Looked[])[]) => lines.map((line) => share(line, person, noise))
    return { protan: shares(all.protan), deutan: shares(all.deutan) }
  }
}
