import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { shared } from '#kit/tokens.ts'
import { colorimeterFile } from '#measure/colour/colorimeter-file.ts'
import type { Language } from '#protocol/basic.ts'
import type { Field } from '#protocol/fields.ts'
import type { Link } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Measured, ServiceDevice, Standing } from '#protocol/service.ts'
import { dated } from '#words/dated.ts'
import { fill } from '#words/fill.ts'
import { measuredWords } from '#words/measured.ts'
import { refusalWords } from '#words/refusal.ts'
import { foundWords } from '#words/trouble.ts'
import { text } from './text.ts'
import './mark-picture.ts'
import './number-field.ts'
import { playTone } from './tone.ts'
import { chosenOf, pointsOf, type Step, type Values, type Walk, walkOf, weakStep } from './walk.ts'

type Ask = Pick<Link<typeof serviceMessages, typeof servicePushes>, 'ask'>
type Of<K extends Step['kind']> = Extract<Step, { kind: K }>

/** A file of a few thousand patches, or a profile of three curves, is far smaller. */
const FILE_BYTES = 4_000_000

/** One calibration, a step a page. Fires `done` when the installer leaves it. */
export class CalibrateDevice extends LitElement {
  static override properties = {
    device: { attribute: false },
    simulated: { type: Boolean },
    language: {},
    link: { attribute: false },
    values: { state: true },
    measured: { state: true },
    at: { state: true },
    busy: { state: true },
    refused: { state: true },
    made: { state: true },
    playing: { state: true },
  }
  declare device: ServiceDevice
  declare simulated: boolean
  declare language: Language
  declare link: Ask
  declare values: Values
  /** What was measured at which step. */
  declare measured: Readonly<Record<string, Measured>>
  declare at: number
  declare busy: boolean
  declare refused: Refusal | null
  /** The calibration that this came to. */
  declare made: Standing | null
  /** A tone sounds. */
  declare playing: boolean
  #closeTone = () => {}

  constructor() {
    super()
    this.simulated = false
    this.values = {}
    this.measured = {}
    this.at = 0
    this.busy = false
    this.refused = null
    this.made = null
    this.playing = false
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#stopTone()
  }

