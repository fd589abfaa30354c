import { css, html, LitElement } from 'lit'
import { listenToRoom } from '#kit/noise.ts'
import { shared } from '#kit/tokens.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Scene } from '#protocol/measurement.ts'
import { quiet } from '../drawings/senses.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import { answerTrial, tellShown, trialOf } from '../trial.ts'
import { shows } from './shows.ts'

/** Before the first sound: the booth listens whether it is quiet. It tells a level and decides nothing. */
export class Listen extends LitElement {
  static override properties = {
    booth: { attribute: false },
    stage: { attribute: false },
    scene: { attribute: false },
    language: {},
    allowed: { state: true },
  }
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'listen' }>
  declare language: Language
  /** The trial for which somebody said that it is quiet now. */
  declare allowed: string
  readonly #context = new AudioContext()

  constructor() {
    super()
    this.allowed = ''
    this.#context.addEventListener('statechange', () => this.requestUpdate())
    whileHere(
      this,
      () => (this.#waiting ? null : trialOf(this.stage)),
      (signal) => void this.#listen(this.stage, this.scene.listenMs, signal),
    )
  }

  /** It was too loud; or the browser wants a touch before it hears. */
  get #waiting(): boolean {
    return (this.scene.round > 1 && this.allowed !== trialOf(this.stage)) || this.#context.state !== 'running'
  }

  #begin = async () => {
    await this.#context.resume()
    this.allowed = trialOf(this.stage)
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    void this.#context.close()
  }

  async #listen(stage: Stage, ms: number, signal: AbortSignal) {
    tellShown(this.booth, stage)
    const dbfs = await listenToRoom(this.#context, ms, signal)
    if (!signal.aborted) void answerTrial(this.booth, stage, { dbfs })
  }

  override render() {
    const { listen: words } = text[this.language].booth
    const loud = this.scene.round > 1
    return html`<section class="step">
      <div class="pair">
        ${quiet(words.picture)}
        <div class="words">
          <h1>${loud && this.#waiting ? words.loud : words.title}</h1>
          <p class="lead" aria-live="polite">${loud && this.#waiting ? words.loudText : words.text}</p>
          ${
            this.#waiting
              ? html`<div class="actions"><button class="primary" @click=${() => void this.#begin()}>${loud ? words.again : words.begin}</button></div>`
              : html`<div class="progress" role="progressbar" aria-label=${words.listening}>
                  <div .style=${`animation-duration: ${this.scene.listenMs + 500}ms`}></div>
                </div>`
          }
        </div>
      </div>
    </section>`
  }

  static override styles = [
    shared,
    look,
    css`
      .progress {
        width: 100%;
        max-width: 32rem;
        height: 2rem;
        border-radius: 1rem;
        background: var(--wash);
        overflow: hidden;
        forced-color-adjust: none;
      }
      .progress > div {
        height: 100%;
        border-radius: 1rem;
        background: var(--deep);
        animation: fill linear both;
      }
      @keyframes fill {
        from {
          width: 0;
        }
        to {
          width: 100%;
        }
      }
    `,
  ]
}
customElements.define('rf-listen', Listen)

export const listen = shows(
  'listen',
  ({ booth, stage, scene, language }) =>
    html`<rf-listen .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-listen>`,
  { asksWorn: true },
)
