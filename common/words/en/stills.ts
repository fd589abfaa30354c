import type { Texts } from '../texts.ts'
import type { stills as zh } from '../zh/stills.ts'

/** What a camera showed during a test: for the doctor, and behind the form on paper. */
export const stills = {
  heading: 'Pictures of the test',
  /** At the moment of a height near a limit. */
  height: 'Height, round {round}',
  cameras: { overview: 'overview', face: 'face' },
  caption: '{what} ({camera})',
  taken: 'Kept by Dr {doctor}, {at} ({camera})',
  ofDoctors: 'Pictures kept by doctors',
  look: 'Look at hat, bun, shoes and heels.',
} satisfies Texts<typeof zh>
