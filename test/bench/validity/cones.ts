import { CIE_1931, FIRST_NM, STEP_NM } from './cie-1931.ts'

/**
 * Eyes by the light that their cones take in, wavelength by wavelength, after Stockman and Rider 2023 (Color Research and Application
 * 48, 818): formulae for the pigments, the macula and the lens that give the cone fundamentals of CIE 170-1:2006, and whoever's
 * pigments peak elsewhere. Nothing here knows how a plate is made.
 */

/** Light at every wavelength of the table, in any unit. */
export type Spectrum = readonly number[]
const NM = CIE_1931.map((_, n) => FIRST_NM + n * STEP_NM)

/** A Fourier series: a constant, then a cosine and a sine of each harmonic. */
const series = ([constant = 0, ...pairs]: readonly number[], x: number): number =>
  pairs.reduce((sum, value, n) => sum + value * (n % 2 === 0 ? Math.cos : Math.sin)((Math.floor(n / 2) + 1) * x), constant)

// biome-ignore format: the published coefficients, a series a line
const PIGMENTS = {
  L: { peak: 553.1, series: [-42.417608560 - 0.004264105, -2.656791612, 75.011093607, 56.477062776, 7.509397607, 9.061442173, -38.068488495, -20.974610259, -6.642746250, -3.785039126, 9.322071459, 3.134494745, 1.603799055, 0.439302358, -0.676958684, -0.072988371, -0.078857510] },
  M: { peak: 529.9, series: [-210.6568853069 + 0.0005894876, -0.1458073553, 386.7319763250, 305.4710584670, 5.0218382813, 6.8386224350, -208.2062335724, -118.4890200521, -5.7625866330, -3.7973553168, 55.1803460639, 19.9728512548, 1.8990456325, 0.6913410864, -5.0891806213, -0.7070689492, -0.1419926703] },
  S: { peak: 416.9, series: [207.3880950935 + 0.0002358232, -6.3065623516, -393.7100478026, -315.6650602846, 19.2917535553, 19.6414743488, 214.2211570447, 121.8584683485, -15.1820737886, -8.6774057156, -56.7596380441, -20.6318720369, 3.6934875040, 1.0483022480, 5.3656615075, 0.7898783086, -0.1480357836] },
} as const
// biome-ignore format: as above
const MACULA = [3712.2037792986, 374.1811575175, -7007.6989637831, -5887.2857515364, -633.0475233043, -716.0429039473, 4386.8811254914, 2882.1092658881, 638.1347550701, 468.4980700497, -1653.7567388120, -817.1240899995, -286.4038978705, -144.7996457395, 340.3364828167, 115.5652804221, 59.1650826447, 18.6678197694, -30.2344535413, -5.4683753172, -4.1335064207, -0.5043959566, 0.5094171266]
// biome-ignore format: as above
const LENS = [-313.9508632762, -70.3216819666, 585.4719725809, 471.5395862431, 117.3539102044, 127.0168222865, -324.4700544731, -188.1638078982, -104.5512488013, -68.3078486904, 89.7815373733, 33.4498264952, 35.2723638870, 13.6524086627, -8.7568168893, -1.2825766708, -3.5126531075, -0.4477840959, 0.0428291365]

/** Optical density of the macula, 0.35 at its peak, and of the lens, 1.765 at 400 nm. */
const macula = (nm: number): number => (nm < 375 || nm > 550 ? 0 : 1.005004855 * series(MACULA, (nm - 375) / 55.70423008))
const lens = (nm: number): number => (nm > 630 ? 0 : 1.0091871745 * series(LENS, (nm - 360) / 95.49296586))

/** An eye: where its pigments peak beside the mean eye's, nm, and how dense pigments, macula and lens are beside those of a field of 2°. */
export type Eye = { shift: { L: number; M: number }; density: number; macula: number; lens: number }
export const MEAN_EYE: Eye = { shift: { L: -1.2, M: 0 }, density: 1, macula: 1, lens: 1 }
const DENSITY = { L: 0.5, M: 0.5, S: 0.4 } as const
export type Cone = keyof typeof DENSITY

/** How much of the energy at each wavelength a cone of this eye takes in. `peak`: another pigment stands in it, which peaks so many nm from its own. */
export const coneOf = (cone: Cone, eye: Eye, by = cone === 'S' ? 0 : eye.shift[cone]): Spectrum =>
  NM.map((nm) => {
    const { peak, series: pigment } = PIGMENTS[cone]
    const x = (Math.log10(nm) - 2.556302500767287) / 0.11876664675818423 + Math.log10(peak / (peak + by)) / 0.11876664675818423
    const absorbance = 10 ** series(pigment, x)
    const taken = 1 - 10 ** (-DENSITY[cone] * eye.density * absorbance)
    return nm * taken * 10 ** -(eye.macula * macula(nm) + eye.lens * lens(nm))
  })

export const product = (a: Spectrum, b: Spectrum): number => a.reduce((sum, value, n) => sum + value * (b[n] ?? 0), 0)

/** CIE 1931: what a perfect colorimeter says of a light. */
export const xyzOfLight = (light: Spectrum): [X: number, Y: number, Z: number] => [
  product(
    light,
    CIE_1931.map(([x]) => x),
  ),
  product(
    light,
    CIE_1931.map(([, y]) => y),
  ),
  product(
    light,
    CIE_1931.map(([, , z]) => z),
  ),
]

/** A light of bell-shaped bands: middle and width at half of the height, nm, and weight. */
export const bands = (...of: readonly (readonly [middle: number, width: number, weight: number])[]): Spectrum =>
  NM.map((nm) => of.reduce((sum, [middle, width, weight]) => sum + weight * Math.exp(-4 * Math.LN2 * ((nm - middle) / width) ** 2), 0))
