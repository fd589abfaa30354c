import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { AttemptView, Live, LiveValue, StationView } from '#protocol/check.ts'
import { decides, methodOf } from '#protocol/measurement.ts'
import { type AnyStation, informs, isOfForm, type Method, methodsOf } from '#protocol/stations.ts'
import { fill } from '#words/fill.ts'
import { stationName } from '#words/stations.ts'
import { text } from '../text.ts'
import '#kit/dialog.ts'
import { follow } from '#kit/follow.ts'
import { type Store, storeOf } from '#kit/watch.ts'
import { findingWords } from '#words/finding.ts'
import { refusalWords } from '#words/refusal.ts'
import { figureWords, flagWords, scoreWords } from '#words/score.ts'
import { askedWords } from '#words/station-limit.ts'
import { dateTimeOf, timeOf } from '../clock.ts'
import { sheet } from '../sheet.ts'
import { liveWords } from '../words.ts'
import type { Work } from '../work.ts'
import './covering.ts'
import './decide-form.ts'
import './effort-chip.ts'
import './log.ts'
import './quality-chip.ts'
import type { Decided } from './decide-form.ts'
import { isOpenOf, type Standing } from './standing.ts'

const CHIP = { waiting: '', running: 'warn', measured: 'good', decided: 'good' } as const

/** What is seen of the driver now is to be kept as evidence of a station. */
export class KeepPicture extends Event {
  readonly station: AnyStation
  constructor(station: AnyStation) {
    super('keep-picture')
    this.station = station
  }
}

/** One station of the claimed driver: value and limit, attempts, the log as it grows, start and repeat, and the doctor's decision. */
export class StationRow extends LitElement {
  static override properties = {
    view: { attribute: false },
    check: {},
    standing: { reflect: true },
    live: { attribute: false },
    values: { attribute: false },
    face: { attribute: false },
    work: { attribute: false },
    language: {},
    busy: { type: Boolean },
    open: { type: Boolean, reflect: true },
    deciding: { state: true },
    repeating: { state: true },
    glasses: { state: true },
    aid: { state: true },
    method: { state: true },
  }
  declare view: StationView
  /** The check's id. */
  declare check: string
  /** What it asks of the doctor: what is done and right is one line. */
  declare standing: Standing
  declare live: Live | null
  declare values: Store<LiveValue | null>
  /** The face camera's picture, where the driver's eyes matter; null: none comes. */
  declare face: MediaStreamTrack | null
  declare work: Work
  declare language: Language
  declare busy: boolean
  declare open: boolean
  declare deciding: boolean
  declare repeating: boolean
  declare glasses: boolean
  declare aid: boolean
  /** How it is measured next; null: as the station usually is. */
  declare method: Method | null

  constructor() {
    super()
    this.standing = 'waiting'
    this.check = ''
    this.live = null
    this.values = storeOf<LiveValue | null>(null)
    this.face = null
    this.busy = false
    this.open = false
    this.deciding = false
    this.repeating = false
    this.glasses = false
    this.aid = false
    this.method = null
  }

