import type { Chance } from '../validity/chance.ts'
import { CAMERA, type Colour, type Cover, openStudio, type Person } from './head.ts'
import type { Series } from './series.ts'
import { shoot } from './shot.ts'

const PEOPLE: readonly Person[] = [
  {
    spanMm: 63,
    wide: 1,
    tall: 1,
    noseMm: 22,
    hairlineMm: 62,
    skin: [0.72, 0.5, 0.38],
    hair: [0.05, 0.04, 0.03],
    iris: [0.16, 0.1, 0.06],
    glasses: false,
  },
  {
    spanMm: 59,
    wide: 0.95,
    tall: 0.94,
    noseMm: 17,
    hairlineMm: 55,
    skin: [0.82, 0.62, 0.5],
    hair: [0.02, 0.02, 0.02],
    iris: [0.08, 0.05, 0.03],
    glasses: false,
  },
  {
    spanMm: 67,
    wide: 1.05,
    tall: 1.06,
    noseMm: 24,
    hairlineMm: 68,
    skin: [0.42, 0.27, 0.18],
    hair: [0.03, 0.02, 0.02],
    iris: [0.06, 0.04, 0.03],
    glasses: true,
  },
]
const PADDLES: readonly Colour[] = [
  [0.04, 0.04, 0.04],
  [0.75, 0.75, 0.75],
]
const EYES = ['right', 'left'] as const
/** How the head stands in a trial, degrees: turned, nodding. At the mark it's straight. */
const TURNS = [
  [0, 0],
  [12, 0],
  [-12, 0],
  [0, 10],
] as const
const LAMP = [0.3, 0.5, 1] as const
const MM = 650

/** Heads of solids, drawn in perspective; turned ones too. */
export const drawnSeries = (random: Chance): Series[] => {
  const studio = openStudio()
  return PEOPLE.flatMap((person, number) =>
    (['none', 'hand', 'paddle'] as const).map((cover): Series => {
      const held: Cover | null =
        cover === 'none'
          ? null
          : {
              eye: EYES[number % 2] ?? 'right',
              by: cover,
              beside: [0, 0, 0],
              tiltDeg: 20 + 5 * number,
              colour: cover === 'hand' ? person.skin : (PADDLES[number % 2] ?? person.skin),
            }
      const taken = new Map<number, Promise<ImageBitmap>>()
      const turned = (turn: number): Promise<ImageBitmap> => {
        const [yawDeg, pitchDeg] = TURNS[turn] ?? TURNS[0]
        const known =
          taken.get(turn) ??
          createImageBitmap(studio(person, held, { mm: MM, rightMm: 0, upMm: 0, yawDeg, pitchDeg, rollDeg: 0 }, LAMP, 1.1))
        taken.set(turn, known)
        return known
      }
      return {
        faces: 'drawn',
        cover,
        eye: held?.eye ?? 'none',
        async picture(trial, number, shot) {
          const image = await turned(trial ? number % TURNS.length : 0)
          const eyes = [CAMERA.width / 2, CAMERA.height / 2] as const
          return shoot({ image, part: [0, 0, CAMERA.width, CAMERA.height], eyes }, null, shot, random)
        },
      }
    }),
  )
}