  get #walk(): Walk | null {
    return walkOf(this.device, this.language, { ratio: window.devicePixelRatio, barPx: Math.round(window.innerWidth * 0.8) })
  }

  #stopTone() {
    this.#closeTone()
    this.#closeTone = () => {}
    this.playing = false
  }

  #again = () => {
    this.values = {}
    this.measured = {}
    this.#go(0)
  }

  /** To another step; what was answered stays. */
  #go(at: number) {
    this.#stopTone()
    this.at = at
    this.refused = null
  }

  #keep(step: Step, value: Values[string]) {
    this.values = { ...this.values, [step.key]: value ?? null }
  }

  /** Takes an answer and goes on; behind the last one the calibration is made. */
  async #take(step: Step, value: Values[string]) {
    this.#keep(step, value)
    const walk = this.#walk
    if (this.at + 1 < (walk?.steps(this.values).length ?? 0)) return this.#go(this.at + 1)
    this.#go(this.at)
    const work = walk?.work(this.values)
    if (!work) return
    this.busy = true
    const answer = await this.link.ask('service:calibrate', work)
    this.busy = false
    if (isRefusal(answer)) this.refused = answer
    else this.made = answer
  }

  async #measure(step: Of<'measure'>) {
    this.busy = true
    this.refused = null
    const measured = await this.link.ask('service:measure', { name: this.device.name, cell: step.cell }, 60_000)
    this.busy = false
    if (isRefusal(measured)) {
      this.refused = measured
      return
    }
    this.measured = { ...this.measured, [step.key]: measured }
    await this.#take(step, measured.median)
  }

  #field(step: Step, field: Field, above: TemplateResult | typeof nothing = nothing): TemplateResult {
    const before = this.values[step.key]
    return html`<rf-number-field .language=${this.language} .field=${field} .label=${step.ask} .busy=${this.busy}
      .earlier=${typeof before === 'number' ? before : null} .take=${(value: number | null) => void this.#take(step, value)}>${above}</rf-number-field>`
  }

  #choose(step: Of<'choose'>): TemplateResult {
    const { several } = step
    const list = step.key in this.values ? chosenOf(this.values, step.key) : step.first
    const choose = (option: string) => {
      if (!several) return void this.#take(step, option)
      this.#keep(step, list.includes(option) ? list.filter((one) => one !== option) : [...list, option])
    }
    const next = () => void this.#take(step, list)
    return html`<div class="row">
        ${step.options.map(({ value, words }) => html`<button aria-pressed=${list.includes(value)} @click=${() => choose(value)}>${words}</button>`)}
      </div>
      ${several && step.options.length > 0 ? this.#next(list.length > 0, next) : nothing}`
  }

  #next(ready: boolean, next: () => void): TemplateResult {
    return html`<button class="primary" ?disabled=${!ready || this.busy} @click=${next}>${text[this.language].service.next}</button>`
  }

  #measuring(step: Of<'measure'>): TemplateResult {
    const words = text[this.language].service
    const before = this.values[step.key]
    return html`<div class="row">
      <button class=${before === undefined ? 'primary' : ''} ?disabled=${this.busy} @click=${() => void this.#measure(step)}>${this.busy ? `${words.measuring}…` : words.measure}</button>
      ${before === undefined ? nothing : this.#next(true, () => void this.#take(step, before))}
    </div>`
  }

  #tap(step: Of<'tap'>): TemplateResult {
    return html`<rf-mark-picture .language=${this.language} .camera=${step.camera} .madeUp=${this.simulated} .optional=${step.optional} .busy=${this.busy}
      .points=${pointsOf(this.values, step.key)} .mark=${(points: Values[string]) => this.#keep(step, points)}
      .take=${(points: Values[string]) => void this.#take(step, points)}></rf-mark-picture>`
  }

  /** Plays until it is stopped or the step is left: a meter needs a while. */
  #tone({ ear, pitch }: Of<'tone'>): TemplateResult {
    const { play, stop } = text[this.language].service.speakers
    const begin = () => {
      this.#closeTone = playTone(ear, pitch)
      this.playing = true
    }
    return html`<button @click=${() => (this.playing ? this.#stopTone() : begin())}>${this.playing ? stop : play}</button>`
  }

  /** A colorimeter's file: read here, so that what it says is checked before the next step. */
  #file(step: Of<'file'>): TemplateResult {
    const read = async ({ target }: Event) => {
      const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined
      if (!file) return
      const readings = file.size > FILE_BYTES ? refuse('colour-file-unread') : colorimeterFile(new Uint8Array(await file.arrayBuffer()))
      if (isRefusal(readings)) this.refused = readings
      else await this.#take(step, readings)
    }
    // The browser's own button speaks the browser's language.
    return html`<label class="button">${text[this.language].service.colours.choose}
      <input type="file" accept=".ti3,.icc,.icm" aria-label=${step.ask} ?disabled=${this.busy} @change=${read} />
    </label>`
  }

  #body(step: Step): TemplateResult {
    if (step.kind === 'number') return this.#field(step, step.field)
    if (step.kind === 'choose') return this.#choose(step)
    if (step.kind === 'measure') return this.#measuring(step)
    if (step.kind === 'tap') return this.#tap(step)
    if (step.kind === 'bar') return html`<div class="bar" .style=${`width: ${step.lengthPx}px`}></div>${this.#field(step, step.field)}`
    if (step.kind === 'patch') return this.#field(step, step.field, html`<div class="patch" .style=${`background: ${step.colour}`}></div>`)
    if (step.kind === 'file') return this.#file(step)
    return this.#field(step, step.field, this.#tone(step))
  }

  /** What was measured at this step, or at the one before. */
  #said(steps: readonly Step[]): string {
    for (const step of [steps[this.at], steps[this.at - 1]]) {
      const measured = step && this.measured[step.key]
      if (step?.kind === 'measure' && measured) return measuredWords(measured, step.cell, this.language)
    }
    return ''
  }

  /** What is too weak of some steps: it is measured again, or hearing can't be tested. */
  #weak(steps: readonly (Step | undefined)[]): TemplateResult[] {
    return steps.flatMap((step) => {
      const fields = weakStep(step, this.values)
      return fields
        ? [html`<p class="warn" role="status">${foundWords({ found: 'too-weak', fields, trouble: null }, this.language)}</p>`]
        : []
    })
  }

  override render() {
    const { service: words, terms } = text[this.language]
    const { kind, name, port } = this.device
    const title = html`<h2>${fill(words.calibrating, { name: terms.devices[kind] })} ${port === null ? nothing : html`<small>${name}</small>`}</h2>`
    const leave = () => this.dispatchEvent(new CustomEvent('done'))
    if (this.made !== null)
      return html`${title}<p class="good" role="status">${fill(words.done, { until: dated(this.made.expiresAt) })}</p>
        ${this.#weak(this.#walk?.steps(this.values) ?? [])}
        <button class="primary" @click=${leave}>${words.toDevices}</button>`
    const steps = this.#walk?.steps(this.values) ?? []
    const step = steps[this.at]
    return html`${title}
      <progress max=${steps.length} value=${this.at} aria-label=${words.calibrate}></progress>
      <p class="said" role="status">${this.#said(steps)}</p>
      ${this.#weak([steps[this.at - 1]])}
      ${step ? html`<p class="ask" aria-live="polite">${step.kind === 'tap' ? nothing : step.ask}</p>${keyed(step.key, this.#body(step))}` : nothing}
      ${this.refused ? html`<p class="bad" role="alert">${refusalWords(this.language, this.refused, 'installer')}</p>` : nothing}
      <div class="row">
        <button ?disabled=${this.at === 0 || this.busy} @click=${() => this.#go(this.at - 1)}>${words.previous}</button>
        ${this.refused ? html`<button @click=${this.#again}>${words.again}</button>` : nothing}
        <button @click=${leave}>${words.toDevices}</button>
      </div>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
      }
      .ask {
        font-size: var(--text-large);
        max-width: 30em;
      }
      .ask:empty,
      .said:empty {
        display: none;
      }
      .said {
        color: var(--good);
      }
      small {
        font-size: var(--text-small);
        font-weight: 400;
        color: var(--quiet);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .bar {
        height: 4rem;
        max-width: none;
        background: #000;
      }
      /* What a meter is held to, as bright as the screen has it. */
      .patch {
        width: 100%;
        height: 14rem;
        border: 1px solid var(--edge);
        forced-color-adjust: none;
      }
      label.button {
        display: inline-grid;
        place-items: center;
        min-height: var(--target);
        padding: 0 var(--space-3);
        border-radius: var(--radius);
        background: var(--deep);
        color: var(--white);
        font-weight: 600;
      }
      label.button:focus-within {
        outline: var(--ring) solid var(--focus);
        outline-offset: 2px;
      }
      label.button input {
        position: absolute;
        opacity: 0;
        width: 1px;
      }
      progress {
        width: 100%;
        height: 1rem;
        accent-color: var(--deep);
      }
      .good,
      .warn,
      .bad {
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius);
        background: var(--good-wash);
        color: var(--good);
        font-size: var(--text-large);
      }
      .warn {
        background: var(--warn-wash);
        color: var(--warn);
      }
      .bad {
        background: var(--bad-wash);
        color: var(--bad);
      }
    `,
  ]
}
customElements.define('rf-calibrate-device', CalibrateDevice)
