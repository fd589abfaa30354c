import { html, LitElement, nothing } from 'lit'
import '#kit/dialog.ts'
import type { Language } from '#protocol/basic.ts'
import type { Behind, CounterEntry } from '#protocol/check.ts'
import { chinaDay } from '#protocol/days.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { pathOf } from '#protocol/route.ts'
import { dayReports } from '#protocol/routes/exports.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { sheet } from '../sheet.ts'
import { KEYS } from './keys.ts'
import type { Ask } from './search.ts'
import { text } from './text.ts'

/** The list of a day as a file, of all reports at one's own counters. */
export class DayList extends LitElement {
  static override properties = {
    language: {},
    ask: { attribute: false },
    open: { state: true },
    busy: { state: true },
    refusal: { state: true },
    count: { state: true },
  }
  declare language: Language
  declare ask: Ask
  declare open: boolean
  declare busy: boolean
  declare refusal: Refusal | null
  /** How many reports the last file has; null: none was made. */
  declare count: number | null

  constructor() {
    super()
    this.open = false
    this.busy = false
    this.refusal = null
    this.count = null
  }
  toggle = () => {
    this.open = !this.open
    this.refusal = null
    this.count = null
  }

  /** All of a day, page by page. */
  async #all(day: string): Promise<CounterEntry[] | Refusal> {
    const all: CounterEntry[] = []
    for (let behind: Behind | null = null; ; ) {
      const page = await this.ask({ by: { from: day, to: day }, behind })
      if (isRefusal(page)) return page
      all.push(...page.entries.flatMap((entry) => ('closed' in entry ? [] : [entry])))
      const last = page.entries.at(-1)
      if (!page.more || !last) return all
      behind = { concludedAt: last.concludedAt, check: last.check }
    }
  }

  #chosen = (): string => this.renderRoot.querySelector('input')?.value ?? ''

  /** As CSV from the server, which puts it on record. */
  #csv = () => {
    const day = this.#chosen()
    if (day !== '') save(pathOf(dayReports, { params: { day }, query: { language: this.language } }), `roadfit-${day}.csv`)
  }

  #workbook = async () => {
    const day = this.#chosen()
    if (day === '' || this.busy) return
    this.busy = true
    const all = await this.#all(day)
    this.refusal = isRefusal(all) ? all : null
    this.count = isRefusal(all) ? null : all.length
    if (!isRefusal(all) && all.length > 0) {
      const { rowsOf, xlsxOf } = await import('./day-file.ts')
      const address = URL.createObjectURL(await xlsxOf(rowsOf(all, this.language), day))
      save(address, `roadfit-${day}.xlsx`)
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    }
    this.busy = false
  }

  override render() {
    const words = text[this.language].counter.dayList
    const told = this.count === null ? '' : this.count === 0 ? words.none : fill(words.made, { count: this.count })
    return html`<button aria-keyshortcuts=${KEYS.day} @click=${this.toggle}>${words.open}</button>
      <rf-dialog heading=${words.title} .open=${this.open} @close=${this.toggle}>
        ${this.open ? html`<label>${words.day}<input autofocus type="date" required min="2000-01-01" max="2999-12-31" .value=${chinaDay(new Date())} /></label>` : nothing}
        <p class="quiet">${words.help}</p>
        <p role="status">${this.busy ? words.busy : told}</p>
        <div role="alert">${this.refusal ? html`<p class="said bad">${refusalWords(this.language, this.refusal, 'counter')}</p>` : nothing}</div>
        <button slot="buttons" @click=${this.toggle}>${words.close}</button>
        <button slot="buttons" ?disabled=${this.busy} @click=${this.#csv}>CSV</button>
        <button slot="buttons" class="primary" ?disabled=${this.busy} @click=${this.#workbook}>Excel</button>
      </rf-dialog>`
  }

  static override styles = [sheet]
}
customElements.define('rf-day-list', DayList)

/** Hands a file to the browser, which keeps it where it keeps files. */
const save = (address: string, name: string): void => {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}
