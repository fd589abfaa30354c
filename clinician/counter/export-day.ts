import { css, html, LitElement } from 'lit'
import type { Language } from '#protocol/basic.ts'
import { chinaDay } from '#protocol/days.ts'
import { addressOf, pathOf } from '#protocol/route.ts'
import { dayReports, reportBundle, reportValue } from '#protocol/routes/exports.ts'
import { exportLinks } from '#words/export-links.ts'
import { sheet } from '../sheet.ts'

/** Where a report is taken out as data. */
export const exportsOf = (number: string, language: Language) =>
  html`<a href=${addressOf(reportValue, { number })} target="_blank" rel="noopener">${exportLinks[language].value}</a>
    <a href=${addressOf(reportBundle, { number })} target="_blank" rel="noopener">${exportLinks[language].bundle}</a>`

/** Where the list of a day is taken out: today's, unless another day is chosen. */
class ExportDay extends LitElement {
  static override properties = { language: {}, day: { state: true } }
  declare language: Language
  declare day: string

  constructor() {
    super()
    this.day = chinaDay(new Date())
  }

  #choose = ({ target }: Event) => {
    if (target instanceof HTMLInputElement && target.value !== '') this.day = target.value
  }

  override render() {
    const { language, day } = this
    const words = exportLinks[language]
    return html`<label>${words.day}<input type="date" required min="2000-01-01" max="2999-12-31" .value=${day} @change=${this.#choose} /></label>
      <a href=${pathOf(dayReports, { params: { day }, query: { language } })} target="_blank" rel="noopener">${words.list}</a>
      <span class="quiet">${words.help}</span>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-3);
        margin-block-start: auto;
      }
    `,
  ]
}
customElements.define('rf-export-day', ExportDay)
