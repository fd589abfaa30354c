import type { Texts } from '../../texts.ts'
import type { height as zh } from '../../zh/procedures/height.ts'

export const height = {
  /** What the driver reads. */
  booth: {
    stand: 'Stand under the sensor',
    standText: 'No shoes, no hat. Heels back, stand straight and still, look ahead.',
    stepOff: 'Step off',
    stepOffText: 'Leave the spot and wait for the next instruction.',
    round: 'Measurement {round}',
    live: 'Reading now',
    centimetres: '{value} cm',
    nothing: 'nothing yet',
  },
  /** What a score says to a doctor. */
  score: {
    rounds: 'rounds {rounds} mm',
    nearLimit: 'near the limit',
    outcomes: {
      measured: 'measured',
      'rounds-differ': 'rounds differ',
      implausible: 'not plausible',
      'too-few-samples': 'too few samples',
    },
  },
  /** What the picture of a log says. */
  log: {
    label: 'Log of height. {rounds}',
    round: 'Round {round}: {cm} cm. ',
    unsteady: 'Round {round}: too few steady samples. ',
    limit: 'limit {cm}',
    legend: '● counted   ○ left out (too far from the median)',
  },
} satisfies Texts<typeof zh>
