import { html, nothing } from 'lit'
import type { Scene } from '#protocol/measurement.ts'
import { stationName } from '#words/stations.ts'
import { progressBar } from '../progress.ts'
import { wornOtherwise } from '../step.ts'
import { text } from '../text.ts'
import * as all from './scenes.ts'
import { ofStage, type Shows } from './shows.ts'
import '../voices.ts'
import '../stills.ts'
import '../watching.ts'
import './worn.ts'

// A scene that nobody shows is a type error.
const SCENES: Readonly<Record<Scene['scene'], Shows>> = all

/** Before the first question: what a doctor wants worn otherwise. Afterwards it stays as it is. */
const withWorn = ofStage(({ booth, view, language, stage, check }) => {
  const { draw, asksWorn } = SCENES[stage.scene.scene]
  const test = draw(booth)
  if (!asksWorn) return test
  const worn = stage.index === 0 ? wornOtherwise(check, stage.attempt) : null
  return html`<rf-worn-first .attempt=${stage.attempt} .worn=${worn} .test=${test} .inputs=${view.inputs} .language=${language}></rf-worn-first>`
})

/** Of these a picture may be asked for. */
const isPictured = (scene: Scene): boolean => scene.scene === 'task' || (scene.scene === 'height' && scene.step === 'stand')
const isWatched = (scene: Scene): boolean => 'watched' in scene && scene.watched

/** A station that runs: its name, how far it is, and what the driver sees or hears now. */
export const station = ofStage(
  ({ booth, view, language, stage }) => html`
    <section class="station">
      <div class="station-head">
        <h2>${stationName(stage.station, language)}</h2>
        ${progressBar(text[language].booth.progress, stage.progress)}
      </div>
      <div class="station-body">${withWorn(booth)}</div>
      ${stage.station.startsWith('acuity') ? html`<rf-voices .booth=${booth} .stage=${stage}></rf-voices>` : nothing}
      ${isWatched(stage.scene) ? html`<rf-watching .booth=${booth} .stage=${stage} .madeUp=${view.madeUpCamera}></rf-watching>` : nothing}
      ${isPictured(stage.scene) ? html`<rf-stills .link=${booth.link} .madeUp=${view.madeUpCamera}></rf-stills>` : nothing}
    </section>
  `,
)
