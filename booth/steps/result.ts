import { css, html, LitElement, nothing } from 'lit'
import { unsafeSVG } from 'lit/directives/unsafe-svg.js'
import type { renderSVG } from 'uqr'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import { fill, listed } from '#words/fill.ts'
import { outcomeWords } from '#words/outcome.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import { ofCheck } from './shows.ts'

type ReportState = NonNullable<CheckView['report']>

/** So many letters of reasons stand in the larger size; more of them stand smaller rather than out of sight. */
const LARGE = 160

/** The doctor has signed: the outcome with its reasons, the report to print and to take along, and where it went. */
export class Result extends LitElement {
  static override properties = {
    booth: { attribute: false },
    check: { attribute: false },
    language: {},
    printer: { type: Boolean },
    printing: { state: true },
    drawQr: { state: true },
  }
  declare booth: Booth
  declare check: CheckView
  declare language: Language
  /** Without one the report is only taken along. */
  declare printer: boolean
  /** The report that the hidden frame loads, to print it. */
  declare printing: string | null
  /** What draws the QR code: loaded where one is shown, once a check. */
  declare drawQr: typeof renderSVG | null

  constructor() {
    super()
    this.printer = false
    this.printing = null
    this.drawQr = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void import('./values.ts')
    void import('./notices.ts')
    void import('uqr').then((uqr) => (this.drawQr = uqr.renderSVG))
  }

