import { html, LitElement } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { OverrideDay } from '#protocol/rest.ts'
import { listOverrides } from '#protocol/routes/records.ts'
import { list, listSheet } from './list.ts'
import { text } from './text.ts'

/** From this share on it stands out: one in five of what should have been measured. */
const MUCH = 0.2

/** How often each doctor's word went before a measurement, by day. */
export class OverridesPage extends LitElement {
  static override properties = { language: {}, refused: { attribute: false }, days: { state: true } }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare days: OverrideDay[] | null

  constructor() {
    super()
    this.days = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void ask(listOverrides).then((days) => {
      if (!this.refused(days) && !isRefusal(days)) this.days = days
    })
  }

  #line({ day, doctor, reports, overridden, unmeasured, against, share }: OverrideDay) {
    return html`<tr>
      <td class="number">${day}</td>
      <th scope="row">${doctor ?? text[this.language].attended.none}</th>
      ${[reports, overridden, unmeasured, against].map((count) => html`<td class="number">${count}</td>`)}
      <td class="number"><span class="chip ${share >= MUCH ? 'warn' : ''}">${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %</span></td>
    </tr>`
  }

  override render() {
    const words = text[this.language].admin
    const heads = [words.day, words.doctor, words.reports, words.overridden, words.unmeasured, words.against, words.share]
    return html`<h1>${words.overrides}</h1>
      <p class="quiet">${words.overridesHelp}</p>
      ${list(heads, this.days?.map((one) => this.#line(one)) ?? null, { none: words.overridesNone })}`
  }

  static override styles = listSheet
}
customElements.define('rf-overrides', OverridesPage)
