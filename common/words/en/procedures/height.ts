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
    look: 'Near the limit: look at the overview. A hat, a bun (about +3 cm), shoes and tiptoe (about +4 cm) make somebody taller; where in doubt, measure again with hair down, no shoes and heels on the floor.',
    floorTared: 'floor not seen',
    floorTaredText:
      'The floor was not seen this time; its distance is from the empty booth. For each 10 degrees that the air has warmed since, the height is about 1.5 cm too large.',
    floorDiffers: 'floor has moved',
    floorDiffersText:
      'The floor was {tare} mm away with the booth empty and is {mm} mm away now; the height is corrected for warmer or colder air. If something lies on the floor or the sensor was moved, it is wrong.',
    feet: 'look at the feet',
    feetText: {
      one: 'In one round almost all of the weight was on one foot: look at the overview, whether both feet stand flat. This can’t show tiptoe.',
      none: 'In one round there was hardly any weight under the feet: look at the overview, where the driver stands and whether they hold on to something.',
    },
    outcomes: {
      measured: 'measured',
      'rounds-differ': 'rounds differ',
      implausible: 'not plausible',
      'too-few-samples': 'too few samples',
      unsteady: 'not standing still enough',
    },
  },
  /** What the picture of a log says. */
  log: {
    label: 'Log of height. {rounds}',
    round: 'Round {round}: {cm} cm. ',
    few: 'Round {round}: too few samples. ',
    unsteady: 'Round {round}: too unsteady. ',
    limit: 'limit {cm}',
    legend: '● counted   ○ left out (too far from the median)',
  },
} satisfies Texts<typeof zh>
