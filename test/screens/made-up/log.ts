import { acuity } from '#measure/acuity/acuity.ts'
import { colour } from '#measure/colour/colour.ts'
import { rehearse } from '#measure/rehearse.ts'
import type { ColourSetup } from '#protocol/procedures/colour.ts'
import type { Log } from '#protocol/rest.ts'
import { hashOf } from '../../made-up/ids.ts'
import { screenColours } from '../screen-colours.ts'

// Logs of stations, as the console draws them.

/** One who lacks M cones, and whose eye has a little less green than the mean one: the third line is as good as none to it. */
export const COLOUR_SEED = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'

export const colourSetup: ColourSetup = {
  procedure: 'colour',
  form: 'digits',
  version: 3,
  screen: { colours: screenColours, measuredAt: '2026-10-02T01:20:00.000Z' },
}

export const colourTrials = rehearse(colour, colourSetup, COLOUR_SEED, ({ kind, sweep, figure }, index) =>
  kind === 'deutan' && (sweep === 1 || (sweep === undefined && index % 3 === 0)) ? 'cannot-see' : figure,
)

/** An eye whose driver leans in twice, sinks out of the camera's sight once, and hears somebody speak. */
export const eyeSetup = {
  procedure: 'acuity' as const,
  version: 2 as const,
  method: 'limits' as const,
  eye: 'left' as const,
  limits: [5, 4.9],
  glasses: true,
  screen: { pitchMm: 0.1554, pathMm: 2500, mirrors: 1 },
  distance: { cameraMm: 700, mostOff: 0.03 },
}
const AWAY: Readonly<Record<number, number | null>> = { 6: -0.044, 7: -0.012, 13: null, 17: -0.036 }
const VOICE_MS: Readonly<Record<number, number>> = { 9: 850, 10: 1200, 18: 600 }

export const eyeTrials = rehearse(acuity, eyeSetup, COLOUR_SEED, (stimulus, n) =>
  'mark' in stimulus
    ? { spanPx: 91.4, hint: { covered: 'right' as const, by: 'hand' as const } }
    : n % 4 === 3
      ? ('cannot-see' as const)
      : stimulus.direction,
)
  .slice(0, 24)
  .map((trial, n) =>
    n === 0 ? trial : { ...trial, away: AWAY[n] === undefined ? 0.006 * Math.sin(n * 1.7) : AWAY[n], voiceMs: VOICE_MS[n] ?? 0 },
  )

export const colourLog: Log = { devices: [], setup: colourSetup, trials: colourTrials }

export const hearingSetup = {
  procedure: 'hearing' as const,
  version: 3 as const,
  aid: false,
  levelDb: 54,
  roveDb: 16,
  noise: { limitDb: 45, microphoneDb: 110 },
}

export const heightLog: Log = {
  devices: [],
  setup: { procedure: 'height', floorMm: 2400, limitsMm: [] },
  trials: [1, 2].map((round) => ({
    stimulus: { step: 'stand' as const, round },
    answer: { step: 'stand' as const, samplesMm: Array.from({ length: 24 }, (_, index) => 678 + ((index * 7) % 4)) },
    shownAt: round * 9000,
    answeredAt: round * 9000 + 5000,
    source: 'device' as const,
  })),
}

/** The same, so near a limit that both rounds left a picture. */
export const pictureOfHeightLog: Log = {
  ...heightLog,
  trials: heightLog.trials.map((trial, n) => ({
    ...trial,
    still: { camera: 'overview' as const, digest: hashOf(n === 0 ? 'a' : 'c') },
  })) as Log['trials'],
}

/** Two pedals, the left pressed half as hard as the right. */
export const feetLog: Log = {
  devices: [],
  setup: { procedure: 'limbs', station: 'lower-limbs', tasks: ['press-right-pedal', 'press-left-pedal'] },
  trials: (['press-right-pedal', 'press-left-pedal'] as const).map((task, n) => ({
    stimulus: { task },
    answer: {
      done: 'done' as const,
      force: Array.from({ length: 70 }, (_, at): [number, number] => [
        at * 50,
        at < 6 || at > 64 ? 0 : Math.round((320_000 + 20_000 * Math.sin(at / 5)) / (n + 1)),
      ]),
    },
    shownAt: n * 9000,
    answeredAt: n * 9000 + 4000,
    source: 'device' as const,
    still: { camera: 'overview' as const, digest: hashOf(n === 0 ? 'd' : 'e') },
  })),
}

/** Fourteen times of about 300 ms, a lapse and two presses too early, behind the practice. */
export const reactionLog: Log = {
  devices: [],
  setup: { procedure: 'reaction' },
  trials: Array.from({ length: 20 }, (_, n) => ({
    stimulus: { kind: n < 3 ? ('practice' as const) : ('trial' as const), foreMs: 1500 },
    answer: n === 6 || n === 14 ? ('too-early' as const) : n === 11 ? ('nothing' as const) : ('pressed' as const),
    shownAt: n * 5000,
    answeredAt: n * 5000 + (n === 11 ? 3000 : 240 + ((n * 37) % 16) * 9),
    source: 'device' as const,
  })),
}
