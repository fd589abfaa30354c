import { html, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { CheckView } from '#protocol/check.ts'
import { text } from '#words/index.ts'
import { progressBar } from '../progress.ts'
import { wornOtherwise } from '../step.ts'
import type { Booth } from '../store.ts'
import './acuity.ts'
import './colour.ts'
import './hearing.ts'
import './listen.ts'
import './tones.ts'
import { height } from './height.ts'
import './reaction.ts'
import { task } from './task.ts'
import './worn.ts'

const scene = (language: Language, booth: Booth, stage: Stage): TemplateResult => {
  const { scene } = stage
  switch (scene.scene) {
    case 'optotype':
      return html`<rf-acuity .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-acuity>`
    case 'plate':
      return html`<rf-colour .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-colour>`
    case 'sound':
      return html`<rf-hearing .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-hearing>`
    case 'listen':
      return html`<rf-listen .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-listen>`
    case 'tone':
      return html`<rf-tones .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-tones>`
    case 'height':
      return height(language, scene)
    case 'circle':
      return html`<rf-reaction .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-reaction>`
    default:
      return task(language, booth, stage, scene)
  }
}

/** Before the first question: what a doctor wants worn otherwise. Afterwards it stays as it is. */
const withWorn = (language: Language, booth: Booth, stage: Stage, check: CheckView): TemplateResult => {
  const worn = stage.index === 0 ? wornOtherwise(check, stage.attempt) : null
  if (stage.scene.scene !== 'optotype' && stage.scene.scene !== 'listen' && stage.scene.scene !== 'sound' && stage.scene.scene !== 'tone')
    return scene(language, booth, stage)
  const test = () => scene(language, booth, stage)
  return html`<rf-worn-first .attempt=${stage.attempt} .worn=${worn} .test=${test} .language=${language}></rf-worn-first>`
}

/** A station that runs: its name, how far it is, and what the driver sees or hears now. */
export const station = (language: Language, booth: Booth, stage: Stage, check: CheckView): TemplateResult => html`
  <section class="station">
    <div class="station-head">
      <h2>${text[language].terms.stations[stage.station]}</h2>
      ${progressBar(text[language].booth.progress, stage.progress)}
    </div>
    <div class="station-body">${withWorn(language, booth, stage, check)}</div>
  </section>
`
