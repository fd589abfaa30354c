import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { StationView } from '#protocol/check.ts'
import type { Finding } from '#protocol/station.ts'
import { isOfForm } from '#protocol/stations.ts'
import { fill } from '#words/fill.ts'
import { findingWords } from '#words/finding.ts'
import { stationName } from '#words/stations.ts'
import { type Fields, fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import { findingFrom, LEVELS, measuredFinding, needsReason } from './finding.ts'

/** A doctor's decision ready to be sent. */
export class Decided extends Event {
  readonly finding: Finding
  readonly reason: string | null
  constructor(finding: Finding, reason: string | null) {
    super('decided')
    this.finding = finding
    this.reason = reason
  }
}

type Choice = readonly [value: string, words: string]

/** The form by which a doctor decides one station. Fires `decided` with a finding that fits the schema, `cancel` when left. */
export class DecideForm extends LitElement {
  static override properties = {
    view: { attribute: false },
    language: {},
    busy: { type: Boolean },
    fields: { state: true },
    tried: { state: true },
  }
  declare view: StationView
  declare language: Language
  declare busy: boolean
  declare fields: Fields
  declare tried: boolean

  constructor() {
    super()
    this.busy = false
    this.fields = { kind: 'found' }
    this.tried = false
  }

  /** Whatever is chosen, the button that saves it stays in sight. */
  protected override updated() {
    this.scrollIntoView({ block: 'nearest' })
  }

  get #words() {
    return text[this.language].clinician
  }
  /** The paper is Chinese whatever the console speaks. */
  #finding() {
    const { station } = this.view
    return isOfForm(station) ? findingFrom(station, this.fields, text.zh.clinician.finding.qualified) : null
  }

  #changed = (event: Event) => {
    this.fields = fieldsOf(event)
  }
  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const finding = this.#finding()
    const reason = this.fields.reason?.trim() || null
    this.tried = true
    if (finding === null || (reason === null && needsReason(this.view, finding))) return
    this.dispatchEvent(new Decided(finding, reason))
  }

  #radios(name: string, legend: string, choices: readonly Choice[]) {
    return html`<fieldset class="row" role="radiogroup">
      <legend>${legend}</legend>
      ${choices.map(
        ([value, words]) =>
          html`<label class="tick"><input type="radio" name=${name} value=${value} required ?checked=${this.fields[name] === value} />${words}</label>`,
      )}
    </fieldset>`
  }
  #tick(name: string, words: string) {
    return html`<label class="tick"><input type="checkbox" name=${name} value="yes" />${words}</label>`
  }
  #choices<K extends string>(words: Readonly<Record<K, string>>): Choice[] {
    return Object.entries<string>(words)
  }
  #sides(help: string) {
    const { leftWords, rightWords, wordsHelp } = this.#words.finding
    return html`<p class="quiet">${help}</p>
      <div class="two">
        <label>${leftWords}<input name="left" maxlength="60" placeholder=${wordsHelp} /></label>
        <label>${rightWords}<input name="right" maxlength="60" placeholder=${wordsHelp} /></label>
      </div>`
  }

  #found() {
    const words = this.#words.finding
    const yesNo: Choice[] = [
      ['yes', words.yes],
      ['no', words.no],
    ]
    switch (this.view.station) {
      case 'height':
        return html`<label>${words.heightCm}<input name="cm" type="number" min="50" max="260" step="1" required /></label>`
      case 'acuity-left':
      case 'acuity-right':
        return html`${this.#radios('reached', words.reached, [...LEVELS.map((level): Choice => [level, level]), ['none', words.reachedNone]])}
        ${this.#tick('glasses', words.glasses)}`
      case 'colour':
        return this.#radios('colour', words.result, this.#choices(words.colour))
      case 'hearing':
        return html`${this.#radios('left', words.leftEar, yesNo)} ${this.#radios('right', words.rightEar, yesNo)} ${this.#tick('aid', words.aid)}`
      case 'upper-limbs':
        return html`${this.#radios('upper', words.result, this.#choices(words.upper))} ${this.#sides(words.upperHelp)}`
      case 'lower-limbs':
        return html`${this.#radios('lower', words.result, this.#choices(words.lower))} ${this.#sides('')}`
      case 'trunk':
        return this.#radios('trunk', words.result, this.#choices(words.trunk))
    }
  }

  #reason(finding: Finding | null) {
    const { exam } = this.#words
    const needed = finding !== null && needsReason(this.view, finding)
    const measured = measuredFinding(this.view)
    return html`${measured ? html`<p class="quiet">${fill(exam.measuredSaid, { value: findingWords(measured, this.language) })}</p>` : nothing}
      <label>${needed ? exam.reasonNeeded : exam.reasonOptional}<input name="reason" maxlength="500" ?required=${needed} /></label>`
  }

  override render() {
    const { finding: words, exam } = this.#words
    const finding = this.#finding()
    return html`<form class="stack" @input=${this.#changed} @change=${this.#changed} @submit=${this.#submit} novalidate>
      ${this.#radios('kind', fill(exam.decideTitle, { station: stationName(this.view.station, this.language) }), this.#choices(words.kind))}
      ${
        this.fields.kind === 'found'
          ? this.#found()
          : html`<label>${words.referWords}<input name="words" maxlength="200" required /></label>`
      }
      ${this.#reason(finding)}
      <p role="alert">${this.tried && finding === null ? html`<span class="said">${exam.invalid}</span>` : nothing}</p>
      <div class="row">
        <button class="primary" ?disabled=${this.busy}>${exam.save}</button>
        <button type="button" @click=${() => this.dispatchEvent(new Event('cancel'))}>${exam.cancel}</button>
      </div>
    </form>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: block;
        /* Above what sticks to the pane's end. */
        scroll-margin-block: 3rem 4.5rem;
      }
      form {
        gap: var(--space-2);
        padding: var(--space-3);
        border: 1px solid var(--edge);
        border-radius: 0.375rem;
      }
      fieldset {
        column-gap: var(--space-3);
      }
      .two {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-2);
      }
      p:empty {
        display: none;
      }
    `,
  ]
}
customElements.define('rf-decide-form', DecideForm)
