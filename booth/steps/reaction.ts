import { css, html, LitElement, type PropertyValues } from 'lit'
import { shared } from '#kit/tokens.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Scene } from '#protocol/measurement.ts'
import { turnGreen } from '../drawings/senses.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import { answerTrial, painted, tellShown, trialOf } from '../trial.ts'
import { shows } from './shows.ts'

/** A circle that stands grey and turns green: press at once, on the keypad or anywhere here. The agent says what was too early. */
export class Reaction extends LitElement {
  static override properties = {
    booth: { attribute: false },
    stage: { attribute: false },
    scene: { attribute: false },
    language: {},
    ready: { state: true },
    green: { state: true },
    early: { state: true },
  }
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'circle' }>
  declare language: Language
  /** The attempt for which the driver has read what to do. */
  declare ready: string
  /** The trial whose circle is green. */
  declare green: string
  /** The trial before this one was pressed while it was grey. */
  declare early: boolean
  /** The trials that wait for green, and that were answered here. */
  #waiting = ''
  #answered = ''

  constructor() {
    super()
    this.ready = ''
    this.green = ''
    this.early = false
    whileHere(
      this,
      () => (this.#reading ? null : trialOf(this.stage)),
      (signal) => void this.#turn(this.stage, this.scene.foreMs, signal),
    )
  }

  get #reading(): boolean {
    return this.stage.index === 0 && this.ready !== this.stage.attempt
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('stage')
    if (!before || trialOf(before) === trialOf(this.stage)) return
    this.early = this.#waiting === trialOf(before) && this.green !== trialOf(before)
  }

  async #turn(stage: Stage, foreMs: number, signal: AbortSignal) {
    this.#waiting = trialOf(stage)
    await painted()
    await new Promise((resolve) => setTimeout(resolve, foreMs))
    if (signal.aborted) return
    this.green = trialOf(stage)
    await this.updateComplete
    await painted()
    if (!signal.aborted) tellShown(this.booth, stage)
  }

  #press = () => {
    const trial = trialOf(this.stage)
    if (this.#answered === trial) return
    this.#answered = trial
    void answerTrial(this.booth, this.stage, 'pressed').then((taken) => {
      if (!taken) this.#answered = ''
    })
  }
  #key = (event: KeyboardEvent) => {
    if (!event.repeat && (event.key === 'Enter' || event.key === ' ')) this.#press()
  }

  override render() {
    const { booth: words } = text[this.language].procedures.reaction
    if (this.#reading)
      return html`<section class="step">
        <div class="pair">
          ${turnGreen(words.title)}
          <div class="words">
            <h1>${words.title}</h1>
            <p class="lead">${words.text}</p>
            <div class="actions"><button class="primary" @click=${() => (this.ready = this.stage.attempt)}>${words.ready}</button></div>
          </div>
        </div>
      </section>`
    const green = this.green === trialOf(this.stage)
    const early = this.early && !green
    // Pressed, not clicked: a click comes when the finger is lifted, and that may be at the next circle.
    return html`<h1 class="unseen">${words.title}</h1>
    <button class="field" @pointerdown=${this.#press} @keydown=${this.#key}>
      <span class="what">${this.scene.practice ? words.practice : ''}</span>
      <strong class=${early ? 'early' : ''} aria-live="polite">${early ? words.tooEarly : words.title}</strong>
      <span class="circle ${green ? 'green' : ''}">${green ? words.now : words.wait}</span>
    </button>`
  }

  static override styles = [
    shared,
    look,
    css`
      h1 {
        font-size: 3.25rem;
      }
      .step {
        padding: var(--space-1) var(--space-3);
      }
      .pair {
        gap: var(--space-2);
      }
      /* Said in the field too, where an eye finds it: a heading inside a button isn't one. */
      .unseen {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .field {
        width: 100%;
        height: 100%;
        display: grid;
        grid-template-rows: auto auto 1fr;
        justify-items: center;
        align-items: center;
        gap: var(--space-1);
        padding: var(--space-2);
        border: 0;
        border-radius: 0;
        background: var(--white);
        color: var(--ink);
        touch-action: none;
      }
      .what {
        min-height: 1.5em;
        color: var(--quiet);
        font-size: var(--text);
      }
      strong {
        padding: var(--space-1) var(--space-3);
        border-radius: var(--radius);
      }
      .early {
        background: var(--warn-wash);
        color: var(--warn);
      }
      /* Dark to bright, and another word: who can't tell green from grey sees it as soon. */
      .circle {
        height: min(100%, 40rem);
        aspect-ratio: 1;
        max-width: 100%;
        display: grid;
        place-items: center;
        border-radius: 50%;
        forced-color-adjust: none;
        background: var(--quiet);
        color: var(--white);
        font-size: var(--text-huge);
        font-weight: 700;
      }
      .circle.green {
        background: #35d06f;
        color: var(--ink);
      }
    `,
  ]
}
customElements.define('rf-reaction', Reaction)

export const circle = shows(
  'circle',
  ({ booth, stage, scene, language }) =>
    html`<rf-reaction .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-reaction>`,
)