  get #words() {
    return text[this.language].clinician.exam
  }
  get #name() {
    return stationName(this.view.station, this.language)
  }

  /** What needs the doctor opens, what is right closes; and the choice of glasses or aid goes on from the last attempt. */
  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('standing') && (isOpenOf(this.standing) || changed.get('standing') !== undefined)) this.open = isOpenOf(this.standing)
    if (!changed.has('view')) return
    const before = changed.get('view')
    const last = this.#newestScore()
    if (before !== undefined && before.attempts.length === this.view.attempts.length) return
    if (last && 'glasses' in last) this.glasses = last.glasses
    if (last && 'aid' in last) this.aid = last.aid
  }

  #start = () => {
    this.repeating = false
    const { glasses, aid, method } = this
    void this.work.start(this.view.station, { glasses, aid, ...(method ? { method } : {}) })
  }
  protected override updated() {
    // Most stations have none.
    if (this.open && this.view.taken?.length) void import('./evidence.ts')
  }

  #startOrAsk = () => {
    // Nobody passes by what is for information only, so a repeat of it needs no warning.
    const tellsOnly = !isOfForm(this.view.station) || (this.method !== null && informs(this.method))
    if (!tellsOnly && this.#results() > 0) this.repeating = true
    else this.#start()
  }
  #decided = async ({ finding, reason }: Decided) => {
    if (await this.work.decide(finding, reason)) this.deciding = false
  }

  #newestScore() {
    return this.view.attempts.findLast(({ score }) => score !== null)?.score ?? null
  }

  /** The newest measurement that may have made the finding: one that only informs warns of nothing here. */
  #deciding() {
    return this.view.attempts.findLast(({ score, setup }) => score !== null && decides(setup))?.score ?? null
  }

  /** What the newest measurement warns of, until the doctor has decided. */
  #flags() {
    const score = this.view.state === 'measured' ? this.#deciding() : null
    return score ? flagWords(score, this.language).map((words) => html`<span class="chip warn">${words}</span>`) : nothing
  }

  #help() {
    const { station } = this.view
    if (station === 'hearing')
      return html`<label class="tick"><input type="checkbox" .checked=${this.aid} @change=${() => (this.aid = !this.aid)} />${this.#words.withAid}</label>`
    if (!station.startsWith('acuity')) return nothing
    return html`<label class="tick"
      ><input type="checkbox" .checked=${this.glasses} @change=${() => (this.glasses = !this.glasses)} />${this.#words.withGlasses}</label
    >`
  }

  /** Whether the newest attempt's answers are worth a look, and how its devices did. */
  #chips() {
    const newest = this.view.attempts.at(-1)
    if (!newest) return nothing
    return html`<rf-effort-chip .attempt=${newest} .live=${this.live} .language=${this.language}></rf-effort-chip>
      <rf-quality-chip .attempt=${newest} .language=${this.language}></rf-quality-chip>`
  }

  /** The newest attempt gave no result, since the server didn't accept what was measured. */
  #aside() {
    const refusal = this.view.attempts.at(-1)?.aside
    if (!refusal) return nothing
    return html`<p class="said bad aside"><span aria-hidden="true">⚠</span> ${fill(this.#words.aside, { why: refusalWords(this.language, refusal, 'doctor') })}</p>`
  }

  #methods() {
    const methods = methodsOf(this.view.station)
    if (methods.length < 2) return nothing
    const words = this.#words
    const chosen = (event: Event) => {
      if (!(event.target instanceof HTMLSelectElement)) return
      const { value } = event.target
      this.method = methods.find((one) => one === value) ?? null
    }
    return html`<label class="how">${words.method}
      <select aria-label="${words.method} ${this.#name}" @change=${chosen}>
        ${methods.map((one) => html`<option value=${one} ?selected=${one === (this.method ?? methods[0])}>${words.methods[one]}</option>`)}
      </select></label>`
  }

  /** Tries of this driver in other checks of today count, too: this list alone would hide them. */
  #triedToday() {
    const { triedToday = 0, attempts } = this.view
    if (triedToday <= 1 && triedToday <= attempts.length) return nothing
    return html`<p class="tried ${triedToday > 2 ? 'said' : 'quiet'}">${fill(this.#words.triedToday, { count: triedToday })}</p>`
  }

  #attempts() {
    const words = this.#words
    return this.view.attempts.toReversed().map(
      (attempt) => html`<div class="attempt">
        <p>
          ${fill(words.attempts, { number: attempt.number })} · ${timeOf(attempt.startedAt)} · ${words.attemptBy[attempt.by]} ·
          <span class="chip ${attempt.state === 'running' ? 'warn' : ''}">${words.attemptState[attempt.state]}</span>${this.#otherWay(attempt)}
        </p>
        ${this.#covering(attempt)}
        ${attempt.score ? html`<ul>${scoreWords(attempt.score, this.language).map((line) => html`<li>${line}</li>`)}</ul>` : nothing}
        <rf-log-of-attempt .attempt=${attempt} .live=${this.live} .language=${this.language}></rf-log-of-attempt>
      </div>`,
    )
  }

  /** The hand that covers an eye, enlarged while that is tested. */
  #covering({ id, state }: AttemptView) {
    if (!this.view.station.startsWith('acuity')) return nothing
    return html`<rf-covering
      .face=${this.face}
      .attempt=${id}
      .running=${state === 'running'}
      .marked=${this.live?.attempt === id && this.live.trials.length > 0}
      .language=${this.language}
    ></rf-covering>`
  }

  /** Named where an attempt was not made in the station's usual way. */
  #otherWay({ setup }: AttemptView) {
    const method = methodOf(setup)
    if (!method || method === methodsOf(this.view.station)[0]) return ''
    return ` · ${this.#words.methods[method]}`
  }

  #running() {
    const { view, live, values, language } = this
    const running = view.state === 'running' ? view.attempts.find(({ state }) => state === 'running') : undefined
    if (!running) return nothing
    const now = () => liveWords(view.station, values.value?.attempt === running.id ? values.value.value : null, language)
    const count = live?.attempt === running.id ? fill(this.#words.trials, { count: live.trials.length }) : ''
    return html`<p class="live number">
      <span role="status">${count}</span>
      <span>${follow(values, now)}</span>
    </p>`
  }

  #decision() {
    const { decision } = this.view
    if (!decision) return nothing
    const words = this.#words
    return html`<p class="quiet">
      ${fill(words.decidedBy, { doctor: decision.doctor, at: dateTimeOf(decision.at) })}
      ${decision.measured ? html`<br />${fill(words.measuredSaid, { value: findingWords(decision.measured, this.language) })}` : nothing}
      ${decision.reason ? html`<br />${fill(words.decidedReason, { reason: decision.reason })}` : nothing}
    </p>`
  }

  #acts() {
    const { station, state, attempts } = this.view
    const words = this.#words
    const start = attempts.some(({ state }) => state === 'read') ? words.repeat : state === 'running' ? words.restart : words.start
    return html`<span class="acts">
      <button ?disabled=${this.busy} @click=${this.#startOrAsk} aria-label="${start} ${this.#name}">
        ${start}
      </button>
      ${isOfForm(station) ? this.#decideButton() : nothing}
    </span>`
  }

  #details() {
    return html`<div class="details">
      ${this.standing === 'right' ? html`<div class="row">${this.#help()} ${this.#acts()}</div>` : nothing}
      ${this.#running()} ${this.#methods()}
      <p><button ?disabled=${this.busy} aria-label="${this.#words.keepPicture} ${this.#name}" @click=${() => this.dispatchEvent(new KeepPicture(this.view.station))}>${this.#words.keepPicture}</button></p>
      ${this.view.taken?.length ? html`<rf-taken .taken=${this.view.taken} .check=${this.check} .language=${this.language}></rf-taken>` : nothing}
      ${
        this.deciding
          ? html`<rf-decide-form
              .view=${this.view}
              .language=${this.language}
              .busy=${this.busy}
              @decided=${this.#decided}
              @cancel=${() => (this.deciding = false)}
            ></rf-decide-form>`
          : nothing
      }
      ${this.#decision()} ${this.#triedToday()} ${this.#attempts()}
    </div>`
  }

  /** How many results there are that may have made the finding. */
  #results() {
    return this.view.attempts.filter(({ state, setup }) => state === 'read' && decides(setup)).length
  }

  #repeatDialog() {
    const words = this.#words
    const done = this.#results()
    return html`<rf-dialog
      heading=${fill(words.repeatTitle, { station: this.#name })}
      .open=${this.repeating}
      @close=${() => (this.repeating = false)}
    >
      <p>${words.repeatWarning}</p>
      <p><strong>${fill(words.repeatCount, { done, next: done + 1 })}</strong></p>
      <button slot="buttons" @click=${() => (this.repeating = false)}>${words.cancel}</button>
      <button slot="buttons" class="primary" @click=${this.#start}>${words.repeatYes}</button>
    </rf-dialog>`
  }

  #decideButton() {
    const words = this.#words
    return html`<button
      ?disabled=${this.busy}
      aria-label="${words.decide} ${this.#name}"
      @click=${() => {
        this.deciding = true
        this.open = true
      }}
    >
      ${words.decide}
    </button>`
  }

  /** What was found; of what is for information, the figure itself. */
  #value() {
    const { finding } = this.view
    if (finding) return findingWords(finding, this.language)
    const score = this.#newestScore()
    return (score && figureWords(score, this.language)) ?? text[this.language].attended.none
  }

  override render() {
    const { state, station } = this.view
    const words = this.#words
    // Measured, and the measurement alone doesn't settle it.
    const open = this.standing === 'to-decide' || this.standing === 'to-confirm'
    const right = this.standing === 'right'
    return html`<div class="line">
        <button class="name" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
          <span aria-hidden="true">${this.open ? '▾' : '▸'}</span> ${this.#name}
        </button>
        <span class="chip ${open ? 'warn' : isOfForm(station) || state === 'running' ? CHIP[state] : ''}">${open ? words.toDecide : words.state[state]}</span>
        <span class="value">
          <strong class="number">${this.#value()}</strong>
          ${this.#flags()}
          <span class="quiet">${askedWords(station, this.view.asked, this.language)}</span>
          ${right ? nothing : this.#help()} ${this.#chips()}
        </span>
        ${right ? nothing : this.#acts()}
      </div>
      ${this.#aside()} ${this.open ? this.#details() : nothing} ${this.repeating ? this.#repeatDialog() : nothing}`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
        padding: 0.375rem 0;
        container-type: inline-size;
      }
      .line {
        display: grid;
        grid-template-columns: 8.5rem 5.75rem minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-2);
      }
      :host([standing='right']) {
        padding: 0;
      }
      :host([standing='right']) .line {
        grid-template-columns: 8.5rem 5.75rem minmax(0, 1fr);
      }
      :host([standing='right']) .name {
        min-height: 1.75rem;
        padding-block: 0;
      }
      .chip {
        justify-self: start;
      }
      .name {
        border-color: transparent;
        background: none;
        text-align: start;
        padding-inline: 0.25rem;
        white-space: normal;
      }
      .value {
        display: flex;
        flex-wrap: wrap;
        column-gap: var(--space-2);
        min-width: 0;
      }
      .acts {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      @container (max-width: 30rem) {
        .line {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .value,
        .acts {
          grid-column: 1 / 3;
          flex-wrap: wrap;
        }
      }
      .how {
        display: flex;
        min-width: 0;
        align-items: center;
        gap: var(--space-2);
      }
      .how select {
        width: auto;
        min-width: 0;
      }
      .details {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-2);
        padding: var(--space-2) var(--space-2) var(--space-2) 1.25rem;
      }
      .attempt ul {
        padding-inline-start: 1.25rem;
        color: var(--quiet);
      }
      .live {
        display: flex;
        gap: var(--space-3);
        font-weight: 600;
      }
    `,
  ]
}
customElements.define('rf-station', StationRow)
