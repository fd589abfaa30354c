import { html } from 'lit'
import { playPure } from '#kit/stimuli/tone.ts'
import type { Scene } from '#protocol/measurement.ts'
import { fill } from '#words/fill.ts'
import { listen } from '../drawings/senses.ts'
import { text } from '../text.ts'
import { Listening } from './listening.ts'
import { shows } from './shows.ts'

type Tone = Extract<Scene, { scene: 'tone' }>

/** Soft tones at one side: was one heard? Both answers come alive when the tone is over: before it began they would tell when to say yes. */
export class Tones extends Listening<Tone> {
  protected override readonly answersAtOnce = false
  protected override get words() {
    return text[this.language].procedures.tones.booth
  }
  protected override pitch({ pitch }: Tone) {
    return pitch
  }
  protected override play(context: AudioContext, { ear, pitch, gapMs, toneMs, gain }: Tone, began: () => void) {
    return playPure(context, { ear, pitch, gapMs, toneMs, gain }, began)
  }
  protected override drawing() {
    const sides = text[this.language].procedures.hearing.booth
    return html`${listen(this.words.title, this.scene.ear)}
      <p class="lead">${fill(this.words.side, { side: sides[this.scene.ear] })}</p>`
  }
  protected override choices() {
    return html`${this.choice('nothing', 'no', this.words.nothing)}${this.choice('heard', 'ok', this.words.heard)}`
  }
}
customElements.define('rf-tones', Tones)

export const tone = shows(
  'tone',
  ({ booth, view, stage, scene, language }) =>
    html`<rf-tones .booth=${booth} .inputs=${view.inputs} .stage=${stage} .scene=${scene} .language=${language}></rf-tones>`,
  { asksWorn: true },
)
