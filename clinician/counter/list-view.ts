import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { ClosedEntry, CounterEntry } from '#protocol/check.ts'
import { fill } from '#words/fill.ts'
import { overrideLines } from '#words/overrides.ts'
import { heldWords } from '#words/refusal.ts'
import { dateTimeOf } from '../clock.ts'
import { chipOf, errandWords } from '../errand.ts'
import { sheet } from '../sheet.ts'
import { type Order, waitsForWord } from './list.ts'
import { text } from './text.ts'

const CHIP: Readonly<Partial<Record<string, string>>> = {
  accepted: 'good',
  provisional: 'warn',
  lapsed: 'bad',
  refused: 'bad',
  returned: 'bad',
  'handed-over': 'warn',
}

/** A day and its time, not broken at its hyphens. */
const when = (instant: string) => html`<time class="number">${dateTimeOf(instant)}</time>`

/**
 * The lines of reports, of which one is chosen and some are ticked. Fires `choose` and `tick` with a check, and `order` with a column; without an
 * order its heads are words alone.
 */
export class CounterList extends LitElement {
  static override properties = {
    language: {},
    entries: { attribute: false },
    chosen: {},
    ticked: { attribute: false },
    order: { attribute: false },
  }
  declare language: Language
  declare entries: readonly (CounterEntry | ClosedEntry)[]
  declare chosen: string | null
  declare ticked: ReadonlySet<string>
  declare order: Order | null

  #tell = (name: 'choose' | 'tick' | 'order', detail: string) => this.dispatchEvent(new CustomEvent(name, { detail }))

  /** Puts the focus on the chosen line. */
  async focusChosen() {
    await this.updateComplete
    const button = this.renderRoot.querySelector<HTMLElement>('tr.chosen button')
    button?.focus()
    button?.scrollIntoView({ block: 'nearest' })
  }

  #tick(entry: CounterEntry) {
    if (!waitsForWord(entry)) return nothing
    const label = fill(text[this.language].counter.several.tick, { number: entry.number, name: entry.name })
    return html`<input
      type="checkbox"
      aria-label=${label}
      .checked=${this.ticked.has(entry.check)}
      @click=${(event: Event) => event.stopPropagation()}
      @change=${() => this.#tell('tick', entry.check)}
    />`
  }

  #line(entry: CounterEntry) {
    const { counter: words, terms } = text[this.language]
    const states: Readonly<Partial<Record<string, string>>> = words.states
    const chosen = entry.check === this.chosen
    return html`<tr class=${chosen ? 'chosen' : ''} @click=${() => this.#tell('choose', entry.check)}>
      <td class="number"><span class="first">${this.#tick(entry)}<button aria-pressed=${chosen}>${entry.number}</button></span></td>
      <th scope="row">${entry.name}<br /><span class="quiet number">${entry.document}</span></th>
      <td>${entry.classes.join(' ')}</td>
      <td><span class="phrase">${terms.outcomes[entry.outcome.kind]}</span>${overrideLines(this.language, entry.overrides ?? []).map((line) => html`<br /><span class="mark">${line}</span>`)}</td>
      <td>
        <span class="chip ${entry.held ? 'bad' : (CHIP[entry.phase] ?? '')}">${entry.held ? words.heldShort : (states[entry.phase] ?? terms.phases[entry.phase])}</span>
        ${chipOf(this.language, entry.errand)}
        <span class="quiet">${entry.held ? heldWords(this.language, entry.held, 'counter') : (entry.reason ?? '')}${errandWords(this.language, entry.errand, { short: true }).map((line) => html`${line}<br />`)}</span>
      </td>
      <td>${when(entry.concludedAt)}<br />${entry.doctor}${entry.countersigned ? html`<br />${fill(words.countersigned, { doctor: entry.countersigned.doctor.name })}` : nothing}</td>
    </tr>`
  }

  /** A report of another site: that there is one, and nothing of it. */
  #closedLine({ check, number, concludedAt, closed }: ClosedEntry) {
    const chosen = check === this.chosen
    return html`<tr class=${chosen ? 'chosen' : ''} @click=${() => this.#tell('choose', check)}>
      <td class="number"><span class="first"><button aria-pressed=${chosen}>${number}</button></span></td>
      <td colspan="4" class="quiet">${fill(text[this.language].counter.search.closed, { site: closed })}</td>
      <td>${when(concludedAt)}</td>
    </tr>`
  }

  /** The head of a column: pressed, it puts the list in order by it. */
  #head(by: Order['by'] | null, words: string) {
    if (by === null || this.order === null) return html`<th scope="col">${words}</th>`
    const mine = this.order.by === by
    const sort = mine ? (this.order.down ? 'descending' : 'ascending') : 'none'
    return html`<th scope="col" aria-sort=${sort}>
      <button class="head" @click=${() => this.#tell('order', by)}>${words}<span aria-hidden="true">${mine ? (this.order.down ? ' ↓' : ' ↑') : ''}</span></button>
    </th>`
  }

  override render() {
    const words = text[this.language].counter
    return html`<table>
      <caption class="unseen">${words.heading}</caption>
      <thead>
        <tr>
          ${this.#head('number', words.number)}${this.#head('name', words.name)}${this.#head(null, words.classes)}
          ${this.#head('outcome', words.outcome)}${this.#head('phase', words.phase)}${this.#head('concludedAt', words.doctor)}
        </tr>
      </thead>
      <tbody>${this.entries.map((entry) => ('closed' in entry ? this.#closedLine(entry) : this.#line(entry)))}</tbody>
    </table>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: block;
      }
      time {
        white-space: nowrap;
      }
      /* No wider than a number and its tick, on however wide a screen. */
      td:first-child {
        width: 1%;
      }
      .first {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: var(--space-2);
      }
      .first button {
        min-height: 1.75rem;
        padding: 0 0.25rem;
        border-color: transparent;
      }
      td .chip + .quiet {
        display: block;
      }
      .mark {
        color: var(--warn);
      }
      th,
      td {
        padding: 0.25rem 0.5rem;
      }
      /* However long the state's words: a column's name and a doctor's stay whole words. */
      thead th,
      td:last-child {
        min-width: 4em;
        word-break: keep-all;
      }
      thead th,
      td .chip {
        white-space: normal;
      }
      .head {
        min-height: 0;
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        text-align: start;
        text-decoration: underline dotted;
        white-space: normal;
      }
      /* What a machine says about itself can be one long word. */
      td .quiet {
        overflow-wrap: anywhere;
      }
      table {
        border: 1px solid var(--line);
      }
      tbody tr {
        cursor: pointer;
      }
      tbody th {
        color: var(--ink);
      }
      tbody th span {
        font-weight: 400;
      }
      .chosen td,
      .chosen th {
        background: var(--wash);
      }
    `,
  ]
}
customElements.define('rf-counter-list', CounterList)
