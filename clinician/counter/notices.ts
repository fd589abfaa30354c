import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import type { NoticesTold } from '#protocol/notice.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { endNotices, listNotices } from '#protocol/routes/notices.ts'
import { fill } from '#words/fill.ts'
import { notices as allWords } from '#words/notices.ts'
import { refusalWords } from '#words/refusal.ts'
import { andMore } from '../and-more.ts'
import { dateTimeOf } from '../clock.ts'
import { sheet } from '../sheet.ts'

/** What the driver of a report was told by text message, when and how that went; and the way to end it when the driver says so. */
export class Told extends LitElement {
  static override properties = { language: {}, number: {}, version: { type: Number }, told: { state: true }, refusal: { state: true } }
  declare language: Language
  declare number: string
  /** Of the check: what moves it may tell its driver something. */
  declare version: number
  declare told: NoticesTold | null
  declare refusal: Refusal | null

  constructor() {
    super()
    this.told = null
    this.refusal = null
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('number')) this.told = null
    if (changed.has('number') || changed.has('version')) void this.#load()
  }

  #load = async () => {
    const { number } = this
    const answer = await ask(listNotices, { params: { number } })
    if (number !== this.number) return
    this.refusal = isRefusal(answer) ? answer : null
    this.told = isRefusal(answer) ? null : answer
  }
  #end = async () => {
    const answer = await ask(endNotices, { params: { number: this.number } })
    if (isRefusal(answer)) this.refusal = answer
    else await this.#load()
  }

  #line({ kind, since, by, outcome, tries, fault, at, phone, text }: NoticesTold['notices'][number]) {
    const words = allWords[this.language]
    const sign = fault ?? ''
    return html`<li>
      <strong>${words.kinds[kind]}</strong> <span class="quiet number">${dateTimeOf(since)}</span> ${by ?? words.house}
      <br />${fill(words.outcomes[outcome], { fault: sign })}${at ? html` <span class="quiet number">${dateTimeOf(at)}</span>` : nothing}
      ${outcome === 'waiting' && tries > 0 ? html`<br />${fill(words.waits, { tries, fault: sign })}` : nothing}
      ${text === null ? nothing : html`<br /><span class="number">${phone}</span> <q>${text}</q>`}
    </li>`
  }

  override render() {
    const words = allWords[this.language]
    if (this.refusal) return html`<p class="said bad" role="alert">${refusalWords(this.language, this.refusal, 'counter')}</p>`
    if (!this.told) return nothing
    const { wanted, notices, more } = this.told
    return html`<details>
      <summary>${words.heading} (${notices.filter(({ outcome }) => outcome === 'sent').length})</summary>
      <p class="row">
        ${wanted ? fill(words.wanted, { since: dateTimeOf(wanted.since), phone: wanted.phone }) : words.unwanted}
        ${wanted ? html`<button @click=${this.#end}>${words.end}</button>` : nothing}
      </p>
      ${notices.length === 0 ? html`<p class="none">${words.none}</p>` : html`<ul>${notices.map((one) => this.#line(one))}</ul>`}
      ${andMore(this.language, { entries: notices, more }, 'older')}
    </details>`
  }

  static override styles = [sheet]
}
customElements.define('rf-told', Told)
