import type { Language } from '#protocol/basic.ts'
import type { StationView } from '#protocol/check.ts'
import { height } from '#protocol/procedures/height.ts'
import { limbs } from '#protocol/procedures/limbs.ts'
import { type Still, stillsOf } from '#protocol/still.ts'
import { dated } from './dated.ts'
import { stills as en } from './en/stills.ts'
import { fill } from './fill.ts'
import { procedures } from './procedures.ts'
import type { Both } from './texts.ts'
import { stills as zh } from './zh/stills.ts'

export const stills: Both<typeof zh> = { zh, en }

/** A still of a log, with its caption: what was asked for, and by which camera it was taken. */
export type CaptionedStill = Still & { caption: string }

const asked = (stimulus: unknown, language: Language): string => {
  if (limbs.isStimulus(stimulus)) return procedures[language].limbs.score.tasks[stimulus.task]
  return height.isStimulus(stimulus) ? fill(stills[language].height, { round: stimulus.round }) : ''
}

/** The stills that a log names, in its order. */
export const captioned = (trials: readonly { stimulus: unknown; still?: Still }[], language: Language): CaptionedStill[] => {
  const words = stills[language]
  return stillsOf(trials).map(({ camera, digest, index }) => ({
    camera,
    digest,
    caption: fill(words.caption, { what: asked(trials[index]?.stimulus, language), camera: words.cameras[camera] }),
  }))
}

/** What a doctor kept: who, when and by which camera. */
export const takenWords = (language: Language, { camera, doctor, at }: Omit<NonNullable<StationView['taken']>[number], 'file'>): string =>
  fill(stills[language].taken, { doctor, at: dated(at), camera: stills[language].cameras[camera] })
