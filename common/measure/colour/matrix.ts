type Row = readonly [number, number, number]
/** Three rows. */
export type Matrix = readonly [Row, Row, Row]

export const times = ([a, b, c]: Matrix, [x, y, z]: Row): [number, number, number] => [
  a[0] * x + a[1] * y + a[2] * z,
  b[0] * x + b[1] * y + b[2] * z,
  c[0] * x + c[1] * y + c[2] * z,
]

/** By cofactors. Throws where there is none. */
export const inverse = ([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix => {
  const [A, B, C] = [e * i - f * h, f * g - d * i, d * h - e * g]
  const size = a * A + b * B + c * C
  if (!(Math.abs(size) > 1e-9)) throw new RangeError('this matrix has no inverse')
  return [
    [A / size, (c * h - b * i) / size, (b * f - c * e) / size],
    [B / size, (a * i - c * g) / size, (c * d - a * f) / size],
    [C / size, (b * g - a * h) / size, (a * e - b * d) / size],
  ]
}