  /** A frame that was printed once is thrown away, so that a second press prints again. */
  #print = async (number: string) => {
    this.printing = null
    await this.updateComplete
    this.printing = number
  }

  #loaded = ({ target }: Event) => {
    if (target instanceof HTMLIFrameElement) target.contentWindow?.print()
  }

  override render() {
    const { booth, terms } = text[this.language]
    const { result: words } = booth
    const { outcome, report, applicant, notices } = this.check
    // What one doctor has signed is told to nobody as a result.
    const awaiting = this.check.phase === 'signed'
    const withdrawn = this.check.phase === 'withdrawn'
    const found = outcome && !awaiting && !withdrawn ? outcomeWords(this.language, outcome, 'driver') : null
    const good = found !== null && (outcome?.kind === 'fit' || outcome?.kind === 'fit-with-conditions')
    // Who meets everything reads so in the heading, and by how much in the values.
    const valued = good && this.check.stations.some(({ finding }) => finding)
    return html`<section class="step">
      <p class="quiet who" data-unread>${applicant.name}　${applicant.classes.join(' ')}</p>
      <h1 id="outcome" class=${good ? 'good' : ''}>${awaiting ? words.awaiting : (found?.title ?? terms.phases[this.check.phase])}</h1>
      <div class="pair" tabindex="0" role="region" aria-labelledby="outcome">
        <div class="words why ${(found?.reasons.join('').length ?? 0) > LARGE ? 'many' : ''}">
          ${awaiting ? html`<p class="lead">${words.awaitingText}</p>` : nothing}
          ${withdrawn ? html`<p class="lead">${words.withdrawnText}</p>` : nothing}
          ${found && outcome && outcome.classes.length > 0 ? html`<p>${fill(words.classes, { classes: outcome.classes.join(' ') })}</p>` : nothing}
          ${found ? html`<rf-values .check=${this.check} .language=${this.language}></rf-values>` : nothing}
          ${
            found && found.conditions.length > 0
              ? html`<div class="note"><strong data-aloud>${words.conditions}</strong><ul>${found.conditions.map((each) => html`<li>${each}</li>`)}</ul></div>`
              : nothing
          }
          ${
            found && !valued
              ? html`<div class="note ${good ? 'good' : 'warn'}"><strong data-aloud>${words.reasons}</strong><ul>${found.reasons.map((each) => html`<li>${each}</li>`)}</ul></div>`
              : nothing
          }
        </div>
        ${report && !withdrawn ? this.#paper(report) : nothing}
      </div>
      <div class="end">
        <p class="lead take">${awaiting ? words.awaitingLeave : words.takeCard}</p>
        <div class="actions">
          ${notices ? html`<rf-notices .booth=${this.booth} .notices=${notices} .language=${this.language}></rf-notices>` : nothing}
          <button @click=${() => void this.booth.touch({ touch: 'leave' })}>${words.finish}</button>
        </div>
      </div>
      ${
        this.printing
          ? html`<iframe title=${fill(words.number, { number: this.printing })} src="/report/${this.printing}.pdf" @load=${this.#loaded}></iframe>`
          : nothing
      }
    </section>`
  }

  #paper({ paper, number, doctor, verifyUrl }: ReportState) {
    const { result: words } = text[this.language].booth
    const { handover, counter, errand, provision } = this.check
    const state = { drawing: words.signing, held: words.held, sealed: words.made }[paper]
    return html`<div class="words panel">
      <h2 aria-live="polite">${state}</h2>
      ${paper === 'held' ? html`<p>${words.heldText}</p>` : nothing}
      ${
        paper === 'sealed'
          ? html`<div class="scan">
              <div class="qr" role="img" aria-label=${words.qr}>${this.drawQr ? unsafeSVG(this.drawQr(verifyUrl, { border: 2 })) : nothing}</div>
              <div class="words">
                <p>${words.scan}</p>
                ${this.printer ? html`<button class="primary" @click=${() => void this.#print(number)}>${words.print}</button>` : nothing}
              </div>
            </div>`
          : nothing
      }
      <p class="small" data-unread>${fill(words.number, { number })}　${fill(words.doctor, { doctor })}</p>
      ${handover && !provision ? html`<p class="note ${{ waiting: '', delivered: 'good', refused: 'warn' }[handover.state]}">${handover.state === 'waiting' && errand?.person ? words.handoverLate : words.handover[handover.state]}</p>` : nothing}
      ${counter ? html`<p class="note ${counter.state === 'accepted' ? 'good' : 'warn'}">${words.counter[counter.state]}</p>` : nothing}
      ${
        provision
          ? html`<p class="note warn">${fill(words.provision, {
              missing: listed(
                this.language,
                provision.missing.map((paper) => text[this.language].terms.papers[paper]),
              ),
              until: provision.until,
            })}</p>`
          : nothing
      }
    </div>`
  }

  static override styles = [
    shared,
    look,
    css`
      .step {
        gap: var(--space-2);
        padding: var(--space-1) var(--space-3);
        /* However long the reasons are, the way out stays on the screen: they are moved, not it. */
        height: 100%;
        min-height: 0;
        grid-template-rows: auto auto minmax(0, auto) auto;
      }
      .pair {
        gap: var(--space-3);
        max-height: 100%;
        overflow: auto;
      }
      .words {
        gap: var(--space-2);
      }
      .panel button {
        min-height: 6rem;
      }
      h1.good {
        color: var(--good);
      }
      .why {
        justify-items: stretch;
        width: 100%;
      }
      ul {
        padding-left: 1.2em;
        margin: 0;
        display: grid;
        gap: var(--space-1);
      }
      .many {
        font-size: var(--text-small);
        line-height: 1.35;
      }
      .scan {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: var(--space-3);
      }
      .qr {
        flex: none;
        width: 13rem;
        height: 13rem;
      }
      .qr svg {
        display: block;
        width: 100%;
        height: 100%;
      }
      .small {
        font-size: var(--text-small);
        color: var(--quiet);
      }
      .panel {
        width: 100%;
        padding: var(--space-2);
      }
      .end {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
      }
      /* A wide screen is low: whoever has to scroll doesn't find the way out. */
      @media (orientation: landscape) {
        .step {
          gap: var(--space-1);
        }
        h1 {
          font-size: var(--text-large);
        }
        .scan p {
          font-size: var(--text-small);
        }
        .panel button {
          min-height: 4rem;
        }
        .end {
          grid-auto-flow: column;
          align-items: center;
          gap: var(--space-4);
        }
      }
      .take {
        font-weight: 700;
        color: var(--deep);
      }
      iframe {
        position: fixed;
        width: 1px;
        height: 1px;
        border: 0;
        opacity: 0;
      }
    `,
  ]
}
customElements.define('rf-result', Result)

export const result = ofCheck(
  ({ booth, view, check, language }) =>
    html`<rf-result .booth=${booth} .check=${check} .language=${language} ?printer=${view.printer}></rf-result>`,
)
