import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Rota, RotaEntry, RotaHistory, RotaView } from '#protocol/rota.ts'
import { changeRota, listRota, listRotaHistory } from '#protocol/routes/rota.ts'
import { fill } from '#words/fill.ts'
import { rota as words } from '#words/rota.ts'
import '#kit/dialog.ts'
import { andMore } from '../and-more.ts'
import { dateTimeOf } from '../clock.ts'
import { fieldsOf } from '../form.ts'
import { exceptionsIn, exceptionsText, hoursIn, hoursText } from './hours.ts'
import { list, listSheet } from './list.ts'
import { text } from './text.ts'

/** When doctors mean to be here: by the week, with days of their own, and how it came to that. */
export class DoctorsHours extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    view: { state: true },
    changing: { state: true },
    unread: { state: true },
    past: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare view: RotaView | null
  /** Whose form is open. */
  declare changing: RotaEntry | null
  /** The part of the form that can't be read. */
  declare unread: string | null
  declare past: { name: string; history: RotaHistory } | null

  constructor() {
    super()
    this.view = null
    this.changing = null
    this.unread = null
    this.past = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  async #load() {
    const view = await ask(listRota)
    if (!this.refused(view) && !isRefusal(view)) this.view = view
  }
  async #look({ doctor, name }: RotaEntry) {
    const history = await ask(listRotaHistory, { params: { id: doctor } })
    if (!this.refused(history) && !isRefusal(history)) this.past = { name, history }
  }

  /** What the form says; null: a part of it can't be read, which is said. */
  #typed(event: SubmitEvent): Rota | null {
    const fields = fieldsOf(event)
    const exceptions = exceptionsIn(fields.exceptions ?? '')
    const week = words[this.language].days.map((_, day) => hoursIn(fields[`day-${day}`] ?? ''))
    const wrong = [...week, exceptions].find((one) => 'unread' in one)
    this.unread = wrong && 'unread' in wrong ? wrong.unread : null
    if ('unread' in exceptions) return null
    const read = week.flatMap((hours) => ('unread' in hours ? [] : [hours]))
    return read.length === week.length ? { week: read, exceptions } : null
  }
  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { changing } = this
    const rota = this.#typed(event)
    if (!rota || !changing) return
    void ask(changeRota, { params: { id: changing.doctor }, body: { version: changing.version, rota } }).then((answer) => {
      this.changing = null
      this.refused(answer)
      void this.#load()
    })
  }

  #form({ name, rota }: RotaEntry) {
    const { days, ...own } = words[this.language]
    const { admin } = text[this.language]
    const close = () => {
      this.changing = null
      this.unread = null
    }
    return html`<rf-dialog heading=${fill(own.changing, { name })} open @close=${close}>
      <form id="rota" class="stack" @submit=${this.#submit}>
        <p class="quiet">${own.hoursHelp}</p>
        <div class="week">
          ${days.map((day, at) => html`<label>${day}<input name="day-${at}" maxlength="100" autocomplete="off" .value=${hoursText(rota.week[at] ?? [])} /></label>`)}
        </div>
        <label>${own.exceptions}<textarea name="exceptions" rows="4" maxlength="20000" .value=${exceptionsText(rota)}></textarea></label>
        <p class="quiet">${own.exceptionsHelp}</p>
        <div role="alert">${this.unread === null ? nothing : html`<p class="said bad">${fill(own.unread, { part: this.unread })}</p>`}</div>
      </form>
      <button slot="buttons" @click=${close}>${admin.cancel}</button>
      <button slot="buttons" form="rota" class="primary">${admin.save}</button>
    </rf-dialog>`
  }

  /** The week in as few lines as it has different days. */
  #week({ week }: Rota) {
    const { days, never } = words[this.language]
    const lines = days.flatMap((day, at) => {
      const hours = week[at] ?? []
      return hours.length > 0 ? [html`<li><span class="quiet">${day}</span> <span class="number">${hoursText(hours)}</span></li>`] : []
    })
    return lines.length > 0 ? html`<ul>${lines}</ul>` : html`<span class="quiet">${never}</span>`
  }
  #exceptions({ exceptions }: Rota) {
    const { off } = words[this.language]
    return html`<ul>${exceptions.map(({ on, hours }) => html`<li><span class="number">${on} ${hoursText(hours) || off}</span></li>`)}</ul>`
  }

  #line(entry: RotaEntry) {
    const { registry, admin } = text[this.language]
    return html`<tr>
      <th scope="row">${entry.name}</th>
      <td>${this.#week(entry.rota)}</td>
      <td>${this.#exceptions(entry.rota)}</td>
      <td class="act">
        <button aria-label="${admin.change} ${entry.name}" @click=${() => (this.changing = entry)}>${admin.change}</button>
        ${entry.version > 0 ? html`<button aria-label="${registry.history} ${entry.name}" @click=${() => void this.#look(entry)}>${registry.history}</button>` : nothing}
      </td>
    </tr>`
  }

  #past() {
    const { past } = this
    const { registry, admin } = text[this.language]
    const close = () => (this.past = null)
    return html`<rf-dialog heading=${fill(words[this.language].historyOf, { name: past?.name ?? '' })} .open=${past !== null} @close=${close}>
      ${past?.history.entries.map(
        ({ version, at, by, rota }) =>
          html`<section>
            <strong class="number">${fill(registry.historyLine, { version, at: at ? dateTimeOf(at) : '', by: by ?? registry.bySystem })}</strong>
            ${this.#week(rota)} ${this.#exceptions(rota)}
          </section>`,
      )}
      ${past ? andMore(this.language, past.history, 'older') : nothing}
      <button slot="buttons" class="primary" @click=${close}>${admin.close}</button>
    </rf-dialog>`
  }

  override render() {
    const { admin } = text[this.language]
    const { title, help, doctor, week, exceptions } = words[this.language]
    return html`<h1>${title}</h1>
      <p class="quiet">${help}</p>
      ${list([doctor, week, exceptions], this.view && this.view.doctors.map((entry) => this.#line(entry)), { none: admin.none, acts: true })}
      ${this.#past()} ${this.changing ? this.#form(this.changing) : nothing}`
  }

  static override styles = [
    listSheet,
    css`
      ul {
        padding: 0;
        list-style: none;
      }
      .week {
        display: grid;
        grid-template-columns: repeat(2, 1fr);
        gap: var(--space-2);
      }
      section {
        margin-bottom: var(--space-3);
      }
    `,
  ]
}
customElements.define('rf-doctors-hours', DoctorsHours)
