import { acuity } from '#measure/acuity/acuity.ts'
import { TOO_FAR_OFF } from '#measure/acuity/distance.ts'
import { isMark, isOff } from '#measure/acuity/watched.ts'
import { DONE } from '#measure/procedure.ts'
import type { AcuityAnswer, AcuityLogged, AcuityScore, AcuitySetup } from '#protocol/procedures/acuity.ts'
import { type Chance, chance, seedOf } from './chance.ts'
import { type Eye, kinds, sitting } from './eyes.ts'

// Drivers who don't sit still, before a booth whose camera watches them and before one whose doesn't.

const LIMIT = 5
/** Lens to eyes at the mark, mm. */
const CAMERA_MM = 700
/** What is measured of the distance to the camera is wrong by 3 % in one trial of twenty: so many standard deviations lie within that. */
const CAMERA_SD = 0.03 / 1.96
/** People who mean to sit still sway so far around the mark, mm, as a standard deviation: a guess, and twice what standing people do. */
const SWAY_MM = 15

/** How somebody leans, mm, before an optotype; `unseen`: from the mark it wasn't seen; `uncounted`: so many weren't counted so far. */
type Lean = (about: { unseen: boolean; uncounted: number }) => number

const DIRECTIONS = ['up', 'right', 'down', 'left'] as const

const setupOf = (pathMm: number, watches: boolean): AcuitySetup => ({
  procedure: 'acuity',
  version: 2,
  method: 'limits',
  eye: 'right',
  limits: [LIMIT],
  glasses: false,
  screen: { pitchMm: 0.1, pathMm, mirrors: 0 },
  ...(watches ? { distance: { cameraMm: CAMERA_MM, mostOff: TOO_FAR_OFF } } : {}),
})

/** How much larger everything looks from so much nearer, log10. */
const gain = (leanMm: number, pathMm: number): number => -Math.log10(1 - leanMm / pathMm)

/** One sitting of somebody who leans as `lean` says. */
const sit = (setup: AcuitySetup, eye: Eye, lean: Lean, random: Chance): AcuityScore => {
  const seed = seedOf(random)
  const { pathMm } = setup.screen
  // Whether it was seen is known to the driver: what isn't is said here, and guessed below.
  const sees = sitting({ ...eye, cannot: 1 }, random)
  const guess = (): AcuityAnswer => DIRECTIONS[random.below(4)] ?? 'up'
  const trials: AcuityLogged[] = []
  let uncounted = 0
  for (;;) {
    const stimulus = acuity.next(setup, seed, trials)
    if (stimulus === DONE) return acuity.score(setup, seed, trials)
    const rest = { shownAt: 0, answeredAt: 1, source: 'device' as const }
    if (isMark(stimulus)) {
      trials.push({ stimulus, answer: { spanPx: 90 }, ...rest })
      continue
    }
    const first = sees(stimulus)
    const leanMm = lean({ unseen: first === 'cannot-see', uncounted })
    const answer = leanMm === 0 ? first : sees({ ...stimulus, level: stimulus.level - gain(leanMm, pathMm) })
    const away = (-leanMm + random.normal() * (CAMERA_MM - leanMm) * CAMERA_SD) / pathMm
    const trial: AcuityLogged = {
      stimulus,
      answer: answer === 'cannot-see' ? guess() : answer,
      ...rest,
      ...(setup.distance ? { away } : {}),
    }
    if (isOff(setup, trial)) uncounted += 1
    trials.push(trial)
  }
}

/** Share of sittings whose finding says that the limit is reached, the worst of all kinds of eyes. */
const passing = (setup: AcuitySetup, threshold: number, lean: Lean, { runs, seed }: { runs: number; seed: number }): number =>
  Math.max(
    ...kinds(threshold)
      .filter(({ cannot }) => cannot === 0)
      .map((eye, n) => {
        const random = chance(seed + n)
        const passed = Array.from({ length: runs }, () => {
          const finding = acuity.finding?.(sit(setup, eye, lean, random), 'acuity-right')
          return finding && 'reached' in finding && finding.reached !== null
        })
        return passed.filter(Boolean).length / runs
      }),
  )

const leans =
  (mm: number): Lean =>
  () =>
    mm
/** Leans far in whenever it isn't seen, to be rid of the miss, and never so often that the test ends. */
const escapes: Lean = ({ unseen, uncounted }) => (unseen && uncounted < 6 ? 500 : 0)

/** Figures of drivers who lean, at a path of 2.5 m. */
export const leanFigures = (runs: number, pathMm = 2500) => {
  const [watched, unwatched] = [setupOf(pathMm, true), setupOf(pathMm, false)]
  const weak = LIMIT - 0.1
  const random = chance(34_000)
  const steady: Eye = { shape: 'gaussian', threshold: LIMIT + 0.1, spread: 0.085, lapse: 0.02, cannot: 0 }
  const swaying = Array.from({ length: runs }, () => sit(watched, steady, () => SWAY_MM * random.normal(), random).distance)
  return {
    /** An eye 0.1 too weak that leans 10 cm in, and half a metre. */
    lean_pass_unwatched: passing(unwatched, weak, leans(100), { runs, seed: 30_000 }),
    lean_pass: passing(watched, weak, leans(100), { runs, seed: 30_000 }),
    lean_far_pass_unwatched: passing(unwatched, weak, leans(500), { runs, seed: 31_000 }),
    lean_far_pass: passing(watched, weak, leans(500), { runs, seed: 31_000 }),
    /** One that stays just within what counts, and one that is rid of six misses. */
    lean_within_pass: passing(watched, weak, leans(0.025 * pathMm), { runs, seed: 32_000 }),
    lean_escape_pass: passing(watched, weak, escapes, { runs, seed: 33_000 }),
    /** Of people who mean to sit still: how many optotypes a sitting aren't counted, and how many sittings come to an end by it. */
    sway_uncounted: swaying.reduce((sum, distance) => sum + (distance?.uncounted ?? 0), 0) / runs,
    sway_ended: swaying.filter((distance) => distance?.ended).length / runs,
  }
}
