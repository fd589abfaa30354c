import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import type { AnyStation } from '#protocol/stations.ts'
import { fill, listed } from '#words/fill.ts'
import { text } from '../text.ts'
import '#kit/dialog.ts'
import { outcomeWords, reasonWords } from '#words/outcome.ts'
import { timeOf } from '../clock.ts'
import type { Desk } from '../desk.ts'
import { fieldsOf } from '../form.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'
import './driver.ts'
import './earlier.ts'
import type { Say } from './in-writing.ts'
import './in-writing.ts'
import './pass-on.ts'
import type { Picture } from './picture.ts'
import { asSeenNormal, inOrder, standingOf } from './standing.ts'
import type { KeepPicture } from './station-row.ts'
import './station-row.ts'

const KIND = {
  fit: 'good',
  'fit-with-conditions': 'good',
  'lower-classes': 'warn',
  refer: 'warn',
  unfit: 'bad',
  'not-measured': '',
} as const

/** The claimed driver: who, the picture in the slot, what has been found, what it comes to, and the way to the report. */
export class ExamPage extends LitElement {
  static override properties = {
    desk: { attribute: false },
    work: { attribute: false },
    language: {},
    bare: { type: Boolean },
    face: { attribute: false },
    asking: { state: true },
  }
  declare desk: Desk
  declare work: Work
  declare language: Language
  /** The picture is on its way: the columns beside it wait for that moment, since laying them out takes it as long again. */
  declare bare: boolean
  /** What the booth's camera shows of the driver's face; null: nothing comes. */
  declare face: MediaStreamTrack | null
  declare asking: 'release' | 'not-there' | null

  constructor() {
    super()
    this.bare = false
    this.face = null
    this.asking = null
  }

  // Rarely needed: loaded behind the page.
  override firstUpdated() {
    void import('../escalation/card.ts')
  }

