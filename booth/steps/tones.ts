import { LitElement, css, html, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Scene } from '#protocol/measurement.ts'
import type { Stage } from '#protocol/booth.ts'
import { fill } from '#words/fill.ts'
import { text } from '../text.ts'
import { playPure } from '#kit/stimuli/tone.ts'
import { shared } from '#kit/tokens.ts'
import { whileHere } from '#kit/while-here.ts'
import { headphones, listen } from '../drawings/senses.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { shows } from './shows.ts'
import { answerTrial, tellShown, trialOf } from '../trial.ts'

/** Soft tones at one side: was one heard? */
export class Tones extends LitElement {
  static override properties = {
    booth: { attribute: false },
    stage: { attribute: false },
    scene: { attribute: false },
    language: {},
    ready: { state: true },
    played: { state: true },
    answered: { state: true },
  }
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'tone' }>
  declare language: Language
  /** The attempt for which the driver is ready to listen. */
  declare ready: string
  /** The trial whose tone has ended. */
  declare played: string
  declare answered: string
  readonly #context = new AudioContext()

  constructor() {
    super()
    this.ready = ''
    this.played = ''
    this.answered = ''
    this.#context.addEventListener('statechange', () => this.requestUpdate())
    whileHere(
      this,
      () => (this.#waiting ? null : trialOf(this.stage)),
      (signal) => void this.#play(this.stage, this.scene, signal),
    )
  }

  get #waiting(): boolean {
    return (this.scene.first && this.ready !== this.stage.attempt) || this.#context.state !== 'running'
  }

  #begin = async () => {
    await this.#context.resume()
    this.ready = this.stage.attempt
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    void this.#context.close()
  }

  async #play(stage: Stage, { ear, pitch, gapMs, toneMs, gain }: Extract<Scene, { scene: 'tone' }>, signal: AbortSignal) {
    await playPure(this.#context, { ear, pitch, gapMs, toneMs, gain }, () => {
      if (!signal.aborted) tellShown(this.booth, stage)
    })
    // Both answers come alive when the tone is over: before it began they would tell when to say yes.
    if (!signal.aborted) this.played = trialOf(stage)
  }

  #answer = (answer: 'heard' | 'nothing') => {
    this.answered = trialOf(this.stage)
    void answerTrial(this.booth, this.stage, answer).then((taken) => {
      if (!taken) this.answered = ''
    })
  }

  override render() {
    const { booth: say } = text[this.language].procedures.tones
    const sides = text[this.language].procedures.hearing.booth
    if (this.#waiting)
      return html`<section class="step">
        <div class="pair">
          ${this.scene.headphones ? headphones(say.title) : listen(say.title)}
          <div class="words">
            <h1>${say.title}</h1>
            <p class="lead">${say.text}</p>
            ${this.scene.headphones ? html`<p class="note">${text[this.language].booth.headphones}</p>` : nothing}
            <div class="actions"><button class="primary" @click=${() => void this.#begin()}>${say.ready}</button></div>
          </div>
        </div>
      </section>`
    const trial = trialOf(this.stage)
    const listening = this.played !== trial
    const choice = (answer: 'heard' | 'nothing', sign: string) =>
      html`<button ?disabled=${listening || this.answered === trial} @click=${() => this.#answer(answer)}>
        <span class="sign" aria-hidden="true">${sign}</span>${say[answer]}
      </button>`
    return html`<section class="step asking">
      ${listen(say.title, this.scene.ear)}
      <p class="lead">${fill(say.side, { side: sides[this.scene.ear] })}</p>
      <h1 aria-live="polite">${listening ? say.listen : say.question}</h1>
      <div class="choices">${choice('nothing', '∅')}${choice('heard', '✓')}</div>
    </section>`
  }

  static override styles = [
    shared,
    look,
    css`
      h1 {
        font-size: 3.25rem;
      }
      .step {
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
      }
      .pair .drawing {
        max-height: 28rem;
      }
      .asking .drawing {
        max-height: 20rem;
      }
      .choices {
        width: 100%;
        display: grid;
        grid-template-columns: repeat(2, 1fr);
        gap: var(--space-3);
      }
      .choices button {
        display: grid;
        justify-items: center;
        align-content: center;
        gap: var(--space-1);
        min-height: 14rem;
        padding: var(--space-2);
      }
      .sign {
        font-size: 5rem;
        line-height: 1;
      }
    `,
  ]
}
customElements.define('rf-tones', Tones)

export const tone = shows(
  'tone',
  ({ booth, stage, scene, language }) => html`<rf-tones .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-tones>`,
  { asksWorn: true },
)
