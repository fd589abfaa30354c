import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { AttentionEntry } from '#protocol/check.ts'
import type { Me } from '#protocol/rest.ts'
import { fill, listed } from '#words/fill.ts'
import { places } from '#words/places.ts'
import { text } from '../text.ts'
import '#kit/dialog.ts'
import { andMore } from '../and-more.ts'
import { agoOf, dateTimeOf } from '../clock.ts'
import type { Desk } from '../desk.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'

const isMine = ({ doctor }: AttentionEntry, { person }: Me) => doctor.id === person.id
/** The doctor's own on top, each part in the order in which they came: others may be away, and anybody of their site may see to theirs. */
const ownFirst = (entries: readonly AttentionEntry[], me: Me) => {
  const { own = [], others = [] } = Object.groupBy(entries, (entry) => (isMine(entry, me) ? 'own' : 'others'))
  return [...own, ...others]
}

/** Reports that wait for a doctor: to be countersigned, and those that counter, case or fonts didn't take. */
export class Attention extends LitElement {
  static override properties = {
    desk: { attribute: false },
    work: { attribute: false },
    language: {},
    now: { attribute: false },
    withdrawing: { state: true },
  }
  declare desk: Desk
  declare work: Work
  declare language: Language
  declare now: Date
  declare withdrawing: AttentionEntry | null

  constructor() {
    super()
    this.withdrawing = null
  }

  get #words() {
    return text[this.language].clinician.attention
  }

  #why({ because, reason, what, corrects, squad }: AttentionEntry) {
    const { stations } = text[this.language].terms
    if (corrects)
      return fill(text[this.language].clinician.second.corrects, {
        fields: listed(
          this.language,
          corrects.map((field) => places[this.language][field]),
        ),
      })
    const names = listed(
      this.language,
      because.map((station) => stations[station]),
    )
    if (what === 'countersign') return fill(this.#words.because, { stations: names })
    return html`${reason ?? ''}${what === 'returned' ? html`<br /><span class="quiet">${squad}</span>` : nothing}`
  }

  #act(entry: AttentionEntry) {
    const words = this.#words
    const { busy, me } = this.desk
    if (entry.what === 'countersign' && isMine(entry, me))
      return html`<span class="quiet">${words.mine}</span> <button ?disabled=${busy} @click=${() => (this.withdrawing = entry)}>${words.withdraw}</button>`
    return html`<button ?disabled=${busy} aria-label="${words.look} ${entry.name}" @click=${() => void this.work.look(entry)}>${words.look}</button>`
  }

  #list(title: string, help: string, entries: readonly AttentionEntry[]) {
    const words = this.#words
    const { outcomes } = text[this.language].terms
    if (entries.length === 0) return nothing
    return html`<section>
      <h2>${title} <span class="chip warn number">${entries.length}</span></h2>
      <p class="quiet">${help}</p>
      <table>
        <thead><tr>${[text[this.language].clinician.queue.name, words.number, words.doctor, words.since, words.why].map((head) => html`<th scope="col">${head}</th>`)}<td></td></tr></thead>
        <tbody>
          ${entries.map(
            (entry) =>
              html`<tr>
                <th scope="row">${entry.name}<br /><span class="quiet phrase">${entry.classes.join(' ')} · ${outcomes[entry.outcome.kind]}</span></th>
                <td class="number">${entry.number}<br /><span class="chip ${entry.what === 'countersign' ? 'warn' : 'bad'}">${words.what[entry.what]}</span></td>
                <td>${entry.doctor.name}${isMine(entry, this.desk.me) ? html` <span class="chip good">${text[this.language].clinician.queue.mine}</span>` : nothing}</td>
                <td class="number">${dateTimeOf(entry.since)}<br /><span class="quiet">${agoOf(entry.since, this.now, this.language)}</span></td>
                <td>${this.#why(entry)}</td>
                <td class="act">${this.#act(entry)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`
  }

  #withdraw = (event: SubmitEvent) => {
    event.preventDefault()
    const reason = fieldsOf(event).reason?.trim() ?? ''
    const entry = this.withdrawing
    if (reason === '' || !entry) return
    this.withdrawing = null
    void this.work.decline({ id: entry.check, version: entry.version }, reason)
  }

  override render() {
    const words = this.#words
    const { cancel } = text[this.language].clinician.exam
    const waiting = this.desk.attention ?? { entries: [], more: false }
    const { entries } = waiting
    const close = () => (this.withdrawing = null)
    return html`${this.#list(
      words.countersign,
      words.countersignHelp,
      entries.filter(({ what }) => what === 'countersign'),
    )}
      ${this.#list(
        words.replace,
        words.replaceHelp,
        ownFirst(
          entries.filter(({ what }) => what !== 'countersign'),
          this.desk.me,
        ),
      )}
      ${andMore(this.language, waiting, 'newer')}
      <rf-dialog heading=${words.withdraw} .open=${this.withdrawing !== null} @close=${close}>
        <form id="withdraw" @submit=${this.#withdraw}>
          <label>${words.withdrawReason}<input name="reason" maxlength="500" required /></label>
        </form>
        <button slot="buttons" @click=${close}>${cancel}</button>
        <button slot="buttons" form="withdraw" class="danger">${words.withdraw}</button>
      </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      section {
        display: grid;
        gap: var(--space-2);
      }
      table {
        border: 1px solid var(--line);
      }
      tbody th {
        color: var(--ink);
      }
      tbody th span {
        font-weight: 400;
      }
      td.number,
      .act button {
        white-space: nowrap;
      }
      .act {
        text-align: end;
      }
      .act .quiet {
        display: block;
      }
    `,
  ]
}
customElements.define('rf-attention', Attention)
