import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { QueueEntry } from '#protocol/check.ts'
import { fill } from '#words/fill.ts'
import { pathWords } from '#words/paths.ts'
import { asTimeGoes } from '../as-time-goes.ts'
import type { Calling, CallingView } from '../calling.ts'
import { timeOf } from '../clock.ts'
import { type Desk, isKept, lackingToSign, nextInQueue } from '../desk.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'
import './attention.ts'
import './signing-rights.ts'

/** Who waits, since when, and who has whom; the way to claim one. */
export class QueuePage extends LitElement {
  static override properties = {
    desk: { attribute: false },
    work: { attribute: false },
    calling: { attribute: false },
    view: { attribute: false },
    language: {},
  }
  declare desk: Desk
  declare work: Work
  declare calling: Calling
  declare view: CallingView
  declare language: Language

  constructor() {
    super()
    asTimeGoes(this)
  }
  // What is over and done with is loaded behind what waits.
  override firstUpdated() {
    void import('./sent-back.ts')
    void import('../readiness/readiness.ts')
    void import('./shift.ts')
  }

  get #words() {
    return text[this.language].clinician.queue
  }

  #waited(since: string) {
    const minutes = Math.floor((Date.now() - Date.parse(since)) / 60_000)
    return minutes < 1 ? this.#words.justNow : fill(this.#words.minutes, { minutes })
  }

  #act(entry: QueueEntry) {
    const words = this.#words
    const claim = () => void this.work.claim(entry)
    if (entry.lease === null)
      return html`<button ?disabled=${this.desk.busy || this.desk.closed || isKept(entry, this.desk.me, new Date())} aria-label="${words.claim} ${entry.name}" @click=${claim}>${words.claim}</button>`
    return entry.lease.doctor.id === this.desk.me.person.id
      ? html`<button class="primary" ?disabled=${this.desk.busy} @click=${claim}>${words.resume}</button>`
      : nothing
  }

  /** How picture and voice of this booth would get through. */
  #path({ paths }: QueueEntry) {
    if (!paths) return nothing
    const { kind, says } = pathWords(this.language, paths)
    return html`<span class="chip ${kind === 'good' ? '' : kind}">${says}</span>`
  }

  /** What the driver reads and hears, where it isn't what nearly all do. */
  #language({ language = 'zh' }: QueueEntry) {
    return language === 'zh' ? nothing : html`<span class="chip">${text[this.language].terms.languages[language]}</span>`
  }

  #kept({ kept }: QueueEntry) {
    if (kept === null || Date.parse(kept.until) <= Date.now()) return text[this.language].attended.none
    return html`<span class="chip warn">${fill(this.#words.kept, { doctor: kept.doctor.name, until: timeOf(kept.until) })}</span>`
  }

  #line(entry: QueueEntry, place: number) {
    const words = this.#words
    const { lease } = entry
    const mine = lease?.doctor.id === this.desk.me.person.id
    return html`<tr class=${lease ? 'taken' : ''}>
      <td class="number">${place}</td>
      <th scope="row">${entry.name}${entry.precedence.map((why) => html` <span class="chip good">${words.precedence[why]}</span>`)}</th>
      <td class="number">${fill(words.years, { age: entry.age })}</td>
      <td>${entry.classes.map((licence) => html`<span class="chip">${licence}</span> `)}</td>
      <td>${entry.site} · ${entry.booth} ${this.#language(entry)} ${this.#path(entry)}</td>
      <td class="number">${this.#waited(entry.since)}</td>
      <td class="number done">
        <meter min="0" max=${entry.done + entry.missing} value=${entry.done} aria-hidden="true"></meter>
        ${fill(words.done, { done: entry.done, all: entry.done + entry.missing })}
      </td>
      <td>${lease ? html`<span class="chip ${mine ? 'good' : 'warn'}">${mine ? words.mine : lease.doctor.name}</span>` : this.#kept(entry)}</td>
      <td class="act">${this.#act(entry)}</td>
    </tr>`
  }

  #table(entries: readonly QueueEntry[]) {
    const words = this.#words
    const heads = [words.place, words.name, words.age, words.classes, words.booth, words.waiting, words.stations, words.who]
    return html`<table>
      <caption class="unseen">${words.title}</caption>
      <thead>
        <tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}<td></td></tr>
      </thead>
      <tbody>${entries.map((entry, at) => this.#line(entry, at + 1))}</tbody>
    </table>`
  }

  #lacking() {
    const { signature } = text[this.language].clinician
    const [first] = lackingToSign(this.desk.me)
    if (first === undefined) return nothing
    return html`<p class="said row">
      <span>${this.#words.cannotSign[first]}</span>
      <button @click=${() => this.work.show('signature')}>${signature.open}</button>
    </p>`
  }

  override render() {
    const words = this.#words
    const { queue, busy, closed, offers } = this.desk
    const next = nextInQueue(this.desk, new Date())
    const waiting = queue?.entries.filter(({ lease }) => lease === null).length ?? 0
    return html`<div class="head">
        <h1>${words.title}</h1>
        <p>${words.waitingNow} <strong class="number">${waiting}</strong></p>
        <p>${words.concludedToday} <strong class="number">${queue?.concludedToday ?? 0}</strong></p>
        <span class="rest"></span>
        <button aria-keyshortcuts=${KEYS.tiles} title=${KEYS.tiles} @click=${() => this.work.show('tiles')}>${words.tiles}</button>
        <button aria-pressed=${offers?.rests ? 'true' : 'false'} aria-keyshortcuts=${KEYS.rest} title=${KEYS.rest} @click=${() => void this.work.rest(!offers?.rests)}>${words.rest}</button>
        <button class="primary" ?disabled=${busy || closed || next === null} aria-keyshortcuts=${KEYS.next} title=${KEYS.next} @click=${() => void this.work.claimNext()}>${words.claimNextKey}</button>
      </div>
      <div class="row">
        <rf-readiness .view=${this.view} .calling=${this.calling} .work=${this.work} ?connected=${this.desk.link.state === 'connected'} .language=${this.language}></rf-readiness>
        <span class="rest"></span>
        <rf-shift .work=${this.work} .language=${this.language}></rf-shift>
      </div>
      ${offers?.rests ? html`<p class="said" role="status">${words.resting}</p>` : nothing} ${this.#lacking()}
      <rf-signing-rights .language=${this.language}></rf-signing-rights>
      ${
        queue === null
          ? html`<p class="none" role="status">${words.loading}</p>`
          : queue.entries.length === 0
            ? html`<p class="none">${words.empty}</p>`
            : this.#table(queue.entries)
      }
      <rf-attention .desk=${this.desk} .work=${this.work} .now=${new Date()} .language=${this.language}></rf-attention>
      <rf-sent-back .work=${this.work} .busy=${busy} .language=${this.language}></rf-sent-back>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        align-content: start;
        padding: var(--space-4);
        max-width: 96rem;
        margin-inline: auto;
      }
      .head {
        display: flex;
        align-items: baseline;
        gap: var(--space-4);
      }
      .head strong {
        font-size: var(--text-large);
      }
      .head .primary {
        min-height: 2.75rem;
        padding-inline: var(--space-4);
        font-size: var(--text);
      }
      .rest {
        flex: 1;
      }
      table {
        border: 1px solid var(--line);
      }
      tbody th {
        font-size: var(--text);
        color: var(--ink);
      }
      .taken td,
      .taken th {
        background: var(--paper);
      }
      .act {
        text-align: end;
        width: 1%;
      }
      .done {
        white-space: nowrap;
      }
      meter {
        width: 5rem;
        vertical-align: middle;
      }
      .none {
        padding: var(--space-5);
        text-align: center;
        background: var(--white);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
    `,
  ]
}
customElements.define('rf-queue', QueuePage)
