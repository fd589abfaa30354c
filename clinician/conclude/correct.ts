import { html, LitElement, type PropertyValues } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import { CORRECTABLE, type Correction } from '#protocol/correction.ts'
import { fill } from '#words/fill.ts'
import { issued } from '#words/issued.ts'
import { places } from '#words/places.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'

/** Puts right what was mistyped in a report that was signed; what was found stays, and a second doctor signs too. */
export class Correct extends LitElement {
  static override properties = {
    check: { attribute: false },
    work: { attribute: false },
    language: {},
    busy: { type: Boolean },
    open: { state: true },
  }
  declare check: CheckView
  declare work: Work
  declare language: Language
  declare busy: boolean
  declare open: boolean

  constructor() {
    super()
    this.busy = false
    this.open = false
  }

  // What was pressed is gone: whoever works by keys goes on in what took its place.
  protected override updated(changed: PropertyValues<this>) {
    if (changed.get('open') !== undefined) this.renderRoot.querySelector<HTMLElement>('input, button')?.focus()
  }

  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const fields = fieldsOf(event)
    // What is left empty stays as it is.
    const typed = CORRECTABLE.flatMap((field) => {
      const value = fields[field]?.trim() ?? ''
      return value === '' ? [] : [[field, value] as const]
    })
    const correction: Correction = Object.fromEntries(typed)
    void this.work.correct(correction, fields['reason']?.trim() ?? '')
  }

  override render() {
    const words = issued[this.language]
    const { clinician } = text[this.language]
    if (!this.open) return html`<button ?disabled=${this.busy} @click=${() => (this.open = true)}>${words.correct}</button>`
    const { name, address } = this.check.applicant
    const most = { name: 60, address: 140, phone: 20, file: 20 }
    const now = { name, address, phone: '', file: '' }
    return html`<h2>${fill(words.correctTitle, { number: this.check.report?.number ?? '' })}</h2>
      <p class="quiet">${words.correctHelp}</p>
      <form class="stack" @submit=${this.#submit}>
        ${CORRECTABLE.map(
          (field) =>
            html`<label>${places[this.language][field]}<input name=${field} maxlength=${most[field]} autocomplete="off" .value=${now[field]} /></label>`,
        )}
        <label>${words.correctReason}<input name="reason" maxlength="500" required /></label>
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>${clinician.replace.drawUp}</button>
          <button type="button" @click=${() => (this.open = false)}>${clinician.exam.cancel}</button>
        </div>
      </form>`
  }

  static override styles = sheet
}
customElements.define('rf-correct', Correct)
