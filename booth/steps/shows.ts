import { nothing, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { BoothView, Stage } from '#protocol/booth.ts'
import type { CheckView } from '#protocol/check.ts'
import type { Scene } from '#protocol/measurement.ts'
import type { Booth } from '../store.ts'

export type Drawn = TemplateResult | typeof nothing
/** How a step is shown: a function of the booth's state alone. Nothing, where that lacks what the step stands on. */
export type Draw = (booth: Booth) => Drawn

type Seen = { booth: Booth; view: BoothView; language: Language }
type SeenCheck = Seen & { check: CheckView }
type SeenStage = SeenCheck & { stage: Stage }

/** A step that is drawn from the agent's view. */
export const ofView =
  (draw: (seen: Seen) => Drawn): Draw =>
  (booth) => {
    const { view } = booth.state
    return view ? draw({ booth, view, language: view.language }) : nothing
  }
/** One of a check. */
export const ofCheck = (draw: (seen: SeenCheck) => Drawn): Draw =>
  ofView((seen) => (seen.view.check ? draw({ ...seen, check: seen.view.check }) : nothing))
/** One of a station that runs. */
export const ofStage = (draw: (seen: SeenStage) => Drawn): Draw =>
  ofCheck((seen) => (seen.view.stage ? draw({ ...seen, stage: seen.view.stage }) : nothing))

type SceneOf<S extends Scene['scene']> = Extract<Scene, { scene: S }>
const isScene = <S extends Scene['scene']>(scene: Scene, name: S): scene is SceneOf<S> => scene.scene === name

/** How the page shows a scene. `asksWorn`: before its first question the driver may have to put glasses or a hearing aid on or off. */
export type Shows = { draw: Draw; asksWorn: boolean }

/** How the page shows scenes of this name. */
export const shows = <S extends Scene['scene']>(
  name: S,
  draw: (seen: SeenStage & { scene: SceneOf<S> }) => TemplateResult,
  { asksWorn = false }: { asksWorn?: boolean } = {},
): Shows => ({
  draw: ofStage((seen) => {
    const { scene } = seen.stage
    return isScene(scene, name) ? draw({ ...seen, scene }) : nothing
  }),
  asksWorn,
})
