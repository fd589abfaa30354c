import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { chinaDay } from '#protocol/days.ts'
import type { KeptAsked, KeptRecording, KeptRecordings, RecordingDisk, RecordingHold } from '#protocol/kept-recording.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { holdRecording, liftHold, listRecordings, readRecordingDisk } from '#protocol/routes/recordings.ts'
import { fill, sentences } from '#words/fill.ts'
import { recordings as both } from '#words/recordings.ts'
import '#kit/dialog.ts'
import { dateTimeOf } from '../clock.ts'
import { fieldsOf } from '../form.ts'
import { list, listSheet } from './list.ts'

/** What the list shows: the recordings of one day, or those on hold. */
type Shown = { which: 'day' | 'held'; day: string; site: string }
/** What is about to be held, or which hold is about to be lifted. */
type Asking = { of: KeptRecording; hold: RecordingHold | null }

/** The recordings that are kept: when and where, until when, and what holds them. */
export class KeptRecordingsPage extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    shown: { state: true },
    found: { state: true },
    watches: { type: Boolean },
    asking: { state: true },
    watched: { state: true },
    administers: { type: Boolean },
    disk: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare shown: Shown
  /** As much as has been asked for, page by page. */
  declare found: KeptRecordings | null
  declare asking: Asking | null
  /** May who is here watch what is kept? */
  declare watches: boolean
  declare watched: KeptRecording | null
  /** Is whoever is here told about the disk? */
  declare administers: boolean
  declare disk: RecordingDisk | null

  constructor() {
    super()
    this.shown = { which: 'day', day: chinaDay(new Date()), site: '' }
    this.found = null
    this.asking = null
    this.watches = false
    this.watched = null
    this.administers = false
    this.disk = null
  }
  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  protected override firstUpdated() {
    void this.#loadDisk()
  }
  async #loadDisk() {
    const told = this.administers ? await ask(readRecordingDisk) : null
    if (told && !isRefusal(told)) this.disk = told.disk
  }

  /** The newest of what is shown; or those behind the ones that are there. */
  async #load(there: KeptRecording[] = []) {
    const { shown } = this
    const { which, day, site } = shown
    const last = there.at(-1)
    const query: KeptAsked = {
      ...(which === 'day' && { day }),
      ...(site !== '' && { site }),
      ...(last && { at: last.beganAt, check: last.check }),
    }
    const found = await ask(listRecordings, { query })
    // Something else was asked for meanwhile.
    if (this.shown !== shown || this.refused(found) || isRefusal(found)) return
    this.found = { ...found, entries: [...there, ...found.entries] }
  }
  #choose = (event: Event) => {
    const { day = '', site = '' } = fieldsOf(event)
    this.#show({ ...this.shown, day: day === '' ? this.shown.day : day, site })
  }
  #show(shown: Shown) {
    this.shown = shown
    void this.#load()
  }
  #submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { asking } = this
    const body = { reason: (fieldsOf(event)['reason'] ?? '').trim() }
    if (!asking) return
    const { of, hold } = asking
    const answer = hold
      ? await ask(liftHold, { params: { id: of.check, hold: hold.id }, body })
      : await ask(holdRecording, { params: { id: of.check }, body })
    this.asking = null
    if (!this.refused(answer)) await this.#load()
  }
  #close = () => (this.asking = null)

  #watch(one: KeptRecording) {
    void import('../recording/watch.ts')
    this.watched = one
  }
  #opened(one: KeptRecording) {
    const words = both[this.language]
    return html`<div class="row">
        <button @click=${() => (this.watched = null)}>${words.back}</button>
        <h1>${words.title} · ${nameOf(one)} · ${one.site} · ${dateTimeOf(one.beganAt)}</h1>
      </div>
      <rf-watch-recording now .check=${one.check} .language=${this.language}></rf-watch-recording>`
  }

  #form({ of, hold }: Asking) {
    const words = both[this.language]
    const named = { of: nameOf(of) }
    return html`<rf-dialog heading=${fill(hold ? words.liftOf : words.holdOf, named)} open @close=${this.#close}>
      <form id="hold" class="stack" @submit=${this.#submit}>
        ${hold ? html`<p>${hold.reason}<br /><span class="quiet">${fill(words.since, { by: hold.by, at: dateTimeOf(hold.at) })}</span></p>` : nothing}
        <p>${hold ? fill(words.liftHelp, { until: dateTimeOf(of.until) }) : words.holdHelp}</p>
        <label>${hold ? words.liftReason : words.reason}<input name="reason" required minlength="4" maxlength="200" autocomplete="off" /></label>
      </form>
      <button slot="buttons" @click=${this.#close}>${words.cancel}</button>
      <button slot="buttons" form="hold" class=${hold ? 'danger' : 'primary'}>${hold ? words.lift : words.hold}</button>
    </rf-dialog>`
  }

  #line(one: KeptRecording) {
    const words = both[this.language]
    return html`<tr>
      <th scope="row" class="number">${dateTimeOf(one.beganAt)}</th>
      <td>${one.site}</td>
      <td class="number">${nameOf(one)}</td>
      <td class="number">${one.holds.length > 0 ? words.onceLifted : dateTimeOf(one.until)}</td>
      <td>
        ${one.holds.map(
          (hold) => html`<div class="hold">
            <span>${hold.reason}<br /><span class="quiet">${fill(words.since, { by: hold.by, at: dateTimeOf(hold.at) })}</span></span>
            <button aria-label="${words.lift} · ${hold.reason}" @click=${() => (this.asking = { of: one, hold })}>${words.lift}</button>
          </div>`,
        )}
      </td>
      <td class="act">
        ${this.watches ? html`<button aria-label="${words.watch} ${nameOf(one)}" @click=${() => this.#watch(one)}>${words.watch}</button>` : nothing}
        <button aria-label="${words.hold} ${nameOf(one)}" @click=${() => (this.asking = { of: one, hold: null })}>${words.hold}</button>
      </td>
    </tr>`
  }

  #kind(which: Shown['which']) {
    const words = both[this.language]
    return html`<button type="button" data-which=${which} aria-pressed=${this.shown.which === which} @click=${() => this.#show({ ...this.shown, which })}>
      ${which === 'day' ? words.ofDay : words.onHold}
    </button>`
  }
  #choice() {
    const words = both[this.language]
    const { which, day, site } = this.shown
    return html`<form class="row" @change=${this.#choose} @submit=${(event: Event) => event.preventDefault()}>
      <div class="row" role="group" aria-label=${words.which}>${this.#kind('day')} ${this.#kind('held')}</div>
      ${which === 'day' ? html`<label>${words.day}<input name="day" type="date" required .value=${day} /></label>` : nothing}
      <label>${words.site}<select name="site">
          <option value="">${words.allSites}</option>
          ${this.found?.sites.map(({ id, name }) => html`<option value=${id} ?selected=${id === site}>${name}</option>`)}
        </select></label>
    </form>`
  }

  #room({ kept, free, least, hour, hours }: RecordingDisk) {
    const words = both[this.language]
    const said = { kept: gb(kept), free: gb(free), least: gb(least), hour: gb(hour ?? 0), hours: Math.floor(hours ?? 0) }
    if (free < least) return html`<p class="said bad">${fill(words.short, said)}</p>`
    return html`<p>${sentences(this.language, [fill(words.disk, said), ...(hours === null ? [] : [fill(words.lasts, said)])])}</p>`
  }

  override render() {
    const words = both[this.language]
    const { found, asking, shown, watched } = this
    if (watched) return this.#opened(watched)
    const heads = [words.began, words.site, words.of, words.until, words.held]
    const none = shown.which === 'held' ? words.noneHeld : words.none
    return html`<h1>${words.title}</h1>
      <p class="quiet">${words.help}</p>
      ${this.disk ? this.#room(this.disk) : nothing} ${this.#choice()}
      ${list(heads, found?.entries.map((one) => this.#line(one)) ?? null, { none, acts: true })}
      ${found?.more ? html`<div><button @click=${() => void this.#load(found.entries)}>${words.more}</button></div>` : nothing}
      ${asking ? this.#form(asking) : nothing}`
  }

  static override styles = [
    listSheet,
    css`
      rf-watch-recording {
        display: block;
      }
      .act {
        white-space: nowrap;
      }
      form.row {
        align-items: end;
      }
      .hold {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
      }
      .hold + .hold {
        margin-top: var(--space-2);
      }
    `,
  ]
}
customElements.define('rf-kept-recordings', KeptRecordingsPage)

/** Bytes as GB, `1.8`. */
const gb = (bytes: number): string => (bytes / 1e9).toFixed(1)

/** The report's number, or how the check's id begins: as the records of access name it. */
const nameOf = ({ number, check }: KeptRecording): string => number ?? check.slice(0, 8)
