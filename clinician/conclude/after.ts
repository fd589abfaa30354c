import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Override, Phase } from '#protocol/check.ts'
import type { ErrandKind } from '#protocol/errand.ts'
import type { RecordingState } from '#protocol/recording.ts'
import { addressOf } from '#protocol/route.ts'
import { paper } from '#protocol/routes/papers.ts'
import { isOfForm } from '#protocol/stations.ts'
import { fill } from '#words/fill.ts'
import { overrideLines } from '#words/overrides.ts'
import { heldWords } from '#words/refusal.ts'
import { type Desk, nextInQueue } from '../desk.ts'
import { chipOf, errandWords } from '../errand.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import './replace.ts'
import '../recording/watch.ts'
import { dateTimeOf } from '../clock.ts'
import type { Work } from '../work.ts'

/** Where a report can be replaced; a concluded one when its paper is held. */
const REPLACEABLE: readonly Phase[] = ['concluded', 'handed-over', 'refused', 'returned', 'accepted', 'provisional', 'lapsed']

/** Where there is something to watch. */
const WATCHABLE: readonly RecordingState[] = ['on', 'kept', 'held', 'disk-short', 'failed']

/** From where a report can be taken back: wherever it stands once it was issued. */
const WITHDRAWABLE: readonly Phase[] = [...REPLACEABLE, 'reported']

/** After the signature: how paper, hand-over and counter go on, and the next driver. */
export class AfterPage extends LitElement {
  static override properties = { desk: { attribute: false }, work: { attribute: false }, language: {} }
  declare desk: Desk
  declare work: Work
  declare language: Language

  // What is rarely done with an issued report is loaded when one is looked at.
  override firstUpdated() {
    void Promise.all([import('./correct.ts'), import('./withdraw.ts')])
  }

  #steps() {
    const { after: words } = text[this.language].clinician
    const { report, handover, counter, signed, errand, withdrawn } = this.desk.check ?? {}
    const { second } = text[this.language].clinician
    if (signed) return html`<p class="said"><strong class="number">${signed.number}</strong> · ${second.waits}</p>`
    if (!report) return nothing
    const late = errandWords(this.language, errand)
    /** What hasn't come about yet of an errand, with the paper or with the hand-over. */
    const lateBy = (kind: ErrandKind) =>
      errand?.kind === kind && late.length > 0 ? html` ${chipOf(this.language, errand)}${late.map((line) => html`<br />${line}`)}` : nothing
    const paper = errand?.kind === 'draw' && late.length > 0 ? words.paperNot : words.paperState[report.paper]
    const handed = handover
      ? fill(words.handoverState[handover.state], { receipt: handover.receipt ?? '', reason: handover.reason ?? '' })
      : words.handoverNot
    return html`<dl>
      <dt>${text[this.language].clinician.paper.number}</dt>
      <dd class="number"><strong>${report.number}</strong> · ${dateTimeOf(report.concludedAt)} · ${words.signedBy[report.signedBy]}${report.countersigned ? html` · ${fill(second.done, { doctor: report.countersigned.doctor.name })}` : nothing}</dd>
      ${this.#overrides()}
      <dt>${words.paper}</dt>
      <dd class=${report.paper}>${paper}${report.held ? html`<br />${heldWords(this.language, report.held, 'doctor')}` : nothing}${lateBy('draw')}</dd>
      <dt>${words.handover}</dt>
      <dd class=${handover?.state ?? ''}>${handed}${lateBy('deliver')}</dd>
      ${
        counter
          ? html`<dt>${words.counter}</dt><dd class=${counter.state}>${fill(words.counterState[counter.state], { by: counter.by, reason: counter.reason ?? '' })}</dd>`
          : nothing
      }
      ${
        withdrawn
          ? html`<dt>${words.withdrawn}</dt>
              <dd class="refused">${fill(words.withdrawnBy[withdrawn.as], { by: withdrawn.by, at: dateTimeOf(withdrawn.at), reason: withdrawn.reason })}${lateBy('withdraw')}</dd>`
          : nothing
      }
    </dl>`
  }

  #overrides() {
    const { stations } = this.desk.check ?? { stations: [] }
    const overrides = stations.flatMap(({ station, basis, decision }): Override[] =>
      isOfForm(station) && (basis === 'not-measured' || basis === 'against') ? [{ station, basis, reason: decision?.reason ?? null }] : [],
    )
    return overrideLines(this.language, overrides).map((line) => html`<dt></dt><dd class="mark">${line}</dd>`)
  }

  override render() {
    const { after: words } = text[this.language].clinician
    const { check, busy } = this.desk
    if (!check) return nothing
    const report = check.report
    return html`<section class="card stack" aria-labelledby="title">
      <h1 id="title">${words.title}</h1>
      <p>${check.applicant.name} · ${check.applicant.classes.join(' ')}</p>
      <div role="status" aria-live="polite">${this.#steps()}</div>
      ${report?.pdf ? html`<p><a href=${addressOf(paper, { number: report.number })} target="_blank" rel="noopener">${words.pdf}</a></p>` : nothing}
      ${
        check.report && REPLACEABLE.includes(check.phase) && (check.phase !== 'concluded' || check.report.paper === 'held')
          ? html`<rf-replace .check=${check} .work=${this.work} .busy=${busy} .language=${this.language}></rf-replace>
        <rf-correct .check=${check} .work=${this.work} .busy=${busy} .language=${this.language}></rf-correct>`
          : nothing
      }
      ${check.report && WITHDRAWABLE.includes(check.phase) ? html`<rf-withdraw .check=${check} .work=${this.work} .busy=${busy} .language=${this.language}></rf-withdraw>` : nothing}
      ${check.recording && WATCHABLE.includes(check.recording.state) ? html`<rf-watch-recording .check=${check.id} .language=${this.language}></rf-watch-recording>` : nothing}
      <div class="row">
        ${nextInQueue(this.desk, new Date()) ? html`<button class="primary" ?disabled=${busy} aria-keyshortcuts=${KEYS.next} title=${KEYS.next} @click=${() => void this.work.claimNext()}>${words.nextKey}</button>` : nothing}
        <button @click=${() => void this.work.leave()}>${words.back}</button>
      </div>
    </section>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: block;
        padding: var(--space-5);
      }
      section {
        max-width: 48rem;
        margin-inline: auto;
        padding: var(--space-4);
      }
      /* What is watched needs the width. */
      section:has(rf-watch-recording[open]) {
        max-width: 90rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-2) var(--space-4);
      }
      dt {
        color: var(--quiet);
      }
      .sealed,
      .delivered,
      .accepted {
        color: var(--good);
      }
      .mark {
        color: var(--warn);
      }
      .held,
      .refused,
      .returned {
        color: var(--bad);
      }
    `,
  ]
}
customElements.define('rf-after', AfterPage)
