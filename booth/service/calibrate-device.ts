import { LitElement, css, html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { createRef, ref } from 'lit/directives/ref.js'
import type { Language } from '#protocol/basic.ts'
import type { Link } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { ServiceDevice } from '#protocol/service.ts'
import { CELLS, type Cell } from '#protocol/station.ts'
import { fill, text } from '#protocol/text/index.ts'
import { refusalWords } from '#kit/refusal.ts'
import { shared } from '#kit/tokens.ts'
import { playTone } from './tone.ts'
import { pointsOf, walkOf, type Step, type Values, type Walk } from './walk.ts'

type Ask = Pick<Link<typeof serviceMessages, typeof servicePushes>, 'ask'>

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', '⌫'] as const

/** One calibration, a step a page. Fires `done` when the installer leaves it. */
export class CalibrateDevice extends LitElement {
  static override properties = {
    device: { attribute: false },
    language: {},
    link: { attribute: false },
    values: { state: true },
    at: { state: true },
    busy: { state: true },
    said: { state: true },
    refused: { state: true },
    until: { state: true },
  }
  declare device: ServiceDevice
  declare language: Language
  declare link: Ask
  declare values: Values
  declare at: number
  declare busy: boolean
  declare said: string
  declare refused: Refusal | null
  declare until: string | null
  #stopTone = () => {}
  readonly #video = createRef<HTMLVideoElement>()

  constructor() {
    super()
    this.values = {}
    this.at = 0
    this.busy = false
    this.said = ''
    this.refused = null
    this.until = null
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#stopTone()
    const stream = this.#video.value?.srcObject
    if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.stop()
  }

  get #walk(): Walk | null {
    return walkOf(this.device, this.language, { ratio: window.devicePixelRatio, barPx: Math.round(window.innerWidth * 0.8) })
  }

  /** From the first step: what was typed wrong may be any of them. */
  #again = () => {
    this.values = {}
    this.at = 0
    this.said = ''
    this.refused = null
  }

  /** Takes an answer and goes on; behind the last one the calibration is made. */
  async #take(step: Step, value: Values[string]) {
    this.#stopTone()
    this.values = { ...this.values, [step.key]: value ?? null }
    this.refused = null
    const walk = this.#walk
    const last = this.at + 1 >= (walk?.steps(this.values).length ?? 0)
    if (!last) {
      this.at += 1
      this.said = ''
      return
    }
    const work = walk?.work(this.values)
    if (!work) return
    this.busy = true
    const answer = await this.link.ask('service:calibrate', work)
    this.busy = false
    if (isRefusal(answer)) this.refused = answer
    else this.until = answer.expiresAt.slice(0, 10)
  }

  async #measure(step: Extract<Step, { kind: 'measure' }>) {
    const say = text[this.language].service
    this.busy = true
    this.refused = null
    this.said = say.measuring
    const measured = await this.link.ask('service:measure', { name: this.device.name, cell: step.cell }, 30_000)
    this.busy = false
    if (isRefusal(measured)) {
      this.said = ''
      this.refused = measured
      return
    }
    await this.#take(step, measured.median)
    this.said = fill(say.measured, { value: Math.round(measured.median), unit: step.unit, spread: Math.round(measured.spread) })
  }

  #typed(step: Step, optional: boolean) {
    return (event: SubmitEvent) => {
      event.preventDefault()
      const { target } = event
      const field = target instanceof HTMLFormElement ? target.elements.namedItem('value') : null
      const words = field instanceof HTMLInputElement ? field.value.trim().replace(',', '.') : ''
      if (words === '' && optional) void this.#take(step, null)
      else if (/^-?\d+(\.\d+)?$/.test(words)) void this.#take(step, Number(words))
    }
  }

  #field(step: Step, optional = false): TemplateResult {
    const say = text[this.language].service
    /** A booth's screen has no keyboard. */
    const press = ({ target, currentTarget: pad }: Event) => {
      const field = pad instanceof HTMLElement ? pad.closest('form')?.elements.namedItem('value') : null
      if (!(target instanceof HTMLButtonElement) || !(field instanceof HTMLInputElement)) return
      field.value = target.value === '⌫' ? field.value.slice(0, -1) : field.value + target.value
    }
    return html`<form @submit=${this.#typed(step, optional)}>
      <input name="value" inputmode="decimal" autocomplete="off" aria-label=${step.ask} ?required=${!optional} pattern="-?[0-9]+([.,][0-9]+)?" />
      <button class="primary" ?disabled=${this.busy}>${say.next}</button>
      <div class="pad" @click=${press}>${KEYS.map((key) => html`<button type="button" value=${key}>${key}</button>`)}</div>
    </form>`
  }

  #choose(step: Extract<Step, { kind: 'choose' }>): TemplateResult {
    const say = text[this.language].service
    const { several } = step
    const chosen = this.values[`${step.key} chosen`]
    const list = Array.isArray(chosen) ? chosen : []
    const isCell = (option: string): option is Cell => CELLS.some((cell) => cell === option)
    const toggle = (option: string) => {
      if (!several) return void this.#take(step, option)
      const next = list.some((one) => one === option) ? list.filter((one) => one !== option) : [...list.map(String), option]
      this.values = { ...this.values, [`${step.key} chosen`]: next.map(String) }
    }
    return html`<div class="choices">
        ${step.options.map((option) => html`<button aria-pressed=${list.some((one) => one === option)} @click=${() => toggle(option)}>${isCell(option) ? say.cells[option] : option}</button>`)}
      </div>
      ${several ? html`<button class="primary" ?disabled=${list.length === 0} @click=${() => void this.#take(step, list.map(String))}>${say.next}</button>` : nothing}`
  }

  async #showCamera() {
    const say = text[this.language].service.cameras
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true })
      // Whoever has left meanwhile must not leave the camera on.
      if (this.#video.value && this.isConnected) this.#video.value.srcObject = stream
      else for (const track of stream.getTracks()) track.stop()
    } catch {
      this.said = say.none
    }
  }

  #tap(step: Step): TemplateResult {
    const say = text[this.language].service
    const points = pointsOf(this.values)
    const tapped = (event: MouseEvent) => {
      const { currentTarget: picture } = event
      if (!(picture instanceof HTMLVideoElement)) return
      const box = picture.getBoundingClientRect()
      const point = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((part) => Math.round(part * 1000))
      const next = [...points, [point[0] ?? 0, point[1] ?? 0] as const]
      if (next.length < 4) this.values = { ...this.values, points: next }
      else void this.#take(step, next)
    }
    if (!this.#video.value) queueMicrotask(() => void this.#showCamera())
    return html`<p class="quiet">${fill(say.cameras.tap, { count: points.length })}</p>
      <video ${ref(this.#video)} autoplay muted playsinline @click=${tapped}></video>`
  }

  #body(step: Step): TemplateResult {
    const say = text[this.language].service
    if (step.kind === 'number') return this.#field(step, step.optional)
    if (step.kind === 'choose') return this.#choose(step)
    if (step.kind === 'tap') return this.#tap(step)
    if (step.kind === 'bar') return html`<div class="bar" style="width: ${step.lengthPx}px"></div>${this.#field(step)}`
    if (step.kind === 'tone') {
      const play = () => {
        this.#stopTone()
        this.#stopTone = playTone(step.ear, step.pitch)
      }
      return html`<button @click=${play}>${say.speakers.play}</button>${this.#field(step)}`
    }
    return html`<button class="primary" ?disabled=${this.busy} @click=${() => void this.#measure(step)}>${this.busy ? say.measuring : say.measure}</button>`
  }

  override render() {
    const say = text[this.language].service
    const steps = this.#walk?.steps(this.values) ?? []
    const step = steps[this.at]
    const leave = () => this.dispatchEvent(new CustomEvent('done'))
    if (this.until !== null)
      return html`<h2>${this.device.name}</h2><p class="good" role="status">${fill(say.done, { until: this.until })}</p>
        <button class="primary" @click=${leave}>${say.back}</button>`
    return html`<h2>${say.calibrate}: ${this.device.name}</h2>
      <progress max=${steps.length} value=${this.at} aria-label=${say.calibrate}></progress>
      ${step ? html`<p class="ask" aria-live="polite">${step.kind === 'tap' ? nothing : step.ask}</p>${keyed(step.key, this.#body(step))}` : nothing}
      <p class="said" role="status">${this.said}</p>
      ${this.refused ? html`<p class="bad" role="alert">${refusalWords(this.language, this.refused)}</p><button @click=${this.#again}>${say.again}</button>` : nothing}
      <button @click=${leave}>${say.back}</button>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
      }
      .ask {
        font-size: var(--text-large);
        max-width: 30em;
      }
      form,
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      input {
        font: inherit;
        font-size: var(--text-large);
        width: 8em;
        min-height: var(--target);
        padding: 0 var(--space-2);
        border: 3px solid var(--edge);
        border-radius: var(--radius);
      }
      .pad {
        flex-basis: 100%;
        display: grid;
        grid-template-columns: repeat(3, minmax(var(--target), 10rem));
        gap: var(--space-1);
      }
      .bar {
        height: 4rem;
        max-width: none;
        background: #000;
      }
      video {
        width: min(100%, 60rem);
        background: var(--wash);
        border-radius: var(--radius);
        cursor: crosshair;
      }
      progress {
        width: 100%;
        height: 1rem;
        accent-color: var(--deep);
      }
      .good,
      .bad {
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius);
        background: var(--good-wash);
        color: var(--good);
        font-size: var(--text-large);
      }
      .bad {
        background: var(--bad-wash);
        color: var(--bad);
      }
    `,
  ]
}
customElements.define('rf-calibrate-device', CalibrateDevice)
