/**
 * How colours look to people who lack a cone or have a shifted one, by three published simulations. They act on linear sRGB; what
 * they give is what a normal eye would have to be shown to see what that person sees. Nothing here knows how a plate is made.
 *
 * - Machado, Oliveira and Fernandes 2009: a table for severities 0 to 1 in steps of a tenth, from shifted cone spectra and opponent
 *   signals; below 1 an anomalous trichromat. Between two steps it's interpolated.
 * - Viénot, Brettel and Mollon 1999: one projection along the missing cone's axis (Smith and Pokorny's cones).
 * - Brettel, Viénot and Mollon 1997: the same axis, onto two half-planes that keep blue 475 nm and yellow 575 nm.
 */
export type Rgb = readonly [red: number, green: number, blue: number]
type Matrix = readonly [Rgb, Rgb, Rgb]
export type Axis = 'protan' | 'deutan'
export type Observer = { name: string; see: (linear: Rgb) => Rgb }

// biome-ignore format: a line for each severity
const MACHADO: Record<Axis, readonly Matrix[]> = {
  protan: [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[0.856167, 0.182038, -0.038205], [0.029342, 0.955115, 0.015544], [-0.00288, -0.001563, 1.004443]],
    [[0.734766, 0.334872, -0.069637], [0.05184, 0.919198, 0.028963], [-0.004928, -0.004209, 1.009137]],
    [[0.630323, 0.465641, -0.095964], [0.069181, 0.890046, 0.040773], [-0.006308, -0.007724, 1.014032]],
    [[0.539009, 0.579343, -0.118352], [0.082546, 0.866121, 0.051332], [-0.007136, -0.011959, 1.019095]],
    [[0.458064, 0.679578, -0.137642], [0.092785, 0.846313, 0.060902], [-0.007494, -0.016807, 1.024301]],
    [[0.38545, 0.769005, -0.154455], [0.100526, 0.829802, 0.069673], [-0.007442, -0.02219, 1.029632]],
    [[0.319627, 0.849633, -0.169261], [0.106241, 0.815969, 0.07779], [-0.007025, -0.028051, 1.035076]],
    [[0.259411, 0.923008, -0.18242], [0.110296, 0.80434, 0.085364], [-0.006276, -0.034346, 1.040622]],
    [[0.203876, 0.990338, -0.194214], [0.112975, 0.794542, 0.092483], [-0.005222, -0.041043, 1.046265]],
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  ],
  deutan: [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[0.866435, 0.177704, -0.044139], [0.049567, 0.939063, 0.01137], [-0.003453, 0.007233, 0.99622]],
    [[0.760729, 0.319078, -0.079807], [0.090568, 0.889315, 0.020117], [-0.006027, 0.013325, 0.992702]],
    [[0.675425, 0.43385, -0.109275], [0.125303, 0.847755, 0.026942], [-0.00795, 0.018572, 0.989378]],
    [[0.605511, 0.52856, -0.134071], [0.155318, 0.812366, 0.032316], [-0.009376, 0.023176, 0.9862]],
    [[0.547494, 0.607765, -0.155259], [0.181692, 0.781742, 0.036566], [-0.01041, 0.027275, 0.983136]],
    [[0.498864, 0.674741, -0.173604], [0.205199, 0.754872, 0.039929], [-0.011131, 0.030969, 0.980162]],
    [[0.457771, 0.731899, -0.18967], [0.226409, 0.731012, 0.042579], [-0.011595, 0.034333, 0.977261]],
    [[0.422823, 0.781057, -0.203881], [0.245752, 0.709602, 0.044646], [-0.011843, 0.037423, 0.974421]],
    [[0.392952, 0.82361, -0.216562], [0.263559, 0.69021, 0.046232], [-0.01191, 0.040281, 0.97163]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  ],
}

// biome-ignore format: a line for each matrix
const VIENOT: Record<Axis, Matrix> = {
  protan: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
  deutan: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
}

// biome-ignore format: a line for each matrix
/** Which of the two half-planes a colour falls on: the sign of its product with `side`. */
const BRETTEL: Record<Axis, { positive: Matrix; negative: Matrix; side: Rgb }> = {
  protan: {
    positive: [[0.1498, 1.19548, -0.34528], [0.10764, 0.84864, 0.04372], [0.00384, -0.0054, 1.00156]],
    negative: [[0.1457, 1.16172, -0.30742], [0.10816, 0.85291, 0.03892], [0.00386, -0.00524, 1.00139]],
    side: [0.00048, 0.00393, -0.00441],
  },
  deutan: {
    positive: [[0.36477, 0.86381, -0.22858], [0.26294, 0.64245, 0.09462], [-0.02006, 0.02728, 0.99278]],
    negative: [[0.37298, 0.88166, -0.25464], [0.25954, 0.63506, 0.1054], [-0.0198, 0.02784, 0.99196]],
    side: [-0.00281, -0.00611, 0.00892],
  },
}

const product = (row: Rgb, colour: Rgb): number => row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2]
const through = (matrix: Matrix, colour: Rgb): Rgb => [product(matrix[0], colour), product(matrix[1], colour), product(matrix[2], colour)]
const between = (from: Rgb, to: Rgb, part: number): Rgb => [
  from[0] + part * (to[0] - from[0]),
  from[1] + part * (to[1] - from[1]),
  from[2] + part * (to[2] - from[2]),
]

/** Severity 0, a normal eye, to 1, a dichromat. */
export const machado = (axis: Axis, severity: number): Observer => {
  const step = Math.min(9, Math.floor(severity * 10))
  const [mild, severe] = [MACHADO[axis][step], MACHADO[axis][step + 1]]
  if (!mild || !severe) throw new RangeError('severity is 0 to 1')
  return {
    name: `machado-${axis}-${severity}`,
    see: (colour) => between(through(mild, colour), through(severe, colour), severity * 10 - step),
  }
}

export const vienot = (axis: Axis): Observer => ({ name: `vienot-${axis}`, see: (colour) => through(VIENOT[axis], colour) })

export const brettel = (axis: Axis): Observer => {
  const { positive, negative, side } = BRETTEL[axis]
  return { name: `brettel-${axis}`, see: (colour) => through(product(side, colour) >= 0 ? positive : negative, colour) }
}

/** Every simulated dichromat of an axis. */
export const dichromats = (axis: Axis): Observer[] => [machado(axis, 1), vienot(axis), brettel(axis)]
