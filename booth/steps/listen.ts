import { html, LitElement } from 'lit'
import { listenToRoom } from '#kit/noise.ts'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Input } from '#protocol/input.ts'
import type { Scene } from '#protocol/measurement.ts'
import { keyCap } from '../answers.ts'
import { quiet } from '../drawings/senses.ts'
import { hush } from '../hush.ts'
import { look } from '../look.ts'
import { soundHere } from '../sound.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import { answerTrial, ofTrial, type Showing, shownTrial } from '../trial.ts'
import { bar, barLook } from './bar.ts'
import { shows } from './shows.ts'

/** Before the first sound: the booth says what comes, then it listens whether it is quiet. It tells a level and decides nothing. */
export class Listen extends LitElement {
  static override properties = { ...ofTrial, listens: { state: true } }
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'listen' }>
  declare language: Language
  declare inputs: readonly Input[]
  /** The trial for which the microphone is open. */
  declare listens: string
  readonly #sound = soundHere(this)
  /** It was too loud: somebody says first that it is quiet now. */
  readonly #trial = shownTrial(this, {
    waits: () => this.scene.round > 1,
    sound: this.#sound,
    begin: (showing) => void this.#listen(showing),
  })

  constructor() {
    super()
    this.listens = ''
  }

  async #listen({ signal, stands }: Showing) {
    const { booth, stage, scene } = this
    await hush(this)
    if (signal.aborted) return
    this.listens = this.#trial.name
    stands()
    const dbfs = await listenToRoom(this.#sound.context, scene.listenMs, signal)
    if (!signal.aborted) void answerTrial(booth, stage, { dbfs })
  }

  override render() {
    const { listen: words } = text[this.language].booth
    const loud = this.scene.round > 1
    const { waiting, ready, name } = this.#trial
    return html`<section class="step" ?data-hush=${this.listens === name}>
      <div class="pair">
        ${quiet(words.picture)}
        <div class="words">
          <h1>${loud && waiting ? words.loud : words.title}</h1>
          <p class="lead" aria-live="polite">${loud && waiting ? words.loudText : words.text}</p>
          ${
            waiting
              ? html`<div class="actions"><button class="primary" @click=${ready}>${keyCap(this, 'ok')}${loud ? words.again : words.begin}</button></div>`
              : bar(words.listening, this.scene.listenMs + 500)
          }
        </div>
      </div>
    </section>`
  }

  static override styles = [shared, look, barLook]
}
customElements.define('rf-listen', Listen)

export const listen = shows(
  'listen',
  ({ booth, view, stage, scene, language }) =>
    html`<rf-listen .booth=${booth} .inputs=${view.inputs} .stage=${stage} .scene=${scene} .language=${language}></rf-listen>`,
  { asksWorn: true },
)
