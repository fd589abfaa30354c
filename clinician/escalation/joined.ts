import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import { isOfForm } from '#protocol/stations.ts'
import { escalation } from '#words/escalation.ts'
import { fill } from '#words/fill.ts'
import { findingWords } from '#words/finding.ts'
import { stationName } from '#words/stations.ts'
import type { Desk } from '../desk.ts'
import { fieldsOf } from '../form.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'
import '../exam/driver.ts'

/** The page of a senior doctor who is with the doctor who has the driver: they see and speak, say what to do, and decide nothing before they take over. */
export class JoinedPage extends LitElement {
  static override properties = { desk: { attribute: false }, work: { attribute: false }, language: {} }
  declare desk: Desk
  declare work: Work
  declare language: Language

  /** The driver is this doctor's from now on; not when the case has ended. */
  takeOver = () => {
    const { check, busy } = this.desk
    if (!busy && check?.escalation && !check.escalation.ended) void this.work.takeOver(check.id)
  }
  #advise = (event: SubmitEvent) => {
    event.preventDefault()
    void this.work.endEscalation('advised', (fieldsOf(event)['advice'] ?? '').trim())
  }

  override render() {
    const words = escalation[this.language]
    const { check, busy } = this.desk
    if (!check) return nothing
    const doctor = check.lease?.doctor.name ?? ''
    return html`<rf-driver class="left" tabindex="0" .check=${check} .language=${this.language}></rf-driver>
      <div class="middle stack"><slot></slot></div>
      <div class="right stack">
        <h1>${fill(words.joined.title, { name: check.applicant.name })}</h1>
        <p class="quiet">${fill(words.joined.help, { doctor })}</p>
        ${check.escalation ? html`<p class="said">${check.escalation.reason}</p>` : nothing}
        <dl>
          ${check.stations
            .filter(({ station }) => isOfForm(station))
            .map(
              ({ station, state, finding }) => html`<div>
                <dt>${stationName(station, this.language)}</dt>
                <dd>${finding ? findingWords(finding, this.language) : text[this.language].clinician.exam.state[state]}</dd>
              </div>`,
            )}
        </dl>
        ${
          check.escalation && !check.escalation.ended
            ? html`<form class="stack" @submit=${this.#advise}>
                <label>${words.joined.advice}<input name="advice" required maxlength="500" /></label>
                <div class="row">
                  <button class="primary" ?disabled=${busy}>${words.joined.advise}</button>
                  <button type="button" class="danger" ?disabled=${busy} aria-keyshortcuts=${KEYS.takeOver} title=${KEYS.takeOver} @click=${this.takeOver}>${words.joined.takeOver}</button>
                  <button type="button" ?disabled=${busy} @click=${() => void this.work.part()}>${words.joined.leave}</button>
                </div>
              </form>`
            : html`<div><button class="primary" @click=${() => void this.work.part()}>${words.joined.leave}</button></div>`
        }
      </div>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-columns: 18rem minmax(0, 1fr) minmax(24rem, 30rem);
        height: 100%;
      }
      .left,
      .middle,
      .right {
        min-height: 0;
        overflow: auto;
        padding: var(--space-3);
      }
      .left,
      .right {
        background: var(--white);
      }
      dl {
        margin: 0;
      }
      dl div {
        display: flex;
        gap: var(--space-2);
        padding-block: var(--space-1);
        border-bottom: 1px solid var(--line);
      }
      dt {
        min-width: 8rem;
        color: var(--quiet);
      }
      dd {
        margin: 0;
      }
      @media (max-width: 75rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          overflow: auto;
        }
        .left,
        .middle,
        .right {
          overflow: visible;
        }
      }
    `,
  ]
}
declare global {
  interface HTMLElementTagNameMap {
    'rf-joined': JoinedPage
  }
}
customElements.define('rf-joined', JoinedPage)
