import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { type Ear, openEar } from '#kit/noise.ts'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Input } from '#protocol/input.ts'
import type { Answer, Scene } from '#protocol/measurement.ts'
import { type ByInput, byInput } from '#words/by-input.ts'
import { answerKey, hasKeys, keyCap } from '../answers.ts'
import { headphones, listen } from '../drawings/senses.ts'
import { look } from '../look.ts'
import { soundHere } from '../sound.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import { ofTrial, type Showing, shownTrial } from '../trial.ts'

type Sounding = Extract<Scene, { headphones: boolean }>

/** What a test of hearing says: before it, while it sounds, and when it asks. */
type Words = { title: string; text: ByInput; ready: string; listen: string; question: string }

/** How often the agent is told how loud the booth is while a sound stands there, ms. */
const TOLD_MS = 300

/** A test of hearing: waits until the driver is ready and the browser lets it sound, plays the sound of a trial, and takes one answer to it. */
export abstract class Listening<S extends Sounding> extends LitElement {
  static override properties = { ...ofTrial, open: { state: true } }
  declare booth: Booth
  declare stage: Stage
  declare scene: S
  declare language: Language
  declare inputs: readonly Input[]
  /** The trial that can be answered. */
  declare open: string
  readonly #sound = soundHere(this)
  readonly #trial = shownTrial(this, { waits: () => this.scene.first, sound: this.#sound, begin: (showing) => void this.#play(showing) })
  /** The booth's microphone, from the first sound on until this leaves the page. */
  #ear: Promise<Ear | null> | null = null

  constructor() {
    super()
    this.open = ''
  }

  /** Plays a trial's sound, after its silence; `began` is called when it begins. Resolves when it is over. */
  protected abstract play(context: AudioContext, scene: S, began: () => void): Promise<void>
  /** The pitch of a trial's sound, Hz: what the microphone hears of it is no noise. */
  protected abstract pitch(scene: S): number
  /** Whether the answers come alive when the sound begins; false: when it is over. */
  protected abstract readonly answersAtOnce: boolean
  protected abstract readonly words: Words
  /** The answers, under the question. */
  protected abstract choices(): TemplateResult
  /** The drawing of a trial, and what else stands over its question. */
  protected drawing(): TemplateResult {
    return listen(this.words.title)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    void this.#ear?.then((ear) => ear?.stop())
    this.#ear = null
  }

  /** Tells how loud it is from now on until it is stopped or the trial is over. */
  #tellNoise({ signal, noise }: Showing): () => void {
    const tell = async () => {
      const ear = await this.#ear
      ear?.leaveOut(this.pitch(this.scene))
      const dbfs = ear?.level()
      if (dbfs != null && !signal.aborted) noise(dbfs)
    }
    void tell()
    const timer = setInterval(() => void tell(), TOLD_MS)
    const stop = () => clearInterval(timer)
    signal.addEventListener('abort', stop, { once: true })
    return stop
  }

  async #play(showing: Showing) {
    const { signal, stands } = showing
    const { name } = this.#trial
    this.#ear ??= openEar(this.#sound.context)
    let stopTelling = () => {}
    const open = () => {
      if (!signal.aborted) this.open = name
    }
    await this.play(this.#sound.context, this.scene, () => {
      if (this.answersAtOnce) open()
      stands()
      if (!signal.aborted) stopTelling = this.#tellNoise(showing)
    })
    stopTelling()
    open()
  }

  /** One answer, given by an arrow or by one of the two keys. */
  protected choice(answer: Answer, by: '←' | '→' | 'ok' | 'no', words: string): TemplateResult {
    const { name, answered } = this.#trial
    const isArrow = by === '←' || by === '→'
    const mark = isArrow ? by : { ok: '✓', no: '∅' }[by]
    const sign =
      !isArrow && hasKeys(this.inputs)
        ? html`<span class="sign">${keyCap(this, by)}</span>`
        : html`<span class="sign" aria-hidden="true">${mark}</span>`
    return answerKey(this, { words, sign, dead: this.open !== name || answered, give: () => this.#trial.answer(answer) })
  }

  override render() {
    const { title, text: lead, ready, listen: listening, question } = this.words
    if (this.#trial.waiting)
      return html`<section class="step">
        <div class="pair">
          ${this.scene.headphones ? headphones(title) : listen(title)}
          <div class="words">
            <h1>${title}</h1>
            <p class="lead">${byInput(lead, this.inputs)}</p>
            ${this.scene.headphones ? html`<p class="note">${text[this.language].booth.headphones}</p>` : nothing}
            <div class="actions"><button class="primary" @click=${this.#trial.ready}>${keyCap(this, 'ok')}${ready}</button></div>
          </div>
        </div>
      </section>`
    return html`<section class="step asking" data-hush>
      ${this.drawing()}
      <h1 aria-live="polite">${this.open === this.#trial.name ? question : listening}</h1>
      <div class="choices">${this.choices()}</div>
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
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        gap: var(--space-3);
      }
      .choices button,
      .choices .meaning {
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
