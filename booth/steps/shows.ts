import { nothing, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Scene } from '#protocol/measurement.ts'
import type { Booth } from '../store.ts'

type SceneOf<S extends Scene['scene']> = Extract<Scene, { scene: S }>
const isScene = <S extends Scene['scene']>(scene: Scene, name: S): scene is SceneOf<S> => scene.scene === name

type Shown<S extends Scene['scene']> = { booth: Booth; stage: Stage; scene: SceneOf<S>; language: Language }

/** How the page shows a scene. `asksWorn`: before its first question the driver may have to put glasses or a hearing aid on or off. */
export type Shows = {
  draw: (booth: Booth, stage: Stage, language: Language) => TemplateResult | typeof nothing
  asksWorn: boolean
}

/** How the page shows scenes of this name. */
export const shows = <S extends Scene['scene']>(
  name: S,
  draw: (shown: Shown<S>) => TemplateResult,
  { asksWorn = false }: { asksWorn?: boolean } = {},
): Shows => ({
  draw: (booth, stage, language) => (isScene(stage.scene, name) ? draw({ booth, stage, scene: stage.scene, language }) : nothing),
  asksWorn,
})
