import { html, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { CheckView } from '#protocol/check.ts'
import type { Scene } from '#protocol/measurement.ts'
import { stationName } from '#words/stations.ts'
import { progressBar } from '../progress.ts'
import { wornOtherwise } from '../step.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import * as all from './scenes.ts'
import type { Shows } from './shows.ts'
import './worn.ts'

// A scene that nobody shows is a type error.
const scenes: Readonly<Record<Scene['scene'], Shows>> = all

/** Before the first question: what a doctor wants worn otherwise. Afterwards it stays as it is. */
const withWorn = (language: Language, booth: Booth, stage: Stage, check: CheckView): TemplateResult => {
  const worn = stage.index === 0 ? wornOtherwise(check, stage.attempt) : null
  const { draw, asksWorn } = scenes[stage.scene.scene]
  const test = () => draw(booth, stage, language)
  if (!asksWorn) return html`${test()}`
  return html`<rf-worn-first .attempt=${stage.attempt} .worn=${worn} .test=${test} .language=${language}></rf-worn-first>`
}

/** A station that runs: its name, how far it is, and what the driver sees or hears now. */
export const station = (language: Language, booth: Booth, stage: Stage, check: CheckView): TemplateResult => html`
  <section class="station">
    <div class="station-head">
      <h2>${stationName(stage.station, language)}</h2>
      ${progressBar(text[language].booth.progress, stage.progress)}
    </div>
    <div class="station-body">${withWorn(language, booth, stage, check)}</div>
  </section>
`
