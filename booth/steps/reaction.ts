import { css, html, LitElement } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Input } from '#protocol/input.ts'
import type { Scene } from '#protocol/measurement.ts'
import { byInput } from '#words/by-input.ts'
import { hasKeys, isTouched, keyCap } from '../answers.ts'
import { turnGreen } from '../drawings/senses.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import { ofTrial, painted, type Showing, shownTrial } from '../trial.ts'
import { shows } from './shows.ts'

/** A circle that stands grey and turns green: press at once, on the keypad or anywhere here. The agent says what was too early. */
export class Reaction extends LitElement {
  static override properties = { ...ofTrial, green: { state: true } }
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'circle' }>
  declare language: Language
  declare inputs: readonly Input[]
  /** The trial whose circle is green. */
  declare green: string
  /** The trial before this one was pressed while it was grey. */
  #early = false
  /** The trial that is drawn, and the one whose circle has begun to wait for green. */
  #drawn = ''
  #begun = ''
  readonly #trial = shownTrial(this, { waits: () => this.stage.index === 0, begin: (showing) => void this.#turn(showing) })

  constructor() {
    super()
    this.green = ''
  }

  protected override willUpdate(): void {
    const { name } = this.#trial
    if (this.#drawn === name) return
    this.#early = this.#begun !== '' && this.#begun === this.#drawn && this.green !== this.#drawn
    this.#drawn = name
  }

  async #turn({ signal, stands }: Showing) {
    const { name } = this.#trial
    const { foreMs } = this.scene
    this.#begun = name
    await painted()
    await new Promise((resolve) => setTimeout(resolve, foreMs))
    if (signal.aborted) return
    this.green = name
    await this.updateComplete
    await painted()
    stands()
  }

  #press = () => this.#trial.answer('pressed')
  #key = (event: KeyboardEvent) => {
    if (!event.repeat && (event.key === 'Enter' || event.key === ' ')) this.#press()
  }

  override render() {
    const { booth: words } = text[this.language].procedures.reaction
    const { waiting, name, ready } = this.#trial
    if (waiting)
      return html`<section class="step">
        <div class="pair">
          ${turnGreen(words.title, hasKeys(this.inputs))}
          <div class="words">
            <h1>${words.title}</h1>
            <p class="lead">${byInput(words.text, this.inputs)}</p>
            <div class="actions"><button class="primary" @click=${ready}>${keyCap(this, 'ok')}${words.ready}</button></div>
          </div>
        </div>
      </section>`
    const green = this.green === name
    const early = this.#early && !green
    // Pressed, not clicked: a click comes when the finger is lifted, and that may be at the next circle.
    const inside = html`<span class="what">${this.scene.practice ? words.practice : ''}</span>
      <strong class=${early ? 'early' : ''} aria-live="polite">${early ? words.tooEarly : words.title}</strong>
      <span class="circle ${green ? 'green' : ''}">${green ? words.now : words.wait}</span>`
    return html`<h1 class="unseen">${words.title}</h1>
    ${
      isTouched(this.inputs)
        ? html`<button class="field" data-hush @pointerdown=${this.#press} @keydown=${this.#key}>${inside}</button>`
        : html`<div class="field" data-hush>${inside}</div>`
    }`
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
  ({ booth, view, stage, scene, language }) =>
    html`<rf-reaction .booth=${booth} .inputs=${view.inputs} .stage=${stage} .scene=${scene} .language=${language}></rf-reaction>`,
)
