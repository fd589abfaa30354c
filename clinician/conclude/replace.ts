import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CheckView, StationView } from '#protocol/check.ts'
import type { Finding } from '#protocol/station.ts'
import { isOfForm } from '#protocol/stations.ts'
import { fill } from '#words/fill.ts'
import { stationName } from '#words/stations.ts'
import { text } from '../text.ts'
import '../exam/decide-form.ts'
import { findingWords } from '#words/finding.ts'
import type { Decided } from '../exam/decide-form.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'

type Change = { finding: Finding; reason: string | null }

/** Corrects a report that was signed: what the doctor now finds otherwise, and a remark; then the new report is drawn up. */
export class Replace extends LitElement {
  static override properties = {
    check: { attribute: false },
    work: { attribute: false },
    language: {},
    busy: { type: Boolean },
    open: { state: true },
    deciding: { state: true },
    changes: { state: true },
  }
  declare check: CheckView
  declare work: Work
  declare language: Language
  declare busy: boolean
  declare open: boolean
  declare deciding: string | null
  declare changes: readonly Change[]

  constructor() {
    super()
    this.busy = false
    this.open = false
    this.deciding = null
    this.changes = []
  }

  // What was pressed is gone: whoever works by keys goes on in what took its place.
  protected override updated(changed: PropertyValues<this>) {
    if (changed.get('open') !== undefined) this.renderRoot.querySelector<HTMLElement>('input, button')?.focus()
  }

  #without = (station: string) => this.changes.filter(({ finding }) => finding.station !== station)
  #decided = ({ finding, reason }: Decided) => {
    this.changes = [...this.#without(finding.station), { finding, reason }]
    this.deciding = null
  }
  #drawUp = (event: SubmitEvent) => {
    event.preventDefault()
    void this.work.supersede(fieldsOf(event).remark?.trim() || null, [...this.changes])
  }

  #row(view: StationView) {
    const { replace: words, exam } = text[this.language].clinician
    const change = this.changes.find(({ finding }) => finding.station === view.station)
    const name = stationName(view.station, this.language)
    const reason = change?.reason ?? text[this.language].conclusion.noReason
    return html`<li>
      <div class="row">
        <strong>${name}</strong> <span>${view.finding ? findingWords(view.finding, this.language) : text[this.language].attended.none}</span>
        ${change ? html`<span class="chip warn">${fill(words.changed, { value: findingWords(change.finding, this.language), reason })}</span>` : nothing}
        <span class="rest"></span>
        ${change ? html`<button @click=${() => (this.changes = this.#without(view.station))}>${words.undo}</button>` : nothing}
        <button aria-label="${exam.decide} ${name}" @click=${() => (this.deciding = view.station)}>${exam.decide}</button>
      </div>
      ${
        this.deciding === view.station
          ? html`<rf-decide-form .view=${view} .language=${this.language} .busy=${this.busy} @decided=${this.#decided} @cancel=${() => (this.deciding = null)}></rf-decide-form>`
          : nothing
      }
    </li>`
  }

  override render() {
    const { replace: words, exam } = text[this.language].clinician
    if (!this.open) return html`<button @click=${() => (this.open = true)}>${words.open}</button>`
    return html`<h2>${fill(words.title, { number: this.check.report?.number ?? '' })}</h2>
      <p class="quiet">${words.help}</p>
      <ul>${this.check.stations.filter(({ station }) => isOfForm(station)).map((view) => this.#row(view))}</ul>
      <form class="stack" @submit=${this.#drawUp}>
        <label>${exam.remark}<input name="remark" maxlength="500" /></label>
        <div class="row">
          <button class="primary" ?disabled=${this.busy}>${words.drawUp}</button>
          <button type="button" @click=${() => (this.open = false)}>${exam.cancel}</button>
        </div>
      </form>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: block;
      }
      ul {
        padding: 0;
        list-style: none;
      }
      li {
        padding-block: var(--space-1);
        border-bottom: 1px solid var(--line);
      }
      .rest {
        flex: 1;
      }
    `,
  ]
}
customElements.define('rf-replace', Replace)
