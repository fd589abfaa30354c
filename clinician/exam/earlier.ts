import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CheckView, History } from '#protocol/check.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { fill, listed } from '#words/fill.ts'
import { findingWords } from '#words/finding.ts'
import { refusalWords } from '#words/refusal.ts'
import { andMore } from '../and-more.ts'
import { reasonFor } from '../reason.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'

/** What is known of the driver from before: the report that this check will replace, and those of the last two years. */
export class Earlier extends LitElement {
  static override properties = {
    check: { attribute: false },
    work: { attribute: false },
    language: {},
    history: { state: true },
    refusal: { state: true },
  }
  declare check: CheckView
  declare work: Work
  declare language: Language
  declare history: History | null
  declare refusal: Refusal | null

  constructor() {
    super()
    this.history = null
    this.refusal = null
  }

  override firstUpdated() {
    void this.#fetch()
  }
  #fetch = async () => {
    const history = await this.work.history(this.check.id)
    this.refusal = isRefusal(history) ? history : null
    if (!isRefusal(history)) this.history = history
  }

  #inForce() {
    const { before } = this.check
    if (!before) return nothing
    const words = text[this.language].clinician.before
    const outcome = text[this.language].terms.outcomes[before.outcome.kind]
    return html`<p class="said">
      ${fill(words.replaces, { number: before.number, day: before.examinedOn, outcome, doctor: before.doctor.name })}
      ${before.reason ? fill(words.reason, { reason: before.reason }) : ''}
    </p>`
  }

  #line({ number, examinedOn, outcome, doctor, site, phase, inForce, reason, diseases, findings }: History['reports'][number]) {
    const { before: words } = text[this.language].clinician
    const { terms } = text[this.language]
    const declared = listed(
      this.language,
      diseases.map((disease) => terms.diseases[disease as keyof typeof terms.diseases]),
    )
    return html`<details>
      <summary>
        ${examinedOn} · ${terms.outcomes[outcome.kind]} ${outcome.classes.join(' ')}
        <span class="chip ${inForce ? 'warn' : ''}">${inForce ? words.inForce : terms.phases[phase]}</span>
      </summary>
      <p class="quiet">${number} · ${doctor.name} · ${site}</p>
      ${reason ? html`<p>${fill(words.reason, { reason })}</p>` : nothing} ${declared ? html`<p>${fill(words.declared, { diseases: declared })}</p>` : nothing}
      <ul>${findings.map((finding) => html`<li>${terms.stations[finding.station]}: ${findingWords(finding, this.language)}</li>`)}</ul>
    </details>`
  }

  override render() {
    const words = text[this.language].clinician.before
    const { reports, more } = this.history ?? { reports: [], more: false }
    return html`${this.#inForce()}
      <section class="card" aria-labelledby="earlier">
        <h2 id="earlier">${words.title}</h2>
        ${this.history && reports.length === 0 ? html`<p class="quiet">${words.none}</p>` : reports.map((report) => this.#line(report))}
        ${andMore(this.language, { entries: reports, more }, 'older')}
        ${this.refusal ? html`<p class="said bad">${refusalWords(this.language, this.refusal, 'doctor')}</p>${reasonFor(this.language, this.refusal, () => void this.#fetch())}` : nothing}
      </section>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      ul {
        padding-inline-start: 1.25rem;
      }
    `,
  ]
}
customElements.define('rf-earlier', Earlier)
