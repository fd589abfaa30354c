import { html } from 'lit'
import { FORK_HZ, playTone } from '#kit/stimuli/tone.ts'
import type { Scene } from '#protocol/measurement.ts'
import { text } from '../text.ts'
import { Listening } from './listening.ts'
import { shows } from './shows.ts'

type Sound = Extract<Scene, { scene: 'sound' }>

/** Sounds from the left, the right, or none: which was it? */
export class Hearing extends Listening<Sound> {
  protected override readonly answersAtOnce = true
  protected override get words() {
    return text[this.language].procedures.hearing.booth
  }
  protected override pitch() {
    return FORK_HZ
  }
  protected override play(context: AudioContext, { side, gapMs, gain, noise }: Sound, began: () => void) {
    return playTone(context, { side, gapMs, gain, noise }, began)
  }
  protected override choices() {
    const { left, nothing, right } = this.words
    return html`${this.choice('left', '←', left)}${this.choice('nothing', 'no', nothing)}${this.choice('right', '→', right)}`
  }
}
customElements.define('rf-hearing', Hearing)

export const sound = shows(
  'sound',
  ({ booth, view, stage, scene, language }) =>
    html`<rf-hearing .booth=${booth} .inputs=${view.inputs} .stage=${stage} .scene=${scene} .language=${language}></rf-hearing>`,
  { asksWorn: true },
)