  get #words() {
    return text[this.language].clinician.exam
  }

  #addNote = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const note = fieldsOf(event).note?.trim() ?? ''
    if (note !== '' && (await this.work.note(note))) form.reset()
  }
  /** Draws up the report when nothing lacks; it is read and signed on the page that follows. */
  drawUp = () => {
    const { check, busy } = this.desk
    if (busy || !check || check.missing.length > 0) return
    void this.work.drawUp(this.renderRoot.querySelector<HTMLInputElement>('input[name=remark]')?.value.trim() || null)
  }
  /** Decides all that was done and that eyes alone judge as normal: one key, and each can be decided otherwise afterwards. */
  allNormal = async () => {
    if (this.desk.busy) return
    for (const finding of this.#normal()) if (!(await this.work.decide(finding, null))) return
  }
  /** Keeps what the large picture shows as evidence: of this station, or of the one that runs or waits for the doctor's eye. */
  picture = (station: AnyStation | undefined = inOrder(this.desk.check?.stations ?? [], this.desk.check?.outcome ?? null)[0]?.station) => {
    const still = this.querySelector<Picture>('rf-picture')?.still()
    if (!station || this.desk.busy) return
    if (still) void this.work.picture(station, still)
    else this.work.noPicture()
  }
  /** To the line by which the driver is told something in writing. */
  say = () => this.renderRoot.querySelector<Say>('rf-say')?.focusField()
  // The paper is Chinese whatever the console speaks.
  #normal = () => asSeenNormal(this.desk.check?.stations ?? [], text.zh.clinician.finding.qualified)
  #release = () => {
    this.asking = null
    void this.work.release()
  }

  /** Asks why a senior doctor should come. */
  askSenior = () => this.renderRoot.querySelector('rf-escalation')?.askSenior?.()
  /** Asks which colleague is free. */
  passOn = () => this.renderRoot.querySelector('rf-pass-on')?.open()
  /** Asks whether really nobody sits in the booth. */
  askNotThere = () => (this.asking = 'not-there')
  #notThere = () => {
    this.asking = null
    void this.work.notThere()
  }

  #outcome({ outcome, missing, draft }: CheckView) {
    const words = this.#words
    const names = missing.map((station) => text[this.language].terms.stations[station])
    return html`<section class="card" aria-labelledby="outcome">
      <h2 id="outcome">${words.outcome}</h2>
      ${outcome ? this.#outcomeWords(outcome) : html`<p class="quiet">${words.outcomeNone}</p>`}
      <p class=${missing.length > 0 ? 'quiet' : 'complete'}>
        ${missing.length > 0 ? fill(words.missing, { stations: listed(this.language, names) }) : words.complete}
      </p>
      <label>${words.remark}<input name="remark" maxlength="500" .defaultValue=${draft?.remark ?? ''} /></label>
    </section>`
  }
  /** Nothing asked for can come of this examination: the doctor says so before anything is measured. */
  #foreseen({ foreseen }: CheckView) {
    if (foreseen.length === 0) return nothing
    const words = this.#words
    return html`<section class="card foreseen" role="alert" aria-labelledby="foreseen">
      <h2 id="foreseen">${words.foreseen}</h2>
      <ul>${foreseen.map((reason) => html`<li>${reasonWords(this.language, reason, 'doctor')}</li>`)}</ul>
      <p>${words.foreseenDo}</p>
    </section>`
  }
  #outcomeWords(outcome: NonNullable<CheckView['outcome']>) {
    const { title, conditions, reasons } = outcomeWords(this.language, outcome, 'doctor')
    return html`<p class="row"><strong class="chip ${KIND[outcome.kind]}">${title}</strong>${outcome.classes.map((licence) => html`<span class="chip">${licence}</span>`)}</p>
      <ul>
        ${conditions.map((line) => html`<li><strong>${line}</strong></li>`)} ${reasons.map((line) => html`<li>${line}</li>`)}
      </ul>`
  }

  /** A second doctor didn't countersign what was drawn up here before. */
  #declined({ declined = [] }: CheckView) {
    const { second } = text[this.language].clinician
    return declined.map(
      ({ doctor, reason, at }) => html`<p class="said bad">${fill(second.declined, { doctor, reason, at: timeOf(at) })}</p>`,
    )
  }

  #notes({ notes }: CheckView) {
    const words = this.#words
    return html`<section class="card stack" aria-labelledby="notes">
      <h2 id="notes">${words.notes}</h2>
      ${notes.length > 0 ? html`<ul>${notes.map(({ text, doctor, at }) => html`<li>${text} <span class="quiet">${doctor} ${timeOf(at)}</span></li>`)}</ul>` : nothing}
      <form class="note" @submit=${this.#addNote}>
        <input name="note" maxlength="500" placeholder=${words.notePlaceholder} aria-label=${words.noteAdd} />
        <button ?disabled=${this.desk.busy}>${words.noteAdd}</button>
      </form>
    </section>`
  }

  #acts({ missing, drawnUp, draft }: CheckView) {
    const words = this.#words
    const { busy } = this.desk
    return html`<div class="acts">
      ${
        this.desk.page === 'tiles' && !drawnUp
          ? html`<button class="danger" ?disabled=${busy} aria-keyshortcuts=${KEYS.stepBack} title=${KEYS.stepBack} @click=${this.#release}>${words.stepBack}</button>`
          : html`<button class="danger" ?disabled=${busy} @click=${() => (this.asking = 'release')}>${words.release}</button>`
      }
      <button ?disabled=${busy} aria-keyshortcuts=${KEYS.notThere} title=${KEYS.notThere} @click=${this.askNotThere}>${words.notThere}</button>
      <rf-pass-on .work=${this.work} ?busy=${busy} .language=${this.language}></rf-pass-on>
      <button ?disabled=${busy} aria-keyshortcuts=${KEYS.keep} title=${KEYS.keep} @click=${() => void this.work.keep()}>${words.keep}</button>
      <span class="rest"></span>
      ${drawnUp && draft ? html`<button class="primary" @click=${() => this.work.read(true)}>${words.readDrawnUp}</button>` : nothing}
      <button class=${drawnUp ? '' : 'primary'} ?disabled=${busy || missing.length > 0} aria-keyshortcuts=${KEYS.drawUp} title=${KEYS.drawUp} @click=${this.drawUp}>
        ${words.drawUp}
      </button>
    </div>`
  }

  #dialogs() {
    const words = this.#words
    const close = () => (this.asking = null)
    return html`<rf-dialog heading=${words.releaseTitle} .open=${this.asking === 'release'} @close=${close}>
        <p>${words.releaseWarning}</p>
        <button slot="buttons" @click=${close}>${words.cancel}</button>
        <button slot="buttons" class="danger" @click=${this.#release}>${words.releaseYes}</button>
      </rf-dialog>
      <rf-dialog heading=${words.notThereTitle} .open=${this.asking === 'not-there'} @close=${close}>
        <p>${words.notThereWarning}</p>
        <button slot="buttons" @click=${close}>${words.cancel}</button>
        <button slot="buttons" class="primary" @click=${this.#notThere}>${words.notThereYes}</button>
      </rf-dialog>`
  }

  override render() {
    const { check } = this.desk
    if (!check) return nothing
    // The picture's place in the page stays the same, so that it isn't taken out and put in again.
    return html`${this.bare ? html`<div class="left"></div>` : html`<rf-driver class="left" tabindex="0" .check=${check} .language=${this.language}></rf-driver>`}
      <div class="middle stack">
        <slot></slot>
        ${this.bare ? nothing : html`<rf-say .work=${this.work} .language=${this.language}></rf-say> ${this.#foreseen(check)} ${this.#declined(check)} ${this.#outcome(check)} ${this.#notes(check)} <rf-escalation .check=${check} .work=${this.work} ?busy=${this.desk.busy} .language=${this.language}></rf-escalation> <rf-earlier .check=${check} .work=${this.work} .language=${this.language}></rf-earlier>`}
      </div>
      ${this.bare ? html`<div class="right"></div>` : this.#right(check)}`
  }

  /** Those that one key decides as normal. */
  #asSeen() {
    const words = this.#words
    const names = this.#normal().map(({ station }) => text[this.language].terms.stations[station])
    if (names.length === 0) return nothing
    return html`<p class="row seen">
      <button class="primary" ?disabled=${this.desk.busy} aria-keyshortcuts=${KEYS.allNormal} title=${KEYS.allNormal} @click=${this.allNormal}>${words.allNormal}</button>
      <span>${listed(this.language, names)}</span>
    </p>`
  }

  #right(check: CheckView) {
    const { live, busy } = this.desk
    return html`<div class="right">
        <section aria-labelledby="stations">
          <h2 id="stations">${this.#words.stations}</h2>
          ${this.#asSeen()}
          ${repeat(
            inOrder(check.stations, check.outcome),
            ({ station }) => station,
            (view) =>
              html`<rf-station
                data-station=${view.station}
                .view=${view}
                .check=${check.id}
                @keep-picture=${({ station }: KeepPicture) => this.picture(station)}
                .standing=${standingOf(view, check.outcome)}
                .live=${live?.station === view.station ? live : null}
                .values=${this.work.values}
                .face=${view.station.startsWith('acuity') ? this.face : null}
                .work=${this.work}
                .language=${this.language}
                .busy=${busy}
              ></rf-station>`,
          )}
        </section>
        ${this.#acts(check)}
      </div>
      ${this.#dialogs()}`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-columns: 18rem minmax(0, 1fr) minmax(34rem, 40rem);
        height: 100%;
      }
      .left,
      .middle,
      .right {
        min-height: 0;
        overflow: auto;
        padding: var(--space-3);
      }
      .left {
        background: var(--white);
        border-inline-end: 1px solid var(--line);
      }
      .right {
        display: flex;
        flex-direction: column;
        background: var(--white);
        border-inline-start: 1px solid var(--line);
        padding-bottom: 0;
        overflow: hidden;
      }
      /* The tests scroll above the keys: a line that lies half below them can't be pressed. */
      .right section {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      .acts {
        display: flex;
        gap: var(--space-2);
        padding-block: var(--space-3);
      }
      .rest {
        flex: 1;
      }
      .seen {
        padding: var(--space-2);
        background: var(--wash);
      }
      .note {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-2);
      }
      .foreseen {
        border-color: var(--warn);
        background: var(--warn-wash);
      }
      .complete {
        color: var(--good);
        font-weight: 600;
      }
      ul {
        padding-inline-start: 1.25rem;
      }
      .card.stack {
        gap: var(--space-2);
      }
      section .row {
        margin-block: var(--space-1);
      }
      /* A conclusion is a sentence, and a narrow column breaks it. */
      .row .chip {
        white-space: normal;
      }
      /* Zoomed, or on a small screen: the picture stays, and all else goes by beside it. */
      @media (max-width: 75rem) {
        :host {
          grid-template-columns: minmax(21.5rem, 1fr) minmax(0, 1fr);
          grid-auto-rows: max-content;
          align-content: start;
          gap: var(--space-2);
          padding: var(--space-2);
          overflow: auto;
        }
        ::slotted(rf-picture) {
          grid-area: 1 / 1 / span 12 / 2;
          position: sticky;
          top: 0;
          align-self: start;
          max-height: 100%;
          overflow: auto;
        }
        .middle {
          display: contents;
        }
        .left,
        .right,
        .middle > * {
          grid-column: 2;
        }
        .left,
        .right,
        .right section {
          min-height: auto;
          overflow: visible;
        }
        .left,
        .right {
          padding: var(--space-2);
          border: 0;
        }
        .acts {
          flex-wrap: wrap;
          padding-block: var(--space-2);
        }
      }
    `,
  ]
}
customElements.define('rf-exam', ExamPage)
